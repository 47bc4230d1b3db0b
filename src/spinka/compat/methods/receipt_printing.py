"""Receipts and their printers: getNewReceipts, setOrderReceipt, addOrderReceiptFile."""

from typing import Annotated

from msgspec import Meta

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.receipt_printing import GetNewReceiptsReply
from spinka.compat.wire.amounts import BigInt, UnixTime, moment, read_file
from spinka.compat.wire.documents import line_json, receipt_head
from spinka.core import clock
from spinka.documents import queries
from spinka.documents import services as documents


class GetNewReceiptsParams(Params):
    """Filters; 0 stands for none."""

    series_id: BigInt = 0
    id_from: BigInt = 0


@method("getNewReceipts", scope=Scope.ORDERS_READ, params=GetNewReceiptsParams, reply=GetNewReceiptsReply)
def get_new_receipts(call: Call, params: GetNewReceiptsParams) -> Answer:
    """Receipts that wait for a fiscal printer, 100 a page, ascending by id, until setOrderReceipt reports them. Two
    queries.
    """
    rows = queries.receipts_to_print(account_id=call.account_id, series_id=params.series_id, id_from=params.id_from)
    lines = queries.lines_of(account_id=call.account_id, document_ids=[row.pk for row in rows])
    return {"orders": [{**receipt_head(row), "products": [line_json(line) for line in lines[row.pk]]} for row in rows]}


class SetOrderReceiptParams(Params):
    """The receipt and what became of its printing; without a date it was printed now."""

    receipt_id: BigInt
    receipt_nr: Annotated[str, Meta(max_length=20)] = ""
    date: UnixTime = 0
    printer_error: bool = False
    printer_name: Annotated[str, Meta(max_length=50)] = ""


@method("setOrderReceipt", scope=Scope.ORDERS_WRITE, params=SetOrderReceiptParams, reply=NoReply)
def set_order_receipt(call: Call, params: SetOrderReceiptParams) -> Answer:
    """Report a receipt as printed, under the printer's own number if it has one; after an error it goes on waiting."""
    documents.report_print(
        account_id=call.account_id,
        receipt_id=params.receipt_id,
        number=params.receipt_nr,
        printed_at=moment(params.date) or clock.now(),
        is_failed=params.printer_error,
        printer_name=params.printer_name,
    )
    return {}


class AddOrderReceiptFileParams(Params):
    """The receipt, the file, and its number in the other system."""

    receipt_id: BigInt
    file: str
    external_receipt_number: Annotated[str, Meta(max_length=20)] = ""


@method("addOrderReceiptFile", scope=Scope.ORDERS_WRITE, params=AddOrderReceiptFileParams, reply=NoReply)
def add_order_receipt_file(call: Call, params: AddOrderReceiptFileParams) -> Answer:
    """Keep the PDF of another system in place of a receipt of ours, which no printer prints any more then."""
    documents.attach_file(
        account_id=call.account_id,
        document_id=params.receipt_id,
        content=read_file("file", params.file, most=documents.MOST_FILE_BYTES),
        external_number=params.external_receipt_number,
        is_receipt=True,
    )
    return {}
