"""Catalogs, price groups and warehouses."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoParams, NoReply, Params, method
from spinka.compat.replies.inventories import (
    AddInventoryPriceGroupReply,
    AddInventoryReply,
    AddInventoryWarehouseReply,
    GetInventoriesReply,
    GetInventoryPriceGroupsReply,
    GetInventoryWarehousesReply,
)
from spinka.compat.wire.catalog import Amount, Id, Key, Text, Text20, Text80, Text100, Text200, finite, or_none

Country = Annotated[str, Meta(max_length=2)]
Currency = Annotated[str, Meta(max_length=3)]
_OWN_BUNDLE_PRICES = {
    "is_bundle_price_calculated": False,
    "bundle_price_multiplier": 1,
    "bundle_price_addition": 0,
}


class AddInventory(Params):
    """Parameters of addInventory."""

    inventory_id: Id | UnsetType = UNSET
    name: Text100 | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    languages: list[Country] | UnsetType = UNSET
    default_language: Country | UnsetType = UNSET
    price_groups: list[Id] | UnsetType = UNSET
    default_price_group: Id | UnsetType = UNSET
    warehouses: list[Key] | UnsetType = UNSET
    default_warehouse: Key | UnsetType = UNSET
    reservations: bool | UnsetType = UNSET


@method("addInventory", scope=Scope.CATALOG_WRITE, params=AddInventory, reply=AddInventoryReply)
def add_inventory(call: Call, params: AddInventory) -> Answer:
    """Create a catalog, or update it when inventory_id is given."""
    inventory_id = catalog.save_inventory(
        account_id=call.account_id,
        inventory_id=or_none(params.inventory_id),
        fields=catalog.InventoryFields(
            name=params.name,
            description=params.description,
            languages=params.languages,
            default_language=params.default_language,
            price_group_ids=params.price_groups,
            default_price_group_id=params.default_price_group,
            warehouses=params.warehouses,
            default_warehouse=params.default_warehouse,
            reservations=params.reservations,
        ),
    )
    return {"inventory_id": inventory_id}


class InventoryId(Params):
    """The catalog's id."""

    inventory_id: Id


@method("deleteInventory", scope=Scope.CATALOG_WRITE, params=InventoryId, reply=NoReply)
def delete_inventory(call: Call, params: InventoryId) -> Answer:
    """Delete a catalog with its products; the default one stays."""
    catalog.delete_inventory(account_id=call.account_id, inventory_id=params.inventory_id)
    return {}


@method("getInventories", scope=Scope.CATALOG_READ, reply=GetInventoriesReply)
def get_inventories(call: Call, params: NoParams) -> Answer:
    """List catalogs."""
    return {"inventories": queries.inventories(account_id=call.account_id)}


class AddInventoryPriceGroup(Params):
    """Parameters of addInventoryPriceGroup."""

    price_group_id: Id | UnsetType = UNSET
    name: Text100 | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    currency: Currency | UnsetType = UNSET
    price_group_type: Text | UnsetType = UNSET
    source_price_group_id: Id | UnsetType = UNSET
    price_multiplier: Amount | UnsetType = UNSET
    price_addition: Amount | UnsetType = UNSET
    is_bundle_price_calculated: bool | UnsetType = UNSET
    bundle_price_multiplier: Amount | UnsetType = UNSET
    bundle_price_addition: Amount | UnsetType = UNSET


@method(
    "addInventoryPriceGroup",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryPriceGroup,
    reply=AddInventoryPriceGroupReply,
)
def add_inventory_price_group(call: Call, params: AddInventoryPriceGroup) -> Answer:
    """Create or update (price_group_id) a price group. Prices of a dependent one follow its source by themselves.

    Bundles keep prices of their own in every group.
    """
    for name in ("price_multiplier", "price_addition", "bundle_price_multiplier", "bundle_price_addition"):
        finite(getattr(params, name), name)
    if params.is_bundle_price_calculated is True:
        raise ApiError(
            "ERROR_BAD_PARAMETERS", "parameter is_bundle_price_calculated: bundles have prices of their own only"
        )
    price_group_id = catalog.save_price_group(
        account_id=call.account_id,
        price_group_id=or_none(params.price_group_id),
        fields=catalog.PriceGroupFields(
            name=params.name,
            description=params.description,
            currency=params.currency,
            type=params.price_group_type,
            source_id=params.source_price_group_id,
            price_multiplier=params.price_multiplier,
            price_addition=params.price_addition,
        ),
        actor=call.actor,
    )
    return {"price_group_id": price_group_id}


class PriceGroupId(Params):
    """The price group's id."""

    price_group_id: Id


@method("deleteInventoryPriceGroup", scope=Scope.CATALOG_WRITE, params=PriceGroupId, reply=NoReply)
def delete_inventory_price_group(call: Call, params: PriceGroupId) -> Answer:
    """Delete a price group with its prices; a default one stays."""
    catalog.delete_price_group(account_id=call.account_id, price_group_id=params.price_group_id)
    return {}


@method("getInventoryPriceGroups", scope=Scope.CATALOG_READ, reply=GetInventoryPriceGroupsReply)
def get_inventory_price_groups(call: Call, params: NoParams) -> Answer:
    """List price groups."""
    return {"price_groups": [{**row, **_OWN_BUNDLE_PRICES} for row in queries.price_groups(account_id=call.account_id)]}


class AddInventoryWarehouse(Params):
    """Parameters of addInventoryWarehouse."""

    warehouse_id: Id | UnsetType = UNSET
    name: Text100 | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    stock_edition: bool | UnsetType = UNSET
    country: Country | UnsetType = UNSET
    address: Text200 | UnsetType = UNSET
    postcode: Text20 | UnsetType = UNSET
    city: Text80 | UnsetType = UNSET


_WAREHOUSE = ("name", "description", "stock_edition", "country", "address", "postcode", "city")


@method(
    "addInventoryWarehouse", scope=Scope.CATALOG_WRITE, params=AddInventoryWarehouse, reply=AddInventoryWarehouseReply
)
def add_inventory_warehouse(call: Call, params: AddInventoryWarehouse) -> Answer:
    """Create or update (warehouse_id) a warehouse of the account; suppliers' warehouses are read-only."""
    values: dict[str, Any] = {name: getattr(params, name) for name in _WAREHOUSE}
    warehouse_id = catalog.save_warehouse(
        account_id=call.account_id,
        warehouse_id=or_none(params.warehouse_id),
        values={name: value for name, value in values.items() if value is not UNSET},
    )
    return {"warehouse_id": warehouse_id}


class WarehouseId(Params):
    """The warehouse's numeric id."""

    warehouse_id: Id


@method("deleteInventoryWarehouse", scope=Scope.CATALOG_WRITE, params=WarehouseId, reply=NoReply)
def delete_inventory_warehouse(call: Call, params: WarehouseId) -> Answer:
    """Delete a warehouse of the account with its stock; a default one stays."""
    catalog.delete_warehouse(account_id=call.account_id, warehouse_id=params.warehouse_id)
    return {}


@method("getInventoryWarehouses", scope=Scope.CATALOG_READ, reply=GetInventoryWarehousesReply)
def get_inventory_warehouses(call: Call, params: NoParams) -> Answer:
    """List warehouses, those of Base Connect suppliers included."""
    return {"warehouses": queries.warehouses(account_id=call.account_id)}
