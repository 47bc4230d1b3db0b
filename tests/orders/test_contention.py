"""Orders placed and changed at the same moment on several connections: nothing sold twice, nothing lost."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import close_old_connections, connection

from spinka.accounts.tenancy import acting_for
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges, LineDraft
from spinka.orders.models import OrderPayment
from tests.factories.shop import Shop, make_shop


def at_once(*deeds: Callable[[], Any]) -> list[BaseException]:
    """Do everything in threads that start together; what was raised."""
    gate = threading.Barrier(len(deeds))
    raised: list[BaseException] = []

    def run(deed: Callable[[], Any]) -> None:
        try:
            gate.wait()
            deed()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return raised


class TestCreateOrder:
    def test_the_last_pieces_are_reserved_once(self, committed_db: None) -> None:
        """10 pieces, 16 orders of 1: 10 hold one, 6 are short, nothing is reserved beyond what is there (R6)."""
        shop = make_shop()
        product_id = shop.product(10)
        made: list[int] = []

        def order() -> None:
            made.append(shop.order(LineDraft(product_id=product_id, quantity=1)).line_ids[0])

        assert at_once(*[order] * 16) == []
        assert shop.levels(product_id) == (10, 10)
        assert sorted(shop.line(line_id).backordered for line_id in made) == [0] * 10 + [1] * 6
        assert shop.unequal() == []

    def test_lines_in_opposite_order_do_not_deadlock(self, committed_db: None) -> None:
        shop = make_shop()
        products = [shop.product(1000) for _ in range(6)]

        def order(ids: list[int]) -> Callable[[], None]:
            lines = [LineDraft(product_id=product_id, quantity=1) for product_id in ids]
            return lambda: [shop.order(*lines) for _ in range(5)] and None

        assert at_once(*[order(products), order(products[::-1])] * 4) == []
        assert [shop.levels(product_id) for product_id in products] == [(1000, 40)] * 6


class TestChanges:
    def made(self) -> tuple[Shop, int, int, int]:
        shop = make_shop()
        product_id = shop.product(10)
        created = shop.order(LineDraft(product_id=product_id, quantity=4))
        return shop, product_id, created.order_id, created.line_ids[0]

    def test_sending_twice_takes_once(self, committed_db: None) -> None:
        shop, product_id, order_id, _ = self.made()
        assert at_once(*[lambda: shop.move(order_id, shop.sent)] * 8) == []
        assert shop.levels(product_id) == (6, 0)

    def test_editing_while_sending_leaves_the_books_equal(self, committed_db: None) -> None:
        shop, product_id, order_id, line_id = self.made()

        def edit(quantity: int) -> Callable[[], None]:
            def run() -> None:
                with acting_for(shop.account_id):
                    orders.edit_line(
                        account_id=shop.account_id,
                        order_id=order_id,
                        line_id=line_id,
                        changes=LineChanges(quantity=quantity),
                        actor="test",
                    )

            return run

        assert at_once(edit(2), lambda: shop.move(order_id, shop.sent), edit(7), edit(5)) == []
        quantity, reserved = shop.levels(product_id)
        assert (quantity, reserved) == (10 - shop.line(line_id).quantity, 0)
        assert shop.unequal() == []

    def test_the_same_payment_twice_is_one_entry(self, committed_db: None) -> None:
        from decimal import Decimal

        shop, _, order_id, _ = self.made()

        def pay() -> None:
            with acting_for(shop.account_id):
                orders.set_payment(account_id=shop.account_id, order_id=order_id, amount=Decimal(5), actor="test")

        assert at_once(*[pay] * 6) == []
        with acting_for(shop.account_id):
            assert OrderPayment.objects.for_account(shop.account_id).filter(order_id=order_id).count() == 1
