"""Answers about invoices."""

from typing import Literal

from msgspec import UNSET, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import DayText, Flag, UnixTime


class SeriesRow(Reply):
    """A numbering series; in its format %N is the number, %M the month, %Y the year."""

    id: int
    type: Literal["INVOICE", "CORRECTION", "RECEIPT"]
    name: str
    format: str


class GetSeriesReply(Reply):
    """The account's numbering series."""

    series: list[SeriesRow]


class AddInvoiceReply(Reply):
    """The invoice issued."""

    invoice_id: int


class AddInvoiceCorrectionReply(Reply):
    """The correction issued."""

    invoice_id: int


class DocumentLineRow(Reply):
    """A line of a document."""

    name: str
    sku: str
    ean: str
    price_brutto: float
    tax_rate: float
    quantity: int


class InvoiceLineRow(DocumentLineRow, kw_only=True):
    """A line of an invoice; is_shipment marks the one for delivery."""

    price_netto: float
    is_shipment: Flag
    order_product_id: int


class Exchange(Reply):
    """The rate a document was converted at; empty texts when none."""

    exchange_currency: str
    exchange_rate: float | Literal[""]
    exchange_date: DayText
    exchange_info: str


class InvoiceRow(Exchange, kw_only=True):
    """An invoice or correction; the gov_ fields come with get_government_data."""

    invoice_id: int
    order_id: int
    series_id: int
    type: Literal["normal", "correcting"]
    number: str
    external_invoice_number: str
    sub_id: int
    month: int
    year: int
    postfix: str
    date_add: UnixTime
    date_sell: UnixTime
    date_pay_to: UnixTime
    currency: str
    total_price_brutto: float
    total_price_netto: float
    payment: str
    additional_info: str
    invoice_fullname: str
    invoice_company: str
    invoice_nip: str
    invoice_address: str
    invoice_postcode: str
    invoice_city: str
    invoice_country: str
    invoice_country_code: str
    seller: str
    issuer: str
    correcting_to_invoice_id: int
    correcting_reason: str
    correcting_items: bool
    correcting_data: bool
    external_id: str
    items: list[InvoiceLineRow]
    gov_id: str | UnsetType = UNSET
    gov_date: str | UnsetType = UNSET
    gov_status: str | UnsetType = UNSET


class GetInvoicesReply(Reply):
    """A page of invoices and corrections."""

    invoices: list[InvoiceRow]


class GetInvoiceFileReply(Reply):
    """The PDF of an invoice, base64 after `data:`."""

    invoice: str
    invoice_number: str
