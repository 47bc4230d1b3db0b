"""Invoices: getSeries, addInvoice, addInvoiceCorrection, getInvoices, getInvoiceFile, addOrderInvoiceFile."""

import base64
from typing import Annotated, Final

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.accounts.queries import get_account
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoParams, NoReply, Params, method
from spinka.compat.replies.invoices import (
    AddInvoiceCorrectionReply,
    AddInvoiceReply,
    GetInvoiceFileReply,
    GetInvoicesReply,
    GetSeriesReply,
)
from spinka.compat.wire.amounts import BigInt, UnixTime, decimal, moment, read_file
from spinka.compat.wire.documents import invoice_json
from spinka.connect import services as connect
from spinka.core import arrivals
from spinka.documents import queries
from spinka.documents import services as documents
from spinka.documents.drafts import OTHER_REASON, CorrectionDraft, ItemChange
from spinka.documents.render import Printed, render
from spinka.returns import queries as returns

MOST_ITEMS: Final = 1000
Text30 = Annotated[str, Meta(max_length=30)]
Text100 = Annotated[str, Meta(max_length=100)]


@method("getSeries", scope=Scope.ORDERS_READ, params=NoParams, reply=GetSeriesReply)
def get_series(call: Call, params: NoParams) -> Answer:
    """Numbering series of invoices, corrections and receipts."""
    return {
        "series": [
            {"id": row.pk, "type": row.kind, "name": row.name, "format": row.format}
            for row in queries.series_list(call.account_id)
        ]
    }


class AddInvoiceParams(Params):
    """The order; without a series the account's first is used (R36)."""

    order_id: BigInt
    series_id: BigInt = 0
    vat_rate: str | float = ""


@method("addInvoice", scope=Scope.ORDERS_WRITE, params=AddInvoiceParams, reply=AddInvoiceReply)
def add_invoice(call: Call, params: AddInvoiceParams) -> Answer:
    """Issue the invoice of an order; that of a sale is made out to the contractor (R16)."""
    rate = params.vat_rate if isinstance(params.vat_rate, str) else f"{decimal('vat_rate', params.vat_rate):f}"
    invoice_id = connect.issue_invoice(
        account_id=call.account_id,
        order_id=params.order_id,
        series_id=params.series_id,
        vat_rate=rate,
        actor=call.actor,
    )
    return {"invoice_id": invoice_id}


class ItemParams(Params):
    """A line as it is to be; what is absent stays."""

    order_product_id: BigInt = 0
    item_name: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    item_sku: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    item_ean: Annotated[str, Meta(max_length=32)] | UnsetType = UNSET
    item_quantity: Annotated[float, Meta(ge=0, le=1_000_000)] | UnsetType = UNSET
    item_price_brutto: float | UnsetType = UNSET
    item_tax_rate: Annotated[float, Meta(ge=-1, le=100)] | UnsetType = UNSET


class AddInvoiceCorrectionParams(Params):
    """The invoice or the return; the lines or the buyer's data that change count unless they are switched off."""

    original_invoice_id: BigInt = 0
    return_order_id: BigInt = 0
    series_id: BigInt = 0
    date_sell: UnixTime = 0
    correcting_reason: int = OTHER_REASON
    correcting_items: bool | UnsetType = UNSET
    correcting_data: bool | UnsetType = UNSET
    invoice_fullname: Text100 | UnsetType = UNSET
    invoice_company: Text100 | UnsetType = UNSET
    invoice_address: Text100 | UnsetType = UNSET
    invoice_postcode: Text100 | UnsetType = UNSET
    invoice_city: Text100 | UnsetType = UNSET
    invoice_state: Text100 | UnsetType = UNSET
    invoice_country_code: Text100 | UnsetType = UNSET
    invoice_nip: Text100 | UnsetType = UNSET
    items: list[ItemParams] = []
    fv_payment: Text100 | UnsetType = UNSET
    fv_person: Text100 | UnsetType = UNSET


def _pieces(value: float | UnsetType) -> int | None:
    if value is UNSET:
        return None
    number = decimal("item_quantity", value)
    if number != number.to_integral_value():
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter item_quantity: expected a whole number")
    return int(number)


def _item(item: ItemParams) -> ItemChange:
    price, rate = item.item_price_brutto, item.item_tax_rate
    return ItemChange(
        order_line_id=item.order_product_id,
        name=None if item.item_name is UNSET else item.item_name,
        sku=None if item.item_sku is UNSET else item.item_sku,
        ean=None if item.item_ean is UNSET else item.item_ean,
        quantity=_pieces(item.item_quantity),
        unit_gross=None if price is UNSET else decimal("item_price_brutto", price),
        tax_rate=None if rate is UNSET else decimal("item_tax_rate", rate),
    )


def _buyer(params: AddInvoiceCorrectionParams) -> dict[str, str]:
    given = {
        name.removeprefix("invoice_"): getattr(params, name)
        for name in params.__struct_fields__
        if name.startswith("invoice_") and getattr(params, name) is not UNSET
    }
    if "country_code" in given:
        given["country_code"] = given["country_code"].upper()
    return given


@method(
    "addInvoiceCorrection", scope=Scope.ORDERS_WRITE, params=AddInvoiceCorrectionParams, reply=AddInvoiceCorrectionReply
)
def add_invoice_correction(call: Call, params: AddInvoiceCorrectionParams) -> Answer:
    """Issue a correction of an invoice; lines and fields it does not name stay as they were.

    With `return_order_id` the goods of the return are taken back from the invoice of its order, once per return; of
    the other parameters only `series_id` counts then.
    """
    if params.return_order_id:
        return {"invoice_id": _return_correction(call, params)}
    if not params.original_invoice_id:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter original_invoice_id or return_order_id is required")
    if len(params.items) > MOST_ITEMS:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter items: at most {MOST_ITEMS} lines")
    draft = CorrectionDraft(
        series_id=params.series_id,
        sold_at=moment(params.date_sell),
        reason=params.correcting_reason or OTHER_REASON,
        items=() if params.correcting_items is False else tuple(map(_item, params.items)),
        buyer={} if params.correcting_data is False else _buyer(params),
        payment_method=None if params.fv_payment is UNSET else params.fv_payment,
        issuer=None if params.fv_person is UNSET else params.fv_person,
    )
    invoice_id = documents.issue_correction(
        account_id=call.account_id, document_id=params.original_invoice_id, draft=draft, actor=call.actor
    )
    return {"invoice_id": invoice_id}


def _return_correction(call: Call, params: AddInvoiceCorrectionParams) -> int:
    order_id, returned = returns.goods_of_order(account_id=call.account_id, return_id=params.return_order_id)
    return documents.issue_return_correction(
        account_id=call.account_id,
        return_id=params.return_order_id,
        order_id=order_id,
        returned=returned,
        series_id=params.series_id,
        actor=call.actor,
    )


class GetInvoicesParams(Params):
    """Filters; 0 stands for none."""

    invoice_id: BigInt = 0
    order_id: BigInt = 0
    date_from: UnixTime = 0
    id_from: BigInt = 0
    series_id: BigInt = 0
    get_external_invoices: bool = True
    get_government_data: bool = False


@method("getInvoices", scope=Scope.ORDERS_READ, params=GetInvoicesParams, reply=GetInvoicesReply)
def get_invoices(call: Call, params: GetInvoicesParams) -> Answer:
    """Invoices and corrections with lines, 100 a page, ascending by id. Three queries."""
    wanted = queries.DocumentFilter(
        kinds=queries.INVOICES,
        document_id=params.invoice_id,
        order_id=params.order_id,
        series_id=params.series_id,
        id_from=params.id_from,
        last_id=None if params.invoice_id else arrivals.settled_id(queries.DOCUMENTS, account_id=call.account_id),
        issued_from=moment(params.date_from),
        with_external=params.get_external_invoices,
    )
    rows = queries.documents_page(account_id=call.account_id, wanted=wanted)
    lines = queries.lines_of(account_id=call.account_id, document_ids=[row.pk for row in rows])
    return {"invoices": [invoice_json(row, lines[row.pk], with_government=params.get_government_data) for row in rows]}


class GetInvoiceFileParams(Params):
    """The invoice; `get_external` prefers the file of another system."""

    invoice_id: BigInt
    get_external: bool = False


@method("getInvoiceFile", scope=Scope.ORDERS_READ, params=GetInvoiceFileParams, reply=GetInvoiceFileReply)
def get_invoice_file(call: Call, params: GetInvoiceFileParams) -> Answer:
    """The PDF of an invoice or correction, base64 after `data:`."""
    row = queries.find_document(
        account_id=call.account_id, kinds=queries.INVOICES, document_id=params.invoice_id, order_id=0
    )
    external = queries.external_file(account_id=call.account_id, document_id=row.pk) if params.get_external else None
    if external is not None:
        return {"invoice": _as_data(external), "invoice_number": row.external_number or row.full_number}
    lines = queries.lines_of(account_id=call.account_id, document_ids=[row.pk], with_before=True)
    printed = Printed(
        document=row,
        lines=lines[row.pk],
        corrected_number=queries.corrected_number(account_id=call.account_id, document=row),
        time_zone=get_account(call.account_id).time_zone,
    )
    return {"invoice": _as_data(render(printed)), "invoice_number": row.full_number}


def _as_data(content: bytes) -> str:
    return "data:" + base64.b64encode(content).decode()


class AddOrderInvoiceFileParams(Params, kw_only=True):
    """The invoice and its PDF of another system, base64 after `data:`, at most 2 MB."""

    invoice_id: BigInt
    file: str
    external_invoice_number: Text30 = ""


@method("addOrderInvoiceFile", scope=Scope.ORDERS_WRITE, params=AddOrderInvoiceFileParams, reply=NoReply)
def add_order_invoice_file(call: Call, params: AddOrderInvoiceFileParams) -> Answer:
    """Keep the PDF and number of another system for an invoice; a later one replaces it."""
    documents.attach_file(
        account_id=call.account_id,
        document_id=params.invoice_id,
        content=read_file("file", params.file, most=documents.MOST_FILE_BYTES),
        external_number=params.external_invoice_number,
    )
    return {}
