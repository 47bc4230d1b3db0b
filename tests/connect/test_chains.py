"""Goods sold on through a third account: A buys from B, who forwards to C (R12, R14)."""

from dataclasses import dataclass

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Sale, SaleEvent, SaleLine, SaleState
from spinka.core.errors import Locked
from spinka.ops.check import inspect_per_account
from spinka.ops.check.sales import LinesAgree, StoppedChains
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges
from spinka.orders.models import Order, OrderLine
from tests.factories.accounts import make_account
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop, make_shop
from tests.support.jobs import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.feature("F-10")]


@dataclass(frozen=True, slots=True)
class Chain:
    """A's order of 5 at B, B's order of it at C, and both sales; `upper` is between A and B, `lower` between B and C."""

    upper: Exchange
    lower: Exchange
    orders: tuple[int, int, int]
    lines: tuple[int, int, int]
    sale_ids: tuple[int, int]

    @property
    def shops(self) -> tuple[Shop, Shop, Shop]:
        return self.upper.contractor, self.upper.supplier, self.lower.supplier

    def pieces(self) -> tuple[int, int, int, int, int]:
        """Of the lines of A, B and C, and of both sales."""
        found = []
        for shop, line_id in zip(self.shops, self.lines, strict=True):
            with acting_for(shop.account_id):
                found.append(OrderLine.objects.for_account(shop.account_id).get(pk=line_id).quantity)
        middle = self.shops[1].account_id
        with acting_for(middle):
            for sale_id in self.sale_ids:
                line = SaleLine.objects.for_account(middle).get(sale_id=sale_id)
                found.append(line.quantity - line.cancelled)
        return tuple(found)  # type: ignore[return-value]

    def sale(self, place: int) -> Sale:
        middle = self.shops[1].account_id
        with acting_for(middle):
            return Sale.objects.for_account(middle).get(pk=self.sale_ids[place])

    def history(self, place: int) -> list[str]:
        middle = self.shops[1].account_id
        with acting_for(middle):
            rows = SaleEvent.objects.for_account(middle).filter(sale_id=self.sale_ids[place]).order_by("pk")
            return [row.name for row in rows]

    def cancel(self, place: int, quantity: int) -> None:
        """A, B or C cancels pieces of its line."""
        account_id = self.shops[place].account_id
        with acting_for(account_id):
            connect.cancel_pieces(
                account_id=account_id,
                order_id=self.orders[place],
                line_id=self.lines[place],
                quantity=quantity,
                actor="Anna",
            )

    def move(self, place: int, status_id: int) -> None:
        shop = self.shops[place]
        with acting_for(shop.account_id):
            orders.change_status(
                account_id=shop.account_id, order_id=self.orders[place], status_id=status_id, actor="Jan"
            )
        run_jobs()

    def check(self) -> tuple[int, int]:
        """Rows of broken and of stopped sales; nothing else is found."""
        report = inspect_per_account()
        assert report.is_sound, [finding for finding in report.findings if finding.rows]
        return len(report.rows_of(LinesAgree)), len(report.rows_of(StoppedChains))


def make_chain() -> Chain:
    shops = [make_shop(make_account(name)) for name in ("Sklep A", "Pośrednik B", "Fabryka C")]
    upper = make_exchange(supplier=shops[1], contractor=shops[0])
    lower = make_exchange(supplier=shops[2], contractor=shops[1])
    made = lower.product(10, price="50")
    resold = lower.own_product()
    lower.link(resold, made)
    shops[1].put(resold, 20)
    own = upper.own_product()
    upper.link(own, resold)
    upper.supply(share_fields=["name", "stock"])
    first = upper.order((own, 5))
    (sold,) = upper.forward(first.order_id)
    assert sold.state == "forwarded", sold
    middle = _only(shops[1])
    (bought,) = lower.forward(middle[0])
    assert bought.state == "forwarded", bought
    last = _only(shops[2])
    run_jobs()
    return Chain(
        upper,
        lower,
        (first.order_id, middle[0], last[0]),
        (first.line_ids[0], middle[1], last[1]),
        (sold.sale_id or 0, bought.sale_id or 0),
    )


def _only(shop: Shop) -> tuple[int, int]:
    """The shop's only order and line."""
    with acting_for(shop.account_id):
        order = Order.objects.for_account(shop.account_id).get()
        return order.pk, OrderLine.objects.for_account(shop.account_id).get(order_id=order.pk).pk


class TestFewerPieces:
    def test_cancelled_by_the_first_reach_the_last(self) -> None:
        chain = make_chain()
        chain.cancel(0, 2)
        run_jobs()
        assert chain.pieces() == (3, 3, 3, 3, 3)
        assert chain.lower.supplier.levels(_product(chain)) == (10, 3)
        assert chain.sale(1).amount == 150
        assert chain.history(1)[-1] == "pieces_cancelled"
        assert chain.check() == (0, 0)

    def test_taken_off_by_the_middle_reach_both(self) -> None:
        chain = make_chain()
        account_id = chain.shops[1].account_id
        with acting_for(account_id):
            connect.edit_line(
                account_id=account_id,
                order_id=chain.orders[1],
                line_id=chain.lines[1],
                changes=LineChanges(quantity=1),
                actor="Jan",
            )
        run_jobs()
        assert chain.pieces() == (1, 1, 1, 1, 1)
        assert chain.check() == (0, 0)

    def test_cancelled_by_the_last_reach_the_first(self) -> None:
        chain = make_chain()
        chain.cancel(2, 4)
        run_jobs()
        assert chain.pieces() == (1, 1, 1, 1, 1)
        assert chain.check() == (0, 0)

    def test_all_of_them_end_both_sales_and_cancel_the_orders(self) -> None:
        chain = make_chain()
        account_id = chain.shops[0].account_id
        with acting_for(account_id):
            connect.delete_orders(account_id=account_id, order_ids=[chain.orders[0]], actor="Anna")
        run_jobs()
        assert [chain.sale(place).state for place in (0, 1)] == [SaleState.CANCELLED] * 2
        assert chain.lower.supplier.levels(_product(chain)) == (10, 0)
        last = chain.shops[2]
        with acting_for(last.account_id):
            assert Order.objects.for_account(last.account_id).get().status_id == last.cancelled

    def test_passing_on_ends_by_itself(self) -> None:
        chain = make_chain()
        chain.cancel(0, 1)
        run_jobs()
        before = chain.history(0), chain.history(1)
        chain.cancel(2, 1)
        run_jobs()
        run_jobs()
        assert chain.pieces() == (3, 3, 3, 3, 3)
        assert chain.history(0) == [*before[0], "pieces_cancelled"]
        assert chain.history(1) == [*before[1], "pieces_cancelled"]


class TestLockedSales:
    def test_one_further_along_stays_and_says_why(self) -> None:
        chain = make_chain()
        chain.move(2, chain.shops[2].sent)
        chain.cancel(0, 2)
        run_jobs()
        assert chain.pieces() == (3, 3, 5, 3, 5)
        sale = chain.sale(1)
        assert (sale.is_open, sale.reason_code) == (True, "locked")
        assert sale.reason.startswith("Fewer pieces came too late")
        assert chain.history(1)[-1] == "pieces_too_late"
        assert chain.check() == (0, 1)

    def test_it_follows_once_it_is_open_again(self) -> None:
        chain = make_chain()
        chain.move(2, chain.shops[2].sent)
        chain.cancel(0, 2)
        run_jobs()
        chain.move(2, chain.shops[2].in_progress)
        assert chain.pieces() == (3, 3, 3, 3, 3)
        assert chain.sale(1).reason_code == ""
        assert chain.check() == (0, 0)

    def test_a_locked_first_sale_keeps_what_the_last_took_back(self) -> None:
        chain = make_chain()
        chain.move(1, chain.shops[1].sent)
        chain.cancel(2, 2)
        run_jobs()
        assert chain.pieces() == (5, 3, 3, 5, 3)
        assert chain.sale(0).reason_code == "locked"
        assert chain.check() == (0, 1)

    def test_a_locked_sale_of_ones_own_is_refused_at_once(self) -> None:
        chain = make_chain()
        chain.move(1, chain.shops[1].sent)
        with pytest.raises(Locked):
            chain.cancel(0, 2)
        assert chain.pieces() == (5, 5, 5, 5, 5)


def _product(chain: Chain) -> int:
    shop = chain.shops[2]
    with acting_for(shop.account_id):
        return int(OrderLine.objects.for_account(shop.account_id).get(pk=chain.lines[2]).product_id or 0)
