"""Corrections: lines before and after, the buyer's data, one following the other."""

from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, NotFound
from spinka.documents import services as documents
from spinka.documents.drafts import CorrectionDraft, ItemChange
from spinka.documents.models import Document
from spinka.orders.models import JournalEntry
from tests.documents.conftest import Office
from tests.factories.shop import make_shop


def correct(office: Office, document_id: int, **fields: Any) -> Document:
    with acting_for(office.account_id):
        made = documents.issue_correction(
            account_id=office.account_id, document_id=document_id, draft=CorrectionDraft(**fields), actor="test"
        )
    return office.found(made)


def shown(office: Office, document_id: int, *, is_before: bool = False) -> list[tuple[str, int, str]]:
    return [(line.name, line.quantity, str(line.gross)) for line in office.lines(document_id, is_before=is_before)]


@pytest.fixture
def invoice(office: Office) -> Document:
    """Two goods and a delivery: 50.00 + 20.00 + 10.00."""
    order_id = office.order(("10", "23", 5), ("20", "8", 1), delivery_price=Decimal(10), invoice_company="Firma")
    return office.invoice(order_id)


class TestIssueCorrection:
    def test_keeps_the_lines_before_and_after(self, office: Office, invoice: Document) -> None:
        first = office.lines(invoice.pk)[0]
        made = correct(office, invoice.pk, reason=5, items=(ItemChange(order_line_id=first.order_line_id, quantity=3),))
        before = [("Towar 1", 5, "50.00"), ("Towar 2", 1, "20.00"), ("Dostawa", 1, "10.00")]
        assert shown(office, made.pk, is_before=True) == before
        assert shown(office, made.pk) == [("Towar 1", 3, "30.00"), *before[1:]]
        assert shown(office, invoice.pk) == before
        assert (made.kind, made.corrects_id, made.full_number[:5]) == ("CORRECTION", invoice.pk, "FK 1/")
        assert (made.total_before, made.total_gross, made.due_at) == (Decimal("80.00"), Decimal("60.00"), None)
        assert (made.correcting_reason, made.correcting_items, made.correcting_data) == (5, True, False)
        assert (made.order_id, made.buyer_company) == (invoice.order_id, "Firma")
        with acting_for(office.account_id):
            entries = JournalEntry.objects.for_account(office.account_id).filter(log_type=7).order_by("pk")
            assert [entry.object_id for entry in entries] == [invoice.pk, made.pk]

    def test_changes_price_rate_name_and_the_delivery(self, office: Office, invoice: Document) -> None:
        _, second, delivery = office.lines(invoice.pk)
        made = correct(
            office,
            invoice.pk,
            items=(
                ItemChange(
                    order_line_id=second.order_line_id,
                    name="Książka",
                    unit_gross=Decimal("21.005"),
                    tax_rate=Decimal(5),
                ),
                ItemChange(name=delivery.name, unit_gross=Decimal(0)),
            ),
        )
        assert shown(office, made.pk) == [("Towar 1", 5, "50.00"), ("Książka", 1, "21.01"), ("Dostawa", 1, "0.00")]
        line = office.lines(made.pk)[1]
        assert (line.unit_gross, line.tax_rate, line.vat) == (Decimal("21.0050"), Decimal("5.00"), Decimal("1.00"))

    def test_a_line_nobody_knows_is_added_and_a_raise_has_a_day_to_pay(self, office: Office, invoice: Document) -> None:
        made = correct(
            office, invoice.pk, items=(ItemChange(name="Montaż", unit_gross=Decimal(30), tax_rate=Decimal(23)),)
        )
        assert shown(office, made.pk)[-1] == ("Montaż", 1, "30.00")
        assert (made.total_gross, made.due_at is not None) == (Decimal("110.00"), True)

    def test_the_next_one_begins_where_the_last_ended(self, office: Office, invoice: Document) -> None:
        line_id = office.lines(invoice.pk)[0].order_line_id
        first = correct(office, invoice.pk, items=(ItemChange(order_line_id=line_id, quantity=3),))
        second = correct(office, first.pk, items=(ItemChange(order_line_id=line_id, quantity=0),))
        assert shown(office, second.pk, is_before=True)[0] == ("Towar 1", 3, "30.00")
        assert shown(office, second.pk)[0] == ("Towar 1", 0, "0.00")
        assert (second.corrects_id, second.full_number[:5]) == (invoice.pk, "FK 2/")
        assert (second.total_before, second.total_gross) == (Decimal("60.00"), Decimal("30.00"))

    def test_buyers_data_alone(self, office: Office, invoice: Document) -> None:
        made = correct(office, invoice.pk, reason=7, buyer={"company": "Nowa Firma", "city": "Łódź"}, issuer="Jan")
        assert (made.buyer_company, made.buyer_city, made.issuer) == ("Nowa Firma", "Łódź", "Jan")
        assert (made.correcting_items, made.correcting_data) == (False, True)
        assert made.total_gross == made.total_before == Decimal("80.00")
        assert office.found(invoice.pk).buyer_company == "Firma"

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"buyer": {"company": "Firma"}},
            {"items": (ItemChange(name="Dostawa"),)},
            {"buyer": {"city": "x"}, "reason": 10},
            {"buyer": {"city": "x"}, "reason": 0},
            {"buyer": {"city": "x" * 101}},
            {"items": (ItemChange(name="x", quantity=-1),)},
            {"items": (ItemChange(name="x", unit_gross=Decimal("1e308")),)},
            {"items": (ItemChange(name="x", tax_rate=Decimal(-7)),)},
            {"items": (ItemChange(name="Dostawa", quantity=2), ItemChange(name="Dostawa", quantity=3))},
        ],
    )
    def test_nothing_to_change_or_wrong_numbers_take_no_number(
        self, office: Office, invoice: Document, fields: dict[str, Any]
    ) -> None:
        before = (office.count(), office.counters())
        with pytest.raises(BadParameters):
            correct(office, invoice.pk, **fields)
        assert (office.count(), office.counters()) == before

    def test_what_is_not_the_accounts_is_missing(self, office: Office, invoice: Document) -> None:
        other = Office(make_shop())
        theirs = other.invoice()
        foreign = other.lines(theirs.pk)[0].order_line_id
        another = office.lines(office.invoice().pk)[0].order_line_id
        before = (office.count(), other.count())
        for document_id, fields in (
            (theirs.pk, {"buyer": {"city": "x"}}),
            (2**70, {"buyer": {"city": "x"}}),
            (invoice.pk, {"items": (ItemChange(order_line_id=foreign, quantity=1),)}),
            (invoice.pk, {"items": (ItemChange(order_line_id=another, quantity=1),)}),
            (invoice.pk, {"buyer": {"city": "x"}, "series_id": other.series("CORRECTION").pk}),
            (invoice.pk, {"buyer": {"city": "x"}, "series_id": office.series("INVOICE").pk}),
        ):
            with pytest.raises(NotFound):
                correct(office, document_id, **fields)
        assert (office.count(), other.count()) == before

    def test_a_receipt_has_none(self, office: Office) -> None:
        with acting_for(office.account_id):
            receipt_id = documents.issue_receipt(account_id=office.account_id, order_id=office.order(), actor="test")
        with pytest.raises(NotFound):
            correct(office, receipt_id, buyer={"city": "x"})
