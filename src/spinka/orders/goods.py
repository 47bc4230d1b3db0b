"""What orders need to know of own products: what fills a line, and where its pieces come from (R4, R5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection

from spinka.core import statements
from spinka.core.ids import BIGGEST_ID
from spinka.orders.draft import NO_REFERENCE


@dataclass(frozen=True, slots=True)
class Goods:
    """An own product as a line sees it. `warehouse_ids` are its catalog's own warehouses in order.

    `components` are a bundle's products with the pieces of each in one bundle; services hold no stock.
    """

    product_id: int
    parent_id: int | None
    is_service: bool
    is_bundle: bool
    name: str
    sku: str
    ean: str
    tax_rate: Decimal
    weight: Decimal
    price: Decimal | None
    reserves: bool
    warehouse_ids: tuple[int, ...]
    live_warehouse_ids: tuple[int, ...]
    components: tuple[tuple["Goods", int], ...] = ()

    @property
    def needs(self) -> tuple[tuple["Goods", int], ...]:
        """What one piece takes from stock: itself, a bundle's components, nothing for a service."""
        if self.is_service:
            return ()
        if self.is_bundle:
            return tuple((goods, count) for goods, count in self.components if not goods.is_service)
        return ((self, 1),)


_GOODS = """
    select p.id, p.parent_id, p.kind = 'service', p.is_bundle, p.name, p.sku, p.ean, p.tax_rate, p.weight, r.price,
           i.reservations,
           array(select iw.warehouse_id from catalog_inventorywarehouse iw
                 join catalog_warehouse w on w.id = iw.warehouse_id and w.kind = 'bl'
                 where iw.inventory_id = i.id and iw.account_id = p.account_id order by iw.id),
           p.live_warehouse_ids
    from catalog_product p
    join catalog_inventory i on i.id = p.inventory_id
    left join catalog_price r on r.product_id = p.id and r.price_group_id = i.default_price_group_id
    where p.account_id = %s and p.id = any(%s::bigint[])
"""


def _load(account_id: int, product_ids: list[int]) -> dict[int, Goods]:
    found = statements.rows(_GOODS, account_id, statements.array(product_ids))
    return {row[0]: _goods(row) for row in found}


def _goods(row: Sequence[Any]) -> Goods:
    return Goods(
        product_id=row[0],
        parent_id=row[1],
        is_service=row[2],
        is_bundle=row[3],
        name=row[4],
        sku=row[5],
        ean=row[6],
        tax_rate=row[7],
        weight=row[8],
        price=row[9],
        reserves=row[10],
        warehouse_ids=tuple(row[11]),
        live_warehouse_ids=tuple(row[12]),
    )


def load_goods(*, account_id: int, product_ids: Iterable[int]) -> dict[int, Goods]:
    """Own products by id, bundles with their components; ids of others are left out."""
    asked = sorted({product_id for product_id in product_ids if 0 < product_id <= BIGGEST_ID})
    found = _load(account_id, asked) if asked else {}
    bundles = [goods.product_id for goods in found.values() if goods.is_bundle]
    if not bundles:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "select bundle_id, product_id, quantity from catalog_bundleitem"
            " where account_id = %s and bundle_id = any(%s) order by bundle_id, product_id",
            [account_id, bundles],
        )
        items = cursor.fetchall()
    inside = _load(account_id, sorted({row[1] for row in items}))
    for bundle_id in bundles:
        whole = found[bundle_id]
        components = tuple((inside[row[1]], row[2]) for row in items if row[0] == bundle_id and row[1] in inside)
        found[bundle_id] = replace(whole, components=components)
    return found


def referred_product_id(*, storage: str, product_ref: str, variant_ref: str) -> int | None:
    """The own product a line of storage "db" names; None for a line without one, 0 for a text no product can have."""
    if storage != "db" or product_ref in NO_REFERENCE:
        return None
    wanted = product_ref if variant_ref in NO_REFERENCE else variant_ref
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= 18 else 0


def warehouse_kinds(*, account_id: int, warehouse_ids: Iterable[int]) -> dict[int, str]:
    """Kind (`bl`, `blconnect`) of the account's own warehouses among these ids."""
    asked = sorted({warehouse_id for warehouse_id in warehouse_ids if 0 < warehouse_id <= BIGGEST_ID})
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, kind from catalog_warehouse where account_id = %s and id = any(%s)", [account_id, asked]
        )
        return dict(cursor.fetchall())
