"""What imports and import profiles take in: where from, where to, and what of it."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.compat.errors import ApiError
from spinka.compat.registry import Params
from spinka.compat.wire.catalog import Id, Key, or_none
from spinka.connect import services as connect

Names = list[Annotated[str, Meta(max_length=40)]]
Warehouse = Annotated[str, Meta(max_length=30)]


class Target(Params):
    """Where from, where to, and what of it. Warehouses are given as `bl_<id>` or by number."""

    connect_integration_id: Id
    inventory_id: Id
    type: Key = "new_and_update"
    product_ids: list[Id] | UnsetType = UNSET
    language: Key = ""
    price_group_id: Id | UnsetType = UNSET
    warehouse_id: Warehouse | UnsetType = UNSET
    price_mode: Key = ""
    stock_mode: Key = ""


def _warehouse(value: str | UnsetType) -> int | None:
    if isinstance(value, UnsetType) or value in {"", "0"}:
        return None
    number = value.removeprefix("bl_")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter warehouse_id: expected bl_<id>")
    return int(number)


def options_of(params: Target, fields: Names | UnsetType, keep_fields: Names | UnsetType) -> connect.ImportOptions:
    """The options of the import; warehouses in either spelling. Raises ApiError for another."""
    return connect.ImportOptions(
        type=params.type,
        # An empty list of PHP clients means no choice, as a missing one does.
        product_ids=None if isinstance(params.product_ids, UnsetType) or not params.product_ids else params.product_ids,
        fields=None if isinstance(fields, UnsetType) or not fields else fields,
        keep_fields=[] if isinstance(keep_fields, UnsetType) else keep_fields,
        language=params.language,
        price_group_id=or_none(params.price_group_id),
        warehouse_id=_warehouse(params.warehouse_id),
        price_mode=params.price_mode,
        stock_mode=params.stock_mode,
    )
