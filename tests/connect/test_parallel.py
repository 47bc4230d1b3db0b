"""Several connections at once: one sale for a double click, never more than the stock, one import."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import psycopg
import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product, Stock
from spinka.connect import services as connect
from spinka.connect.models import ProductLink
from spinka.connect.services import link_batches, order_lines
from spinka.connect.services.forwarding import forward_order
from spinka.connect.services.holds import HoldShort, add_hold
from spinka.connect.services.import_options import ImportOptions
from spinka.connect.services.import_runs import run_import
from spinka.connect.services.imports import start_import
from spinka.connect.services.mending import reduce_and_forward
from spinka.core.errors import Conflict
from spinka.orders.draft import LineChanges
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop, make_shop
from tests.support.parallel import results_at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run all in threads of their own, each with its own connection; their results, errors raised."""
    return results_at_once(works)


def forward(x: Exchange, order_id: int) -> str:
    with acting_for(x.contractor.account_id):
        (result,) = forward_order(account_id=x.contractor.account_id, order_id=order_id, actor="Anna")
    return result.state


def one_inside_the_other(account_id: int, first: Callable[[], object], second: Callable[[], object]) -> None:
    """Begin `second` while the transaction of `first` is still open, so it looks at what is about to change."""
    done, go_on = threading.Event(), threading.Event()
    errors: list[BaseException] = []

    def run(work: Callable[[], object], is_first: bool) -> None:
        try:
            if not is_first:
                done.wait(timeout=30)
            with acting_for(account_id):
                work()
                done.set()
                if is_first:
                    go_on.wait(timeout=30)
        except BaseException as error:
            errors.append(error)
        finally:
            done.set()
            connection.close()

    threads = [threading.Thread(target=run, args=(work, place == 0)) for place, work in enumerate((first, second))]
    for thread in threads:
        thread.start()
    done.wait(timeout=30)
    threads[1].join(timeout=0.5)  # until it waits for the lock
    go_on.set()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


class TestEditLine:
    def pieces(self, x: Exchange, line_id: int) -> tuple[int, int, int]:
        """What the contractor's line, the sale and the supplier's line hold."""
        (sold,) = x.sale_lines(x.sale().pk)
        return x.contractor.line(line_id).quantity, sold.quantity - sold.cancelled, x.supplier_lines()[0].quantity

    def edit(self, x: Exchange, order_id: int, line_id: int, quantity: int) -> Callable[[], object]:
        return lambda: order_lines.edit_line(
            account_id=x.contractor.account_id,
            order_id=order_id,
            line_id=line_id,
            changes=LineChanges(quantity=quantity),
            actor="Anna",
        )

    def test_the_same_edit_twice_takes_the_pieces_off_once(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(20)
        order = x.order((own, 10))
        x.forward(order.order_id)
        edit = self.edit(x, order.order_id, order.line_ids[0], 7)
        one_inside_the_other(x.contractor.account_id, edit, edit)
        assert self.pieces(x, order.line_ids[0]) == (7, 7, 7)
        assert x.supplier.levels(theirs) == (20, 7)

    def test_more_pieces_while_the_order_is_forwarded_are_refused(self) -> None:
        x = make_exchange()
        _, own = x.pair(20)
        order = x.order((own, 5))
        with pytest.raises(Conflict):
            one_inside_the_other(
                x.contractor.account_id,
                lambda: forward(x, order.order_id),
                self.edit(x, order.order_id, order.line_ids[0], 9),
            )
        assert self.pieces(x, order.line_ids[0]) == (5, 5, 5)


class TestDeleteLine:
    def test_a_line_being_forwarded_stays(self) -> None:
        x = make_exchange()
        _, own = x.pair(20)
        order = x.order((own, 5))
        with pytest.raises(Conflict):
            one_inside_the_other(
                x.contractor.account_id,
                lambda: forward(x, order.order_id),
                lambda: order_lines.delete_line(
                    account_id=x.contractor.account_id,
                    order_id=order.order_id,
                    line_id=order.line_ids[0],
                    actor="Anna",
                ),
            )
        assert x.contractor.line(order.line_ids[0]).quantity == 5


class TestDoubleForward:
    @pytest.mark.feature("F-16")
    def test_a_double_click_makes_one_sale(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(10)
        order = x.order((own, 1))
        states = at_once(lambda: forward(x, order.order_id), lambda: forward(x, order.order_id))
        assert sorted(map(str, states)) == ["existing", "forwarded"]
        assert (len(x.sales()), x.supplier_orders(), x.supplier.levels(theirs)) == (1, 1, (10, 1))


class TestNoOversell:
    def test_twenty_orders_against_ten_pieces(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(10)
        other = make_shop()
        made = make_connection_to(x, other)
        other_own = made.own_product()
        made.link(other_own, theirs)
        works: list[Callable[[], object]] = []
        for number in range(20):
            side, product = (x, own) if number % 2 else (made, other_own)
            order_id = side.order((product, 1)).order_id
            works.append(lambda side=side, order_id=order_id: forward(side, order_id))
        states = at_once(*works)
        assert sorted(map(str, states)) == ["forwarded"] * 10 + ["refused"] * 10
        assert x.supplier.levels(theirs) == (10, 10)
        assert x.supplier.unequal() == []


class TestNoOversellByHolds:
    @pytest.mark.feature("L-05")
    def test_twenty_contractors_two_hundred_holds_and_orders_against_ten_pieces(self) -> None:
        """Ten succeed, whoever they are: no hold and no order gets a piece another has (R6)."""
        x = make_exchange(holds=True, hold_max_percent=100)
        theirs, own = x.pair(10)
        sides = [(x, own)]
        for _ in range(19):
            other = make_shop()
            made = Exchange(x.supplier, other, join(x, other))
            product = made.own_product()
            made.link(product, theirs)
            sides.append((made, product))
        works = []
        for side, product in sides:
            order_ids = [side.order((product, 1)).order_id for _ in range(3)]
            works.append(lambda side=side, order_ids=order_ids: take_turns(side, theirs, order_ids))
        answers = [answer for result in at_once(*works) for answer in result]  # type: ignore[attr-defined]
        assert len(answers) == 200
        granted = [answer for answer in answers if answer in {"held", "forwarded"}]
        assert len(granted) == 10, granted
        with acting_for(x.supplier.account_id):
            level = Stock.objects.for_account(x.supplier.account_id).get(product_id=theirs)
        assert (level.quantity, level.reserved + level.held) == (10, 10)
        assert x.supplier.unequal() == []


def take_turns(side: Exchange, product_id: int, order_ids: list[int]) -> list[str]:
    """Ten calls of one contractor: seven holds and three orders in turn; a hold that was got is not ordered."""
    answers = []
    for number in range(10):
        if number % 3 == 2 and "held" not in answers:
            answers.append(forward(side, order_ids[number // 3]))
            continue
        try:
            with acting_for(side.contractor.account_id):
                add_hold(
                    account_id=side.contractor.account_id,
                    connect_integration_id=side.made.contractor_integration_id,
                    supplier_product_id=product_id,
                    quantity=1,
                    actor="Anna",
                )
            answers.append("held")
        except HoldShort:
            answers.append("short")
    return answers


class TestHoldLimits:
    @pytest.mark.feature("L-05")
    def test_parallel_calls_never_open_more_than_is_allowed(self) -> None:
        x = make_exchange(holds=True, hold_max_percent=40, hold_max_open=3)
        first, second = x.product(10), x.product(10)

        def hold(product_id: int) -> str:
            try:
                with acting_for(x.contractor.account_id):
                    add_hold(
                        account_id=x.contractor.account_id,
                        connect_integration_id=x.made.contractor_integration_id,
                        supplier_product_id=product_id,
                        quantity=3,
                        actor="Anna",
                    )
            except HoldShort:
                return "short"
            except Conflict:
                return "many"
            return "held"

        answers = at_once(*(lambda product=product: hold(product) for product in (first, second) * 4))
        assert sorted(map(str, answers)) == ["held"] * 2 + ["short"] * 6


def join(x: Exchange, other: Shop) -> MadeConnection:
    """Another contractor in the same integration."""
    with acting_for(other.account_id):
        joined = connect.join(account_id=other.account_id, code=x.made.code)
    return replace(
        x.made,
        contractor=other.account,
        connection_id=joined.connect_contractor_id,
        contractor_integration_id=joined.connect_integration_id,
        warehouse_id=joined.warehouse_id,
    )


def make_connection_to(x: Exchange, contractor: object) -> Exchange:
    """Another contractor of the same supplier."""
    made = make_connection(x.supplier.account, contractor.account, name="Drugi")  # type: ignore[attr-defined]
    return Exchange(x.supplier, contractor, made)  # type: ignore[arg-type]


class TestParallelImports:
    @pytest.mark.feature("E-15")
    def test_two_imports_create_every_product_once(self) -> None:
        x = make_exchange()
        for number in range(30):
            x.product(name=f"P{number}", sku=f"S{number}")
        ids = []
        for _ in range(2):
            with acting_for(x.contractor.account_id):
                ids.append(
                    start_import(
                        account_id=x.contractor.account_id,
                        connect_integration_id=x.made.contractor_integration_id,
                        inventory_id=x.contractor.inventory_id,
                        options=ImportOptions(),
                        actor="Anna",
                    )
                )
        works = [
            lambda number=number: run_import(account_id=x.contractor.account_id, import_id=number, batch_size=7)
            for number in ids
        ]
        at_once(*works)
        with acting_for(x.contractor.account_id):
            assert Product.objects.for_account(x.contractor.account_id).count() == 30


class TestReduceAndForward:
    def test_holds_the_connection_before_the_order_as_forwarding_does(self, app_dsn: str) -> None:
        """A forward that has the connection and waits for the order must not be waited for by one that has the order."""
        x = make_exchange()
        _, own = x.pair(2)
        order = x.order((own, 5))
        assert forward(x, order.order_id) == "refused"
        account_id = x.contractor.account_id
        results: list[object] = []

        def reduce() -> None:
            try:
                with acting_for(account_id):
                    results.extend(
                        reduce_and_forward(
                            account_id=account_id,
                            order_id=order.order_id,
                            line_id=order.line_ids[0],
                            quantity=2,
                            actor="Anna",
                        )
                    )
            except BaseException as error:
                results.append(error)
            finally:
                connection.close()

        with psycopg.connect(app_dsn) as forwarding:
            forwarding.execute("select set_config('spinka.account', %s, true)", [str(account_id)])
            forwarding.execute(
                "select id from connect_connection where contractor_id = %s for no key update", [account_id]
            )
            thread = threading.Thread(target=reduce)
            thread.start()
            wait_for_waiting(app_dsn)
            held = forwarding.execute(
                "select id from orders_order where account_id = %s and id = %s for no key update nowait",
                [account_id, order.order_id],
            ).fetchall()
        thread.join(timeout=30)
        assert held == [(order.order_id,)]
        assert [getattr(result, "state", result) for result in results] == ["forwarded"]
        assert x.sale_lines(x.sale().pk)[0].quantity == 2


def wait_for_waiting(dsn: str) -> None:
    """Until some connection of this database waits for a lock."""
    with psycopg.connect(dsn, autocommit=True) as looking:
        for _ in range(600):
            row = looking.execute("select count(*) from pg_locks where not granted").fetchone()
            if row is not None and row[0]:
                return
            time.sleep(0.05)
    raise AssertionError("nobody waits")


class TestPreferredSupplier:
    def test_preferences_set_at_once_leave_one(self) -> None:
        x = make_exchange()
        account_id, own = x.contractor.account_id, x.own_product()
        exchanges = [x, *(make_exchange(contractor=x.contractor) for _ in range(3))]
        for one in exchanges:
            one.link(own, one.product())

        def prefer(one: Exchange) -> None:
            with acting_for(account_id):
                link_batches.prefer_supplier(
                    account_id=account_id,
                    connect_integration_id=one.made.contractor_integration_id,
                    product_id=own,
                    is_preferred=True,
                )

        for _round in range(5):
            at_once(*(partial(prefer, one) for one in exchanges))
            with acting_for(account_id):
                assert ProductLink.objects.as_contractor(account_id).filter(is_preferred=True).count() == 1
