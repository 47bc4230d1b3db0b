"""External files: only a PDF of a bearable size stands for ours."""

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, NotFound
from spinka.warehousing import queries
from spinka.warehousing import services as warehousing
from spinka.warehousing.models import Kind
from tests.factories.shop import make_shop
from tests.warehousing.conftest import Hall

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def attach(hall: Hall, document_id: int, content: bytes, number: str = "Z/1") -> None:
    with acting_for(hall.account_id):
        warehousing.attach_file(
            account_id=hall.account_id, document_id=document_id, content=content, external_number=number
        )


def stored(hall: Hall, document_id: int) -> bytes | None:
    with acting_for(hall.account_id):
        return queries.external_file(account_id=hall.account_id, document_id=document_id)


class TestAttachFile:
    def test_a_later_one_replaces_file_and_number_of_a_draft_or_a_confirmed_one(self, hall: Hall) -> None:
        document_id = hall.filled(Kind.GOODS_RECEIVED, {hall.shop.product(5): 2})
        attach(hall, document_id, PDF)
        hall.confirm(document_id)
        attach(hall, document_id, PDF + b"\n", "Z/2")
        assert stored(hall, document_id) == PDF + b"\n"
        assert (hall.found(document_id).external_number, hall.found(document_id).number) == ("Z/2", 1)

    @pytest.mark.parametrize(
        "content",
        [b"", b"<html>", b"%PDF-1.7 cut off", b"\x89PNG\r\n%PDF-1.7 %%EOF", PDF + b"x" * (2 * 1024 * 1024)],
        ids=["empty", "html", "torn", "png", "large"],
    )
    def test_anything_else_is_refused(self, hall: Hall, content: bytes) -> None:
        document_id = hall.draft().pk
        with pytest.raises(BadParameters):
            attach(hall, document_id, content)
        assert stored(hall, document_id) is None
        assert hall.found(document_id).external_number == ""

    def test_a_number_too_long_is_refused(self, hall: Hall) -> None:
        document_id = hall.draft().pk
        with pytest.raises(BadParameters):
            attach(hall, document_id, PDF, "x" * 101)
        assert stored(hall, document_id) is None

    def test_a_foreign_document_is_missing(self, hall: Hall) -> None:
        theirs = Hall(make_shop())
        document_id = theirs.draft().pk
        for missing in (document_id, 0, -1, 2**70):
            with pytest.raises(NotFound):
                attach(hall, missing, PDF)
        assert stored(theirs, document_id) is None
