"""When orders reserve, take and free stock (R3, R4, R5, R6)."""

import random
from decimal import Decimal

import pytest

from spinka.accounts.models import Account, FulfilmentMoment
from spinka.accounts.tenancy import acting_for
from spinka.catalog.stock import Piece, StockShort
from spinka.core.errors import NotFound
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges, LineDraft
from spinka.orders.models import Order
from tests.factories.shop import Shop, make_shop


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


class TestCreateOrder:
    @pytest.mark.feature("F-09")
    def test_reserves_at_once(self, shop: Shop) -> None:
        product_id = shop.product(10)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        assert shop.levels(product_id) == (10, 3)
        assert shop.holds(created.line_ids[0]) == [(product_id, shop.warehouse_id, 3, False)]
        assert shop.line(created.line_ids[0]).warehouse_id == shop.warehouse_id
        assert shop.line(created.line_ids[0]).backordered == 0

    def test_takes_the_first_warehouse_that_covers_it_whole(self, shop: Shop) -> None:
        second = shop.warehouse()
        product_id = shop.product(2)
        shop.put(product_id, 5, at=second)
        created = shop.order(LineDraft(product_id=product_id, quantity=4))
        assert shop.holds(created.line_ids[0]) == [(product_id, second, 4, False)]
        assert shop.line(created.line_ids[0]).warehouse_id == second

    def test_spreads_over_warehouses_in_order(self, shop: Shop) -> None:
        second = shop.warehouse()
        product_id = shop.product(2)
        shop.put(product_id, 5, at=second)
        created = shop.order(LineDraft(product_id=product_id, quantity=6))
        line_id = created.line_ids[0]
        assert shop.holds(line_id) == [(product_id, shop.warehouse_id, 2, False), (product_id, second, 4, False)]
        assert shop.line(line_id).warehouse_id == shop.warehouse_id

    def test_reserves_what_is_there_and_notes_the_rest(self, shop: Shop) -> None:
        product_id = shop.product(2)
        created = shop.order(LineDraft(product_id=product_id, quantity=5))
        assert shop.levels(product_id) == (2, 2)
        assert shop.line(created.line_ids[0]).backordered == 3

    def test_two_lines_of_one_product_share_what_is_there(self, shop: Shop) -> None:
        product_id = shop.product(5)
        created = shop.order(LineDraft(product_id=product_id, quantity=4), LineDraft(product_id=product_id, quantity=4))
        assert [shop.line(line_id).backordered for line_id in created.line_ids] == [0, 3]
        assert shop.levels(product_id) == (5, 5)

    def test_looks_only_into_the_warehouse_the_line_names(self, shop: Shop) -> None:
        second = shop.warehouse()
        product_id = shop.product(9)
        shop.put(product_id, 1, at=second)
        created = shop.order(LineDraft(product_id=product_id, quantity=3, warehouse_id=second))
        assert shop.levels(product_id) == (9, 0)
        assert shop.levels(product_id, at=second) == (1, 1)
        assert shop.line(created.line_ids[0]).backordered == 2

    def test_a_line_own_stock_does_not_cover_belongs_to_the_suppliers_warehouse(self, shop: Shop) -> None:
        live = shop.warehouse("blconnect")
        product_id = shop.product(2, live_warehouse_ids=[live])
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        assert shop.levels(product_id) == (2, 0)
        assert shop.holds(created.line_ids[0]) == []
        assert shop.line(created.line_ids[0]).warehouse_id == live
        assert shop.line(created.line_ids[0]).backordered == 0

    def test_a_linked_line_own_stock_covers_stays_local(self, shop: Shop) -> None:
        live = shop.warehouse("blconnect")
        product_id = shop.product(3, live_warehouse_ids=[live])
        shop.order(LineDraft(product_id=product_id, quantity=3))
        assert shop.levels(product_id) == (3, 3)

    def test_a_service_has_no_stock_and_no_shortage(self, shop: Shop) -> None:
        product_id = shop.product(kind="service")
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        line = shop.line(created.line_ids[0])
        assert (line.backordered, line.warehouse_id, shop.holds(line.pk)) == (0, None, [])

    def test_a_bundle_reserves_its_components(self, shop: Shop) -> None:
        tea, cup = shop.product(10), shop.product(5)
        bundle_id = shop.bundle(**{f"p{tea}": 1, f"p{cup}": 2})
        created = shop.order(LineDraft(product_id=bundle_id, quantity=3))
        assert (shop.levels(tea), shop.levels(cup)) == ((10, 3), (5, 5))
        assert shop.line(created.line_ids[0]).backordered == 1

    def test_exactly_the_given_pieces_are_reserved(self, shop: Shop) -> None:
        second = shop.warehouse()
        product_id = shop.product(9)
        shop.put(product_id, 4, at=second)
        pieces = [Piece(product_id, second, 4)]
        created = shop.order(LineDraft(product_id=product_id, quantity=6, pieces=pieces, backordered=2))
        line = shop.line(created.line_ids[0])
        assert shop.levels(product_id, at=second) == (4, 4)
        assert shop.levels(product_id) == (9, 0)
        assert (line.backordered, line.warehouse_id) == (2, second)

    def test_given_pieces_that_are_not_free_refuse_the_order(self, shop: Shop) -> None:
        product_id = shop.product(3)
        with pytest.raises(StockShort):
            shop.order(LineDraft(product_id=product_id, quantity=4, pieces=[Piece(product_id, shop.warehouse_id, 4)]))
        assert shop.levels(product_id) == (3, 0)
        with acting_for(shop.account_id):
            assert Order.objects.for_account(shop.account_id).count() == 0

    def test_without_reservations_on_hand_falls_at_creation(self, shop: Shop) -> None:
        shop.reservations(False)
        product_id = shop.product(10)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        assert shop.levels(product_id) == (7, 0)
        assert shop.holds(created.line_ids[0]) == [(product_id, shop.warehouse_id, 3, True)]

    def test_a_cancelled_order_holds_nothing(self, shop: Shop) -> None:
        product_id = shop.product(10)
        shop.order(LineDraft(product_id=product_id, quantity=3), status_id=shop.cancelled)
        assert shop.levels(product_id) == (10, 0)

    def test_an_order_that_starts_as_sent_takes(self, shop: Shop) -> None:
        product_id = shop.product(10)
        shop.order(LineDraft(product_id=product_id, quantity=3), status_id=shop.sent)
        assert shop.levels(product_id) == (7, 0)

    def test_refuses_products_of_others(self, shop: Shop) -> None:
        other = make_shop()
        product_id, theirs = shop.product(5), other.product(5)
        with pytest.raises(NotFound):
            shop.order(LineDraft(product_id=product_id, quantity=1), LineDraft(product_id=theirs, quantity=1))
        assert (shop.levels(product_id), other.levels(theirs)) == ((5, 0), (5, 0))

    def test_refuses_warehouses_of_others(self, shop: Shop) -> None:
        other = make_shop()
        product_id = shop.product(5)
        with pytest.raises(NotFound):
            shop.order(LineDraft(product_id=product_id, quantity=1, warehouse_id=other.warehouse_id))
        assert shop.levels(product_id) == (5, 0)


class TestChangeStatus:
    def test_sent_takes_what_was_reserved(self, shop: Shop) -> None:
        product_id = shop.product(10)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        shop.move(created.order_id, shop.sent)
        assert shop.levels(product_id) == (7, 0)
        assert shop.holds(created.line_ids[0]) == [(product_id, shop.warehouse_id, 3, True)]

    def test_sent_takes_pieces_that_came_meanwhile(self, shop: Shop) -> None:
        product_id = shop.product(2)
        created = shop.order(LineDraft(product_id=product_id, quantity=5))
        with acting_for(shop.account_id):
            from spinka.catalog import stock

            stock.set_stock(account_id=shop.account_id, rows=[Piece(product_id, shop.warehouse_id, 4)], actor="test")
        shop.move(created.order_id, shop.sent)
        assert shop.levels(product_id) == (0, 0)
        assert shop.line(created.line_ids[0]).backordered == 1

    def test_cancelled_frees(self, shop: Shop) -> None:
        product_id = shop.product(4)
        created = shop.order(LineDraft(product_id=product_id, quantity=6))
        shop.move(created.order_id, shop.cancelled)
        assert shop.levels(product_id) == (4, 0)
        assert shop.holds(created.line_ids[0]) == []
        assert shop.line(created.line_ids[0]).backordered == 0

    def test_leaving_cancelled_reserves_what_it_can(self, shop: Shop) -> None:
        product_id = shop.product(5)
        created = shop.order(LineDraft(product_id=product_id, quantity=4))
        shop.move(created.order_id, shop.cancelled)
        shop.order(LineDraft(product_id=product_id, quantity=3))
        shop.move(created.order_id, shop.new)
        assert shop.levels(product_id) == (5, 5)
        assert shop.line(created.line_ids[0]).backordered == 2

    def test_leaving_cancelled_leaves_lines_of_a_supplier_alone(self, shop: Shop) -> None:
        live = shop.warehouse("blconnect")
        product_id = shop.product(3)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        with acting_for(shop.account_id):
            orders.release_line_stock(
                account_id=shop.account_id,
                order_id=created.order_id,
                line_ids=created.line_ids,
                warehouse_id=live,
            )
        assert shop.levels(product_id) == (3, 0)
        shop.move(created.order_id, shop.cancelled)
        shop.move(created.order_id, shop.new)
        assert shop.levels(product_id) == (3, 0)

    def test_what_has_left_does_not_come_back_by_cancelling(self, shop: Shop) -> None:
        product_id = shop.product(10)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        shop.move(created.order_id, shop.sent)
        shop.move(created.order_id, shop.cancelled)
        assert shop.levels(product_id) == (7, 0)

    def test_without_reservations_cancelling_puts_back(self, shop: Shop) -> None:
        shop.reservations(False)
        product_id = shop.product(10)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        shop.move(created.order_id, shop.cancelled)
        assert shop.levels(product_id) == (10, 0)

    def test_the_moment_can_be_the_confirmation(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            Account.objects.filter(pk=shop.account_id).update(fulfilment_moment=FulfilmentMoment.CONFIRMED)
        product_id = shop.product(10)
        waiting = shop.order(LineDraft(product_id=product_id, quantity=3), is_confirmed=False)
        assert shop.levels(product_id) == (10, 3)
        with acting_for(shop.account_id):
            orders.confirm(account_id=shop.account_id, order_id=waiting.order_id, actor="test")
        assert shop.levels(product_id) == (7, 0)
        shop.order(LineDraft(product_id=product_id, quantity=2))
        assert shop.levels(product_id) == (5, 0)

    def test_the_moment_can_be_chosen_statuses(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            Account.objects.filter(pk=shop.account_id).update(
                fulfilment_moment=FulfilmentMoment.STATUSES, fulfilment_status_ids=[shop.in_progress]
            )
        product_id = shop.product(10)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        shop.move(created.order_id, shop.in_progress)
        assert shop.levels(product_id) == (7, 0)

    def test_refuses_foreign_statuses(self, shop: Shop) -> None:
        other = make_shop()
        product_id = shop.product(5)
        created = shop.order(LineDraft(product_id=product_id, quantity=1))
        with pytest.raises(NotFound):
            shop.move(created.order_id, other.sent)
        assert shop.found(created.order_id).status_id == shop.new
        assert shop.levels(product_id) == (5, 1)

    def test_many_at_once(self, shop: Shop) -> None:
        product_id = shop.product(10)
        ids = [shop.order(LineDraft(product_id=product_id, quantity=2)).order_id for _ in range(3)]
        with acting_for(shop.account_id):
            moved = orders.change_statuses(account_id=shop.account_id, order_ids=ids, status_id=shop.sent, actor="test")
        assert moved == ids
        assert shop.levels(product_id) == (4, 0)


class TestEditLine:
    def edit(self, shop: Shop, order_id: int, line_id: int, changes: LineChanges) -> None:
        with acting_for(shop.account_id):
            orders.edit_line(
                account_id=shop.account_id, order_id=order_id, line_id=line_id, changes=changes, actor="test"
            )

    def test_fewer_pieces_free_stock_backordered_ones_first(self, shop: Shop) -> None:
        product_id = shop.product(4)
        created = shop.order(LineDraft(product_id=product_id, quantity=6, unit_gross=Decimal("2.50")))
        self.edit(shop, created.order_id, created.line_ids[0], LineChanges(quantity=5))
        assert (shop.levels(product_id), shop.line(created.line_ids[0]).backordered) == ((4, 4), 1)
        self.edit(shop, created.order_id, created.line_ids[0], LineChanges(quantity=3))
        assert (shop.levels(product_id), shop.line(created.line_ids[0]).backordered) == ((4, 3), 0)
        assert shop.found(created.order_id).total_cents == 750

    def test_more_pieces_hold_what_is_free(self, shop: Shop) -> None:
        product_id = shop.product(4)
        created = shop.order(LineDraft(product_id=product_id, quantity=1))
        self.edit(shop, created.order_id, created.line_ids[0], LineChanges(quantity=6))
        assert (shop.levels(product_id), shop.line(created.line_ids[0]).backordered) == ((4, 4), 2)

    def test_fewer_pieces_of_a_sent_order_are_put_back(self, shop: Shop) -> None:
        product_id = shop.product(4)
        created = shop.order(LineDraft(product_id=product_id, quantity=3))
        shop.move(created.order_id, shop.sent)
        self.edit(shop, created.order_id, created.line_ids[0], LineChanges(quantity=1))
        assert shop.levels(product_id) == (3, 0)

    def test_another_product_frees_the_old_and_reserves_the_new(self, shop: Shop) -> None:
        tea, cup = shop.product(5, name="Tea"), shop.product(5, name="Cup")
        created = shop.order(LineDraft(product_ref=str(tea), quantity=2))
        self.edit(shop, created.order_id, created.line_ids[0], LineChanges(product_ref=str(cup)))
        assert (shop.levels(tea), shop.levels(cup)) == ((5, 0), (5, 2))
        line = shop.line(created.line_ids[0])
        assert (line.product_id, line.name) == (cup, "Cup")

    def test_another_warehouse_moves_the_reservation(self, shop: Shop) -> None:
        second = shop.warehouse()
        product_id = shop.product(5)
        shop.put(product_id, 5, at=second)
        created = shop.order(LineDraft(product_id=product_id, quantity=2))
        self.edit(shop, created.order_id, created.line_ids[0], LineChanges(warehouse_id=second))
        assert (shop.levels(product_id), shop.levels(product_id, at=second)) == ((5, 0), (5, 2))

    def test_refuses_lines_of_other_orders(self, shop: Shop) -> None:
        product_id = shop.product(5)
        first = shop.order(LineDraft(product_id=product_id, quantity=1))
        second = shop.order(LineDraft(product_id=product_id, quantity=1))
        with pytest.raises(NotFound):
            self.edit(shop, first.order_id, second.line_ids[0], LineChanges(quantity=3))
        assert shop.levels(product_id) == (5, 2)


class TestDelete:
    def test_a_line_frees_its_stock(self, shop: Shop) -> None:
        product_id = shop.product(5)
        created = shop.order(
            LineDraft(product_id=product_id, quantity=2, unit_gross=Decimal(3)),
            LineDraft(product_id=product_id, quantity=1, unit_gross=Decimal(4)),
        )
        with acting_for(shop.account_id):
            orders.delete_line(
                account_id=shop.account_id, order_id=created.order_id, line_id=created.line_ids[0], actor="test"
            )
        assert shop.levels(product_id) == (5, 1)
        assert shop.found(created.order_id).total_cents == 400

    def test_orders_free_their_stock(self, shop: Shop) -> None:
        other = make_shop()
        product_id = shop.product(5)
        created = shop.order(LineDraft(product_id=product_id, quantity=2))
        theirs = other.order()
        with acting_for(shop.account_id):
            deleted = orders.delete_orders(
                account_id=shop.account_id, order_ids=[theirs.order_id, created.order_id], actor="test"
            )
        assert deleted == [created.order_id]
        assert shop.levels(product_id) == (5, 0)
        assert other.found(theirs.order_id).pk == theirs.order_id

    def test_sent_orders_put_nothing_back(self, shop: Shop) -> None:
        product_id = shop.product(5)
        created = shop.order(LineDraft(product_id=product_id, quantity=2))
        shop.move(created.order_id, shop.sent)
        with acting_for(shop.account_id):
            orders.delete_orders(account_id=shop.account_id, order_ids=[created.order_id], actor="test")
        assert shop.levels(product_id) == (3, 0)


class TestInvariant:
    @pytest.mark.parametrize("seed", range(6))
    def test_reserved_pieces_are_those_of_open_allocations(self, shop: Shop, seed: int) -> None:
        """Random operations; after each, Stock.reserved = open allocations and on hand never goes below reserved."""
        dice = random.Random(seed)
        second, live = shop.warehouse(), shop.warehouse("blconnect")
        products = [shop.product(dice.randint(0, 8)) for _ in range(3)]
        shop.put(products[0], 5, at=second)
        products.append(shop.bundle(**{f"p{products[0]}": 2, f"p{products[1]}": 1}))
        products.append(shop.product(3, live_warehouse_ids=[live]))
        made: list[int] = []
        account = {"account_id": shop.account_id, "actor": "test"}

        def some_line(order_id: int) -> int | None:
            lines = [line.pk for line in lines_of(account_id=shop.account_id, order_id=order_id)]
            return dice.choice(lines) if lines else None

        from spinka.orders.queries import lines_of

        for _ in range(45):
            with acting_for(shop.account_id):
                deed = dice.choice(("make", "make", "move", "move", "edit", "edit", "add", "drop", "delete", "swap"))
                place = dice.choice((None, None, shop.warehouse_id, second))
                draft = LineDraft(product_id=dice.choice(products), quantity=dice.randint(0, 4), warehouse_id=place)
                order_id = dice.choice(made) if made else 0
                line_id = some_line(order_id) if order_id else None
                if deed == "make" or not order_id:
                    made.append(shop.order(draft, status_id=dice.choice(shop.status_ids)).order_id)
                elif deed == "move":
                    orders.change_status(order_id=order_id, status_id=dice.choice(shop.status_ids), **account)
                elif deed == "add":
                    orders.add_line(order_id=order_id, line=draft, **account)
                elif deed == "delete":
                    orders.delete_orders(order_ids=[order_id], **account)
                    made.remove(order_id)
                elif deed == "drop" and line_id:
                    orders.delete_line(order_id=order_id, line_id=line_id, **account)
                elif deed == "swap" and line_id:
                    changes = LineChanges(product_ref=str(dice.choice(products)), warehouse_id=place)
                    orders.edit_line(order_id=order_id, line_id=line_id, changes=changes, **account)
                elif line_id:
                    changes = LineChanges(quantity=dice.randint(0, 6))
                    orders.edit_line(order_id=order_id, line_id=line_id, changes=changes, **account)
            assert shop.unequal() == []
            for product_id in products[:3]:
                quantity, reserved = shop.levels(product_id)
                assert 0 <= reserved <= quantity
