"""Quantities: nothing is reserved that is not there, whoever asks at the same time (R6)."""

import threading

import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries, services, stock
from spinka.catalog.draft import ProductFields
from spinka.catalog.stock import Level, Piece, StockChange, StockShort
from spinka.core.errors import BadParameters, NotFound
from tests.factories.accounts import make_account


class Shelf:
    """An account with products and the warehouse they stand in."""

    def __init__(self, *quantities: int) -> None:
        self.account_id = make_account().account_id
        with acting_for(self.account_id):
            self.inventory_id = queries.default_inventory(self.account_id)
            context = queries.inventory_context(account_id=self.account_id, inventory_id=self.inventory_id)
            self.place = context.default_warehouse_id
            self.key = f"bl_{self.place}"
            saved = services.save_products(
                account_id=self.account_id,
                inventory_id=self.inventory_id,
                products=[
                    ProductFields(texts={"name": f"P{number}"}, stock={self.key: quantity})
                    for number, quantity in enumerate(quantities)
                ],
                actor="test",
            )
            self.products = [made.product_id for made in saved if isinstance(made, services.SavedProduct)]

    def piece(self, quantity: int, index: int = 0) -> Piece:
        return Piece(self.products[index], self.place, quantity)

    def level(self, index: int = 0) -> Level:
        key = (self.products[index], self.place)
        return stock.lock_levels(account_id=self.account_id, pairs=[key])[key]

    def logs(self, index: int = 0) -> list[tuple[str, str, str, str]]:
        rows = queries.product_logs(account_id=self.account_id, product_id=self.products[index], log_types=[1])
        return [(row["info"], row["old"], row["new"], row["profile"]) for row in rows]


@pytest.mark.django_db
class TestReserve:
    def test_adds_to_reserved(self) -> None:
        shelf = Shelf(10, 5)
        with acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(4), shelf.piece(5, 1), shelf.piece(1)])
            assert (shelf.level(), shelf.level(1)) == (Level(10, 5), Level(5, 5))
            assert len(shelf.logs()) == 1

    def test_all_or_none(self) -> None:
        shelf = Shelf(10, 5)
        with pytest.raises(StockShort) as caught, acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(4), shelf.piece(6, 1)])
        assert caught.value.missing == [(shelf.piece(6, 1), 5)]
        with acting_for(shelf.account_id):
            assert (shelf.level(), shelf.level(1)) == (Level(10, 0), Level(5, 0))

    def test_the_same_product_twice_is_summed(self) -> None:
        shelf = Shelf(10)
        with pytest.raises(StockShort), acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(6), shelf.piece(5)])

    def test_a_place_without_a_row_has_nothing(self) -> None:
        shelf, other = Shelf(10), Shelf(10)
        with pytest.raises(StockShort), acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[Piece(other.products[0], other.place, 1)])
        with acting_for(other.account_id):
            assert other.level() == Level(10, 0)

    def test_negative_is_refused(self) -> None:
        shelf = Shelf(10)
        with pytest.raises(BadParameters), acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(-1)])


@pytest.mark.django_db
class TestMoves:
    def test_release_take_and_put_back(self) -> None:
        shelf = Shelf(10)
        with acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(6)])
            stock.release(account_id=shelf.account_id, pieces=[shelf.piece(2)])
            assert shelf.level() == Level(10, 4)
            stock.take(account_id=shelf.account_id, pieces=[shelf.piece(3)], from_reserved=True, actor="Ala")
            assert shelf.level() == Level(7, 1)
            stock.take(account_id=shelf.account_id, pieces=[shelf.piece(9)], from_reserved=False, actor="Ala")
            assert shelf.level() == Level(-2, 1)
            assert shelf.level().free == 0
            stock.put_back(account_id=shelf.account_id, pieces=[shelf.piece(4)], actor="Ola")
            assert shelf.level() == Level(2, 1)
            assert shelf.logs() == [
                (shelf.key, "0", "10", "test"),
                (shelf.key, "10", "7", "Ala"),
                (shelf.key, "7", "-2", "Ala"),
                (shelf.key, "-2", "2", "Ola"),
            ]


@pytest.mark.django_db
class TestLockLevels:
    def test_makes_missing_rows(self) -> None:
        shelf = Shelf(3)
        with acting_for(shelf.account_id):
            saved = services.save_product(
                account_id=shelf.account_id,
                inventory_id=shelf.inventory_id,
                fields=ProductFields(texts={"name": "Nowy"}),
                actor="test",
            )
            pairs = [(saved.product_id, shelf.place), (shelf.products[0], shelf.place)]
            levels = stock.lock_levels(account_id=shelf.account_id, pairs=pairs)
            assert levels == {pairs[0]: Level(0, 0), pairs[1]: Level(3, 0)}

    def test_foreign_products_do_not_exist(self) -> None:
        shelf, other = Shelf(3), Shelf(4)
        with acting_for(shelf.account_id), pytest.raises(NotFound):
            stock.lock_levels(account_id=shelf.account_id, pairs=[(other.products[0], shelf.place)])


@pytest.mark.django_db
class TestSetStock:
    def test_gives_only_what_changed(self) -> None:
        shelf = Shelf(10, 5)
        with acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(8)])
            changes = stock.set_stock(
                account_id=shelf.account_id, rows=[shelf.piece(3), shelf.piece(5, 1)], actor="Ala"
            )
            assert changes == [StockChange(shelf.products[0], shelf.place, 10, 3)]
            assert shelf.level() == Level(3, 8)
            assert len(shelf.logs(1)) == 1


class TestTwoConnections:
    """Really committing transactions on connections of their own."""

    @pytest.mark.usefixtures("committed_db")
    def test_ten_pieces_go_to_ten_of_forty(self) -> None:
        shelf = Shelf(10, 10)
        won: list[int] = []
        lost: list[int] = []

        def buy(number: int) -> None:
            # Half of them name the products in the other order: locks are taken in one order all the same.
            pieces = [shelf.piece(1), shelf.piece(1, 1)]
            try:
                with acting_for(shelf.account_id):
                    stock.reserve(account_id=shelf.account_id, pieces=pieces if number % 2 else pieces[::-1])
                won.append(number)
            except StockShort:
                lost.append(number)
            finally:
                connection.close()

        threads = [threading.Thread(target=buy, args=(number,)) for number in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(won), len(lost)) == (10, 30)
        with acting_for(shelf.account_id):
            assert (shelf.level(), shelf.level(1)) == (Level(10, 10), Level(10, 10))

    @pytest.mark.usefixtures("committed_db")
    def test_a_waiting_reservation_sees_the_other_commit(self) -> None:
        shelf = Shelf(10)
        outcome: list[str] = []
        started = threading.Event()

        def late() -> None:
            started.set()
            try:
                with acting_for(shelf.account_id):
                    stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(6)])
                outcome.append("reserved")
            except StockShort:
                outcome.append("short")
            finally:
                connection.close()

        with acting_for(shelf.account_id):
            stock.reserve(account_id=shelf.account_id, pieces=[shelf.piece(6)])
            thread = threading.Thread(target=late)
            thread.start()
            started.wait()
            thread.join(timeout=0.3)
            assert outcome == []
        thread.join()
        assert outcome == ["short"]
        with acting_for(shelf.account_id):
            assert shelf.level() == Level(10, 6)
