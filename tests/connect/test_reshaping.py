"""Orders that a sale, a document, a parcel or a return binds, when they are split, merged or copied (R8, R15)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import order_reads
from spinka.connect import services as connect
from spinka.core.errors import Locked, NotFound
from spinka.documents import services as documents
from spinka.ops import check
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft
from spinka.orders.models import Order, OrderLine
from spinka.orders.services import MergeMode
from spinka.returns import services as returns
from spinka.returns.draft import ReturnDraft
from spinka.returns.models import Return
from spinka.shipments import services as shipments
from spinka.shipments.models import Package
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop, make_shop
from tests.orders.test_contention import at_once
from tests.support.jobs import run_jobs


def split(shop: Shop, order_id: int, *pieces: tuple[int, int]) -> int:
    with acting_for(shop.account_id):
        return connect.split_order(account_id=shop.account_id, order_id=order_id, pieces=pieces, actor="test").order_id


def merge(shop: Shop, main_id: int, *order_ids: int, mode: MergeMode = MergeMode.INTO_MAIN) -> int:
    with acting_for(shop.account_id):
        return connect.merge_orders(
            account_id=shop.account_id, main_order_id=main_id, order_ids=order_ids, mode=mode, actor="test"
        )


def lines(shop: Shop) -> list[tuple[int, int]]:
    """Order and pieces of every line of the shop."""
    with acting_for(shop.account_id):
        rows = OrderLine.objects.for_account(shop.account_id).order_by("pk")
        return list(rows.values_list("order_id", "quantity"))


def order_ids(shop: Shop) -> list[int]:
    with acting_for(shop.account_id):
        return list(Order.objects.for_account(shop.account_id).order_by("pk").values_list("pk", flat=True))


def is_sound() -> bool:
    return check.inspect_per_account().is_sound


class TestForwarded:
    @pytest.fixture
    def exchange(self, db: None) -> Exchange:
        return make_exchange()

    def forwarded(self, exchange: Exchange) -> tuple[orders.CreatedOrder, int]:
        """A contractor's order with a line at the supplier and one of its own product."""
        exchange.want(unmatched_lines="skip")
        _, own = exchange.pair()
        mine = exchange.contractor.product(10)
        made = exchange.order((own, 3), (mine, 4))
        (result,) = exchange.forward(made.order_id)
        assert result.state == "forwarded"
        return made, mine

    def test_a_line_of_the_sale_stays(self, exchange: Exchange) -> None:
        made, _ = self.forwarded(exchange)
        before = lines(exchange.contractor), lines(exchange.supplier)
        with pytest.raises(Locked, match="forwarded"):
            split(exchange.contractor, made.order_id, (made.line_ids[1], 1), (made.line_ids[0], 1))
        assert (lines(exchange.contractor), lines(exchange.supplier)) == before

    def test_other_lines_go(self, exchange: Exchange) -> None:
        made, mine = self.forwarded(exchange)
        new_id = split(exchange.contractor, made.order_id, (made.line_ids[1], 3))
        assert lines(exchange.contractor) == [(made.order_id, 3), (made.order_id, 1), (new_id, 3)]
        assert exchange.contractor.levels(mine) == (10, 4)
        assert exchange.sale().contractor_order_id == made.order_id
        assert is_sound()

    def test_the_suppliers_order_stays_whole(self, exchange: Exchange) -> None:
        self.forwarded(exchange)
        order, (line,) = exchange.supplier_order(), exchange.supplier_lines()
        with pytest.raises(Locked, match="received through Connect"):
            split(exchange.supplier, order.pk, (line.pk, 1))
        assert lines(exchange.supplier) == [(order.pk, 3)]

    @pytest.mark.parametrize("mode", list(MergeMode))
    @pytest.mark.parametrize("is_main", [True, False])
    def test_no_side_of_a_sale_is_merged(self, exchange: Exchange, mode: MergeMode, is_main: bool) -> None:
        made, _ = self.forwarded(exchange)
        for shop, order_id in ((exchange.contractor, made.order_id), (exchange.supplier, exchange.supplier_order().pk)):
            other = shop.order(LineDraft(name="A", quantity=1)).order_id
            before = order_ids(shop)
            with pytest.raises(Locked, match="sale"):
                merge(shop, *(order_id, other) if is_main else (other, order_id), mode=mode)
            assert order_ids(shop) == before

    def test_a_copy_is_in_no_sale(self, exchange: Exchange) -> None:
        made, _ = self.forwarded(exchange)
        for shop, order_id in ((exchange.contractor, made.order_id), (exchange.supplier, exchange.supplier_order().pk)):
            with acting_for(shop.account_id):
                copy = orders.duplicate_order(account_id=shop.account_id, order_id=order_id, actor="test")
            found = shop.found(copy.order_id)
            assert (found.source, found.source_id, found.source_info, found.chain) == ("personal", 0, "", [])
        assert len(exchange.sales()) == 1
        assert is_sound()

    def test_a_contractors_copy_can_be_forwarded_again(self, exchange: Exchange) -> None:
        made, _ = self.forwarded(exchange)
        shop = exchange.contractor
        with acting_for(shop.account_id):
            copy = orders.duplicate_order(account_id=shop.account_id, order_id=made.order_id, actor="test")
        (result,) = exchange.forward(copy.order_id)
        assert result.state == "forwarded"
        assert [sale.contractor_order_id for sale in exchange.sales()] == [made.order_id, copy.order_id]
        assert is_sound()

    def test_orders_whose_sale_has_ended_are_merged(self, exchange: Exchange) -> None:
        made, _ = self.forwarded(exchange)
        shop = exchange.contractor
        with acting_for(shop.account_id):
            connect.delete_line(
                account_id=shop.account_id, order_id=made.order_id, line_id=made.line_ids[0], actor="test"
            )
        other = shop.order(LineDraft(name="A", quantity=1)).order_id
        assert merge(shop, other, made.order_id) == other
        run_jobs()
        assert [order_id for order_id, _ in lines(shop)] == [other, other]
        assert is_sound()

    def test_a_technical_order_is_never_forwarded(self, exchange: Exchange) -> None:
        _, own = exchange.pair(sku="K-1")
        one, two = exchange.order((own, 1)).order_id, exchange.order((own, 2)).order_id
        merged_id = merge(exchange.contractor, one, two, mode=MergeMode.TECHNICAL)
        (result,) = exchange.forward(merged_id)
        assert (result.state, result.reason_code) == ("refused", "state")
        assert exchange.forward(merged_id, only=frozenset({exchange.connection_id})) == []
        assert exchange.supplier_orders() == 0
        with acting_for(exchange.contractor.account_id):
            found = order_reads.forwarding_of(account_id=exchange.contractor.account_id, order_ids=[merged_id, one])
        assert (found[merged_id].open_lines, found[one].open_lines) == (0, 1)


class TestBound:
    @pytest.fixture
    def shop(self, db: None) -> Shop:
        return make_shop()

    def test_invoiced_orders_stay_as_they_were_invoiced(self, shop: Shop) -> None:
        line = LineDraft(name="A", quantity=2, unit_gross=Decimal(10))
        made, other = shop.order(line), shop.order(line)
        issue: tuple[Callable[..., int], ...] = (documents.issue_invoice, documents.issue_receipt)
        with acting_for(shop.account_id):
            issue[0](account_id=shop.account_id, order_id=made.order_id, actor="test")
            issue[1](account_id=shop.account_id, order_id=other.order_id, actor="test")
        before = lines(shop)
        for order in (made, other):
            with pytest.raises(Locked, match="has the document"):
                split(shop, order.order_id, (order.line_ids[0], 1))
        third = shop.order(line).order_id
        for ids in ((made.order_id, third), (third, other.order_id)):
            with pytest.raises(Locked, match="has the document"):
                merge(shop, *ids)
        assert lines(shop) == [*before, (third, 2)]
        merged_id = merge(shop, made.order_id, other.order_id, mode=MergeMode.TECHNICAL)
        assert order_ids(shop) == [made.order_id, other.order_id, third, merged_id]

    def test_parcels_and_returns_hang_on_the_main_order(self, shop: Shop) -> None:
        main, other = shop.order(LineDraft(name="A", quantity=1)), shop.order(LineDraft(name="B", quantity=1))
        account: dict[str, Any] = {"account_id": shop.account_id, "actor": "test"}
        with acting_for(shop.account_id):
            package_id = shipments.add_package(order_id=other.order_id, courier_code="other", number="P1", **account)
            returned = returns.create_return(draft=ReturnDraft(order_id=other.order_id), **account)
        merge(shop, main.order_id, other.order_id)
        with acting_for(shop.account_id):
            assert Package.objects.for_account(shop.account_id).get(pk=package_id).order_id == main.order_id
            assert Return.objects.for_account(shop.account_id).get(pk=returned.return_id).order_id == main.order_id

    def test_a_refused_merge_moves_nothing(self, shop: Shop) -> None:
        main, other = shop.order(LineDraft(name="A", quantity=1)), shop.order(LineDraft(name="B", quantity=1))
        with acting_for(shop.account_id):
            package_id = shipments.add_package(
                account_id=shop.account_id, order_id=other.order_id, courier_code="other", number="P1", actor="test"
            )
        with pytest.raises(NotFound):
            merge(shop, main.order_id, other.order_id, 10**9)
        with acting_for(shop.account_id):
            assert Package.objects.for_account(shop.account_id).get(pk=package_id).order_id == other.order_id


class TestAtOnce:
    """On several connections (R6)."""

    def test_splitting_while_sending(self, committed_db: None) -> None:
        """Either both parts are sent or the new one is still reserved; nothing is taken twice."""
        shop = make_shop()
        product_id = shop.product(10)
        made = shop.order(LineDraft(product_id=product_id, quantity=6))
        raised = at_once(
            lambda: split(shop, made.order_id, (made.line_ids[0], 2)), lambda: shop.move(made.order_id, shop.sent)
        )
        assert raised == []
        new_id = order_ids(shop)[1]
        parts = {(shop.new, (6, 2)), (shop.sent, (4, 0))}
        assert (shop.found(new_id).status_id, shop.levels(product_id)) in parts
        assert shop.found(made.order_id).status_id == shop.sent
        assert shop.unequal() == []

    def test_merging_both_ways_leaves_one_order(self, committed_db: None) -> None:
        shop = make_shop()
        product_id = shop.product(10)
        one, two = (shop.order(LineDraft(product_id=product_id, quantity=2)).order_id for _ in range(2))
        raised = at_once(lambda: merge(shop, one, two), lambda: merge(shop, two, one))
        assert [type(error) for error in raised] == [NotFound]
        (left,) = order_ids(shop)
        assert lines(shop) == [(left, 2), (left, 2)]
        assert shop.levels(product_id) == (10, 4)
        assert shop.unequal() == []

    def test_a_piece_is_split_off_once(self, committed_db: None) -> None:
        shop = make_shop()
        product_id = shop.product(10)
        made = shop.order(LineDraft(product_id=product_id, quantity=4))
        raised = at_once(*[lambda: split(shop, made.order_id, (made.line_ids[0], 3))] * 4)
        assert len(raised) == 3
        assert sorted(quantity for _, quantity in lines(shop)) == [1, 3]
        assert shop.levels(product_id) == (10, 4)
        assert shop.unequal() == []

    def test_forwarding_while_splitting(self, committed_db: None) -> None:
        """The line is in the sale or in the new order, never in both."""
        exchange = make_exchange()
        _, own = exchange.pair()
        _, second = exchange.pair()
        made = exchange.order((own, 3), (second, 1))
        at_once(
            lambda: split(exchange.contractor, made.order_id, (made.line_ids[0], 3)),
            lambda: exchange.forward(made.order_id),
        )
        assert is_sound()
        assert sum(quantity for _, quantity in lines(exchange.contractor)) == 4
        for sale in exchange.sales():
            assert {line.contractor_line_id for line in exchange.sale_lines(sale.pk)} <= set(made.line_ids)
