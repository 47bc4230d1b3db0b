"""Programs that go on from the last row they saw get every row once, while others write (docs/decisions/0009)."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from spinka.accounts.tenancy import acting_for
from spinka.core import arrivals
from spinka.documents.models import Kind, Reset
from spinka.documents.services import save_series
from spinka.orders import services as orders
from spinka.orders.draft import OrderDraft
from tests.factories.accounts import MadeAccount, make_account
from tests.support.api import Api

Row = dict[str, Any]


@contextmanager
def held_open(deed: Callable[[], Any]) -> Iterator[None]:
    """Do something in a transaction of another connection that commits when the block ends."""
    done, go, failed = threading.Event(), threading.Event(), []

    def run() -> None:
        try:
            with transaction.atomic():
                deed()
                done.set()
                go.wait(30)
        except BaseException as error:
            failed.append(error)
            done.set()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert done.wait(30)
        yield
    finally:
        go.set()
        thread.join()
    assert failed == []


@dataclass(frozen=True)
class Cursor:
    """How programs read a list on: the parameter, the row's field it follows, and what is added to the last one."""

    method: str
    parameter: str
    answer: str
    field: str
    step: int = 1


ORDERS = Cursor("getOrders", "id_from", "orders", "order_id")
ORDERS_BY_TIME = Cursor("getOrders", "date_confirmed_from", "orders", "date_confirmed")
JOURNAL = Cursor("getJournalList", "last_log_id", "logs", "log_id", 0)
INVOICES = Cursor("getInvoices", "id_from", "invoices", "invoice_id")
RECEIPTS = Cursor("getReceipts", "id_from", "receipts", "receipt_id")
RETURNS = Cursor("getOrderReturns", "id_from", "returns", "return_id")
RETURN_JOURNAL = Cursor("getOrderReturnJournalList", "last_log_id", "logs", "log_id", 0)


class Reader:
    """A program that polls a list and goes on from the last row."""

    def __init__(self, api: Api, cursor: Cursor) -> None:
        self.api, self.cursor, self.seen = api, cursor, list[int]()
        self._next = cursor.step

    def poll(self) -> int:
        """Read until nothing comes; gives how many rows did."""
        found = 0
        while rows := self.page():
            found += len(rows)
        return found

    def page(self) -> list[Row]:
        cursor = self.cursor
        rows: list[Row] = self.api.ok(cursor.method, **{cursor.parameter: self._next})[cursor.answer]
        if rows:
            self._next = rows[-1][cursor.field] + cursor.step
            key = "log_id" if cursor.answer == "logs" else cursor.field
            self.seen += [row["order_id" if key == "date_confirmed" else key] for row in rows]
        return rows


class Desk:
    """An account with two orders, and series so that two documents can be written at once."""

    def __init__(self) -> None:
        self.made: MadeAccount = make_account()
        self.api = self.made.api
        self.orders = [self.api.ok("addOrder", products=[{"name": "x", "quantity": 1}])["order_id"] for _ in range(2)]

    def series(self, kind: Kind) -> list[int]:
        with acting_for(self.made.account_id):
            return [
                save_series(
                    account_id=self.made.account_id,
                    kind=kind,
                    name=f"S{number}",
                    format_=f"S{number}/%N/%Y",
                    reset=Reset.YEARLY,
                )
                for number in (1, 2)
            ]

    def deeds(self, cursor: Cursor) -> list[Callable[[], Any]]:
        """Two writes, each of one row or more of what the cursor reads."""
        first, second = self.orders
        if cursor is INVOICES or cursor is RECEIPTS:
            method, kind = ("addInvoice", Kind.INVOICE) if cursor is INVOICES else ("addReceipt", Kind.RECEIPT)
            one, two = self.series(kind)
            return [
                lambda: self.api.ok(method, order_id=first, series_id=one),
                lambda: self.api.ok(method, order_id=second, series_id=two),
            ]
        if cursor is RETURNS or cursor is RETURN_JOURNAL:
            return [
                lambda: self.api.ok("addOrderReturn", order_id=first, products=[{"name": "x", "quantity": 1}]),
                lambda: self.api.ok("addOrderReturn", order_id=second, products=[{"name": "x", "quantity": 1}]),
            ]
        return [lambda: self.api.ok("addOrder"), lambda: self.api.ok("addOrder")]


@pytest.mark.feature("L-A1", "L-A6")
@pytest.mark.parametrize(
    "cursor",
    [ORDERS, ORDERS_BY_TIME, JOURNAL, INVOICES, RECEIPTS, RETURNS, RETURN_JOURNAL],
    ids=lambda cursor: f"{cursor.method}-{cursor.parameter}",
)
class TestOneThatCommitsLate:
    """A transaction took the lower number and commits after the one with the higher number."""

    def test_is_not_passed_over(self, committed_db: None, cursor: Cursor) -> None:
        desk = Desk()
        late, early = desk.deeds(cursor)
        reader = Reader(desk.api, cursor)
        before = reader.poll()
        with held_open(late):
            early()
            assert reader.poll() == 0
        assert reader.poll() >= 2
        everything = Reader(desk.api, cursor)
        everything.poll()
        assert reader.seen == everything.seen
        assert len(reader.seen) == len(set(reader.seen)) > before

    def test_of_another_account_holds_nothing_back(self, committed_db: None, cursor: Cursor) -> None:
        desk, other = Desk(), Desk()
        mine, _ = desk.deeds(cursor)
        theirs, _ = other.deeds(cursor)
        reader = Reader(desk.api, cursor)
        reader.poll()
        with held_open(theirs):
            mine()
            assert reader.poll() >= 1


class TestOneConfirmedLate:
    """An order that was there before is confirmed by a transaction that commits after a later one."""

    def test_is_not_passed_over(self, committed_db: None) -> None:
        desk = Desk()
        account_id = desk.made.account_id
        with acting_for(account_id):
            draft = OrderDraft(is_confirmed=False)
            waiting = orders.create_order(account_id=account_id, draft=draft, actor="test").order_id

        def confirm() -> None:
            with acting_for(account_id):
                orders.confirm(account_id=account_id, order_id=waiting, actor="test")

        reader = Reader(desk.api, ORDERS_BY_TIME)
        reader.poll()
        with held_open(confirm):
            early = desk.api.ok("addOrder")["order_id"]
            assert reader.poll() == 0
        reader.poll()
        assert sorted(reader.seen) == sorted([*desk.orders, waiting, early])


class TestPresentSecond:
    """Orders are found at once by the program that added them, and none is lost in the second of the last one."""

    def test_an_order_just_added_is_there(self, committed_db: None) -> None:
        desk = Desk()
        order_id = desk.api.ok("addOrder")["order_id"]
        rows = desk.api.ok("getOrders", date_confirmed_from=1)["orders"]
        assert [row["order_id"] for row in rows] == [*desk.orders, order_id]
        assert rows[-1]["date_confirmed"] < time.time()

    def test_look_ups_do_not_wait(self, committed_db: None) -> None:
        desk = Desk()
        with held_open(lambda: desk.api.ok("addOrder")):
            order_id = desk.api.ok("addOrder", email="a@example.com")["order_id"]
            for wanted in ({"order_id": order_id}, {"filter_email": "a@example.com"}):
                began = time.monotonic()
                assert [row["order_id"] for row in desk.api.ok("getOrders", **wanted)["orders"]] == [order_id]
                assert time.monotonic() - began < 0.25


class TestManyReaders:
    """Readers that wait never take all threads of a process; who may not wait gets what is settled, and loses nothing."""

    @pytest.mark.parametrize("cursor", [ORDERS, ORDERS_BY_TIME], ids=lambda cursor: cursor.parameter)
    def test_one_too_many_is_answered_at_once(self, committed_db: None, cursor: Cursor) -> None:
        desk = Desk()
        late, early = desk.deeds(cursor)
        reader = Reader(desk.api, cursor)
        reader.poll()
        with held_open(late), ExitStack() as waiting:
            for _ in range(arrivals.MOST_WAITING):
                assert waiting.enter_context(arrivals.turn())
            early()
            began = time.monotonic()
            assert reader.page() == []
            assert time.monotonic() - began < 0.25
        reader.poll()
        everything = Reader(desk.api, cursor)
        everything.poll()
        assert reader.seen == everything.seen
        assert len(set(reader.seen)) == 4


class TestWritersAndReaders:
    @pytest.mark.feature("L-A1")
    def test_every_order_comes_once_while_four_write(self, committed_db: None) -> None:
        """Four threads add 40 orders with pauses before they commit; three programs read on all the while."""
        desk = Desk()
        made, failed, over = list[int](), list[BaseException](), threading.Event()
        cursors = (ORDERS, ORDERS_BY_TIME, JOURNAL)
        readers = [Reader(desk.api, cursor) for cursor in cursors]

        def guarded(deed: Callable[[], None]) -> Callable[[], None]:
            def run() -> None:
                try:
                    deed()
                except BaseException as error:
                    failed.append(error)
                finally:
                    connection.close()

            return run

        def write(nth: int) -> None:
            api = Api(desk.made.token)
            for number in range(10):
                with transaction.atomic():
                    made.append(api.ok("addOrder")["order_id"])
                    time.sleep(0.02 * ((number + nth) % 4))

        def read(reader: Reader) -> None:
            while not over.is_set():
                reader.page()

        writers = [threading.Thread(target=guarded(lambda nth=nth: write(nth))) for nth in range(4)]
        polling = [threading.Thread(target=guarded(lambda reader=reader: read(reader))) for reader in readers]
        for thread in (*writers, *polling):
            thread.start()
        for thread in writers:
            thread.join()
        over.set()
        for thread in polling:
            thread.join()
        assert failed == []
        assert len(made) == 40
        for reader in readers:
            reader.poll()
        assert [sorted(reader.seen) for reader in readers[:2]] == [sorted([*desk.orders, *made])] * 2
        assert len(readers[2].seen) == len(set(readers[2].seen)) == 2 * 42
