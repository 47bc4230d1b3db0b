"""A row of a file as the fields the catalog writes."""

from typing import Any

from spinka.catalog.queries import InventoryContext
from spinka.catalog.services import ProductFields
from spinka.ops.product_files.rows import FaultyRow, ProductRow
from spinka.ops.product_files.sorting import Sorting

TAG_LENGTH = 200
_SAME = ("sku", "ean", "kind", "tax_rate")


def product_fields(row: ProductRow, context: InventoryContext, sorting: Sorting) -> ProductFields:
    """The fields of the row's columns; what the file has no column for stays unset. Raises FaultyRow."""
    values: dict[str, Any] = {name: value for name in _SAME if (value := getattr(row, name)) is not None}
    values |= row.sizes
    texts = row.texts if row.name is None else {**row.texts, "name": row.name}
    if texts:
        values["texts"] = dict(texts)
    if row.tags is not None:
        values["tags"] = [tag[:TAG_LENGTH] for tag in row.tags]
    if row.images is not None:
        values["images"] = {place: f"url:{address}" for place, address in enumerate(row.images, start=1)}
    if row.price is not None:
        values["prices"] = {context.default_price_group_id: row.price}
    if row.stock is not None and row.kind != "service":
        if row.stock < 0:
            raise FaultyRow(f"the stock is negative: {row.stock}")
        values["stock"] = {f"bl_{context.default_warehouse_id}": row.stock}
    if row.category is not None:
        values["category_id"] = sorting.category_id(row.category)
    if row.manufacturer is not None:
        values["manufacturer_id"] = sorting.manufacturer_id(row.manufacturer)
    return ProductFields(**values)
