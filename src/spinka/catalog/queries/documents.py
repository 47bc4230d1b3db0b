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


_AMOUNTS = """, prices as materialized (
    select product_id, json_object_agg(price_group_id, trim_scale(price) order by price_group_id) as prices
    from catalog_price where account_id = %(account)s and product_id in (select id from shown) group by product_id
), stocks as materialized (
    select s.product_id, json_object_agg(h.key, s.quantity order by s.warehouse_id) as stock,
        json_object_agg(h.key, s.reserved order by s.warehouse_id) as reservations,
        json_object_agg(h.key, s.location order by s.warehouse_id) filter (where s.location <> '') as locations
    from catalog_stock s join (
        select id, kind || '_' || id as key from catalog_warehouse where account_id = %(account)s
    ) h on h.id = s.warehouse_id
    where s.account_id = %(account)s and s.product_id in (select id from shown) group by s.product_id
)"""
_SHOWN = """, shown as materialized (
    select id from chosen
    union all
    select v.id from catalog_product v where v.account_id = %(account)s and v.parent_id in (select id from chosen)
)"""
_LINKED = """array(select l.id from catalog_product l
    where l.account_id = %(account)s and l.id in (select id from shown) and cardinality(l.live_warehouse_ids) > 0)"""


def _map(expression: str) -> str:
    return f"coalesce({expression}, '{{}}'::json)"


def _with(document: str, name: str, value: str, test: str) -> str:
    """The JSON object with one more key where `test` holds; json_build_object cannot leave keys out."""
    longer = f"left({document}::text, -1) || ', \"{name}\" : ' || {value}::text || '}}'"
    return f"case when {test} then {longer} else {document}::text end"


def _read(sql: str, params: Params) -> Document:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return Document(row[0] or "{}", list(row[1]))


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
        with chosen as materialized ({ids}), shown as (select id from chosen){_AMOUNTS}
        select json_object_agg(p.id, json_build_object(
            'id', p.id, 'parent_id', coalesce(p.parent_id, 0), 'ean', p.ean, 'sku', p.sku, 'name', p.name,
            'prices', {_map("c.prices")}, 'stock', {_map("s.stock")}) order by p.id {"desc" if is_descending else "asc"}
        )::text, {_LINKED}
        from chosen join catalog_product p on p.id = chosen.id
        left join prices c on c.product_id = p.id left join stocks s on s.product_id = p.id
        where p.account_id = %(account)s
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
    held = f", 'reservations', {_map('s.reservations')}" if reservations else ""
    document = f"json_build_object('product_id', p.id, 'stock', {_map('s.stock')}{held})"
    return _read(
        f"""
        with chosen as materialized ({ids}){_SHOWN}{_AMOUNTS}, variants as (
            select v.parent_id, json_object_agg(v.id, {_map("s.stock")} order by v.id) as variants
            from catalog_product v left join stocks s on s.product_id = v.id
            where v.account_id = %(account)s and v.parent_id in (select id from chosen) group by v.parent_id
        )
        select json_object_agg(p.id, ({_with(document, "variants", "v.variants", "v.variants is not null")})::json
            order by p.id {"desc" if is_descending else "asc"})::text, {_LINKED}
        from chosen p left join stocks s on s.product_id = p.id left join variants v on v.parent_id = p.id
        """,
        params,
    )


def products_prices(*, account_id: int, inventory_id: int, page: int = 1) -> Document:
    """A page of gross prices by price group id, with variants' prices."""
    params = _params(account_id, inventory_id)
    ids = page_sql(ProductFilters(), params, page=page, is_descending=False, live=None)
    document = f"json_build_object('prices', {_map('c.prices')})"
    return _read(
        f"""
        with chosen as materialized ({ids}){_SHOWN}{_AMOUNTS}, variants as (
            select v.parent_id, json_object_agg(v.id, {_map("c.prices")} order by v.id) as variants
            from catalog_product v left join prices c on c.product_id = v.id
            where v.account_id = %(account)s and v.parent_id in (select id from chosen) group by v.parent_id
        )
        select json_object_agg(p.id, ({_with(document, "variants", "v.variants", "v.variants is not null")})::json
            order by p.id)::text, '{{}}'::bigint[]
        from chosen p left join prices c on c.product_id = p.id left join variants v on v.parent_id = p.id
        """,
        params,
    )


_FULL = (
    ("is_bundle", "p.is_bundle"),
    ("parent_id", "coalesce(p.parent_id, 0)"),
    ("type", "p.kind"),
    ("is_draft", "p.is_draft"),
    ("sku", "p.sku"),
    ("ean", "p.ean"),
    ("asin", "p.asin"),
    ("tags", "coalesce(t.tags, '[]'::json)"),
    *((name, f"trim_scale(p.{name})") for name in ("tax_rate", "weight", "height", "width", "length")),
    ("star", "p.star"),
    ("category_id", "coalesce(p.category_id, 0)"),
    ("manufacturer_id", "coalesce(p.manufacturer_id, 0)"),
    ("prices", _map("c.prices")),
    ("stock", _map("s.stock")),
    ("reservations", _map("s.reservations")),
    ("thresholds", "'{}'::json"),
    ("incoming", "'{}'::json"),
    ("locations", _map("s.locations")),
    ("average_cost", "trim_scale(p.average_cost)"),
    ("average_landed_cost", "trim_scale(p.average_cost)"),
    ("min_quantity", "p.min_quantity"),
    ("quantity_step", "p.quantity_step"),
    ("available_from", "coalesce(extract(epoch from p.available_from)::bigint, 0)"),
    ("text_fields", "p.texts"),
    ("images", _map("i.images")),
    ("links", "p.links"),
    ("variants", _map("v.variants")),
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
        with chosen as materialized (
            select id from catalog_product
            where account_id = %(account)s and id = any(%(ids)s::bigint[]) and inventory_id = %(inventory)s
        ){_SHOWN}{_AMOUNTS}, tags as (
            select pt.product_id, json_agg(t.name order by t.name) as tags
            from catalog_producttag pt join catalog_tag t on t.id = pt.tag_id
            where pt.account_id = %(account)s and pt.product_id in (select id from chosen) group by pt.product_id
        ), gallery as (
            select product_id, json_object_agg(position,
                case when url <> '' then url else %(mark)s || id end order by position) as images
            from catalog_productimage
            where account_id = %(account)s and product_id in (select id from chosen) group by product_id
        ), bundles as (
            select bundle_id, json_object_agg(product_id, quantity order by product_id) as pieces
            from catalog_bundleitem
            where account_id = %(account)s and bundle_id in (select id from chosen) group by bundle_id
        ), variants as (
            select v.parent_id, json_object_agg(v.id, json_build_object(
                'name', v.name, 'sku', v.sku, 'ean', v.ean, 'asin', v.asin, 'prices', {_map("c.prices")},
                'stock', {_map("s.stock")}, 'locations', {_map("s.locations")}) order by v.id) as variants
            from catalog_product v
            left join prices c on c.product_id = v.id left join stocks s on s.product_id = v.id
            where v.account_id = %(account)s and v.parent_id in (select id from chosen) group by v.parent_id
        )
        select json_object_agg(p.id, (
            {_with(document, "bundle_products", _map("b.pieces"), "p.is_bundle")})::json order by p.id)::text, {_LINKED}
        from catalog_product p
        left join prices c on c.product_id = p.id left join stocks s on s.product_id = p.id
        left join tags t on t.product_id = p.id left join gallery i on i.product_id = p.id
        left join bundles b on b.bundle_id = p.id left join variants v on v.parent_id = p.id
        where p.account_id = %(account)s and p.id in (select id from chosen)
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
