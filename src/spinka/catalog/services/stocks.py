"""Writes of stock by catalog and warehouse key, as programs send them."""

from collections.abc import Mapping

from django.db import transaction

from spinka.catalog import events, queries, stock
from spinka.catalog.draft import checked_stock
from spinka.catalog.queries import InventoryContext
from spinka.catalog.services.prices import BulkResult


def writable(context: InventoryContext, key: str) -> int | str:
    """The id of the warehouse stock may be written to, or the reason it may not (R5)."""
    warehouse = context.warehouses.get(key)
    if warehouse is None:
        return f"There is no warehouse {key[:60]}"
    if warehouse.kind != "bl":
        return f"Warehouse {key} shows an external stock and cannot be written"
    return warehouse.warehouse_id


@transaction.atomic
def update_stock(
    *, account_id: int, inventory_id: int, products: Mapping[int, Mapping[str, int]], actor: str
) -> BulkResult:
    """Set on hand of many products of a catalog, by warehouse key; absolute numbers.

    Unknown products and warehouses, external warehouses (R5) and services become warnings on their product, the rest
    is written. Raises NotFound for the catalog and BadParameters for a quantity out of range, nothing is written then.
    """
    context = queries.inventory_context(account_id=account_id, inventory_id=inventory_id)
    known = queries.known_products(account_id=account_id, inventory_id=inventory_id, product_ids=list(products))
    keys = {key for asked in products.values() for key in asked}
    targets = {key: writable(context, key) for key in keys}
    result = BulkResult()
    rows: list[stock.Piece] = []
    for product_id, asked in products.items():
        quantities = checked_stock(asked, at=f"products.{product_id}")
        kind = known.get(product_id)
        if kind != "goods":
            result.warnings[product_id] = (
                "A service has no stock" if kind else "There is no such product in the catalog"
            )
            continue
        taken = len(rows)
        for key, quantity in quantities.items():
            target = targets[key]
            if isinstance(target, int):
                rows.append(stock.Piece(product_id, target, quantity))
            elif product_id in result.warnings:
                result.warnings[product_id] += f"; {target}"
            else:
                result.warnings[product_id] = target
        result.counter += len(rows) > taken
    changes = stock.set_stock(account_id=account_id, rows=rows, actor=actor)
    events.stock_changed(account_id=account_id, product_ids=(change.product_id for change in changes))
    return result
