"""Reads of the catalog: contexts of writes, pages for lists, JSON for the API."""

from spinka.catalog.queries.context import (
    InventoryContext,
    ProductHead,
    WarehouseRow,
    default_inventory,
    inventory_context,
    known_products,
    known_sorting,
    product_heads,
    warehouse_by_key,
)
from spinka.catalog.queries.documents import (
    IMAGE_MARK,
    Document,
    linked_products,
    products_data,
    products_list,
    products_prices,
    products_stock,
)
from spinka.catalog.queries.lists import (
    categories,
    extra_fields,
    inventories,
    manufacturers,
    price_groups,
    product_logs,
    tags,
    warehouses,
)
from spinka.catalog.queries.pages import SORTS, ListedProduct, ProductRow, count_listed, listed_products
from spinka.catalog.queries.selection import ProductFilters

__all__ = [
    "IMAGE_MARK",
    "SORTS",
    "Document",
    "InventoryContext",
    "ListedProduct",
    "ProductFilters",
    "ProductHead",
    "ProductRow",
    "WarehouseRow",
    "categories",
    "count_listed",
    "default_inventory",
    "extra_fields",
    "inventories",
    "inventory_context",
    "known_products",
    "known_sorting",
    "linked_products",
    "listed_products",
    "manufacturers",
    "price_groups",
    "product_heads",
    "product_logs",
    "products_data",
    "products_list",
    "products_prices",
    "products_stock",
    "tags",
    "warehouse_by_key",
    "warehouses",
]
