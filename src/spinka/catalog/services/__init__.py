"""Writes of the catalog, by noun; call them through this package."""

from spinka.catalog.draft import ProductFields, SavedProduct, SaveResult
from spinka.catalog.services.live_warehouses import open_live_warehouse, rename_live_warehouse
from spinka.catalog.services.opening import open_default_catalog
from spinka.catalog.services.prices import BulkResult, set_prices, update_prices
from spinka.catalog.services.products import delete_product, delete_products, save_product, save_products
from spinka.catalog.services.stocks import update_stock

__all__ = [
    "BulkResult",
    "ProductFields",
    "SaveResult",
    "SavedProduct",
    "delete_product",
    "delete_products",
    "open_default_catalog",
    "open_live_warehouse",
    "rename_live_warehouse",
    "save_product",
    "save_products",
    "set_prices",
    "update_prices",
    "update_stock",
]
