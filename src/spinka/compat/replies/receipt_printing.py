"""Shapes of the answers to fiscal printers."""

from spinka.compat.registry import Reply


class PrintedLine(Reply):
    """A line to print; price gross per piece."""

    name: str
    sku: str
    ean: str
    price_brutto: float
    tax_rate: float
    quantity: int


class WaitingReceipt(Reply):
    """A receipt to print."""

    receipt_id: int
    series_id: int
    receipt_full_nr: str
    order_id: int
    date_add: int
    payment_method: str
    nip: str
    products: list[PrintedLine]


class GetNewReceiptsReply(Reply):
    """Receipts that wait for the printer."""

    orders: list[WaitingReceipt]
