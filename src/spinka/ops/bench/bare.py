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
            ids = [
                row[0]
                for row in owner.execute(
                    "select id from catalog_product where account_id = %s order by id", [account_id]
                ).fetchall()
            ]
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

    def update_stock(self, product_ids: Sequence[int], warehouse_id: int, rounds: int, batch: int = BATCH) -> Run:
        """UPDATE … FROM unnest, a transaction per batch."""
        rows = 0
        with psycopg.connect(self.dsn, autocommit=True) as owner:
            started = time.monotonic()
            for number in range(rounds):
                for start in range(0, len(product_ids), batch):
                    part = list(product_ids[start : start + batch])
                    quantities = [1000 + (number + at) % 97 for at in range(len(part))]
                    owner.execute(
                        "update bare.stock s set quantity = n.quantity"
                        " from unnest(%s::bigint[], %s::int[]) as n (product_id, quantity)"
                        " where s.product_id = n.product_id and s.warehouse_id = %s",
                        [part, quantities, warehouse_id],
                    )
                    rows += len(part)
            return Run(rows, time.monotonic() - started)


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
def _order_columns(dsn: str) -> str:
    with psycopg.connect(dsn) as owner:
        rows = owner.execute(
            "select attname from pg_attribute where attrelid = 'orders_order'::regclass and attnum > 0"
            " and not attisdropped and attname <> 'id' order by attnum"
        ).fetchall()
    return ", ".join(f'"{name}"' for (name,) in rows)
