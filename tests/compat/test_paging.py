"""Sizes of pages, their first number, and what comes after the last one (overview.md section 5)."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from tests.factories.world import World
from tests.support.rows import rolled_back

Row = dict[str, Any]


def copies(world: World, table: str, row_id: Any, count: int, **changes: str) -> None:
    """Copies of a row of the account, told apart by SQL over `n`, their number from 1."""
    with acting_for(world.account.account_id), connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = %s and column_name <> 'id'"
            " and is_generated = 'NEVER' order by ordinal_position",
            [table],
        )
        names = [name for (name,) in cursor.fetchall()]
        values = ", ".join(changes.get(name, f"t.{name}") for name in names)
        cursor.execute(
            f"insert into {table} ({', '.join(names)})"
            f" select {values} from {table} t, generate_series(1, %s) as n where t.id = %s order by n",
            [count, row_id],
        )


def first_id(world: World, table: str) -> int:
    """The oldest row of the account."""
    with acting_for(world.account.account_id), connection.cursor() as cursor:
        cursor.execute(f"select min(id) from {table} where account_id = %s", [world.account.account_id])
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Paged:
    """A list by page number: the table behind it, what is copied and how copies differ."""

    method: str
    answer: str
    size: int
    table: str
    source: str
    changes: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)


IN_CATALOG = {"inventory_id": "inventory_id"}
PAGED = [
    Paged("getInventoryProductsList", "products", 1000, "catalog_product", "spare_product_id", {}, IN_CATALOG),
    Paged("getInventoryProductsStock", "products", 1000, "catalog_product", "spare_product_id", {}, IN_CATALOG),
    Paged("getInventoryProductsPrices", "products", 1000, "catalog_product", "spare_product_id", {}, IN_CATALOG),
    Paged(
        "getInventoryManufacturers",
        "manufacturers",
        1000,
        "catalog_manufacturer",
        "manufacturer_id",
        {"name": "t.name || n"},
    ),
    Paged("getInventoryProductLogs", "logs", 100, "catalog_productlog", "", {}, {"product_id": "product_id"}),
    Paged("getCrmClients", "clients", 100, "clients_client", "crm_client_id"),
]


def rows_of(answer: Any) -> list[str]:
    """The ids of a page, or its rows as text where they have none."""
    return list(answer) if isinstance(answer, dict) else [repr(row) for row in answer]


@pytest.mark.feature("L-A1")
@pytest.mark.parametrize("paged", PAGED, ids=lambda paged: paged.method)
class TestByNumber:
    def test_full_pages_then_the_rest_then_nothing(self, world: World, paged: Paged) -> None:
        given = {name: world.ids[key] for name, key in paged.parameters.items()}

        def page(**number: Any) -> list[str]:
            return rows_of(world.api.ok(paged.method, **given, **number)[paged.answer])

        with rolled_back():
            source = world.ids[paged.source] if paged.source else first_id(world, paged.table)
            if paged.method == "getInventoryProductLogs":
                given["product_id"] = self.product_of(world, source)
            there = len(page(page=1))
            copies(world, paged.table, source, paged.size + 5, **paged.changes)
            first, second = page(page=1), page(page="2")
            assert (len(first), len(second)) == (paged.size, there + 5)
            assert page(page=3) == page(page=1000) == []
            if isinstance(world.api.ok(paged.method, **given)[paged.answer], dict):
                assert len({*first, *second}) == there + paged.size + 5
            everything = paged.method == "getInventoryManufacturers"
            assert page() == page(page=0) == (first + second if everything else first)

    def product_of(self, world: World, log_id: int) -> int:
        with acting_for(world.account.account_id), connection.cursor() as cursor:
            cursor.execute("select product_id from catalog_productlog where id = %s", [log_id])
            return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Cursor:
    """A list read on from its last row: by a parameter that follows a field of the row."""

    method: str
    parameter: str
    answer: str
    field: str
    table: str
    source: str
    changes: dict[str, str] = field(default_factory=dict)
    step: int = 1


# Copies an hour and a second apart lie in the past, in the order of their numbers.
PAST = "now() - interval '1 hour' + n * interval '1 second'"
NUMBERED = {
    "full_number": "t.full_number || n",
    "number": "t.number + n + 1000",
    "order_id": "t.order_id + n + 1000000",
}
CURSORS = [
    Cursor("getOrders", "id_from", "orders", "order_id", "orders_order", "order_id"),
    Cursor(
        "getOrders",
        "date_confirmed_from",
        "orders",
        "date_confirmed",
        "orders_order",
        "order_id",
        {"date_confirmed": PAST},
    ),
    Cursor("getOrders", "date_from", "orders", "date_add", "orders_order", "order_id", {"date_add": PAST}),
    Cursor("getJournalList", "last_log_id", "logs", "log_id", "orders_journalentry", "", step=0),
    Cursor("getInvoices", "id_from", "invoices", "invoice_id", "documents_document", "invoice_id", NUMBERED),
    Cursor("getReceipts", "id_from", "receipts", "receipt_id", "documents_document", "receipt_id", NUMBERED),
    Cursor("getOrderReturns", "id_from", "returns", "return_id", "returns_return", "return_id"),
    Cursor("getOrderReturns", "date_from", "returns", "date_add", "returns_return", "return_id", {"date_add": PAST}),
    Cursor("getOrderReturnJournalList", "last_log_id", "logs", "log_id", "returns_returnjournalentry", "", step=0),
]


@pytest.mark.feature("L-A1", "L-A6")
@pytest.mark.parametrize("cursor", CURSORS, ids=lambda cursor: f"{cursor.method}-{cursor.parameter}")
class TestByCursor:
    def test_a_hundred_at_a_time_and_every_row_once(self, world: World, cursor: Cursor) -> None:
        def walk() -> list[list[Row]]:
            pages, following = [], cursor.step
            while rows := world.api.ok(cursor.method, **{cursor.parameter: following})[cursor.answer]:
                pages.append(rows)
                following = rows[-1][cursor.field] + cursor.step
            return pages

        with rolled_back():
            there = sum(len(rows) for rows in walk())
            source = world.ids[cursor.source] if cursor.source else first_id(world, cursor.table)
            copies(world, cursor.table, source, 205, **cursor.changes)
            pages = walk()
        rows = [row for page in pages for row in page]
        assert [len(page) for page in pages][:2] == [100, 100]
        assert all(len(page) <= 100 for page in pages)
        assert len(rows) == there + 205
        assert len({repr(row) for row in rows}) == len(rows)
        assert [row[cursor.field] for row in rows] == sorted(row[cursor.field] for row in rows)

    def test_beyond_the_end_is_empty(self, world: World, cursor: Cursor) -> None:
        for beyond in (4_000_000_000, "4000000000"):
            assert world.api.ok(cursor.method, **{cursor.parameter: beyond})[cursor.answer] == []


LINE = {"name": "x", "quantity": 1}


class TestMost:
    """What is more than a call takes is refused whole, and nothing is written."""

    @pytest.mark.parametrize(
        ("method", "parameters"),
        [
            ("updateInventoryProductsStock", {"products": {str(n): {"bl_1": 1} for n in range(1, 1002)}}),
            ("updateInventoryProductsPrices", {"products": {str(n): {"1": 1} for n in range(1, 1002)}}),
            (
                "addInventoryProduct",
                {"text_fields": {"name": "x"}, "images": {str(n): "url:https://a.pl/1.png" for n in range(17)}},
            ),
            ("addInventoryProducts", {"products": [{"text_fields": {"name": "x"}}] * 1001}),
            ("deleteOrders", {"order_ids": list(range(1, 1002))}),
            ("addOrders", {"orders": [{"products": [LINE]}] * 101}),
            ("getCourierPackagesStatusHistory", {"package_ids": list(range(1, 102))}),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_refused(self, world: World, method: str, parameters: Row) -> None:
        given = {"inventory_id": world.ids["inventory_id"], **parameters}
        assert world.api.refused(method, **given) == "ERROR_BAD_PARAMETERS"
