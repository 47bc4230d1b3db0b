"""Pages of products for people: by name, forwards and backwards from a row (keyset)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from spinka.catalog.queries.selection import MOST_FOUND, Params, ProductFilters, conditions

Place = tuple[str, int]


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

    @property
    def place(self) -> Place:
        """Where the row stands in the order, for `after` and `before`."""
        return self.sort_key, self.product_id


def products_page(
    *,
    account_id: int,
    inventory_id: int,
    filters: ProductFilters,
    after: Place | None = None,
    before: Place | None = None,
    limit: int = 50,
    live: Mapping[int, int] | None = None,
) -> list[ProductRow]:
    """Products by name (R56) behind `after` or in front of `before`, in one statement; ask for one more to see an end."""
    params: Params = {"account": account_id, "inventory": inventory_id, "limit": limit}
    where = conditions(filters, params, live)
    direction = "asc"
    if after is not None:
        where += " and (p.sort_key, p.id) > (%(place_key)s, %(place_id)s)"
        params |= {"place_key": after[0], "place_id": after[1]}
    elif before is not None:
        where += " and (p.sort_key, p.id) < (%(place_key)s, %(place_id)s)"
        params |= {"place_key": before[0], "place_id": before[1]}
        direction = "desc"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with chosen as materialized (
                select p.* from catalog_product p
                where p.account_id = %(account)s and p.inventory_id = %(inventory)s{where}
                order by p.sort_key {direction}, p.id {direction} limit %(limit)s
            )
            select p.id, p.parent_id, p.name, p.sku, p.ean, p.kind, p.is_draft, p.is_bundle, coalesce(k.name, ''),
                coalesce(s.quantity, 0), coalesce(s.reserved, 0), c.price, coalesce(g.currency, ''),
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
            order by p.sort_key, p.id
            """,
            params,
        )
        return [ProductRow(*row) for row in cursor.fetchall()]


def count_products(
    *, account_id: int, inventory_id: int, filters: ProductFilters, live: Mapping[int, int] | None = None
) -> int:
    """How many products the filters leave, counted up to MOST_FOUND."""
    params: Params = {"account": account_id, "inventory": inventory_id, "most": MOST_FOUND}
    where = conditions(filters, params, live)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from (select 1 from catalog_product p"
            f" where p.account_id = %(account)s and p.inventory_id = %(inventory)s{where} limit %(most)s) found",
            params,
        )
        return int(cursor.fetchone()[0])
