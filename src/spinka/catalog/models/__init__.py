"""Tables of the catalog."""

from spinka.catalog.models.inventory import (
    Category,
    ExtraField,
    Inventory,
    InventoryPriceGroup,
    InventoryWarehouse,
    Manufacturer,
    PriceGroup,
    PriceGroupType,
    Tag,
    Warehouse,
)
from spinka.catalog.models.product import (
    BundleItem,
    HeldPiece,
    Price,
    Product,
    ProductImage,
    ProductLog,
    ProductTag,
    Stock,
    StoredImage,
)
from spinka.catalog.models.rates import CurrencyRate

__all__ = [
    "BundleItem",
    "Category",
    "CurrencyRate",
    "ExtraField",
    "HeldPiece",
    "Inventory",
    "InventoryPriceGroup",
    "InventoryWarehouse",
    "Manufacturer",
    "Price",
    "PriceGroup",
    "PriceGroupType",
    "Product",
    "ProductImage",
    "ProductLog",
    "ProductTag",
    "Stock",
    "StoredImage",
    "Tag",
    "Warehouse",
]
