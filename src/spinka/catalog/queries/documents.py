"""Products as JSON made by the database: one statement a page, whatever its size (original 10.2, overview sections 4, 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex

from django.db import connection

from spinka.catalog.queries.selection import Params, ProductFilters, page_sql
from spinka.core import statements

# Stands in the JSON where the address of an uploaded image belongs; nobody can guess it and write it into a text.
IMAGE_MARK = f"image-{token_hex(8)}-"


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON map of products by id, and which of them (variants included) have live stock of suppliers (R5)."""

    text: str
    linked_ids: list[int]

    @property
    def is_empty(self) -> bool:
        """Whether none of the products asked for is there."""
        return self.text == "{}"


# Looked up product by product through an index: a join's cost would hang on statistics that know no new account yet,
# and `+ 0` keeps the planner off indexes that would read the whole account. The rows come in the index's order, because
# an order inside an aggregate costs a sort for each product. Only warehouses of the account's own kind have rows, so
# their key needs no look-up. Everything is text from the start: a cast to json reads the whole text again.
_MAP = """coalesce((select '{{{{' || string_agg({entry}, ', ') || '}}}}' from (
    select * from {table} x where x.account_id{plus} = %(account)s and x.{{0}} order by x.{order}) x{test}), '{{{{}}}}')"""


def _map(table: str, order: str, key: str, value: str, *, test: str = "", plus: str = "") -> str:
    """SQL of a JSON map, as text, over a table's rows; `{0}` stays open for the test that names the product."""
    entry = f"'\"' || {key} || '\" : ' || {value}"
    return _MAP.format(entry=entry, table=table, order=order, test=f" where {test}" if test else "", plus=plus)


_AT = "'bl_' || x.warehouse_id"
_PRICES = _map("catalog_price", "price_group_id", "x.price_group_id", "trim_scale(x.price)")
_STOCK = _map("catalog_stock", "warehouse_id", _AT, "x.quantity")
_RESERVED = _map("catalog_stock", "warehouse_id", _AT, "x.reserved")
_PLACES = _map("catalog_stock", "warehouse_id", _AT, "to_json(x.location)", test="x.location <> ''")
_OF_P, _OF_V = "product_id = p.id", "product_id = v.id"
_HAS_VARIANTS = (
    "cross join lateral (select exists (select 1 from catalog_product v"
    " where v.account_id + 0 = %(account)s and v.parent_id = p.id) as variants) has"
)
_LINKED_OWN = "case when cardinality(p.live_warehouse_ids) > 0 then p.id::text end"
_LINKED_VARIANTS = """case when has.variants then (select string_agg(v.id::text, ',') from catalog_product v
    where v.account_id + 0 = %(account)s and v.parent_id = p.id and cardinality(v.live_warehouse_ids) > 0) end"""


def _variants(document: str) -> str:
    """SQL of the map of a product's variants, null without any; `document` is SQL over `v`."""
    return f"""case when has.variants then (select '{{' || string_agg('"' || v.id || '" : ' || {document}, ', ') || '}}'
    from (select * from catalog_product v where v.account_id + 0 = %(account)s and v.parent_id = p.id order by v.id) v) end"""


def _object(fields: Iterable[tuple[str, str]], *, more: str = "''") -> str:
    """SQL of a JSON object as text; values are SQL of JSON texts, `more` ends it with keys that may be missing."""
    parts = [f"', \"{name}\" : ', {value}" for name, value in fields]
    parts[0] = "'{" + parts[0][3:]
    return f"concat({', '.join(parts)}, {more}, '}}')"


def _if_any(name: str, value: str) -> str:
    """SQL of one more key of an object where the value is not null."""
    return f"', \"{name}\" : ' || {value}"


def _documents(document: str, source: str, order: str = "p.id") -> str:
    """The statement of a map of documents by id, with the ids that have live stock as a text of numbers."""
    linked = f"{_LINKED_OWN}{', ' + _LINKED_VARIANTS if _HAS_VARIANTS in source else ''}"
    return f"""
        select '{{' || string_agg('"' || p.id || '" : ' || {document}, ', ' order by {order}) || '}}',
            string_agg(nullif(concat_ws(',', {linked}), ''), ',')
        from {source}
        """


def _read(sql: str, params: Params) -> Document:
    # Pages are planned for the filters they have; only what is asked by ids keeps one plan.
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return _document(*cursor.fetchone())


def _document(text: str | None, linked: str | None) -> Document:
    return Document(text or "{}", [int(number) for number in (linked or "").split(",") if number])


def _params(account_id: int, inventory_id: int) -> Params:
    return {"account": account_id, "inventory": inventory_id}


def products_list(
    *,
    account_id: int,
    inventory_id: int,
    filters: ProductFilters,
    page: int = 1,
    is_descending: bool = False,
    live: Mapping[int, int] | None = None,
) -> Document:
    """A page of the short list: id, parent, EAN, SKU, name, prices, stock."""
    params = _params(account_id, inventory_id)
    ids = page_sql(filters, params, page=page, is_descending=is_descending, live=live)
    document = _object(
        (
            ("id", "p.id"),
            ("parent_id", "coalesce(p.parent_id, 0)"),
            *((name, f"to_json(p.{name})") for name in ("ean", "sku", "name")),
            ("prices", _PRICES.format(_OF_P)),
            ("stock", _STOCK.format(_OF_P)),
        )
    )
    return _read(_documents(document, f"({ids}) p", "p.id desc" if is_descending else "p.id"), params)


def products_stock(
    *,
    account_id: int,
    inventory_id: int,
    reservations: bool,
    filters: ProductFilters,
    page: int = 1,
    is_descending: bool = False,
    live: Mapping[int, int] | None = None,
) -> Document:
    """A page of stock by warehouse key, with reservations when the catalog keeps them, and variants' stock."""
    params = _params(account_id, inventory_id)
    ids = page_sql(filters, params, page=page, is_descending=is_descending, live=live)
    held = [("reservations", _RESERVED.format(_OF_P))] if reservations else []
    document = _object(
        [("product_id", "p.id"), ("stock", _STOCK.format(_OF_P)), *held],
        more=_if_any("variants", _variants(_STOCK.format(_OF_V))),
    )
    return _read(_documents(document, f"({ids}) p {_HAS_VARIANTS}", "p.id desc" if is_descending else "p.id"), params)


def products_prices(*, account_id: int, inventory_id: int, page: int = 1) -> Document:
    """A page of gross prices by price group id, with variants' prices."""
    params = _params(account_id, inventory_id)
    ids = page_sql(ProductFilters(), params, page=page, is_descending=False, live=None)
    document = _object([("prices", _PRICES.format(_OF_P))], more=_if_any("variants", _variants(_PRICES.format(_OF_V))))
    found = _read(_documents(document, f"({ids}) p {_HAS_VARIANTS}"), params)
    return Document(found.text, [])


_TAGS = """case when exists (select 1 from catalog_producttag pt
        where pt.account_id + 0 = %(account)s and pt.product_id = p.id)
    then (select json_agg(t.name order by t.name)::text from catalog_producttag pt join catalog_tag t on t.id = pt.tag_id
        where pt.account_id + 0 = %(account)s and pt.product_id = p.id) else '[]' end"""
_SHOWN = "case when x.url <> '' then to_json(x.url)::text else '\"' || %(mark)s || x.id || '\"' end"
_GALLERY = _map("catalog_productimage", "position", "x.position", _SHOWN, plus=" + 0").format(_OF_P)
_BUNDLE = _map("catalog_bundleitem", "product_id", "x.product_id", "x.quantity", plus=" + 0").format("bundle_id = p.id")
_VARIANT = _object(
    (
        *((name, f"to_json(v.{name})") for name in ("name", "sku", "ean", "asin")),
        ("prices", _PRICES.format(_OF_V)),
        ("stock", _STOCK.format(_OF_V)),
        ("locations", _PLACES.format(_OF_V)),
    )
)
_FULL = (
    ("is_bundle", "to_json(p.is_bundle)"),
    ("parent_id", "coalesce(p.parent_id, 0)"),
    ("type", "to_json(p.kind)"),
    ("is_draft", "to_json(p.is_draft)"),
    ("sku", "to_json(p.sku)"),
    ("ean", "to_json(p.ean)"),
    ("asin", "to_json(p.asin)"),
    ("tags", _TAGS),
    *((name, f"trim_scale(p.{name})") for name in ("tax_rate", "weight", "height", "width", "length")),
    ("star", "p.star"),
    ("category_id", "coalesce(p.category_id, 0)"),
    ("manufacturer_id", "coalesce(p.manufacturer_id, 0)"),
    ("prices", _PRICES.format(_OF_P)),
    ("stock", _STOCK.format(_OF_P)),
    ("reservations", _RESERVED.format(_OF_P)),
    ("thresholds", "'{}'"),
    ("incoming", "'{}'"),
    ("locations", _PLACES.format(_OF_P)),
    ("average_cost", "trim_scale(p.average_cost)"),
    ("average_landed_cost", "trim_scale(p.average_cost)"),
    ("min_quantity", "p.min_quantity"),
    ("quantity_step", "p.quantity_step"),
    ("available_from", "coalesce(extract(epoch from p.available_from)::bigint, 0)"),
    ("text_fields", "p.texts"),
    ("images", _GALLERY),
    ("links", "p.links"),
    ("variants", f"coalesce({_variants(_VARIANT)}, '{{}}')"),
)


def products_data(
    *, account_id: int, inventory_id: int, product_ids: Sequence[int], additional: Mapping[str, str] | None = None
) -> Document:
    """Everything about the products asked for; strange ids are left out (R26).

    `additional` are more keys with SQL expressions over `p`. Uploaded images stand as IMAGE_MARK and their id.
    """
    params: Params = _params(account_id, inventory_id)
    params |= {"ids": "{" + ",".join(map(str, product_ids)) + "}", "mark": IMAGE_MARK}
    document = _object(
        (*_FULL, *(additional or {}).items()),
        more=_if_any("bundle_products", f"case when p.is_bundle then {_BUNDLE} end"),
    )
    source = f"""catalog_product p {_HAS_VARIANTS}
        where p.account_id = %(account)s and p.id = any(%(ids)s::bigint[]) and p.inventory_id + 0 = %(inventory)s"""
    return _document(*statements.named(_documents(document, source), params)[0])


def linked_products(*, account_id: int, inventory_id: int) -> list[int]:
    """Products of the catalog whose stock is partly a supplier's (R5)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from catalog_product"
            " where account_id = %s and inventory_id = %s and cardinality(live_warehouse_ids) > 0 order by id",
            [account_id, inventory_id],
        )
        return [int(row[0]) for row in cursor.fetchall()]
