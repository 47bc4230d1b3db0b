"""Copies of a supplier's stock and prices: exact numbers, twice the same, live, and their end with the connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Price, PriceGroup, Product, ProductLog, Stock
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.models import Syncing
from spinka.connect.services import live_copies, syncing
from spinka.connect.sync import copies
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict
from spinka.core.models import Event, Outbox
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@contextmanager
def later(**span: float) -> Iterator[None]:
    with time_machine.travel(clock.now() + timedelta(**span)):
        yield


def price_group(shop: Shop, currency: str = "PLN") -> int:
    with acting_for(shop.account_id):
        row = PriceGroup(account_id=shop.account_id, name="Zakup", currency=currency)
        row.save(force_insert=True)
    return int(row.pk)


def switched_on(x: Exchange, every: str = "1h", **more: Any) -> int:
    """Copies stock to a new warehouse; its id."""
    place = x.contractor.warehouse()
    x.want(stock_sync=every, stock_warehouse_id=f"bl_{place}", **more)
    return place


def stock_of(shop: Shop, place: int) -> dict[int, int]:
    with acting_for(shop.account_id):
        rows = Stock.objects.for_account(shop.account_id).filter(warehouse_id=place)
        return dict(rows.order_by("product_id").values_list("product_id", "quantity"))


def prices_of(shop: Shop, group: int) -> dict[int, str]:
    with acting_for(shop.account_id):
        rows = Price.objects.for_account(shop.account_id).filter(price_group_id=group)
        return {one.product_id: f"{one.price:.2f}" for one in rows.order_by("product_id")}


def set_stock(x: Exchange, product_id: int, quantity: int) -> None:
    account_id = x.supplier.account_id
    with acting_for(account_id):
        catalog.update_stock(
            account_id=account_id,
            inventory_id=x.supplier.inventory_id,
            products={product_id: {f"bl_{x.supplier.warehouse_id}": quantity}},
            actor="Jan",
        )


def copy_of(x: Exchange, subject: str = "stock") -> Syncing:
    with acting_for(x.contractor.account_id):
        return Syncing.objects.as_contractor(x.contractor.account_id).get(
            subject=subject, connection_id=x.connection_id
        )


def report(x: Exchange, subject: str = "stock") -> tuple[str, int, int, str]:
    copy = copy_of(x, subject)
    return copy.state, copy.last_checked, copy.last_changed, copy.error


def logged(shop: Shop, log_type: int) -> list[tuple[int, str, str, str]]:
    with acting_for(shop.account_id):
        rows = ProductLog.objects.for_account(shop.account_id).filter(log_type=log_type, profile="Base Connect")
        return list(rows.order_by("pk").values_list("product_id", "info", "old", "new"))


def events(shop: Shop, name: str) -> list[list[int]]:
    with acting_for(shop.account_id):
        rows = Event.objects.filter(account_id=shop.account_id, name=name).order_by("pk")
        return [row.data["product_ids"] for row in rows]


def waiting(shop: Shop, *jobs: str) -> int:
    with acting_for(shop.account_id):
        rows = Outbox.objects.filter(account_id=shop.account_id, done_at=None, failed_at=None).exclude(
            job="connect.tell_state"
        )
        return rows.filter(job__in=jobs).count() if jobs else rows.count()


class TestStock:
    @pytest.mark.feature("E-17")
    def test_shown_numbers_are_copied_and_twice_writes_nothing(self) -> None:
        x = make_exchange(stock_buffer=2, stock_share_percent="50")
        (_, full), (_, none), (_, service) = x.pair(10), x.pair(3), x.pair(None, kind="service")
        mine = x.own_product()
        place = switched_on(x)
        run_jobs()
        # A half rounded down, less the buffer; no row is made for 0.
        assert stock_of(x.contractor, place) == {full: 3}
        assert report(x) == ("done", 3, 1, "")
        assert logged(x.contractor, 1) == [(full, f"bl_{place}", "0", "3")]
        assert events(x.contractor, "stock.changed") == [[full]]
        assert {none, service, mine}.isdisjoint(stock_of(x.contractor, place))

        with later(hours=1.2):
            run_jobs()
        assert report(x) == ("done", 3, 0, "")
        assert len(logged(x.contractor, 1)) == 1
        assert events(x.contractor, "stock.changed") == [[full]]

    @pytest.mark.feature("E-17")
    def test_next_run_takes_changes_and_touches_only_those(self) -> None:
        x = make_exchange()
        (more, own_more), (_, own_same), (gone, own_gone) = x.pair(5), x.pair(6), x.pair(7)
        place = switched_on(x, "15m")
        run_jobs()
        set_stock(x, more, 9)
        set_stock(x, gone, 0)
        run_jobs()
        assert stock_of(x.contractor, place) == {own_more: 5, own_same: 6, own_gone: 7}
        with later(minutes=17):
            run_jobs()
        assert stock_of(x.contractor, place) == {own_more: 9, own_same: 6, own_gone: 0}
        assert logged(x.contractor, 1)[3:] == [(own_more, f"bl_{place}", "5", "9"), (own_gone, f"bl_{place}", "7", "0")]
        assert report(x) == ("done", 3, 2, "")

    def test_no_longer_shared_falls_to_zero_and_says_so(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(5)
        _, other = x.pair(6)
        place = switched_on(x)
        run_jobs()
        x.supply(product_filter={"mode": "all", "exclude_product_ids": [theirs]})
        with later(hours=1.2):
            run_jobs()
        assert stock_of(x.contractor, place) == {own: 0, other: 6}
        x.supply(share_fields=["name", "prices"])
        with later(hours=2.3):
            run_jobs()
        assert stock_of(x.contractor, place) == {own: 0, other: 0}
        assert report(x) == ("failed", 2, 1, "The supplier does not share stock")
        x.supply(share_fields=None)
        with later(hours=3.4):
            run_jobs()
        assert stock_of(x.contractor, place) == {own: 0, other: 6}
        assert report(x) == ("done", 2, 1, "")

    def test_product_of_two_suppliers_follows_the_preferred_one(self) -> None:
        x = make_exchange()
        y = make_exchange(contractor=x.contractor)
        own = x.own_product()
        x.link(own, x.product(5))
        y.linked(own, y.product(8), is_preferred=True)
        place = switched_on(x)
        y.want(stock_sync="1h", stock_warehouse_id=f"bl_{place}")
        run_jobs()
        assert stock_of(x.contractor, place) == {own: 8}
        for hours in (1.2, 2.4):
            with later(hours=hours):
                run_jobs()
        assert stock_of(x.contractor, place) == {own: 8}
        assert len(logged(x.contractor, 1)) <= 2


class TestPrices:
    @pytest.mark.feature("E-18")
    def test_own_prices_are_copied_into_the_chosen_group_only(self) -> None:
        x = make_exchange(
            discount_percent=10,
            price_rules=[{"scope": "all", "kind": "discount_percent", "value": 20, "min_quantity": 5}],
        )
        (_, own), _ = x.pair(price="10.01"), x.pair(price="")
        group = price_group(x.contractor)
        x.want(price_sync="24h", price_group_id=group, price_markup_percent="12.5")
        run_jobs()
        # 10.01 less 10 % is 9.01; with 12.5 % on it 10.13625.
        assert prices_of(x.contractor, group) == {own: "10.14"}
        assert prices_of(x.contractor, x.contractor.price_group_id) == {}
        assert logged(x.contractor, 2) == [(own, str(group), "", "10.14")]
        assert report(x, "price") == ("done", 2, 1, "")
        with later(hours=27):
            run_jobs()
        assert report(x, "price") == ("done", 2, 0, "")
        assert len(logged(x.contractor, 2)) == 1
        # Another markup counts at once.
        x.want(price_markup_percent=0)
        run_jobs()
        assert prices_of(x.contractor, group) == {own: "9.01"}

    def test_a_group_that_follows_another_is_not_written(self) -> None:
        x = make_exchange()
        x.pair()
        group = price_group(x.contractor)
        x.want(price_sync="1h", price_group_id=group)
        with acting_for(x.contractor.account_id):
            PriceGroup.objects.for_account(x.contractor.account_id).filter(pk=group).update(
                type="dependent_on_price_group", source_id=x.contractor.price_group_id
            )
        run_jobs()
        assert report(x, "price")[0] == "failed"
        assert copy_of(x, "price").next_at is None
        assert prices_of(x.contractor, group) == {}

    def test_another_currency_is_a_failed_state(self) -> None:
        x = make_exchange()
        x.pair()
        group = price_group(x.contractor, "EUR")
        x.want(price_sync="1h", price_group_id=group)
        run_jobs()
        assert report(x, "price")[0] == "failed"
        assert "another currency" in report(x, "price")[3]
        assert prices_of(x.contractor, group) == {}


class TestSettings:
    def test_target_is_required_and_own(self) -> None:
        x = make_exchange()
        theirs = x.supplier.warehouse_id
        for values in (
            {"stock_sync": "1h"},
            {"price_sync": "live"},
            {"stock_sync": "1h", "stock_warehouse_id": f"bl_{theirs}"},
            {"stock_sync": "2h", "stock_warehouse_id": f"bl_{x.contractor.warehouse_id}"},
        ):
            with pytest.raises(BadParameters):
                x.want(**values)
        assert x.connection().contractor_settings == {}
        assert waiting(x.contractor) == 0

    @pytest.mark.feature("E-17")
    def test_a_change_takes_effect_at_once(self) -> None:
        x = make_exchange()
        _, own = x.pair(5)
        first = switched_on(x, "24h")
        run_jobs()
        second = x.contractor.warehouse()
        x.want(stock_warehouse_id=f"bl_{second}")
        run_jobs()
        # The same pieces must not count twice.
        assert stock_of(x.contractor, first) == {own: 0}
        assert stock_of(x.contractor, second) == {own: 5}
        x.want(stock_sync="off")
        with later(hours=30):
            run_jobs()
        assert stock_of(x.contractor, second) == {own: 5}
        assert (copy_of(x).state, copy_of(x).next_at) == ("off", None)
        assert waiting(x.contractor) == 0

    def test_saving_the_same_again_asks_for_nothing(self) -> None:
        x = make_exchange()
        switched_on(x)
        before = waiting(x.contractor)
        x.want(stock_sync="1h", hide_prices=True)
        assert waiting(x.contractor) == before == 2

    def test_two_accounts_do_not_copy_each_other(self) -> None:
        x = make_exchange()
        back = make_exchange(supplier=x.contractor, contractor=x.supplier)
        switched_on(x)
        with pytest.raises(Conflict, match="twice"):
            switched_on(back)


class TestClock:
    def test_missed_times_are_not_made_up_for_and_do_not_drift(self) -> None:
        x = make_exchange()
        x.pair(5)
        switched_on(x, "4h")
        run_jobs()
        first = copy_of(x).next_at
        assert first is not None
        assert timedelta(hours=4) <= first - clock.now() + timedelta(seconds=9) < timedelta(hours=4.5)
        with later(days=3):
            run_jobs()
            copy = copy_of(x)
            assert copy.run == 2
            assert copy.next_at is not None
            assert (copy.next_at - first) % timedelta(hours=4) == timedelta()
            assert timedelta() < copy.next_at - clock.now() <= timedelta(hours=4)
            assert waiting(x.contractor, "connect.tick_copy") == 1
            assert waiting(x.contractor, "connect.run_copy") == 0

    def test_a_waiting_run_is_not_asked_for_again(self) -> None:
        x = make_exchange()
        switched_on(x)
        with acting_for(x.contractor.account_id):
            copy = copy_of(x)
            for _ in range(3):
                syncing.tick(account_id=x.contractor.account_id, copy_id=copy.pk, generation=copy.generation)
        assert copy_of(x).run == 1
        assert waiting(x.contractor, "connect.run_copy") == 1

    @pytest.mark.feature("E-17")
    def test_run_now(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(5)
        number, account_id = x.made.contractor_integration_id, x.contractor.account_id
        with acting_for(account_id), pytest.raises(Conflict, match="stock_sync"):
            connect.run_copies_now(account_id=account_id, contractor_integration_id=number)
        place = switched_on(x, "24h")
        run_jobs()
        set_stock(x, theirs, 1)
        with acting_for(account_id):
            connect.run_copies_now(account_id=account_id, contractor_integration_id=number)
            connect.run_copies_now(account_id=account_id, contractor_integration_id=number)
        assert waiting(x.contractor, "connect.run_copy") == 1
        run_jobs()
        assert stock_of(x.contractor, place) == {own: 1}


class TestMistakes:
    def test_a_deleted_warehouse_ends_the_schedule_visibly(self) -> None:
        x = make_exchange()
        _, own = x.pair(5)
        place = switched_on(x, "live")
        with acting_for(x.contractor.account_id):
            catalog.delete_warehouse(account_id=x.contractor.account_id, warehouse_id=place)
        run_jobs()
        copy = copy_of(x)
        assert (copy.state, copy.next_at, "is gone" in copy.error) == ("failed", None, True)
        with later(days=2):
            run_jobs()
        assert waiting(x.contractor) == 0
        again = x.contractor.warehouse()
        x.want(stock_warehouse_id=f"bl_{again}")
        run_jobs()
        assert stock_of(x.contractor, again) == {own: 5}
        assert report(x) == ("done", 1, 1, "")

    def test_work_that_failed_every_time_is_shown(self) -> None:
        x = make_exchange()
        switched_on(x)
        copy = copy_of(x)
        with acting_for(x.contractor.account_id):
            syncing.give_up(account_id=x.contractor.account_id, copy_id=copy.pk, generation=copy.generation)
        assert report(x) == ("failed", 0, 0, syncing.GIVEN_UP)
        run_jobs()
        assert report(x)[0] == "failed"
        with later(hours=1.2):
            run_jobs()
        assert report(x)[0] == "done"


class TestLive:
    @pytest.mark.feature("E-17", "E-18")
    def test_changes_arrive_together_after_a_second(self) -> None:
        x = make_exchange()
        (one, own_one), (two, own_two) = x.pair(5), x.pair(6)
        group = price_group(x.contractor)
        place = switched_on(x, "live", price_sync="live", price_group_id=group)
        run_jobs()
        for quantity in (1, 2, 3):
            set_stock(x, one, quantity)
            set_stock(x, two, 10 + quantity)
        with acting_for(x.supplier.account_id):
            rows = [(one, x.supplier.price_group_id, Decimal("55.50"))]
            catalog.set_prices(account_id=x.supplier.account_id, rows=rows, actor="Jan")
        run_jobs()
        assert stock_of(x.contractor, place) == {own_one: 5, own_two: 6}
        assert waiting(x.supplier, "connect.wake_copies") <= 2
        with later(seconds=2):
            run_jobs()
        assert stock_of(x.contractor, place) == {own_one: 3, own_two: 13}
        assert prices_of(x.contractor, group) == {own_one: "55.50", own_two: "100.00"}
        # One event of the contractor's for six writes of the supplier's.
        assert events(x.contractor, "stock.changed")[1:] == [[own_one, own_two]]
        assert report(x) == ("done", 2, 2, "")

    def test_a_wake_that_was_lost_is_made_good_by_the_next_run(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(5)
        place = switched_on(x, "live")
        run_jobs()
        with acting_for(x.contractor.account_id):
            Syncing.objects.as_contractor(x.contractor.account_id).update(is_woken=True, pending=[theirs])
        with later(minutes=20):
            run_jobs()
        set_stock(x, theirs, 3)
        with later(minutes=21):
            run_jobs()
        with later(minutes=22):
            run_jobs()
        assert stock_of(x.contractor, place) == {own: 3}

    def test_reservations_of_orders_and_bundles_follow(self) -> None:
        x = make_exchange()
        part, own_part = x.pair(8)
        bundle = x.supplier.bundle(**{f"p{part}": 2})
        own_set = x.own_product()
        x.link(own_set, bundle)
        place = switched_on(x, "live")
        run_jobs()
        assert stock_of(x.contractor, place) == {own_part: 8, own_set: 4}
        order = x.order((own_part, 3))
        x.forward(order.order_id)
        with later(seconds=2):
            run_jobs()
        with later(seconds=4):
            run_jobs()
        assert stock_of(x.contractor, place) == {own_part: 5, own_set: 2}

    def test_settings_of_the_supplier_count_at_once(self) -> None:
        x = make_exchange()
        _, own = x.pair(8)
        place = switched_on(x, "live")
        run_jobs()
        x.supply(stock_buffer=3)
        with later(seconds=2):
            run_jobs()
        assert stock_of(x.contractor, place) == {own: 5}

    def test_links_made_and_cleared(self) -> None:
        x = make_exchange()
        theirs, own = x.product(7), x.own_product()
        account_id = x.contractor.account_id
        place = switched_on(x, "live")
        run_jobs()

        def link(supplier_product_id: int) -> None:
            with acting_for(account_id):
                connect.set_links(
                    account_id=account_id,
                    connect_integration_id=x.made.contractor_integration_id,
                    links=[connect.WantedLink(own, supplier_product_id)],
                    actor="Anna",
                )
            run_jobs()

        link(theirs)
        assert stock_of(x.contractor, place) == {own: 7}
        link(0)
        assert stock_of(x.contractor, place) == {own: 0}
        # A product the supplier deletes takes its link along.
        link(theirs)
        with acting_for(x.supplier.account_id):
            catalog.delete_product(account_id=x.supplier.account_id, product_id=theirs, actor="Jan")
        with later(minutes=20):
            run_jobs()
        assert stock_of(x.contractor, place) == {own: 0}

    def test_a_finished_import_is_copied_at_once(self) -> None:
        x = make_exchange()
        place = switched_on(x, "live")
        run_jobs()
        x.product(4)
        account_id = x.contractor.account_id
        with acting_for(account_id):
            connect.start_import(
                account_id=account_id,
                connect_integration_id=x.made.contractor_integration_id,
                inventory_id=x.contractor.inventory_id,
                options=connect.ImportOptions(),
                actor="Anna",
            )
        run_jobs()
        assert list(stock_of(x.contractor, place).values()) == [4]

    def test_a_change_costs_the_same_however_many_read(self) -> None:
        x = make_exchange()
        theirs, _ = x.pair(5)
        run_jobs()

        def cost() -> tuple[int, int]:
            before = waiting(x.supplier)
            with CaptureQueriesContext(connection) as queries:
                set_stock(x, theirs, cost.number)  # type: ignore[attr-defined]
            rows = waiting(x.supplier) - before
            with CaptureQueriesContext(connection) as work:
                run_jobs()
            cost.number += 1  # type: ignore[attr-defined]
            return rows, len(queries) + len(work)

        cost.number = 20  # type: ignore[attr-defined]
        alone = cost()
        assert alone[0] == 1
        for _ in range(3):
            reader = make_exchange(supplier=x.supplier)
            reader.link(reader.own_product(), theirs)
            switched_on(reader, "1h")
            run_jobs()
        assert cost() == alone

    def test_very_many_changes_become_one_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(live_copies, "MOST_NOTED", 2)
        x = make_exchange()
        pairs = [x.pair(1) for _ in range(4)]
        place = switched_on(x, "live")
        run_jobs()
        for theirs, _ in pairs:
            set_stock(x, theirs, 7)
        run_jobs()
        with later(seconds=2):
            run_jobs()
        assert stock_of(x.contractor, place) == {own: 7 for _, own in pairs}
        assert copy_of(x).run == 2


def many(x: Exchange, count: int) -> None:
    """Linked products of both accounts with stock and prices, written at once."""
    supplier, contractor = x.supplier, x.contractor
    with acting_for(supplier.account_id):
        first = supplier.product(5, price="20")
        columns = [one.column for one in Product._meta.concrete_fields if one.column not in {"id", "name"}]
        names = ", ".join(columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"insert into catalog_product ({names}, name) select {names}, 'P' || n from catalog_product,"
                " generate_series(2, %s) n where id = %s",
                [count, first],
            )
            cursor.execute(
                "insert into catalog_stock (account_id, product_id, warehouse_id, quantity, reserved, location)"
                " select account_id, id, %s, id %% 50 + 1, 0, '' from catalog_product where account_id = %s and id > %s",
                [supplier.warehouse_id, supplier.account_id, first],
            )
            cursor.execute(
                "insert into catalog_price (account_id, product_id, price_group_id, price)"
                " select account_id, id, %s, 20 + id %% 7 from catalog_product where account_id = %s and id > %s",
                [supplier.price_group_id, supplier.account_id, first],
            )
    with acting_for(contractor.account_id):
        own = contractor.product()
        with connection.cursor() as cursor:
            cursor.execute(
                f"insert into catalog_product ({names}, name) select {names}, 'Q' || n from catalog_product,"
                " generate_series(2, %s) n where id = %s",
                [count, own],
            )
            cursor.execute(
                "insert into connect_productlink (supplier_id, contractor_id, connection_id, product_id,"
                " supplier_product_id, is_preferred, sent, created_at)"
                " select %s, %s, %s, %s + n, %s + n, false, '', now() from generate_series(0, %s - 1) n",
                [supplier.account_id, contractor.account_id, x.connection_id, own, first, count],
            )


class TestManyProducts:
    @pytest.mark.feature("E-17", "E-18")
    def test_6_000_are_copied_in_transactions_of_2_000(self) -> None:
        x = make_exchange()
        many(x, 6_000)
        group = price_group(x.contractor)
        place = switched_on(x, price_sync="1h", price_group_id=group)
        run_jobs()
        assert report(x) == ("done", 6_000, 6_000, "")
        assert report(x, "price") == ("done", 6_000, 6_000, "")
        assert [len(ids) for ids in events(x.contractor, "stock.changed")] == [2_000] * 3
        assert [len(ids) for ids in events(x.contractor, "price.changed")] == [2_000] * 3
        with acting_for(x.contractor.account_id), connection.cursor() as cursor:
            cursor.execute(
                "select count(*), count(*) filter (where s.quantity = l.supplier_product_id %% 50 + 1"
                " and x.price = 20 + l.supplier_product_id %% 7)"
                " from connect_productlink l join catalog_stock s on s.product_id = l.product_id"
                " and s.warehouse_id = %s join catalog_price x on x.product_id = l.product_id"
                " and x.price_group_id = %s where l.contractor_id = %s",
                [place, group, x.contractor.account_id],
            )
            found, right = cursor.fetchone()
        assert (found, right) == (6_000, 5_999)  # the first has 5 pieces at 20

        with later(hours=1.2):
            run_jobs()
        assert (report(x), report(x, "price")) == (("done", 6_000, 0, ""), ("done", 6_000, 0, ""))
        assert len(events(x.contractor, "stock.changed")) == 3

    def test_a_run_goes_on_where_its_worker_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        x = make_exchange()
        pairs = [x.pair(5) for _ in range(5)]
        place = switched_on(x)
        account_id, copy = x.contractor.account_id, copy_of(x)
        done: list[int] = []
        write = copies.copy

        def stopping(*given: Any) -> int:
            if len(done) == 1:
                raise SystemExit
            done.append(1)
            return write(*given)

        monkeypatch.setattr(copies, "copy", stopping)
        run = {"copy_id": copy.pk, "generation": copy.generation, "run": 1, "batch_size": 2}
        with pytest.raises(SystemExit):
            syncing.run(account_id=account_id, **run)
        monkeypatch.undo()
        assert len(stock_of(x.contractor, place)) == 2
        syncing.run(account_id=account_id, **run)
        assert stock_of(x.contractor, place) == {own: 5 for _, own in pairs}
        assert report(x) == ("done", 5, 5, "")
        syncing.run(account_id=account_id, **run)
        assert copy_of(x).begun_run == 1


class TestEnd:
    @pytest.mark.feature("A-21", "E-17")
    @pytest.mark.parametrize("action", ["suspend", "disconnect", "leave", "delete"])
    def test_pieces_fall_to_zero_once_and_prices_stay(self, action: str) -> None:
        x = make_exchange()
        theirs, own = x.pair(5)
        group = price_group(x.contractor)
        place = switched_on(x, "live", price_sync="live", price_group_id=group)
        run_jobs()
        set_stock(x, theirs, 4)
        supplier_id, contractor_id = x.supplier.account_id, x.contractor.account_id
        if action == "leave":
            with acting_for(contractor_id):
                connect.leave(account_id=contractor_id, contractor_integration_id=x.made.contractor_integration_id)
        elif action == "delete":
            with acting_for(supplier_id):
                connect.delete_integration(account_id=supplier_id, integration_id=x.made.integration_id)
        else:
            with acting_for(supplier_id):
                connect.change_state(account_id=supplier_id, connection_id=x.connection_id, action=action)
        run_jobs()
        with later(hours=30):
            run_jobs()
            assert waiting(x.contractor) == waiting(x.supplier) == 0
        assert stock_of(x.contractor, place) == {own: 0}
        assert prices_of(x.contractor, group) == {own: "100.00"}
        assert [row[2:] for row in logged(x.contractor, 1)] == [("0", "5"), ("5", "0")]
        assert (copy_of(x).state, copy_of(x).next_at) == ("stopped", None)
        with acting_for(contractor_id), pytest.raises(ConnectionStateRefused):
            connect.run_copies_now(account_id=contractor_id, contractor_integration_id=x.made.contractor_integration_id)

    def test_resumed_connection_copies_again(self) -> None:
        x = make_exchange()
        _, own = x.pair(5)
        place = switched_on(x)
        run_jobs()
        for action in ("suspend", "resume"):
            with acting_for(x.supplier.account_id):
                connect.change_state(account_id=x.supplier.account_id, connection_id=x.connection_id, action=action)
        run_jobs()
        assert stock_of(x.contractor, place) == {own: 5}
        assert copy_of(x).state == "done"

    def test_pending_connection_starts_when_accepted(self) -> None:
        x = make_exchange(require_approval=True)
        _, own = x.pair(5)
        place = switched_on(x)
        run_jobs()
        assert stock_of(x.contractor, place) == {}
        with acting_for(x.supplier.account_id):
            connect.change_state(account_id=x.supplier.account_id, connection_id=x.connection_id, action="accept")
        run_jobs()
        assert stock_of(x.contractor, place) == {own: 5}
