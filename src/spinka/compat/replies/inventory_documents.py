"""Answers of warehouse documents."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import DayText, Flag, UnixTime


class AddInventoryDocumentReply(Reply):
    """The new draft with its number."""

    document_id: int
    document_number: str


class AddedItem(Reply):
    """A new line."""

    item_id: int


class AddInventoryDocumentItemsReply(Reply):
    """The new lines in the order they were sent."""

    items: list[AddedItem]


class DocumentRow(Reply):
    """A warehouse document with the sums of its lines; status 1 is confirmed, direction 1 is out of the warehouse.

    A type is 0 goods received, 1 internal receipt, 2 goods issued, 3 internal issue, 4 transfer, 5 opening balance.
    """

    document_id: int
    document_type: int
    document_status: Flag
    direction: Flag
    document_series_id: int
    full_number: str
    date_created: UnixTime
    date_confirmed: UnixTime
    warehouse_id: int
    warehouse_id2: int
    items_count: int
    total_quantity: int
    total_price: float
    connection_type: int
    connection_id: int
    notes: str
    source_object_type: int
    source_object_id: int


class GetInventoryDocumentsReply(Reply):
    """A page of documents."""

    documents: list[DocumentRow]


class ItemRow(Reply):
    """A line of a warehouse document."""

    document_id: int
    item_id: int
    position: int
    product_id: int
    product_name: str
    product_ean: str
    product_sku: str
    quantity: int
    price: float
    total_price: float
    inventory_id: int
    location_name: str
    expiry_date: DayText
    batch: str
    serial_no: str
    comments: str
    target_location_name: str


class GetInventoryDocumentItemsReply(Reply):
    """A page of lines."""

    items: list[ItemRow]


class SeriesRow(Reply):
    """A numbering series."""

    document_series_id: int
    name: str
    document_type: int
    warehouse_id: int
    format: str


class GetInventoryDocumentSeriesReply(Reply):
    """The numbering series."""

    document_series: list[SeriesRow]


class GetInventoryDocumentFileReply(Reply):
    """A PDF, base64 after `data:`, with the number it bears."""

    file: str
    document_number: str
