"""Answers about products and their log."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import (
    DayText,
    PiecesByWarehouse,
    PricesByGroup,
    Star,
    TextFields,
    TextsByWarehouse,
    UnixTime,
    Warnings,
)


class AddInventoryProductReply(Reply):
    """The product created or changed."""

    product_id: int
    warnings: Warnings


class AdditionalEanRow(Reply):
    """One more EAN of a product and the pieces it stands for."""

    ean: str
    quantity: int


class StorageLinkRow(Reply):
    """The product in another storage; variant_id is "0" without a variant."""

    product_id: str
    variant_id: str


class VariantRow(Reply):
    """A variant of a product."""

    name: str
    sku: str
    ean: str
    asin: str
    prices: PricesByGroup
    stock: PiecesByWarehouse
    locations: TextsByWarehouse


class ErpUnitRow(Reply):
    """Pieces bought at one cost."""

    quantity: int
    purchase_cost: float
    expiry_date: DayText


class WmsUnitRow(Reply):
    """Pieces at one location."""

    quantity: int
    location: str
    expiry_date: DayText
    batch: str
    serial_no: str


class ProductSupplierRow(Reply):
    """A supplier a product is bought from."""

    id: int
    product_code: str
    cost: float


class ProductRow(Reply):
    """A product in full; type to available_from are ours (R34), the blocks at the end come when asked for."""

    is_bundle: bool
    parent_id: int
    type: str
    is_draft: bool
    sku: str
    ean: str
    asin: str
    tags: list[str]
    tax_rate: float
    weight: float
    height: float
    width: float
    length: float
    star: Star
    category_id: int
    manufacturer_id: int
    prices: PricesByGroup
    stock: PiecesByWarehouse
    reservations: PiecesByWarehouse
    thresholds: PiecesByWarehouse
    incoming: PiecesByWarehouse
    locations: TextsByWarehouse
    average_cost: float
    average_landed_cost: float
    min_quantity: int
    quantity_step: int
    available_from: UnixTime
    text_fields: TextFields
    images: Annotated[dict[str, str], Meta(description="Address by position, from 1")]
    links: Annotated[dict[str, StorageLinkRow], Meta(description="By key of the other storage")]
    variants: Annotated[dict[str, VariantRow], Meta(description="By variant id")]
    bundle_products: (
        Annotated[dict[str, int], Meta(description="Pieces by product id; only of a bundle")] | UnsetType
    ) = UNSET
    ean_additional: list[AdditionalEanRow] | UnsetType = UNSET
    stock_erp_units: dict[str, list[ErpUnitRow]] | UnsetType = UNSET
    stock_wms_units: dict[str, list[WmsUnitRow]] | UnsetType = UNSET
    suppliers: list[ProductSupplierRow] | UnsetType = UNSET
    relations: dict[str, list[int]] | UnsetType = UNSET


class GetInventoryProductsDataReply(Reply):
    """The products asked for; ids of other catalogs are left out."""

    products: Annotated[dict[str, ProductRow], Meta(description="By product id")]


class ListedProductRow(Reply):
    """A product in short."""

    id: int
    parent_id: int
    ean: str
    sku: str
    name: str
    prices: PricesByGroup
    stock: PiecesByWarehouse


class GetInventoryProductsListReply(Reply):
    """A page of products."""

    products: Annotated[dict[str, ListedProductRow], Meta(description="By product id")]


class ProductChangeRow(Reply):
    """What changed: a warehouse key, price group id or name, and its values before and after."""

    type: int
    info: str | int
    before: str | int | float = field(name="from")
    after: str | int | float = field(name="to")


class ProductLogRow(Reply):
    """One change of a product, who made it and when."""

    profile: str
    date: UnixTime
    entries: list[ProductChangeRow]


class GetInventoryProductLogsReply(Reply):
    """A page of a product's log."""

    logs: list[ProductLogRow]
