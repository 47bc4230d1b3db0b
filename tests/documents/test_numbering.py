"""Numbers: how they are written, when they start again, and that none is missing or double whatever happens (R53)."""

import threading
import time
from datetime import UTC, datetime

import pytest
import time_machine

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, Conflict, Locked, NotFound
from spinka.documents import numbering
from spinka.documents import services as documents
from spinka.documents.drafts import CorrectionDraft
from spinka.documents.models import Document
from spinka.documents.numbering import Period
from spinka.orders.models import JournalEntry
from tests.documents.conftest import Office
from tests.factories.shop import make_shop
from tests.orders.test_contention import at_once


class Undone(Exception):
    """The caller took everything back."""


def issue_and_undo(office: Office, order_id: int) -> None:
    with acting_for(office.account_id):
        documents.issue_invoice(account_id=office.account_id, order_id=order_id, actor="test")
        raise Undone


NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


class TestPeriod:
    def test_follows_the_accounts_own_calendar(self) -> None:
        assert numbering.period_of(NEW_YEARS_EVE, reset="monthly", time_zone="Europe/Warsaw") == Period(2027, 1)
        assert numbering.period_of(NEW_YEARS_EVE, reset="monthly", time_zone="UTC") == Period(2026, 12)
        assert numbering.period_of(NEW_YEARS_EVE, reset="yearly", time_zone="UTC") == Period(2026, 0)

    def test_number_is_written_with_month_and_year(self) -> None:
        text = numbering.written("FV %N/%M/%Y", number=12, moment=NEW_YEARS_EVE, time_zone="Europe/Warsaw")
        assert text == "FV 12/01/2027"

    @pytest.mark.parametrize("format_", ["", "FV %Y/%M", "FV %N/%M", "FV %N/%Y", "%N/%M/%Y" + "x" * 30])
    def test_a_format_two_documents_could_share_is_refused(self, format_: str) -> None:
        with pytest.raises(BadParameters):
            numbering.check_format(format_, reset="monthly")


class TestNumbers:
    def test_start_again_every_month_or_year(self, office: Office) -> None:
        with acting_for(office.account_id):
            yearly = documents.save_series(
                account_id=office.account_id, kind="INVOICE", name="Rok", format_="R%N/%Y", reset="yearly"
            )
        numbers = []
        for day in ((2026, 11, 30), (2026, 12, 1), (2026, 12, 2), (2027, 1, 1)):
            with time_machine.travel(datetime(*day, 12, tzinfo=UTC), tick=False):
                numbers.append((office.invoice().full_number, office.invoice(series_id=yearly).full_number))
        assert numbers == [
            ("FV 1/11/2026", "R1/2026"),
            ("FV 1/12/2026", "R2/2026"),
            ("FV 2/12/2026", "R3/2026"),
            ("FV 1/01/2027", "R1/2027"),
        ]

    def test_one_rolled_back_is_given_to_the_next(self, office: Office) -> None:
        office.invoice()
        order_id = office.order()
        with pytest.raises(Undone):
            issue_and_undo(office, order_id)
        assert office.invoice(order_id).number == 2
        assert office.counters()[0][2] == 2

    def test_parallel_issuing_has_neither_gap_nor_double(self, committed_db: None) -> None:
        """Eight connections, five invoices each, every fourth one rolled back after its number was taken."""
        office = Office(make_shop())
        orders = [office.order() for _ in range(40)]

        def issue(mine: list[int]) -> None:
            for order_id in mine:
                try:
                    with acting_for(office.account_id):
                        documents.issue_invoice(account_id=office.account_id, order_id=order_id, actor="test")
                        if order_id % 4 == 0:
                            raise Undone
                except Undone:
                    pass

        kept = [order_id for order_id in orders if order_id % 4]
        assert at_once(*[lambda mine=orders[start::8]: issue(mine) for start in range(8)]) == []
        with acting_for(office.account_id):
            rows = Document.objects.for_account(office.account_id).order_by("number")
            found = list(rows.values_list("number", "order_id"))
        assert [number for number, _ in found] == list(range(1, len(kept) + 1))
        assert sorted(order_id for _, order_id in found) == kept
        assert office.counters()[0][2] == len(kept)

    def test_the_same_order_twice_at_once_is_one_invoice(self, committed_db: None) -> None:
        office = Office(make_shop())
        order_id = office.order()
        raised = at_once(*[lambda: office.invoice(order_id)] * 6)
        assert [type(error) for error in raised] == [Conflict] * 5
        assert (office.count(), office.counters()[0][2]) == (1, 1)


class TestSaveSeries:
    def test_new_accounts_start_with_one_of_each_kind(self, office: Office) -> None:
        found = {kind: office.series(kind) for kind in ("INVOICE", "CORRECTION", "RECEIPT")}
        assert {kind: (row.name, row.format) for kind, row in found.items()} == {
            "INVOICE": ("Faktury", "FV %N/%M/%Y"),
            "CORRECTION": ("Korekty", "FK %N/%M/%Y"),
            "RECEIPT": ("Paragony", "PA %N/%M/%Y"),
        }

    def test_a_format_is_one_series_only(self, office: Office) -> None:
        with acting_for(office.account_id), pytest.raises(Conflict):
            documents.save_series(account_id=office.account_id, kind="INVOICE", name="Druga", format_="FV %N/%M/%Y")
        assert office.series("INVOICE").name == "Faktury"

    def test_a_used_one_keeps_its_kind_and_period(self, office: Office) -> None:
        office.invoice()
        row = office.series("INVOICE")
        base = {"account_id": office.account_id, "series_id": row.pk, "name": "Nowa"}
        with acting_for(office.account_id):
            with pytest.raises(Conflict):
                documents.save_series(kind="INVOICE", format_="FV %N/%Y", reset="yearly", **base)
            documents.save_series(kind="INVOICE", format_="F/%N/%M/%Y", **base)
        assert (office.series("INVOICE").name, office.invoice().full_number[:4]) == ("Nowa", "F/2/")

    def test_a_foreign_one_is_missing(self, office: Office) -> None:
        theirs = Office(make_shop()).series("INVOICE").pk
        with acting_for(office.account_id), pytest.raises(NotFound):
            documents.save_series(
                account_id=office.account_id, series_id=theirs, kind="INVOICE", name="x", format_="X%N/%M/%Y"
            )


class TestDeleteDocument:
    def delete(self, office: Office, document_id: int) -> None:
        with acting_for(office.account_id):
            documents.delete_document(account_id=office.account_id, document_id=document_id, actor="test")

    def test_the_last_ones_number_is_given_again(self, office: Office) -> None:
        office.invoice()
        last = office.invoice()
        self.delete(office, last.pk)
        assert (office.count(), office.lines(last.pk)) == (1, [])
        with acting_for(office.account_id):
            entry = JournalEntry.objects.for_account(office.account_id).get(log_type=19)
        assert (entry.order_id, entry.data) == (last.order_id, {"number": last.full_number})
        assert office.invoice(last.order_id).number == 2

    def test_a_receipts_deletion_has_its_own_type(self, office: Office) -> None:
        with acting_for(office.account_id):
            receipt_id = documents.issue_receipt(account_id=office.account_id, order_id=office.order(), actor="test")
        self.delete(office, receipt_id)
        with acting_for(office.account_id):
            assert JournalEntry.objects.for_account(office.account_id).filter(log_type=20).count() == 1

    def test_one_before_others_stays(self, office: Office) -> None:
        first = office.invoice()
        office.invoice()
        with pytest.raises(Locked):
            self.delete(office, first.pk)
        assert (office.count(), office.counters()[0][2]) == (2, 2)

    def test_a_corrected_one_and_one_with_a_file_stay(self, office: Office) -> None:
        corrected = office.invoice()
        with acting_for(office.account_id):
            documents.issue_correction(
                account_id=office.account_id,
                document_id=corrected.pk,
                draft=CorrectionDraft(buyer={"city": "Łódź"}),
                actor="test",
            )
        with pytest.raises(Locked):
            self.delete(office, corrected.pk)
        filed = office.invoice()
        with acting_for(office.account_id):
            documents.attach_file(
                account_id=office.account_id,
                document_id=filed.pk,
                content=b"%PDF-1.4\n%%EOF",
                external_number="Z/1",
            )
        with pytest.raises(Locked):
            self.delete(office, filed.pk)
        assert office.count() == 3

    def correct(self, office: Office, invoice_id: int, city: str, series_id: int = 0) -> int:
        with acting_for(office.account_id):
            return documents.issue_correction(
                account_id=office.account_id,
                document_id=invoice_id,
                draft=CorrectionDraft(series_id=series_id, buyer={"city": city}),
                actor="test",
            )

    def other_series(self, office: Office) -> int:
        with acting_for(office.account_id):
            return documents.save_series(
                account_id=office.account_id, kind="CORRECTION", name="Other", format_="KO %N/%M/%Y"
            )

    def test_a_correction_a_later_one_goes_on_from_stays(self, office: Office) -> None:
        """Each is the last of its own series, and yet the second says what the first one made valid."""
        invoice = office.invoice()
        first = self.correct(office, invoice.pk, "Łódź")
        second = self.correct(office, invoice.pk, "Wrocław", self.other_series(office))
        with pytest.raises(Locked):
            self.delete(office, first)
        assert office.count() == 3
        self.delete(office, second)
        self.delete(office, first)
        assert office.count() == 1

    def test_a_correction_is_not_deleted_while_another_is_made_from_it(self, committed_db: None) -> None:
        office = Office(make_shop())
        invoice, series_id = office.invoice(), self.other_series(office)
        first = self.correct(office, invoice.pk, "Łódź")
        made = threading.Event()

        def correct() -> None:
            with acting_for(office.account_id):
                self.correct(office, invoice.pk, "Wrocław", series_id)
                made.set()
                time.sleep(0.5)

        def delete() -> None:
            made.wait(10)
            self.delete(office, first)

        assert [type(error) for error in at_once(correct, delete)] == [Locked]
        assert office.count() == 3

    def test_a_foreign_one_is_missing(self, office: Office) -> None:
        theirs = Office(make_shop())
        document_id = theirs.invoice().pk
        with pytest.raises(NotFound):
            self.delete(office, document_id)
        assert theirs.count() == 1
