"""Receipts: addReceipt, getReceipt, getReceipts."""

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.receipts import AddReceiptReply, GetReceiptReply, GetReceiptsReply
from spinka.compat.wire.amounts import BigInt, UnixTime, moment
from spinka.compat.wire.documents import NO_EXCHANGE, line_json, receipt_head
from spinka.connect import services as connect
from spinka.core import arrivals
from spinka.documents import queries


class AddReceiptParams(Params):
    """The order; without a series the account's first is used."""

    order_id: BigInt
    series_id: BigInt = 0


@method("addReceipt", scope=Scope.ORDERS_WRITE, params=AddReceiptParams, reply=AddReceiptReply)
def add_receipt(call: Call, params: AddReceiptParams) -> Answer:
    """Issue the receipt of an order."""
    receipt_id = connect.issue_receipt(
        account_id=call.account_id, order_id=params.order_id, series_id=params.series_id, actor=call.actor
    )
    return {"receipt_id": receipt_id}


class GetReceiptParams(Params):
    """A receipt by id, else by its order."""

    receipt_id: BigInt = 0
    order_id: BigInt = 0


@method("getReceipt", scope=Scope.ORDERS_READ, params=GetReceiptParams, reply=GetReceiptReply)
def get_receipt(call: Call, params: GetReceiptParams) -> Answer:
    """One receipt with its lines."""
    if not params.receipt_id and not params.order_id:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter receipt_id or order_id is required")
    row = queries.find_document(
        account_id=call.account_id,
        kinds=queries.RECEIPTS,
        document_id=params.receipt_id,
        order_id=params.order_id,
    )
    lines = queries.lines_of(account_id=call.account_id, document_ids=[row.pk])
    return {
        **receipt_head(row),
        "year": row.year,
        "month": row.month,
        "sub_id": row.number,
        "currency": row.currency,
        "total_price_brutto": float(row.total_gross),
        "external_receipt_number": row.external_number,
        **NO_EXCHANGE,
        "items": [line_json(line) for line in lines[row.pk]],
    }


class GetReceiptsParams(Params):
    """Filters; 0 stands for none."""

    series_id: BigInt = 0
    id_from: BigInt = 0
    date_from: UnixTime = 0
    date_to: UnixTime = 0


@method("getReceipts", scope=Scope.ORDERS_READ, params=GetReceiptsParams, reply=GetReceiptsReply)
def get_receipts(call: Call, params: GetReceiptsParams) -> Answer:
    """Receipts with lines, 100 a page, ascending by id. Three queries."""
    wanted = queries.DocumentFilter(
        kinds=queries.RECEIPTS,
        series_id=params.series_id,
        id_from=params.id_from,
        last_id=arrivals.settled_id(queries.DOCUMENTS, account_id=call.account_id),
        issued_from=moment(params.date_from),
        issued_to=moment(params.date_to),
    )
    rows = queries.documents_page(account_id=call.account_id, wanted=wanted)
    lines = queries.lines_of(account_id=call.account_id, document_ids=[row.pk for row in rows])
    return {
        "receipts": [{**receipt_head(row), "products": [line_json(line) for line in lines[row.pk]]} for row in rows]
    }
