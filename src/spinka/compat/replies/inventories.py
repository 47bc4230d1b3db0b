"""Answers about catalogs, price groups and warehouses."""

from typing import Literal

from spinka.compat.registry import Reply


class AddInventoryReply(Reply):
    """The catalog created or changed."""

    inventory_id: int


class InventoryRow(Reply):
    """A catalog with its languages, price groups and warehouse keys."""

    inventory_id: int
    name: str
    description: str
    languages: list[str]
    default_language: str
    price_groups: list[int]
    default_price_group: int
    warehouses: list[str]
    default_warehouse: str
    reservations: bool
    is_default: bool


class GetInventoriesReply(Reply):
    """The account's catalogs."""

    inventories: list[InventoryRow]


class AddInventoryPriceGroupReply(Reply):
    """The price group created or changed."""

    price_group_id: int


class PriceGroupRow(Reply):
    """A price group; prices of a standard one are its own, those of another follow their source."""

    price_group_id: int
    name: str
    description: str
    currency: str
    is_default: bool
    price_group_type: str
    source_price_group_id: int
    price_multiplier: float
    price_addition: float
    is_bundle_price_calculated: bool
    bundle_price_multiplier: float
    bundle_price_addition: float


class GetInventoryPriceGroupsReply(Reply):
    """The account's price groups."""

    price_groups: list[PriceGroupRow]


class AddInventoryWarehouseReply(Reply):
    """The warehouse created or changed."""

    warehouse_id: int


class WarehouseRow(Reply):
    """A warehouse; its key elsewhere is `<warehouse_type>_<warehouse_id>`."""

    warehouse_type: Literal["bl", "shop", "warehouse", "fulfillment", "blconnect"]
    warehouse_id: int
    name: str
    description: str
    stock_edition: bool
    is_default: bool
    internal_warehouse_id: int
    address: str
    postcode: str
    city: str
    country: str


class GetInventoryWarehousesReply(Reply):
    """The account's warehouses and those of its suppliers."""

    warehouses: list[WarehouseRow]
