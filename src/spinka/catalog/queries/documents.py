"""Products as JSON made by the database: one statement a page, whatever its size (original 10.2, overview sections 4, 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex

from django.db import connection

from spinka.catalog.queries.selection import Params, ProductFilters, page_sql

# Stands in the JSON where the address of an uploaded image belongs; nobody can guess it and write it into a text.
IMAGE_MARK = f"image-{token_hex(8)}-"


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON map of products by id, and which of them (variants included) have live stock of suppliers (R5)."""

    text: str
    linked_ids: list[int]


# Looked up product by product through an index: a join's cost would hang on statistics that know no new account yet,
# and `+ 0` keeps the planner off indexes that would read the whole account. Only warehouses of the account's own kind
# have rows, so their key needs no look-up.
_PRICES = """(select json_object_agg(c.price_group_id, trim_scale(c.price) order by c.price_group_id)
    from catalog_price c where c.account_id = %(account)s and c.product_id = {0}.id)"""
_STOCK = """(select json_object_agg('bl_' || s.warehouse_id, s.quantity order by s.warehouse_id)
    from catalog_stock s where s.account_id = %(account)s and s.product_id = {0}.id)"""
_RESERVED = """(select json_object_agg('bl_' || s.warehouse_id, s.reserved order by s.warehouse_id)
    from catalog_stock s where s.account_id = %(account)s and s.product_id = {0}.id)"""
_PLACES = """(select json_object_agg('bl_' || s.warehouse_id, s.location order by s.warehouse_id)
    filter (where s.location <> '')
    from catalog_stock s where s.account_id = %(account)s and s.product_id = {0}.id)"""
_VARIANTS = """left join lateral (
    select json_object_agg(v.id, {document} order by v.id) as variants,
        string_agg(v.id::text, ',') filter (where cardinality(v.live_warehouse_ids) > 0) as linked
    from catalog_product v where v.account_id + 0 = %(account)s and v.parent_id = p.id) w on true"""
_LINKED_OWN = "case when cardinality(p.live_warehouse_ids) > 0 then p.id::text end"


def _map(expression: str) -> str:
    return f"coalesce({expression}, '{{}}'::json)"


def _with(document: str, name: str, value: str, test: str) -> str:
    """The JSON object as text, with one more key where `test` holds; json_build_object cannot leave keys out."""
    return f"left({document}::text, -1) || case when {test} then ', \"{name}\" : ' || {value}::text else '' end || '}}'"


def _linked(with_variants: bool) -> str:
    """SQL of the ids with live stock, as a text of numbers."""
    return f"string_agg(concat_ws(',', {_LINKED_OWN}{', w.linked' if with_variants else ''}), ',')"


def _read(sql: str, params: Params) -> Document:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        text, linked = cursor.fetchone()
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
    return _read(
        f"""
        select json_object_agg(p.id, json_build_object(
            'id', p.id, 'parent_id', coalesce(p.parent_id, 0), 'ean', p.ean, 'sku', p.sku, 'name', p.name,
            'prices', {_map(_PRICES.format("p"))}, 'stock', {_map(_STOCK.format("p"))})
            order by p.id {"desc" if is_descending else "asc"})::text, {_linked(with_variants=False)}
        from ({ids}) p
        """,
        params,
    )


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
    held = f", 'reservations', {_map(_RESERVED.format('p'))}" if reservations else ""
    document = f"json_build_object('product_id', p.id, 'stock', {_map(_STOCK.format('p'))}{held})"
    return _read(
        f"""
        select json_object_agg(p.id, ({_with(document, "variants", "w.variants", "w.variants is not null")})::json
            order by p.id {"desc" if is_descending else "asc"})::text, {_linked(with_variants=True)}
        from ({ids}) p {_VARIANTS.format(document=_map(_STOCK.format("v")))}
        """,
        params,
    )


def products_prices(*, account_id: int, inventory_id: int, page: int = 1) -> Document:
    """A page of gross prices by price group id, with variants' prices."""
    params = _params(account_id, inventory_id)
    ids = page_sql(ProductFilters(), params, page=page, is_descending=False, live=None)
    document = f"json_build_object('prices', {_map(_PRICES.format('p'))})"
    return _read(
        f"""
        select json_object_agg(p.id, ({_with(document, "variants", "w.variants", "w.variants is not null")})::json
            order by p.id)::text, ''
        from ({ids}) p {_VARIANTS.format(document=_map(_PRICES.format("v")))}
        """,
        params,
    )


_TAGS = """(select json_agg(t.name order by t.name) from catalog_producttag pt join catalog_tag t on t.id = pt.tag_id
    where pt.account_id = %(account)s and pt.product_id = p.id)"""
_GALLERY = """(select json_object_agg(i.position, case when i.url <> '' then i.url else %(mark)s || i.id end
    order by i.position) from catalog_productimage i where i.account_id + 0 = %(account)s and i.product_id = p.id)"""
_BUNDLE = """(select json_object_agg(b.product_id, b.quantity order by b.product_id)
    from catalog_bundleitem b where b.account_id = %(account)s and b.bundle_id = p.id)"""
_VARIANT = f"""json_build_object('name', v.name, 'sku', v.sku, 'ean', v.ean, 'asin', v.asin,
    'prices', {_map(_PRICES.format("v"))}, 'stock', {_map(_STOCK.format("v"))},
    'locations', {_map(_PLACES.format("v"))})"""
_FULL = (
    ("is_bundle", "p.is_bundle"),
    ("parent_id", "coalesce(p.parent_id, 0)"),
    ("type", "p.kind"),
    ("is_draft", "p.is_draft"),
    ("sku", "p.sku"),
    ("ean", "p.ean"),
    ("asin", "p.asin"),
    ("tags", "coalesce(" + _TAGS + ", '[]'::json)"),
    *((name, f"trim_scale(p.{name})") for name in ("tax_rate", "weight", "height", "width", "length")),
    ("star", "p.star"),
    ("category_id", "coalesce(p.category_id, 0)"),
    ("manufacturer_id", "coalesce(p.manufacturer_id, 0)"),
    ("prices", _map(_PRICES.format("p"))),
    ("stock", _map(_STOCK.format("p"))),
    ("reservations", _map(_RESERVED.format("p"))),
    ("thresholds", "'{}'::json"),
    ("incoming", "'{}'::json"),
    ("locations", _map(_PLACES.format("p"))),
    ("average_cost", "trim_scale(p.average_cost)"),
    ("average_landed_cost", "trim_scale(p.average_cost)"),
    ("min_quantity", "p.min_quantity"),
    ("quantity_step", "p.quantity_step"),
    ("available_from", "coalesce(extract(epoch from p.available_from)::bigint, 0)"),
    ("text_fields", "p.texts"),
    ("images", _map(_GALLERY)),
    ("links", "p.links"),
    ("variants", _map("w.variants")),
)


def products_data(
    *, account_id: int, inventory_id: int, product_ids: Sequence[int], additional: Mapping[str, str] | None = None
) -> Document:
    """Everything about the products asked for; strange ids are left out (R26).

    `additional` are more keys with SQL expressions over `p`. Uploaded images stand as IMAGE_MARK and their id.
    """
    params: Params = _params(account_id, inventory_id)
    params |= {"ids": "{" + ",".join(map(str, product_ids)) + "}", "mark": IMAGE_MARK}
    fields = ", ".join(f"'{name}', {value}" for name, value in (*_FULL, *(additional or {}).items()))
    document = f"json_build_object({fields})"
    return _read(
        f"""
        select json_object_agg(p.id, (
            {_with(document, "bundle_products", _map(_BUNDLE), "p.is_bundle")})::json order by p.id)::text,
            {_linked(with_variants=True)}
        from catalog_product p {_VARIANTS.format(document=_VARIANT)}
        where p.account_id = %(account)s and p.id = any(%(ids)s::bigint[]) and p.inventory_id + 0 = %(inventory)s
        """,
        params,
    )


def linked_products(*, account_id: int, inventory_id: int) -> list[int]:
    """Products of the catalog whose stock is partly a supplier's (R5)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from catalog_product"
            " where account_id = %s and inventory_id = %s and cardinality(live_warehouse_ids) > 0 order by id",
            [account_id, inventory_id],
        )
        return [int(row[0]) for row in cursor.fetchall()]
