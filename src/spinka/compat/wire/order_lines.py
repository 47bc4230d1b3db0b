"""Parameters of an order line and their way to a draft or to changes of a line."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.compat.errors import ApiError
from spinka.compat.registry import Params
from spinka.compat.wire.amounts import decimal
from spinka.orders.draft import LineChanges, LineDraft

Quantity = Annotated[int, Meta(ge=0, le=1_000_000)]
WarehouseId = Annotated[int, Meta(ge=0, le=2**63 - 1)]
STORAGES = ("db", "shop", "warehouse")


class OrderLineParams(Params):
    """A line as addOrder, addOrderProduct and setOrderProductFields take it."""

    storage: Annotated[str, Meta(max_length=9)] | UnsetType = UNSET
    storage_id: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    product_id: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    variant_id: Annotated[str, Meta(max_length=30)] | UnsetType = UNSET
    auction_id: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    sku: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    ean: Annotated[str, Meta(max_length=32)] | UnsetType = UNSET
    location: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    warehouse_id: WarehouseId | UnsetType = UNSET
    attributes: Annotated[str, Meta(max_length=350)] | UnsetType = UNSET
    price_brutto: float | UnsetType = UNSET
    tax_rate: float | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    weight: float | UnsetType = UNSET


def line_changes(params: OrderLineParams) -> LineChanges:
    """What a call names of a line, the rest None. Raises ApiError for an unknown storage and wrong numbers."""
    changes = LineChanges()
    for ours, theirs in (
        ("product_ref", "product_id"),
        ("variant_ref", "variant_id"),
        ("auction_id", "auction_id"),
        ("name", "name"),
        ("sku", "sku"),
        ("ean", "ean"),
        ("location", "location"),
        ("warehouse_id", "warehouse_id"),
        ("attributes", "attributes"),
        ("quantity", "quantity"),
    ):
        value = getattr(params, theirs)
        if value is not UNSET:
            setattr(changes, ours, value)
    if params.storage is not UNSET and params.storage:
        if params.storage not in STORAGES:
            raise ApiError("ERROR_BAD_PARAMETERS", f"parameter storage: one of {', '.join(STORAGES)}")
        changes.storage = params.storage
    if params.storage_id is not UNSET:
        changes.storage_id = _storage_id(params.storage_id)
    if params.variant_id is not UNSET:
        changes.variant_ref = params.variant_id or "0"
    if params.auction_id is not UNSET:
        changes.auction_id = params.auction_id or "0"
    if params.price_brutto is not UNSET:
        changes.unit_gross = decimal("price_brutto", params.price_brutto)
    if params.tax_rate is not UNSET:
        changes.tax_rate = decimal("tax_rate", params.tax_rate)
    if params.weight is not UNSET:
        changes.weight = decimal("weight", params.weight)
    return changes


def _storage_id(text: str) -> int:
    """A storage's number; some clients send the key of an external storage, e.g. blconnect_12."""
    number = text.rpartition("_")[2] or "0"
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter storage_id: expected a number")
    return int(number)


def line_draft(params: OrderLineParams) -> LineDraft:
    """A new line; what is not named is empty or 0 (R36)."""
    return LineDraft(**line_changes(params).named())
