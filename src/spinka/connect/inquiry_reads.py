"""Reads of questions asked through the directory, from either side (L-14)."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from spinka.connect.models.directory import Inquiry, InquiryMessage
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID

MOST_MESSAGES: Final = 200
PAGE_SIZE: Final = 100


@dataclass(frozen=True, slots=True)
class Thread:
    """A question with its messages, oldest first; `is_supplier` tells the reader's side, `may_write` whether it is its turn."""

    inquiry: Inquiry
    messages: list[InquiryMessage]
    is_supplier: bool
    may_write: bool

    @property
    def partner(self) -> str:
        """The other side's name."""
        return self.inquiry.contractor_name if self.is_supplier else self.inquiry.company_name


def inquiries(*, account_id: int) -> QuerySet[Any]:
    """Questions the account asked or was asked."""
    rows: QuerySet[Any] = Inquiry.objects.for_account(account_id)
    return rows


def waiting_inquiries(*, account_id: int) -> int:
    """How many questions wait for this account's answer."""
    asked = Inquiry.objects.as_supplier(account_id).filter(turn="supplier").count()
    return asked + Inquiry.objects.as_contractor(account_id).filter(turn="contractor").count()


def threads_page(
    *, account_id: int, inquiry_id: int | None = None, page: int = 1, size: int = PAGE_SIZE
) -> list[Thread]:
    """A page of questions with their messages, newest first, or the one asked for. Raises NotFound."""
    if inquiry_id is not None:
        return [thread(account_id=account_id, inquiry_id=inquiry_id)]
    first = (max(1, page) - 1) * size
    rows = list(Inquiry.objects.for_account(account_id).order_by("-pk")[first : first + size])
    messages: dict[int, list[InquiryMessage]] = {}
    found = InquiryMessage.objects.for_account(account_id).filter(inquiry_id__in=[row.pk for row in rows])
    for message in found.order_by("pk"):
        messages.setdefault(message.inquiry_id, []).append(message)
    return [_thread(row, messages.get(row.pk, []), account_id) for row in rows]


def thread(*, account_id: int, inquiry_id: int) -> Thread:
    """One question with its last messages. Raises NotFound."""
    rows = Inquiry.objects.for_account(account_id)
    row = rows.filter(pk=inquiry_id).first() if 0 < inquiry_id <= BIGGEST_ID else None
    if row is None:
        raise NotFound("There is no inquiry %(id)s", id=inquiry_id)
    newest = InquiryMessage.objects.for_account(account_id).filter(inquiry_id=row.pk).order_by("-pk")[:MOST_MESSAGES]
    messages = list(reversed(newest))
    return _thread(row, messages, account_id)


def _thread(row: Inquiry, messages: list[InquiryMessage], account_id: int) -> Thread:
    is_supplier = row.supplier_id == account_id
    answered = is_supplier or any(message.side == "supplier" for message in messages)
    return Thread(row, messages, is_supplier, may_write=row.in_panel and answered)
