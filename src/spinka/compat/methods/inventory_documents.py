"""Warehouse documents: addInventoryDocument, its items and confirmation, lists, numbering series and files."""

import base64
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.accounts.queries import get_account
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies import inventory_documents as replies
from spinka.compat.wire.amounts import UnixTime, decimal, moment, read_file
from spinka.compat.wire.catalog import Id, Text100, Whole, or_none
from spinka.compat.wire.inventory_documents import document_json, item_json, read_day
from spinka.warehousing import queries
from spinka.warehousing import services as warehousing
from spinka.warehousing.draft import MOST_ITEMS, DocumentDraft, ItemDraft
from spinka.warehousing.render import Printed, render

Page = Annotated[int, Meta(ge=0, le=1_000_000)]
Text50 = Annotated[str, Meta(max_length=50)]
Text128 = Annotated[str, Meta(max_length=128)]
Text255 = Annotated[str, Meta(max_length=255)]
Text500 = Annotated[str, Meta(max_length=500)]


class AddInventoryDocumentParams(Params):
    """The warehouse, the type, for a transfer the target; `date_add` is now unless it is given."""

    warehouse_id: Id
    document_type: Whole
    target_warehouse_id: Id = 0
    date_add: UnixTime = 0
    date_execute: UnixTime = 0
    contractor: Text500 = ""
    invoice_no: Text50 = ""
    notes: Text500 = ""


@method(
    "addInventoryDocument",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryDocumentParams,
    reply=replies.AddInventoryDocumentReply,
)
def add_inventory_document(call: Call, params: AddInventoryDocumentParams) -> Answer:
    """Make a draft of a warehouse document and number it; stock does not change."""
    made = warehousing.create_document(
        account_id=call.account_id,
        draft=DocumentDraft(
            kind=params.document_type,
            warehouse_id=params.warehouse_id,
            target_warehouse_id=params.target_warehouse_id,
            issued_at=moment(params.date_add),
            executed_at=moment(params.date_execute),
            contractor=params.contractor,
            invoice_number=params.invoice_no,
            notes=params.notes,
        ),
    )
    return {"document_id": made.document_id, "document_number": made.full_number}


class ItemParams(Params):
    """A line; `expiry_date` is YYYY-MM-DD, empty or 0000-00-00 for none."""

    product_id: Id
    quantity: Whole
    price: float = 0
    location_name: Text255 = ""
    target_location_name: Text255 = ""
    expiry_date: Annotated[str, Meta(max_length=10)] = ""
    batch: Text128 = ""
    serial_no: Text128 = ""
    comments: Text255 = ""


class AddInventoryDocumentItemsParams(Params):
    """The draft and its new lines."""

    document_id: Id
    items: list[ItemParams]


@method(
    "addInventoryDocumentItems",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryDocumentItemsParams,
    reply=replies.AddInventoryDocumentItemsReply,
)
def add_inventory_document_items(call: Call, params: AddInventoryDocumentItemsParams) -> Answer:
    """Add lines to a draft, all or none; stock does not change."""
    if len(params.items) > MOST_ITEMS:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter items: at most {MOST_ITEMS} lines")
    items = [
        ItemDraft(
            product_id=item.product_id,
            quantity=item.quantity,
            price=decimal(f"items[{place}].price", item.price),
            location=item.location_name,
            target_location=item.target_location_name,
            expires_on=read_day(f"items[{place}].expiry_date", item.expiry_date),
            batch=item.batch,
            serial_number=item.serial_no,
            comments=item.comments,
        )
        for place, item in enumerate(params.items)
    ]
    made = warehousing.add_items(account_id=call.account_id, document_id=params.document_id, items=items)
    return {"items": [{"item_id": item_id} for item_id in made]}


class DocumentId(Params):
    """The document's id."""

    document_id: Id


@method("setInventoryDocumentStatusConfirmed", scope=Scope.CATALOG_WRITE, params=DocumentId, reply=NoReply)
def set_inventory_document_status_confirmed(call: Call, params: DocumentId) -> Answer:
    """Confirm a draft: its pieces enter, leave or change warehouses now, all or none, once."""
    warehousing.confirm_document(account_id=call.account_id, document_id=params.document_id, actor=call.actor)
    return {}


class GetInventoryDocumentsParams(Params):
    """Filters; 0 stands for none but in type and status, where it is the first."""

    filter_source_object_type: Whole = 0
    filter_source_object_id: Id = 0
    filter_document_id: Id = 0
    filter_document_type: Whole | UnsetType = UNSET
    filter_document_status: Whole | UnsetType = UNSET
    filter_date_from: UnixTime = 0
    filter_date_to: UnixTime = 0
    filter_warehouse_id: Id = 0
    page: Page = 1


@method(
    "getInventoryDocuments",
    scope=Scope.CATALOG_READ,
    params=GetInventoryDocumentsParams,
    reply=replies.GetInventoryDocumentsReply,
)
def get_inventory_documents(call: Call, params: GetInventoryDocumentsParams) -> Answer:
    """Warehouse documents with the sums of their lines, 100 a page, ascending by id."""
    status = params.filter_document_status
    if status not in (UNSET, 0, 1):
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter filter_document_status: 0 or 1")
    wanted = queries.DocumentFilter(
        document_id=or_none(params.filter_document_id),
        kind=None if isinstance(params.filter_document_type, UnsetType) else params.filter_document_type,
        is_confirmed=None if isinstance(status, UnsetType) else bool(status),
        warehouse_id=or_none(params.filter_warehouse_id),
        source_type=or_none(params.filter_source_object_type),
        source_id=or_none(params.filter_source_object_id),
        issued_from=moment(params.filter_date_from),
        issued_to=moment(params.filter_date_to),
    )
    rows = queries.documents_page(account_id=call.account_id, wanted=wanted, page=params.page)
    return {"documents": [document_json(row) for row in rows]}


class GetInventoryDocumentItemsParams(Params):
    """The document and the page, from 1."""

    document_id: Id
    page: Page = 1


@method(
    "getInventoryDocumentItems",
    scope=Scope.CATALOG_READ,
    params=GetInventoryDocumentItemsParams,
    reply=replies.GetInventoryDocumentItemsReply,
)
def get_inventory_document_items(call: Call, params: GetInventoryDocumentItemsParams) -> Answer:
    """Lines of a warehouse document in their order, 100 a page."""
    rows = queries.items_page(account_id=call.account_id, document_id=params.document_id, page=params.page)
    return {"items": [item_json(row) for row in rows]}


class GetInventoryDocumentSeriesParams(Params):
    """The warehouse; 0 stands for all."""

    warehouse_id: Id = 0


@method(
    "getInventoryDocumentSeries",
    scope=Scope.CATALOG_READ,
    params=GetInventoryDocumentSeriesParams,
    reply=replies.GetInventoryDocumentSeriesReply,
)
def get_inventory_document_series(call: Call, params: GetInventoryDocumentSeriesParams) -> Answer:
    """Numbering series by warehouse and type; they come with a warehouse's first document."""
    rows = queries.series_list(account_id=call.account_id, warehouse_id=or_none(params.warehouse_id))
    return {
        "document_series": [
            {
                "document_series_id": row.pk,
                "name": row.name,
                "document_type": row.kind,
                "warehouse_id": row.warehouse_id,
                "format": row.format,
            }
            for row in rows
        ]
    }


class GetInventoryDocumentFileParams(Params):
    """The document; `get_external` prefers the file of another system."""

    document_id: Id
    get_external: bool = False


@method(
    "getInventoryDocumentFile",
    scope=Scope.CATALOG_READ,
    params=GetInventoryDocumentFileParams,
    reply=replies.GetInventoryDocumentFileReply,
)
def get_inventory_document_file(call: Call, params: GetInventoryDocumentFileParams) -> Answer:
    """The PDF of a warehouse document, base64 after `data:`; a draft's says that it is one."""
    row = queries.find_document(account_id=call.account_id, document_id=params.document_id)
    external = queries.external_file(account_id=call.account_id, document_id=row.pk) if params.get_external else None
    if external is not None:
        return {"file": _as_data(external), "document_number": row.external_number or row.full_number}
    printed = Printed(
        document=row,
        items=queries.all_items(account_id=call.account_id, document_id=row.pk),
        time_zone=get_account(call.account_id).time_zone,
    )
    return {"file": _as_data(render(printed)), "document_number": row.full_number}


def _as_data(content: bytes) -> str:
    return "data:" + base64.b64encode(content).decode()


class AddInventoryDocumentFileParams(Params):
    """The document and its PDF of another system, base64 after `data:`, at most 2 MB."""

    document_id: Id
    file: str
    external_document_number: Text100 = ""


@method("addInventoryDocumentFile", scope=Scope.CATALOG_WRITE, params=AddInventoryDocumentFileParams, reply=NoReply)
def add_inventory_document_file(call: Call, params: AddInventoryDocumentFileParams) -> Answer:
    """Keep the PDF and number of another system for a warehouse document; a later one replaces it."""
    warehousing.attach_file(
        account_id=call.account_id,
        document_id=params.document_id,
        content=read_file("file", params.file, most=warehousing.MOST_FILE_BYTES),
        external_number=params.external_document_number,
    )
    return {}
