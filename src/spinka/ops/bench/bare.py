"""The bare database: the same rows through plain statements into tables without policies and foreign keys."""

import time
from collections.abc import Sequence
from functools import cache
from typing import Any

import psycopg

from spinka.ops.bench.figures import Run

BATCH = 1000
TABLES = {
    "product": "catalog_product",
    "price": "catalog_price",
    "stock": "catalog_stock",
    "log": "catalog_productlog",
    "orders": "orders_order",
    "line": "orders_orderline",
    "allocation": "orders_allocation",
    "journal": "orders_journalentry",
}


class Bare:
    """Copies of Spinka's tables with their columns and indexes, written by the owner of the tables."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        with psycopg.connect(dsn) as owner:
            owner.execute("create schema if not exists bare")
            for name, table in TABLES.items():
                owner.execute(f"create table bare.{name} (like public.{table} including all)")

    def copy_products(self, account_id: int, batch: int = BATCH) -> Run:
        """INSERT … SELECT of product, price and stock, a transaction per batch."""
        with psycopg.connect(self.dsn, autocommit=True) as owner:
            owner.execute("truncate bare.product, bare.price, bare.stock")
            ids = _ids(owner, account_id)
            started = time.monotonic()
            for start in range(0, len(ids), batch):
                part = ids[start : start + batch]
                with owner.transaction():
                    owner.execute("insert into bare.product select * from catalog_product where id = any(%s)", [part])
                    for name in ("price", "stock"):
                        owner.execute(
                            f"insert into bare.{name} select * from {TABLES[name]} where product_id = any(%s)", [part]
                        )
            return Run(len(ids), time.monotonic() - started)

    def loads(self, account_id: int) -> list[dict[str, bytes]]:
        """Products, prices and stock of an account as COPY writes them, by batches; the bare tables are emptied."""
        found = []
        with psycopg.connect(self.dsn, autocommit=True) as owner:
            owner.execute("truncate bare.product, bare.price, bare.stock")
            ids = _ids(owner, account_id)
            for start in range(0, len(ids), BATCH):
                load = {}
                for name, key in (("product", "id"), ("price", "product_id"), ("stock", "product_id")):
                    listed = ",".join(map(str, ids[start : start + BATCH]))
                    source = f"copy (select * from {TABLES[name]} where {key} in ({listed})) to stdout"
                    with owner.cursor().copy(source) as copy:
                        load[name] = b"".join(bytes(piece) for piece in copy)
                found.append(load)
        return found


def _ids(owner: psycopg.Connection[Any], account_id: int) -> list[int]:
    rows = owner.execute("select id from catalog_product where account_id = %s order by id", [account_id]).fetchall()
    return [row[0] for row in rows]


def load_products(dsn: str, thread: int, load: dict[str, bytes]) -> int:
    """COPY of three tables in one transaction."""
    owner = _connection(dsn, thread)
    with owner.transaction():
        for name, rows in load.items():
            with owner.cursor().copy(f"copy bare.{name} from stdin") as copy:
                copy.write(rows)
    return load["product"].count(b"\n")


def make_product(dsn: str, thread: int, source_id: int) -> int:
    """One product like another in three inserts."""
    owner = _connection(dsn, thread)
    columns = ", ".join(f'"{name}"' for name in _columns(dsn, "catalog_product") if name != "id")
    with owner.transaction():
        made = owner.execute(
            f"insert into bare.product (id, {columns}) select nextval('catalog_product_id_seq'), {columns}"
            " from catalog_product where id = %s returning id, account_id",
            [source_id],
        ).fetchone()
        owner.execute(
            "insert into bare.price (account_id, product_id, price_group_id, price) values (%s, %s, 1, 12)",
            [made[1], made[0]],  # type: ignore[index]
        )
        owner.execute(
            "insert into bare.stock (account_id, product_id, warehouse_id, quantity, reserved, location)"
            " values (%s, %s, 1, 12, 0, '')",
            [made[1], made[0]],  # type: ignore[index]
        )
    return 1


def set_amounts(dsn: str, thread: int, table: str, amounts: dict[int, int]) -> int:
    """UPDATE … FROM unnest with a row of the log for each, in one statement."""
    owner = _connection(dsn, thread)
    column, log_type = {"stock": ("quantity", 1), "price": ("price", 2)}[table]
    owner.execute(
        f"""
        with changed as (
            update bare.{table} t set {column} = n.amount
            from unnest(%s::bigint[], %s::int[]) as n (product_id, amount)
            where t.product_id = n.product_id returning t.account_id, t.product_id, t.{column} as amount
        )
        insert into bare.log (account_id, product_id, log_type, info, old, new, profile, created_at)
        select account_id, product_id, {log_type}, '', '', amount::text, 'bench', now() from changed
        """,
        [list(amounts), list(amounts.values())],
    )
    return len(amounts)


def read_products(dsn: str, thread: int, product_ids: Sequence[int]) -> int:
    """Products with prices and stock as JSON built in SQL."""
    owner = _connection(dsn, thread)
    found = owner.execute(
        """
        select count(*), json_object_agg(p.id, json_build_object('sku', p.sku, 'ean', p.ean, 'weight', p.weight,
            'tax_rate', p.tax_rate, 'text_fields', p.texts, 'links', p.links, 'category_id', p.category_id,
            'prices', (select json_object_agg(c.price_group_id, c.price) from bare.price c where c.product_id = p.id),
            'stock', (select json_object_agg(s.warehouse_id, s.quantity) from bare.stock s where s.product_id = p.id)
        ))::text from bare.product p where p.id = any(%s)
        """,
        [list(product_ids)],
    ).fetchone()
    return int(found[0])  # type: ignore[index]


@cache
def _connection(dsn: str, _thread: int) -> psycopg.Connection[Any]:
    return psycopg.connect(dsn, autocommit=True)


def place_order(
    dsn: str, thread: int, account_id: int, source_order_id: int, pieces: Sequence[tuple[int, int]]
) -> None:
    """One order of some lines in six statements: order, lines, lock, stock, allocations, journal."""
    owner = _connection(dsn, thread)
    product_ids = sorted(product_id for product_id, _ in pieces)
    warehouse_id = pieces[0][1]
    with owner.transaction():
        order_id = owner.execute(
            f"insert into bare.orders ({_order_columns(dsn)})"
            f" select {_order_columns(dsn)} from orders_order where id = %s returning id",
            [source_order_id],
        ).fetchone()[0]  # type: ignore[index]
        lines = owner.execute(
            "insert into bare.line (account_id, order_id, product_id, storage, storage_id, product_ref, variant_ref,"
            " name, attributes, sku, ean, location, auction_id, unit_gross, tax_rate, quantity, backordered, weight)"
            " select %s, %s, p, 'db', 0, p::text, '0', 'Product', '', '', '', '', '0', 10, 23, 1, 0, 0"
            " from unnest(%s::bigint[]) p returning id",
            [account_id, order_id, product_ids],
        ).fetchall()
        owner.execute(
            "select quantity, reserved from bare.stock where product_id = any(%s) and warehouse_id = %s"
            " order by product_id for update",
            [product_ids, warehouse_id],
        )
        owner.execute(
            "update bare.stock set reserved = reserved + 1 where product_id = any(%s) and warehouse_id = %s",
            [product_ids, warehouse_id],
        )
        owner.execute(
            "insert into bare.allocation (account_id, line_id, product_id, warehouse_id, quantity, is_taken)"
            " select %s, l, p, %s, 1, false from unnest(%s::bigint[], %s::bigint[]) as t (l, p)",
            [account_id, warehouse_id, [line[0] for line in lines], product_ids],
        )
        owner.execute(
            "insert into bare.journal (account_id, order_id, log_type, object_id, data, actor, created_at)"
            " values (%s, %s, 1, 0, '{}', 'bench', now())",
            [account_id, order_id],
        )


@cache
def _columns(dsn: str, table: str) -> list[str]:
    with psycopg.connect(dsn) as owner:
        rows = owner.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
            " order by attnum",
            [table],
        ).fetchall()
    return [name for (name,) in rows]


@cache
def _order_columns(dsn: str) -> str:
    return ", ".join(f'"{name}"' for name in _columns(dsn, "orders_order") if name != "id")
