"""Invoices and receipts: amounts by line, several rates, the buyer, one of a kind per order."""

from datetime import timedelta
from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.models import Event
from spinka.documents import services as documents
from spinka.documents.drafts import Buyer
from spinka.orders.models import JournalEntry
from tests.documents.conftest import Office
from tests.factories.shop import make_shop


def amounts(office: Office, document_id: int) -> list[tuple[str, str, str, str]]:
    return [(str(line.tax_rate), str(line.net), str(line.vat), str(line.gross)) for line in office.lines(document_id)]


class TestIssueInvoice:
    def test_freezes_lines_and_delivery_with_vat_by_line(self, office: Office) -> None:
        order_id = office.order(
            ("12.3456", "23", 3),
            ("9.99", "8", 7),
            ("5", "0", 1),
            ("7", "-1", 2),
            delivery_price=Decimal("14.99"),
            delivery_method="Kurier",
            payment_method="Przelew",
            invoice_company="Żółć sp. z o.o.",
            invoice_nip="5260250995",
            currency="PLN",
        )
        made = office.invoice(order_id)
        assert amounts(office, made.pk) == [
            ("23.00", "30.11", "6.93", "37.04"),
            ("8.00", "64.75", "5.18", "69.93"),
            ("0.00", "5.00", "0.00", "5.00"),
            ("-1.00", "14.00", "0.00", "14.00"),
            ("23.00", "12.19", "2.80", "14.99"),
        ]
        assert [line.is_shipment for line in office.lines(made.pk)] == [False] * 4 + [True]
        assert office.lines(made.pk)[4].name == "Kurier"
        assert (made.total_gross, made.total_net, made.total_vat) == (
            Decimal("140.96"),
            Decimal("126.05"),
            Decimal("14.91"),
        )
        assert (made.buyer_company, made.buyer_nip, made.payment_method) == ("Żółć sp. z o.o.", "5260250995", "Przelew")
        assert (made.currency, made.order_id, made.corrects_id) == ("PLN", order_id, None)

    def test_leaves_journal_and_event(self, office: Office) -> None:
        made = office.invoice()
        with acting_for(office.account_id):
            entry = JournalEntry.objects.for_account(office.account_id).get(log_type=7)
            event = Event.objects.get(account_id=office.account_id, name="document.issued")
        assert (entry.order_id, entry.object_id, entry.data["number"]) == (made.order_id, made.pk, made.full_number)
        assert event.data == {"order_id": made.order_id, "document_id": made.pk, "kind": "invoice"}

    @pytest.mark.parametrize(
        ("vat_rate", "rate", "net", "vat"),
        [
            ("DEFAULT", "23.00", "100.00", "23.00"),
            ("ITEM", "23.00", "100.00", "23.00"),
            ("", "23.00", "100.00", "23.00"),
            ("8", "8.00", "113.89", "9.11"),
            ("0", "0.00", "123.00", "0.00"),
            ("EXPT", "-1.00", "123.00", "0.00"),
            ("zw", "-1.00", "123.00", "0.00"),
            ("NP", "-0.02", "123.00", "0.00"),
            ("OO", "-0.03", "123.00", "0.00"),
        ],
    )
    def test_takes_one_rate_for_all_when_asked(
        self, office: Office, vat_rate: str, rate: str, net: str, vat: str
    ) -> None:
        made = office.invoice(office.order(("123", "23", 1)), vat_rate=vat_rate)
        assert amounts(office, made.pk) == [(rate, net, vat, "123.00")]
        assert made.additional_info == ("Odwrotne obciążenie" if vat_rate == "OO" else "")

    def test_default_rate_is_the_series(self, office: Office) -> None:
        with acting_for(office.account_id):
            series_id = documents.save_series(
                account_id=office.account_id, kind="INVOICE", name="Zw", format_="ZW %N/%M/%Y", vat_rate="EXPT"
            )
        made = office.invoice(series_id=series_id)
        assert amounts(office, made.pk) == [("-1.00", "100.00", "0.00", "100.00")]

    @pytest.mark.parametrize("vat_rate", ["101", "-1", "1e1", "x", "NaN", "0.001", "²"])
    def test_another_rate_is_refused_and_takes_no_number(self, office: Office, vat_rate: str) -> None:
        with pytest.raises(BadParameters):
            office.invoice(vat_rate=vat_rate)
        assert (office.count(), office.counters()) == (0, [])

    def test_is_due_after_the_series_days_or_on_the_day_agreed(self, office: Office) -> None:
        made = office.invoice()
        assert made.due_at is not None
        assert timedelta(days=14) - timedelta(minutes=1) < made.due_at - made.issued_at < timedelta(days=14, minutes=1)
        agreed = clock.now() + timedelta(days=3)
        assert office.invoice(due_at=agreed).due_at == agreed
        passed = office.invoice(due_at=clock.now() - timedelta(days=3))
        assert passed.due_at is not None
        assert passed.due_at.date() == passed.issued_at.date()

    def test_is_made_out_to_the_buyer_given(self, office: Office) -> None:
        made = office.invoice(office.order(invoice_company="Inny"), buyer=Buyer(company="Sklep", nip="1"))
        assert (made.buyer_company, made.buyer_nip, made.buyer_fullname) == ("Sklep", "1", "")

    def test_without_invoice_data_it_goes_to_the_delivery_address(self, office: Office) -> None:
        made = office.invoice(office.order(delivery_fullname="Anna", delivery_city="Łódź"))
        assert (made.buyer_fullname, made.buyer_city) == ("Anna", "Łódź")

    def test_a_second_one_is_refused_and_takes_no_number(self, office: Office) -> None:
        made = office.invoice()
        before = office.counters()
        with pytest.raises(Conflict, match="FV 1/"):
            office.invoice(made.order_id)
        assert (office.count(), office.counters()) == (1, before)

    def test_an_order_without_lines_is_refused(self, office: Office) -> None:
        order_id = office.order(("10", "23", 0))
        with pytest.raises(Conflict):
            office.invoice(order_id)
        assert office.counters() == []

    def test_foreign_orders_and_series_are_missing_ones(self, office: Office) -> None:
        other = Office(make_shop())
        theirs, foreign_series = other.order(), other.series("INVOICE").pk
        for options in (
            {"order_id": theirs},
            {"series_id": foreign_series},
            {"series_id": office.series("RECEIPT").pk},
            {"series_id": 2**70},
            {"order_id": 2**70},
        ):
            with pytest.raises(NotFound):
                office.invoice(**options)
        assert (office.count(), other.count()) == (0, 0)


class TestIssueReceipt:
    def test_keeps_every_rate_and_has_its_own_journal_type(self, office: Office) -> None:
        order_id = office.order(("12.30", "23", 1), ("10.80", "8", 1), invoice_nip="5260250995")
        with acting_for(office.account_id):
            receipt_id = documents.issue_receipt(account_id=office.account_id, order_id=order_id, actor="test")
            entry = JournalEntry.objects.for_account(office.account_id).get(log_type=8)
        made = office.found(receipt_id)
        assert amounts(office, receipt_id) == [("23.00", "10.00", "2.30", "12.30"), ("8.00", "10.00", "0.80", "10.80")]
        assert (made.full_number[:5], made.buyer_nip, made.due_at) == ("PA 1/", "5260250995", None)
        assert (entry.order_id, entry.object_id) == (order_id, 0)

    def test_stands_beside_an_invoice_of_the_same_order(self, office: Office) -> None:
        made = office.invoice()
        with acting_for(office.account_id):
            documents.issue_receipt(account_id=office.account_id, order_id=made.order_id, actor="test")
            with pytest.raises(Conflict):
                documents.issue_receipt(account_id=office.account_id, order_id=made.order_id, actor="test")
        assert office.count() == 2
