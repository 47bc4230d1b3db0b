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

__all__ = [
    "InventoryContext",
    "ProductHead",
    "WarehouseRow",
    "default_inventory",
    "inventory_context",
    "known_products",
    "known_sorting",
    "product_heads",
    "warehouse_by_key",
]
