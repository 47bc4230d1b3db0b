"""Which products a list shows: filters as SQL, and the page of ids they leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spinka.core.text import match_key, search_key

PAGE = 1000
MOST_FOUND = 100_000
Params = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFilters:
    """Filters of product lists; None or "" does not filter.

    `name` is a part of the name, `text` a part of name, SKU or EAN, both without case and diacritics (R56). Prices are
    of the catalog's default price group. Stock is on hand over all warehouses, live stock of suppliers included (R5),
    or on hand in `stock_warehouse_id` alone.
    """

    product_id: int | None = None
    category_id: int | None = None
    manufacturer_id: int | None = None
    tag: str = ""
    ean: str = ""
    sku: str = ""
    asin: str = ""
    name: str = ""
    text: str = ""
    location: str = ""
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    stock_from: int | None = None
    stock_to: int | None = None
    stock_warehouse_id: int | None = None
    is_draft: bool | None = None
    variants_too: bool = False

    @property
    def needs_stock(self) -> bool:
        """Whether live stock has to be known before the products are chosen."""
        return self.stock_from is not None or self.stock_to is not None


def _pattern(text: str) -> str:
    escaped = search_key(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


_EXACT = {
    "product_id": "p.id = %(product_id)s",
    "category_id": "p.category_id = %(category_id)s",
    "manufacturer_id": "p.manufacturer_id = %(manufacturer_id)s",
    "is_draft": "p.is_draft = %(is_draft)s",
    "asin": "p.asin = %(asin)s",
    "tag": "exists (select 1 from catalog_producttag pt join catalog_tag t on t.id = pt.tag_id"
    " where pt.account_id = %(account)s and pt.product_id = p.id and t.name = %(tag)s)",
    "location": "exists (select 1 from catalog_stock s where s.account_id = %(account)s and s.product_id = p.id"
    " and %(location)s = any(string_to_array(s.location, ';')))",
}
_FOUND = f"p.id in (select spinka_search_products(%(inventory)s, %({{name}})s, {MOST_FOUND}))"
_PRICE = """exists (select 1 from catalog_price c join catalog_inventory i on i.default_price_group_id = c.price_group_id
    where c.account_id = %(account)s and c.product_id = p.id and i.id = %(inventory)s and {test})"""
_STOCK = """(coalesce((select sum(s.quantity) from catalog_stock s
    where s.account_id = %(account)s and s.product_id = p.id
    and (%(stock_at)s::bigint is null or s.warehouse_id = %(stock_at)s)), 0)
    + coalesce((select sum(l.pieces) from unnest(%(live_ids)s::bigint[], %(live_pieces)s::int[]) as l (id, pieces)
    where l.id = p.id), 0)) {test}"""


def conditions(filters: ProductFilters, params: Params, live: Mapping[int, int] | None = None) -> str:
    """The filters as SQL over `catalog_product p`, starting with " and "; their values are put into `params`.

    `live` is live stock of linked products, needed only when `filters.needs_stock`.
    """
    tests: list[str] = [] if filters.variants_too else ["p.parent_id is null"]
    for name, test in _EXACT.items():
        value = getattr(filters, name)
        if value is not None and value != "":
            tests.append(test)
            params[name] = value
    if filters.sku:
        tests.append("p.sku_key = %(sku_key)s and p.sku_key <> ''")
        params["sku_key"] = match_key(filters.sku)[:50]
    if filters.ean:
        tests.append(
            "(p.ean_key = %(ean_key)s or p.ean_additional @> jsonb_build_array(jsonb_build_object('ean', %(ean)s::text)))"
        )
        params |= {"ean_key": match_key(filters.ean)[:32], "ean": filters.ean.strip()}
    if filters.name:
        tests.append(_FOUND.format(name="name_like") + " and split_part(p.search_key, E'\\n', 1) like %(name_like)s")
        params["name_like"] = _pattern(filters.name)
    if filters.text:
        tests.append(_FOUND.format(name="text_like"))
        params["text_like"] = _pattern(filters.text)
    if filters.price_from is not None:
        tests.append(_PRICE.format(test="c.price >= %(price_from)s"))
        params["price_from"] = filters.price_from
    if filters.price_to is not None:
        tests.append(_PRICE.format(test="c.price <= %(price_to)s"))
        params["price_to"] = filters.price_to
    if filters.needs_stock:
        params |= {"live_ids": list(live or {}), "live_pieces": list((live or {}).values())}
        params["stock_at"] = filters.stock_warehouse_id
    if filters.stock_from is not None:
        tests.append(_STOCK.format(test=">= %(stock_from)s"))
        params["stock_from"] = filters.stock_from
    if filters.stock_to is not None:
        tests.append(_STOCK.format(test="<= %(stock_to)s"))
        params["stock_to"] = filters.stock_to
    return "".join(f" and {test}" for test in tests)


def page_sql(
    filters: ProductFilters, params: Params, *, page: int, is_descending: bool, live: Mapping[int, int] | None
) -> str:
    """A select of the products on a page of the API, 1-based, PAGE products each; its values are put into `params`."""
    where = conditions(filters, params, live)
    params |= {"limit": PAGE, "offset": (max(1, page) - 1) * PAGE}
    return (
        "select p.* from catalog_product p where p.account_id = %(account)s and p.inventory_id = %(inventory)s"
        f"{where} order by p.id {'desc' if is_descending else 'asc'} limit %(limit)s offset %(offset)s"
    )
