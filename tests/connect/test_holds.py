"""Timed holds of a contractor on a supplier's products (L-05, R6, R33)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from spinka.accounts.tenancy import acting_for
from spinka.catalog import stock
from spinka.catalog.models import HeldPiece, Stock
from spinka.catalog.stock import Piece, StockShort
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused, crossing
from spinka.connect.hold_reads import holds_page
from spinka.connect.models import Hold
from spinka.connect.services.holds import Held, HoldShort
from spinka.connect.sharing import shown_stock
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.models import Event, Outbox
from spinka.ops.check import inspect_per_account
from spinka.ops.check.holds import (
    HeldPiecesAreOfOpenHolds,
    HeldPiecesAreWhole,
    HoldsHaveTheirPieces,
    NothingHeldBeyondStock,
)
from spinka.orders.draft import LineDraft
from tests.factories.accounts import make_account
from tests.factories.connections import make_connection
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import make_shop
from tests.support.jobs import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.feature("L-05")]


def exchange(**settings: Any) -> Exchange:
    """A supplier that lets its contractor hold everything."""
    return make_exchange(**{"holds": True, "hold_max_percent": 100, **settings})


def another(x: Exchange) -> Exchange:
    """A second contractor of the same supplier, with the same settings of holds."""
    made = make_connection(
        x.supplier.account, make_account("Sklep Drugi"), name="Drugi", holds=True, hold_max_percent=100
    )
    return Exchange(x.supplier, make_shop(made.contractor), made)


def hold(x: Exchange, product_id: int, quantity: int = 1, seconds: int | None = 600) -> Held:
    with acting_for(x.contractor.account_id):
        return connect.add_hold(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            supplier_product_id=product_id,
            quantity=quantity,
            seconds=seconds,
            actor="Anna",
        )


def end(x: Exchange, hold_id: int, *, by_supplier: bool = False) -> None:
    account_id = (x.supplier if by_supplier else x.contractor).account_id
    with acting_for(account_id):
        connect.delete_hold(account_id=account_id, hold_id=hold_id, actor="Anna")


def shown(x: Exchange, product_id: int) -> int | None:
    account_id = x.contractor.account_id
    with acting_for(account_id), crossing(account_id=account_id, connection_id=x.connection_id):
        return shown_stock(x.connection_id, [product_id])[product_id]


def held(x: Exchange, product_id: int) -> int:
    """The number on the product's stock row in the supplier's first warehouse."""
    with acting_for(x.supplier.account_id):
        rows = Stock.objects.for_account(x.supplier.account_id)
        return rows.get(product_id=product_id, warehouse_id=x.supplier.warehouse_id).held


def row(x: Exchange, hold_id: int) -> Hold:
    with acting_for(x.contractor.account_id):
        return Hold.objects.for_account(x.contractor.account_id).get(pk=hold_id)


def let_pass(x: Exchange, hold_id: int) -> None:
    """The hold's time has passed; nothing else happened, as if everything had been off meanwhile."""
    past = clock.now() - timedelta(seconds=1)
    with acting_for(x.supplier.account_id):
        Hold.objects.for_account(x.supplier.account_id).filter(pk=hold_id).update(expires_at=past)
        HeldPiece.objects.for_account(x.supplier.account_id).filter(hold_id=hold_id).update(expires_at=past)


def events(x: Exchange) -> list[dict[str, Any]]:
    with acting_for(x.supplier.account_id):
        return [row.data for row in Event.objects.filter(name="hold.expired").order_by("pk")]


class TestAddHold:
    def test_takes_pieces_from_what_others_are_shown_but_not_from_the_holder(self) -> None:
        x = exchange()
        other = another(x)
        product = x.product(10)
        made = hold(x, product, 3)
        assert (shown(x, product), shown(other, product), held(x, product)) == (10, 7, 3)
        assert 590 < (made.expires_at - clock.now()).total_seconds() <= 600
        assert x.supplier.levels(product) == (10, 0)

    def test_lasts_as_long_as_the_supplier_allows_unless_said(self) -> None:
        x = exchange(hold_max_seconds=120)
        product = x.product(10)
        assert 110 < (hold(x, product, seconds=None).expires_at - clock.now()).total_seconds() <= 120
        with pytest.raises(BadParameters, match="seconds: 1 to 120"):
            hold(x, product, seconds=121)

    @pytest.mark.parametrize("quantity", [0, -1, 10**12])
    def test_refuses_a_number_that_is_none(self, quantity: int) -> None:
        x = exchange()
        with pytest.raises(BadParameters, match="parameter quantity"):
            hold(x, x.product(10), quantity)

    def test_only_where_the_supplier_allows_holds_and_shares_stock(self) -> None:
        x = make_exchange()
        product = x.product(10)
        with pytest.raises(Conflict, match="does not let contractors hold"):
            hold(x, product)
        x.supply(holds=True, share_fields=["name", "prices"])
        with pytest.raises(Conflict, match="does not share its stock"):
            hold(x, product)

    def test_the_setting_of_the_contractor_wins(self) -> None:
        x = make_exchange()
        product = x.product(10)
        with acting_for(x.supplier.account_id):
            connect.set_contractor_settings(
                account_id=x.supplier.account_id, connection_id=x.connection_id, values={"holds": True}
            )
        assert hold(x, product, 2).quantity == 2

    def test_at_most_so_many_per_cent_of_the_number_shown(self) -> None:
        x = exchange(hold_max_percent=20)
        product = x.product(10)
        with pytest.raises(HoldShort) as refused:
            hold(x, product, 3)
        assert refused.value.free == 2
        hold(x, product)
        hold(x, product)
        with pytest.raises(HoldShort) as refused:
            hold(x, product)
        assert (refused.value.free, held(x, product)) == (0, 2)

    def test_at_most_so_many_open_at_a_time(self) -> None:
        x = exchange(hold_max_open=2)
        product = x.product(10)
        first = hold(x, product)
        hold(x, x.product(10))
        with pytest.raises(Conflict, match="2 holds are open"):
            hold(x, product)
        let_pass(x, first.hold_id)
        assert hold(x, product).quantity == 1

    def test_nothing_that_is_reserved_or_held_by_another(self) -> None:
        x = exchange()
        other = another(x)
        product = x.product(10)
        x.supplier.order(LineDraft(product_id=product, quantity=4))
        hold(other, product, 5)
        with pytest.raises(HoldShort) as refused:
            hold(x, product, 2)
        assert refused.value.free == 1
        assert (hold(x, product).quantity, held(x, product)) == (1, 6)

    def test_spreads_over_warehouses_and_holds_what_a_bundle_is_made_of(self) -> None:
        x = exchange()
        product = x.product(3)
        x.supplier.put(product, 4, at=x.supplier.warehouse())
        bundle = x.supplier.bundle(**{f"p{product}": 2})
        hold(x, bundle, 3)
        other = another(x)
        assert (shown(other, product), shown(other, bundle), shown(x, bundle)) == (1, 0, 3)

    def test_a_product_outside_the_selection_is_not_there(self) -> None:
        x = exchange()
        hidden = x.product(10)
        x.supply(product_filter={"exclude_product_ids": [hidden]})
        foreign = make_exchange().product(10)
        for product in (hidden, foreign, 2**62):
            with pytest.raises(NotFound):
                hold(x, product)
        assert held(x, hidden) == 0

    def test_a_service_has_nothing_to_hold(self) -> None:
        x = exchange()
        with pytest.raises(BadParameters, match="without stock"):
            hold(x, x.product(None, kind="service"))

    def test_only_through_an_active_connection_of_ones_own(self) -> None:
        x, y = exchange(), exchange()
        product = x.product(10)
        with pytest.raises(NotFound):
            hold(Exchange(x.supplier, y.contractor, x.made), product)
        with acting_for(x.supplier.account_id):
            connect.change_state(account_id=x.supplier.account_id, connection_id=x.connection_id, action="suspend")
        with pytest.raises(ConnectionStateRefused):
            hold(x, product)


class TestOthersGrants:
    """Nothing else is granted that makes on hand − held − reserved negative (R6)."""

    def test_the_suppliers_own_order_gets_only_what_is_free(self) -> None:
        x = exchange()
        product = x.product(10)
        hold(x, product, 8)
        order = x.supplier.order(LineDraft(product_id=product, quantity=5))
        assert x.supplier.levels(product) == (10, 2)
        assert x.supplier.line(order.line_ids[0]).backordered == 3
        with pytest.raises(StockShort), acting_for(x.supplier.account_id):
            stock.reserve(account_id=x.supplier.account_id, pieces=[Piece(product, x.supplier.warehouse_id, 1)])

    def test_another_contractors_order_is_refused_by_the_number_shown(self) -> None:
        x = exchange()
        other = another(x)
        theirs = x.product(10)
        own = other.own_product()
        other.link(own, theirs)
        hold(x, theirs, 8)
        (result,) = other.forward(other.order((own, 3)).order_id)
        assert (result.state, result.reason_code, result.details["shown"]) == ("refused", "stock", 2)

    def test_the_suppliers_own_write_may_leave_less_than_is_held(self) -> None:
        x = exchange()
        product = x.product(10)
        hold(x, product, 8)
        with acting_for(x.supplier.account_id):
            stock.set_stock(
                account_id=x.supplier.account_id, rows=[Piece(product, x.supplier.warehouse_id, 3)], actor="Jan"
            )
        assert (shown(x, product), shown(another(x), product)) == (3, 0)


class TestConversion:
    def test_an_order_takes_the_oldest_holds_first(self) -> None:
        x = exchange()
        theirs, own = x.pair(10)
        first, second = hold(x, theirs, 3), hold(x, theirs, 4)
        (result,) = x.forward(x.order((own, 5)).order_id)
        assert result.state == "forwarded"
        assert x.supplier.levels(theirs) == (10, 5)
        assert held(x, theirs) == 2
        one, two = row(x, first.hold_id), row(x, second.hold_id)
        assert (one.state, one.quantity, one.converted, one.sale_id) == ("converted", 0, 3, result.sale_id)
        assert (two.state, two.quantity, two.converted, two.sale_id) == ("open", 2, 2, result.sale_id)
        assert ("contractor", "holds_converted") in x.history(x.sale().pk)
        assert shown(another(x), theirs) == 3
        assert x.supplier.unequal() == []

    def test_all_held_pieces_can_be_ordered_when_nothing_else_is_left(self) -> None:
        x = exchange()
        theirs, own = x.pair(10)
        other = another(x)
        hold(x, theirs, 6)
        hold(other, theirs, 4)
        assert x.forward(x.order((own, 7)).order_id)[0].state == "refused"
        assert held(x, theirs) == 10
        assert x.forward(x.order((own, 6)).order_id)[0].state == "forwarded"
        assert (x.supplier.levels(theirs), held(x, theirs)) == ((10, 6), 4)

    def test_a_refused_order_leaves_the_holds(self) -> None:
        x = exchange(min_order_value=100_000)
        theirs, own = x.pair(10)
        made = hold(x, theirs, 3)
        assert x.forward(x.order((own, 2)).order_id)[0].reason_code == "minimum"
        assert (row(x, made.hold_id).quantity, held(x, theirs)) == (3, 3)

    def test_pieces_of_another_warehouse_stay_held_where_they_can(self) -> None:
        x = exchange()
        theirs, own = x.pair(2)
        second = x.supplier.warehouse()
        x.supplier.put(theirs, 5, at=second)
        made = hold(x, theirs, 4)
        assert x.forward(x.order((own, 2)).order_id)[0].state == "forwarded"
        assert row(x, made.hold_id).quantity == 2
        assert shown(another(x), theirs) == 3
        assert x.supplier.unequal() == []

    def test_a_hold_on_a_bundle_gives_up_what_an_order_takes_of_its_component(self) -> None:
        x = exchange()
        theirs, own = x.pair(10)
        bundle = x.supplier.bundle(**{f"p{theirs}": 2})
        made = hold(x, bundle, 4)
        assert x.forward(x.order((own, 5)).order_id)[0].state == "forwarded"
        assert (x.supplier.levels(theirs), held(x, theirs)) == ((10, 5), 4)
        assert (row(x, made.hold_id).quantity, row(x, made.hold_id).converted) == (2, 2)

    def test_holds_of_a_time_when_they_were_allowed_still_serve(self) -> None:
        x = exchange()
        theirs, own = x.pair(3)
        hold(x, theirs, 3)
        x.supply(holds=False)
        assert x.forward(x.order((own, 3)).order_id)[0].state == "forwarded"
        assert (x.supplier.levels(theirs), held(x, theirs)) == ((3, 3), 0)

    def test_without_reservations_pieces_leave_and_the_hold_with_them(self) -> None:
        x = exchange()
        x.supplier.reservations(False)
        theirs, own = x.pair(5)
        hold(x, theirs, 5)
        assert x.forward(x.order((own, 4)).order_id)[0].state == "forwarded"
        assert (x.supplier.levels(theirs), held(x, theirs)) == ((1, 0), 1)


class TestExpiry:
    def test_frees_by_time_alone(self) -> None:
        x = exchange()
        other = another(x)
        theirs = x.product(10)
        own = other.own_product()
        other.link(own, theirs)
        made = hold(x, theirs, 9)
        let_pass(x, made.hold_id)
        assert (shown(other, theirs), held(x, theirs)) == (10, 9)
        assert _listed(x) == []
        assert other.forward(other.order((own, 10)).order_id)[0].state == "forwarded"
        assert (x.supplier.levels(theirs), held(x, theirs)) == ((10, 10), 0)

    def test_a_reservation_does_not_wait_for_the_clean_up(self) -> None:
        x = exchange()
        theirs = x.product(10)
        let_pass(x, hold(x, theirs, 9).hold_id)
        with acting_for(x.supplier.account_id):
            stock.reserve(account_id=x.supplier.account_id, pieces=[Piece(theirs, x.supplier.warehouse_id, 10)])
        assert x.supplier.levels(theirs) == (10, 10)

    def test_the_job_writes_it_down_and_tells_both(self) -> None:
        x = exchange()
        theirs = x.product(10)
        made = hold(x, theirs, 9)
        run_jobs()
        assert (row(x, made.hold_id).state, held(x, theirs)) == ("open", 9)
        let_pass(x, made.hold_id)
        with acting_for(x.supplier.account_id):
            Outbox.objects.filter(job="connect.expire_hold").update(due_at=clock.now())
        run_jobs()
        assert (row(x, made.hold_id).state, held(x, theirs)) == ("expired", 0)
        (told,) = events(x)
        assert (told["hold_id"], told["reason"], told["quantity"]) == (made.hold_id, "expired", 9)
        with acting_for(x.contractor.account_id):
            assert Event.objects.filter(name="hold.expired", partner_id=x.contractor.account_id).count() == 1

    def test_a_live_copy_of_another_contractor_follows_holds(self) -> None:
        x = exchange()
        part = x.product(10)
        theirs = x.supplier.bundle(**{f"p{part}": 2})
        other = another(x)
        own, place = other.own_product(), other.contractor.warehouse()
        other.link(own, part)
        other.want(stock_sync="live", stock_warehouse_id=f"bl_{place}")
        run_jobs()

        def copied_after(seconds: int) -> int:
            run_jobs()
            with time_machine.travel(clock.now() + timedelta(seconds=seconds)):
                run_jobs()
            with acting_for(other.contractor.account_id):
                rows = Stock.objects.for_account(other.contractor.account_id)
                return rows.get(product_id=own, warehouse_id=place).quantity

        made = hold(x, theirs, 3)
        assert copied_after(2) == 4
        end(x, made.hold_id)
        assert copied_after(4) == 10
        passing = hold(x, theirs, 2)
        assert copied_after(6) == 6
        let_pass(x, passing.hold_id)
        with acting_for(x.supplier.account_id):
            Outbox.objects.filter(job="connect.expire_hold").update(due_at=clock.now())
        assert copied_after(8) == 10

    def test_work_that_comes_too_early_comes_again(self) -> None:
        x = exchange()
        theirs = x.product(10)
        made = hold(x, theirs, 9)
        with acting_for(x.supplier.account_id):
            Outbox.objects.filter(job="connect.expire_hold").update(due_at=clock.now())
        run_jobs()
        assert (row(x, made.hold_id).state, held(x, theirs)) == ("open", 9)
        with acting_for(x.supplier.account_id):
            (again,) = Outbox.objects.filter(job="connect.expire_hold", done_at__isnull=True)
        assert abs((again.due_at - made.expires_at).total_seconds()) < 5


class TestDeleteHold:
    def test_by_the_contractor(self) -> None:
        x = exchange()
        theirs = x.product(10)
        made = hold(x, theirs, 9)
        end(x, made.hold_id)
        assert (row(x, made.hold_id).state, held(x, theirs), events(x)) == ("deleted", 0, [])
        with pytest.raises(NotFound):
            end(x, made.hold_id)

    def test_by_the_supplier_who_is_not_asked_why(self) -> None:
        x = exchange()
        theirs = x.product(10)
        made = hold(x, theirs, 9)
        end(x, made.hold_id, by_supplier=True)
        assert (row(x, made.hold_id).state, held(x, theirs)) == ("released", 0)
        assert [told["reason"] for told in events(x)] == ["released"]

    def test_of_another_account_answers_as_a_missing_one(self) -> None:
        x, y = exchange(), exchange()
        other = another(x)
        theirs = x.product(10)
        made = hold(x, theirs, 9)
        for stranger in (y, other):
            with pytest.raises(NotFound, match=f"There is no hold {made.hold_id}"):
                end(stranger, made.hold_id)
        assert held(x, theirs) == 9

    def test_one_that_is_over_is_missing(self) -> None:
        x = exchange()
        made = hold(x, x.product(10))
        let_pass(x, made.hold_id)
        with pytest.raises(NotFound):
            end(x, made.hold_id)


class TestConnectionEnds:
    @pytest.mark.parametrize("action", ["suspend", "disconnect"])
    def test_by_the_supplier(self, action: str) -> None:
        x = exchange()
        theirs = x.product(10)
        made = hold(x, theirs, 4)
        with acting_for(x.supplier.account_id):
            connect.change_state(account_id=x.supplier.account_id, connection_id=x.connection_id, action=action)
        assert (held(x, theirs), row(x, made.hold_id).state) == (0, "released")

    def test_by_the_contractor(self) -> None:
        x = exchange()
        theirs = x.product(10)
        hold(x, theirs, 4)
        with acting_for(x.contractor.account_id):
            connect.leave(
                account_id=x.contractor.account_id, contractor_integration_id=x.made.contractor_integration_id
            )
        assert held(x, theirs) == 0

    def test_with_the_integration(self) -> None:
        x = exchange()
        theirs = x.product(10)
        hold(x, theirs, 4)
        with acting_for(x.supplier.account_id):
            connect.delete_integration(account_id=x.supplier.account_id, integration_id=x.made.integration_id)
        assert held(x, theirs) == 0


def _listed(x: Exchange, *, as_supplier: bool = False, **options: Any) -> list[int]:
    account_id = (x.supplier if as_supplier else x.contractor).account_id
    with acting_for(account_id):
        return [listed.hold_id for listed in holds_page(account_id=account_id, **options)]


class TestCheck:
    def test_finds_nothing_while_holds_come_and_go(self) -> None:
        x = exchange()
        theirs, own = x.pair(10)
        first = hold(x, theirs, 4)
        hold(x, theirs, 5)
        x.forward(x.order((own, 2)).order_id)
        let_pass(x, first.hold_id)
        report = inspect_per_account()
        assert report.is_sound, [finding for finding in report.findings if finding.rows]

    def test_finds_pieces_without_a_hold_and_a_hold_without_pieces(self) -> None:
        x = exchange()
        one, two = x.product(10), x.product(10)
        first, second = hold(x, one, 4), hold(x, two, 5)
        with acting_for(x.supplier.account_id):
            HeldPiece.objects.for_account(x.supplier.account_id).filter(hold_id=first.hold_id).delete()
            Hold.objects.for_account(x.supplier.account_id).filter(pk=second.hold_id).update(state="deleted")
            Stock.objects.for_account(x.supplier.account_id).filter(product_id=two).update(quantity=4)
        report = inspect_per_account()
        broken = [finding.invariant for finding in report.findings if finding.rows]
        assert broken == [HeldPiecesAreWhole, HeldPiecesAreOfOpenHolds, HoldsHaveTheirPieces, NothingHeldBeyondStock]


class TestHoldsPage:
    def test_each_side_lists_its_own_and_narrows_them(self) -> None:
        x = exchange()
        other = another(x)
        one, two = x.product(10), x.product(10)
        mine, more, theirs = hold(x, one), hold(x, two), hold(other, one)
        assert _listed(x) == [mine.hold_id, more.hold_id]
        assert _listed(x, as_supplier=True) == [mine.hold_id, more.hold_id, theirs.hold_id]
        assert _listed(x, as_supplier=True, supplier_product_id=one) == [mine.hold_id, theirs.hold_id]
        assert _listed(x, as_supplier=True, connection_id=other.connection_id) == [theirs.hold_id]
        assert _listed(x, integration_id=x.made.contractor_integration_id) == [mine.hold_id, more.hold_id]
        assert _listed(x, connection_id=other.connection_id) == []
        assert _listed(make_exchange()) == []
