"""Rows of products: made and changed many at once from one JSON document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.db import connection

from spinka.catalog import log_types
from spinka.core import statements
from spinka.core.text import match_key, search_key, sort_key

Row = dict[str, Any]

# Columns a product's row is written with, with their types; `texts`, `links` and `ean_additional` travel as JSON.
COLUMNS = {
    "parent_id": "bigint",
    "kind": "text",
    "is_draft": "boolean",
    "is_bundle": "boolean",
    "sku": "text",
    "ean": "text",
    "asin": "text",
    "ean_additional": "jsonb",
    "name": "text",
    "texts": "jsonb",
    "category_id": "bigint",
    "manufacturer_id": "bigint",
    "tax_rate": "numeric",
    "weight": "numeric",
    "height": "numeric",
    "width": "numeric",
    "length": "numeric",
    "star": "smallint",
    "average_cost": "numeric",
    "min_quantity": "int",
    "quantity_step": "int",
    "available_from": "timestamptz",
    "sku_key": "text",
    "ean_key": "text",
    "sort_key": "text",
    "search_key": "text",
    "links": "jsonb",
}
EMPTY: Row = {
    "parent_id": None,
    "kind": "goods",
    "is_draft": False,
    "is_bundle": False,
    "sku": "",
    "ean": "",
    "asin": "",
    "ean_additional": [],
    "name": "",
    "texts": {},
    "category_id": None,
    "manufacturer_id": None,
    "tax_rate": 0,
    "weight": 0,
    "height": 0,
    "width": 0,
    "length": 0,
    "star": 0,
    "average_cost": 0,
    "min_quantity": 1,
    "quantity_step": 1,
    "available_from": None,
    "links": {},
}
_STORED = tuple(name for name in COLUMNS if not name.endswith("_key"))
_NAMES = ", ".join(COLUMNS)
_TYPED = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())


def with_keys(row: Row) -> Row:
    """The row with the columns lists, search and matching compare (R10, R56)."""
    row["name"] = str(row["texts"].get("name", ""))
    row["sku_key"] = match_key(row["sku"])[:50]
    row["ean_key"] = match_key(row["ean"])[:32]
    row["sort_key"] = sort_key(row["name"])
    codes = " ".join([row["sku"], row["ean"], *(entry["ean"] for entry in row["ean_additional"])])
    # The name stands alone in front, so that a search by name can leave the codes out.
    row["search_key"] = f"{search_key(row['name'])}\n{search_key(codes)}"
    return row


def new_row(columns: Row, texts: dict[str, Any], links: dict[str, Any]) -> Row:
    """The row of a product to make: of `columns` only what an empty product has otherwise."""
    sku, ean, name = columns.get("sku", ""), columns.get("ean", ""), str(texts.get("name", ""))
    codes = " ".join([sku, ean, *(entry["ean"] for entry in columns.get("ean_additional", ()))])
    row = {column: value for column, value in columns.items() if value}
    row |= {
        "texts": texts,
        "links": links,
        "name": name,
        "sku_key": match_key(sku)[:50],
        "ean_key": match_key(ean)[:32],
        "sort_key": sort_key(name),
        "search_key": f"{search_key(name)}\n{search_key(codes)}",
    }
    return row


@dataclass(slots=True)
class NewProduct:
    """A product to make: its row by `new_row`, gross prices by price group, pieces and places by warehouse."""

    row: Row
    prices: Mapping[int, Decimal]
    stock: Mapping[int, int]
    locations: Mapping[int, str]


_EMPTY_SQL = {
    "kind": "'goods'",
    "min_quantity": "1",
    "quantity_step": "1",
    **dict.fromkeys(("is_draft", "is_bundle"), "false"),
    **dict.fromkeys(("tax_rate", "weight", "height", "width", "length", "star", "average_cost"), "0"),
    **dict.fromkeys(("ean_additional",), "'[]'"),
    **dict.fromkeys(("texts", "links"), "'{}'"),
    **dict.fromkeys(("sku", "ean", "asin", "name", "sku_key", "ean_key", "sort_key", "search_key"), "''"),
}
_VALUES = ", ".join(
    f"coalesce(r.{name}, {_EMPTY_SQL[name]})" if name in _EMPTY_SQL else f"r.{name}" for name in COLUMNS
)
# One statement for products with their prices, pieces and log; rows hold only what differs from an empty product.
# Nobody can hold pieces of a product that is only being made, so the first pieces need no locks (R6).
_INSERT = f"""
with context as (
    select %s::bigint as account_id, %s::bigint as inventory_id, %s::timestamptz as moment, %s::text as profile
), given as materialized (
    select nextval('catalog_product_id_seq') as id, r.* from (
        select * from json_to_recordset(%s::json) as r (nth int, {_TYPED}) order by nth
    ) r
), made as (
    insert into catalog_product
        (id, account_id, inventory_id, {_NAMES}, live_warehouse_ids, version, created_at, updated_at)
    select r.id, c.account_id, c.inventory_id, {_VALUES}, '{{}}', 1, c.moment, c.moment from given r, context c
), priced as (
    insert into catalog_price (account_id, product_id, price_group_id, price)
    select c.account_id, g.id, p.price_group_id, p.price
    from unnest(%s::int[], %s::bigint[], %s::numeric[]) as p (nth, price_group_id, price)
    join given g on g.nth = p.nth, context c
), places as materialized (
    select g.id, s.* from unnest(%s::int[], %s::bigint[], %s::int[], %s::text[])
        as s (nth, warehouse_id, quantity, location)
    join given g on g.nth = s.nth
), stocked as (
    insert into catalog_stock (account_id, product_id, warehouse_id, quantity, reserved, location)
    select c.account_id, s.id, s.warehouse_id, s.quantity, 0, s.location from places s, context c
), logged as (
    insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
    select c.account_id, e.product_id, e.log_type, e.info, e.old, e.new, c.profile, c.moment from context c, (
        select id as product_id, {log_types.CREATED} as log_type, '' as info, '' as old, '' as new from given
        union all
        select parent_id, {log_types.VARIANTS}, id::text, '', id::text from given where parent_id is not null
        union all
        select id, {log_types.STOCK}, 'bl_' || warehouse_id, '0', quantity::text from places where quantity <> 0
        union all
        select id, {log_types.LOCATIONS}, 'bl_' || warehouse_id, '', location from places where location <> ''
    ) e
)
select id from given order by nth
"""


def _text_array(texts: Sequence[str]) -> str:
    """Texts as a literal of a PostgreSQL array."""
    # No text holds the zero character, so all of them are escaped at once.
    escaped = "\0".join(texts).replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + escaped.replace("\0", '","') + '"}' if texts else "{}"


def insert_products(
    *, account_id: int, inventory_id: int, products: Sequence[NewProduct], actor: str, moment: datetime
) -> list[int]:
    """Make products in one statement, each logged as created and as a new variant of its parent; ids in their order."""
    if not products:
        return []
    document = [{"nth": nth, **product.row} for nth, product in enumerate(products)]
    prices = [(nth, group, price) for nth, product in enumerate(products) for group, price in product.prices.items()]
    places = [
        (nth, place, product.stock.get(place, 0), product.locations.get(place, ""))
        for nth, product in enumerate(products)
        for place in {**product.stock, **product.locations}
    ]
    found = statements.rows(
        _INSERT,
        *(account_id, inventory_id, moment, actor[:120], statements.json(document)),
        *(statements.array(row[0] for row in prices), statements.array(row[1] for row in prices)),
        "{" + ",".join([str(row[2]) for row in prices]) + "}",
        *(statements.array([row[part] for row in places]) for part in (0, 1, 2)),
        _text_array([row[3] for row in places]),
    )
    return [int(row[0]) for row in found]


def lock_rows(*, account_id: int, inventory_id: int, product_ids: Sequence[int]) -> dict[int, Row]:
    """Lock products of a catalog in order of ids and give their rows as they are written."""
    if not product_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select id, {', '.join(_STORED)} from catalog_product"
            " where account_id = %s and inventory_id + 0 = %s and id = any(%s::bigint[]) order by id for no key update",
            [account_id, inventory_id, list(product_ids)],
        )
        return {found[0]: _decoded(dict(zip(_STORED, found[1:], strict=True))) for found in cursor.fetchall()}


def _decoded(row: Row) -> Row:
    for name in ("ean_additional", "texts", "links"):
        if isinstance(row[name], str):
            row[name] = msgspec.json.decode(row[name])
    return row


def update_rows(*, account_id: int, rows: Mapping[int, Row], moment: datetime) -> None:
    """Write changed rows of locked products and raise their version, in one statement."""
    if not rows:
        return
    document = msgspec.json.encode([{"id": product_id, **row} for product_id, row in rows.items()]).decode()
    # The rows are found by their ids: through an index of the account the whole account would be read for each.
    assignments = ", ".join(f"{name} = r.{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            update catalog_product p set {assignments}, version = p.version + 1, updated_at = %s
            from json_to_recordset(%s::json) as r (id bigint, {_TYPED})
            where p.account_id + 0 = %s and p.id = r.id
            """,
            [moment, document, account_id],
        )
