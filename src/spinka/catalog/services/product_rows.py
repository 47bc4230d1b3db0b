"""Rows of products: made and changed many at once from one JSON document."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from spinka.core import clock
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


def insert_rows(*, account_id: int, inventory_id: int, rows: Sequence[Row], actor: str) -> list[int]:
    """Make products, each logged as created and as a new variant of its parent; ids in the order of `rows`."""
    if not rows:
        return []
    document = msgspec.json.encode([{"ord": index, **row} for index, row in enumerate(rows)]).decode()
    moment = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with made as (
                insert into catalog_product
                    (account_id, inventory_id, {_NAMES}, live_warehouse_ids, version, created_at, updated_at)
                select %s, %s, {_NAMES}, '{{}}', 1, %s, %s
                from (select * from json_to_recordset(%s::json) as r (ord int, {_TYPED}) order by ord) r
                returning id, parent_id
            ), logged as (
                insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
                select %s, id, 3, '', '', '', %s, %s from made
                union all
                select %s, parent_id, 9, id::text, '', id::text, %s, %s from made where parent_id is not null
            )
            select id from made order by id
            """,
            [
                *(account_id, inventory_id, moment, moment, document),
                *(account_id, actor[:120], moment, account_id, actor[:120], moment),
            ],
        )
        return [int(row[0]) for row in cursor.fetchall()]


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
