"""Lists of products for people, in the orders they choose, forwards and backwards from a row (keyset, R56)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import connection

from spinka.catalog.queries.selection import Params, ProductFilters, conditions

# Key of a sort → its column and the type a cursor value is read as.
SORTS: Final = {"name": ("p.sort_key", "text"), "sku": ("p.sku_key", "text"), "added": ("p.id", "bigint")}


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in a list: amounts over its own warehouses, its price in the catalog's default group."""

    product_id: int
    parent_id: int | None
    name: str
    sku: str
    ean: str
    kind: str
    is_draft: bool
    is_bundle: bool
    category: str
    quantity: int
    reserved: int
    price: Decimal | None
    currency: str
    image_id: int | None
    variants: int
    live_warehouse_ids: list[int]
    version: int
    sort_key: str


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """A row of the list with its place in the chosen order."""

    row: ProductRow
    key: str

    @property
    def place(self) -> tuple[str, int]:
        """Where the row stands, for `after` and `before`."""
        return self.key, self.row.product_id


def listed_products(
    *,
    account_id: int,
    inventory_id: int,
    filters: ProductFilters,
    kind: str = "",
    sort: str = "name",
    after: tuple[str, int] | None = None,
    before: tuple[str, int] | None = None,
    limit: int = 50,
    live: Mapping[int, int] | None = None,
) -> list[ListedProduct]:
    """Products in the order of `sort` (a key of SORTS, "-" falls) behind `after` or in front of `before` (keyset).

    `kind` is goods, service or bundle. Ask for one row more than a page to see an end.
    """
    column, kind_of_value = SORTS[sort.lstrip("-")]
    params: Params = {"account": account_id, "inventory": inventory_id, "limit": limit}
    where = conditions(filters, params, live) + _kind(kind)
    is_falling = sort.startswith("-")
    place = after or before
    if place is not None:
        sign = "<" if is_falling == (after is not None) else ">"
        where += f" and ({column}, p.id) {sign} (%(place_key)s::{kind_of_value}, %(place_id)s)"
        params |= {"place_key": place[0], "place_id": place[1]}
    read = "desc" if is_falling == (before is None or after is not None) else "asc"
    shown = "desc" if is_falling else "asc"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with chosen as materialized (
                select p.* from catalog_product p
                where p.account_id = %(account)s and p.inventory_id = %(inventory)s{where}
                order by {column} {read}, p.id {read} limit %(limit)s
            )
            select {column}::text, p.id, p.parent_id, p.name, p.sku, p.ean, p.kind, p.is_draft, p.is_bundle,
                coalesce(k.name, ''), coalesce(s.quantity, 0), coalesce(s.reserved, 0), c.price,
                coalesce(g.currency, ''),
                (select i.id from catalog_productimage i where i.account_id = p.account_id and i.product_id = p.id
                 order by i.position limit 1),
                (select count(*) from catalog_product v where v.account_id = p.account_id and v.parent_id = p.id),
                p.live_warehouse_ids, p.version, p.sort_key
            from chosen p
            join catalog_inventory n on n.id = p.inventory_id
            left join catalog_category k on k.id = p.category_id
            left join catalog_price c on c.product_id = p.id and c.price_group_id = n.default_price_group_id
            left join catalog_pricegroup g on g.id = n.default_price_group_id
            left join lateral (select sum(t.quantity)::bigint as quantity, sum(t.reserved)::bigint as reserved
                from catalog_stock t where t.account_id = p.account_id and t.product_id = p.id) s on true
            order by {column} {shown}, p.id {shown}
            """,
            params,
        )
        return [ListedProduct(ProductRow(*row[1:]), row[0]) for row in cursor.fetchall()]


def count_listed(
    *,
    account_id: int,
    inventory_id: int,
    filters: ProductFilters,
    kind: str = "",
    most: int = 10_001,
    live: Mapping[int, int] | None = None,
) -> int:
    """How many products the filters leave, counted no further than `most`."""
    params: Params = {"account": account_id, "inventory": inventory_id, "most": most}
    where = conditions(filters, params, live) + _kind(kind)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from (select 1 from catalog_product p where p.account_id = %(account)s"
            f" and p.inventory_id = %(inventory)s{where} limit %(most)s) found",
            params,
        )
        return int(cursor.fetchone()[0])


def _kind(kind: str) -> str:
    tests = {
        "goods": " and p.kind = 'goods' and not p.is_bundle",
        "service": " and p.kind = 'service'",
        "bundle": " and p.is_bundle",
    }
    return tests.get(kind, "")
