"""Writes of the catalog, by noun; call them through this package."""

from spinka.catalog.draft import ProductFields, SavedProduct, SaveResult
from spinka.catalog.services.dependent_prices import follow_prices, has_dependents
from spinka.catalog.services.gallery import ShownImage, image_to_fetch, keep_fetched_image, show_image, show_stored
from spinka.catalog.services.inventories import (
    InventoryFields,
    delete_inventory,
    delete_warehouse,
    save_inventory,
    save_warehouse,
)
from spinka.catalog.services.live_warehouses import open_live_warehouse, rename_live_warehouse
from spinka.catalog.services.opening import open_default_catalog
from spinka.catalog.services.price_groups import PriceGroupFields, delete_price_group, save_price_group
from spinka.catalog.services.prices import BulkResult, set_prices, update_prices
from spinka.catalog.services.product_parts import store_images
from spinka.catalog.services.products import delete_product, delete_products, save_product, save_products
from spinka.catalog.services.rates import MOST_RATES, RateFields, SavedRates, delete_rate, set_rates
from spinka.catalog.services.sorting import (
    delete_category,
    delete_manufacturer,
    delete_tag,
    save_category,
    save_extra_field,
    save_manufacturer,
    save_tag,
)
from spinka.catalog.services.statistics import WORTH_ANALYZING, refresh_statistics
from spinka.catalog.services.stocks import update_stock

__all__ = [
    "MOST_RATES",
    "WORTH_ANALYZING",
    "BulkResult",
    "InventoryFields",
    "PriceGroupFields",
    "ProductFields",
    "RateFields",
    "SaveResult",
    "SavedProduct",
    "SavedRates",
    "ShownImage",
    "delete_category",
    "delete_inventory",
    "delete_manufacturer",
    "delete_price_group",
    "delete_product",
    "delete_products",
    "delete_rate",
    "delete_tag",
    "delete_warehouse",
    "follow_prices",
    "has_dependents",
    "image_to_fetch",
    "keep_fetched_image",
    "open_default_catalog",
    "open_live_warehouse",
    "refresh_statistics",
    "rename_live_warehouse",
    "save_category",
    "save_extra_field",
    "save_inventory",
    "save_manufacturer",
    "save_price_group",
    "save_product",
    "save_products",
    "save_tag",
    "save_warehouse",
    "set_prices",
    "set_rates",
    "show_image",
    "show_stored",
    "store_images",
    "update_prices",
    "update_stock",
]
