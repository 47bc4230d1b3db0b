"""Answers about receipts."""

from spinka.compat.registry import Reply
from spinka.compat.replies.invoices import DocumentLineRow, Exchange
from spinka.compat.replies.kinds import UnixTime


class AddReceiptReply(Reply):
    """The receipt issued."""

    receipt_id: int


class GetReceiptReply(Exchange, kw_only=True):
    """One receipt with its lines."""

    receipt_id: int
    series_id: int
    receipt_full_nr: str
    year: int
    month: int
    sub_id: int
    order_id: int
    date_add: UnixTime
    payment_method: str
    nip: str
    currency: str
    total_price_brutto: float
    external_receipt_number: str
    items: list[DocumentLineRow]


class ReceiptRow(Reply):
    """A receipt in short with its lines."""

    receipt_id: int
    series_id: int
    receipt_full_nr: str
    order_id: int
    date_add: UnixTime
    payment_method: str
    nip: str
    products: list[DocumentLineRow]


class GetReceiptsReply(Reply):
    """A page of receipts."""

    receipts: list[ReceiptRow]
