"""External files: only a PDF of a bearable size stands for ours."""

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, NotFound
from spinka.documents import queries
from spinka.documents import services as documents
from tests.documents.conftest import Office
from tests.factories.shop import make_shop

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def attach(office: Office, document_id: int, content: bytes, number: str = "Z/1") -> None:
    with acting_for(office.account_id):
        documents.attach_file(
            account_id=office.account_id, document_id=document_id, content=content, external_number=number
        )


def stored(office: Office, document_id: int) -> bytes | None:
    with acting_for(office.account_id):
        return queries.external_file(account_id=office.account_id, document_id=document_id)


class TestAttachFile:
    def test_a_later_one_replaces_file_and_number(self, office: Office) -> None:
        made = office.invoice()
        attach(office, made.pk, PDF)
        attach(office, made.pk, PDF + b"\n", "Z/2")
        assert stored(office, made.pk) == PDF + b"\n"
        assert (office.found(made.pk).external_number, office.found(made.pk).full_number) == ("Z/2", made.full_number)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<html>",
            b"<svg onload=alert(1)>",
            b"%PDF-1.7 cut off",
            b"\x89PNG\r\n%PDF-1.7 %%EOF",
            PDF + b"x" * (2 * 1024 * 1024),
        ],
        ids=["empty", "html", "svg", "torn", "png", "large"],
    )
    def test_anything_else_is_refused(self, office: Office, content: bytes) -> None:
        made = office.invoice()
        with pytest.raises(BadParameters):
            attach(office, made.pk, content)
        assert stored(office, made.pk) is None
        assert office.found(made.pk).external_number == ""

    def test_one_that_is_cut_off_is_told_so(self, office: Office) -> None:
        with pytest.raises(BadParameters, match="cut off"):
            attach(office, office.invoice().pk, PDF[:-7])

    def test_a_number_too_long_is_refused(self, office: Office) -> None:
        made = office.invoice()
        with pytest.raises(BadParameters):
            attach(office, made.pk, PDF, "x" * 31)
        assert stored(office, made.pk) is None

    def test_a_foreign_document_and_a_receipt_are_missing(self, office: Office) -> None:
        other = Office(make_shop())
        theirs = other.invoice()
        with acting_for(office.account_id):
            receipt_id = documents.issue_receipt(account_id=office.account_id, order_id=office.order(), actor="test")
        for document_id in (theirs.pk, receipt_id, 0, -1, 2**70):
            with pytest.raises(NotFound):
                attach(office, document_id, PDF)
        assert stored(other, theirs.pk) is None
