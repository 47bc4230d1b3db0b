"""Copying, splitting and merging orders: pieces keep what they hold, money and history stay whole (R4, R5, R6, R15)."""

import random
from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.models import Event
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft
from spinka.orders.figures import order_figures
from spinka.orders.models import JournalEntry, Order, OrderExtraField, OrderLine, OrderPayment
from spinka.orders.services import MergeMode, SplitOrder
from tests.factories.shop import Shop, make_shop

INTO_MAIN, TECHNICAL = MergeMode.INTO_MAIN, MergeMode.TECHNICAL


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def split(shop: Shop, order_id: int, *pieces: tuple[int, int], **options: Any) -> SplitOrder:
    with acting_for(shop.account_id):
        return orders.split_order(account_id=shop.account_id, order_id=order_id, pieces=pieces, actor="test", **options)


def merge(shop: Shop, main_id: int, *order_ids: int, mode: MergeMode = INTO_MAIN, **options: Any) -> int:
    with acting_for(shop.account_id):
        return orders.merge_orders(
            account_id=shop.account_id, main_order_id=main_id, order_ids=order_ids, mode=mode, actor="test", **options
        )


def duplicate(shop: Shop, order_id: int) -> orders.CreatedOrder:
    with acting_for(shop.account_id):
        return orders.duplicate_order(account_id=shop.account_id, order_id=order_id, actor="test")


def pay(shop: Shop, order_id: int, amount: int, external_id: str = "") -> None:
    with acting_for(shop.account_id):
        orders.set_payment(
            account_id=shop.account_id,
            order_id=order_id,
            amount=Decimal(amount),
            external_payment_id=external_id,
            actor="test",
        )


def lines(shop: Shop, order_id: int) -> list[tuple[int, int, int]]:
    """Id, pieces and waiting pieces of an order's lines."""
    with acting_for(shop.account_id):
        rows = OrderLine.objects.for_account(shop.account_id).filter(order_id=order_id).order_by("pk")
        return [(row.pk, row.quantity, row.backordered) for row in rows]


def journal(shop: Shop, order_id: int) -> list[tuple[int, int]]:
    with acting_for(shop.account_id):
        rows = JournalEntry.objects.for_account(shop.account_id).filter(order_id=order_id).order_by("pk")
        return [(row.log_type, row.object_id) for row in rows]


def events(shop: Shop, order_id: int) -> list[str]:
    with acting_for(shop.account_id):
        rows = Event.objects.filter(account_id=shop.account_id, data__order_id=order_id).order_by("pk")
        return list(rows.values_list("name", flat=True))


def order_ids(shop: Shop) -> list[int]:
    with acting_for(shop.account_id):
        return list(Order.objects.for_account(shop.account_id).order_by("pk").values_list("pk", flat=True))


def payments(shop: Shop, order_id: int) -> list[tuple[Decimal, Decimal, str]]:
    with acting_for(shop.account_id):
        rows = OrderPayment.objects.for_account(shop.account_id).filter(order_id=order_id).order_by("pk")
        return [(row.paid_before, row.paid_after, row.external_payment_id) for row in rows]


class TestSplitOrder:
    def test_a_whole_line_goes_with_what_it_holds(self, shop: Shop) -> None:
        one, two = shop.product(10, price="5"), shop.product(10, price="7")
        made = shop.order(
            LineDraft(product_id=one, quantity=2),
            LineDraft(product_id=two, quantity=3),
            delivery_fullname="Jan Łoś",
            delivery_price=Decimal(12),
            user_comments="prosto",
        )
        found = split(shop, made.order_id, (made.line_ids[1], 3), delivery_price=Decimal(4))
        assert lines(shop, made.order_id) == [(made.line_ids[0], 2, 0)]
        assert lines(shop, found.order_id) == [(made.line_ids[1], 3, 0)]
        assert found.line_ids == {made.line_ids[1]: made.line_ids[1]}
        assert shop.holds(made.line_ids[1]) == [(two, shop.warehouse_id, 3, False)]
        assert (shop.levels(one), shop.levels(two)) == ((10, 2), (10, 3))
        old, new = shop.found(made.order_id), shop.found(found.order_id)
        assert (old.delivery_price, new.delivery_price) == (8, 4)
        assert (old.total_cents, new.total_cents) == (1800, 2500)
        assert (new.delivery_fullname, new.user_comments, new.status_id) == ("Jan Łoś", "prosto", shop.new)
        assert new.search_key.startswith(f"{new.pk} ")
        assert new.date_add == old.date_add
        assert new.date_confirmed > old.date_confirmed

    def test_pieces_of_a_line_become_a_line_of_their_own(self, shop: Shop) -> None:
        second = shop.warehouse()
        product_id = shop.product(2, price="5", name="Kubek")
        shop.put(product_id, 5, at=second)
        made = shop.order(LineDraft(product_id=product_id, quantity=6))
        (line_id,) = made.line_ids
        found = split(shop, made.order_id, (line_id, 3))
        new_line = found.line_ids[line_id]
        assert lines(shop, made.order_id) == [(line_id, 3, 0)]
        assert lines(shop, found.order_id) == [(new_line, 3, 0)]
        assert shop.holds(line_id) == [(product_id, shop.warehouse_id, 2, False), (product_id, second, 1, False)]
        assert shop.holds(new_line) == [(product_id, second, 3, False)]
        assert (shop.levels(product_id), shop.levels(product_id, at=second)) == ((2, 2), (5, 4))
        assert shop.line(new_line).name == "Kubek"
        assert shop.unequal() == []

    def test_pieces_without_stock_go_first(self, shop: Shop) -> None:
        product_id = shop.product(4)
        made = shop.order(LineDraft(product_id=product_id, quantity=6))
        (line_id,) = made.line_ids
        found = split(shop, made.order_id, (line_id, 3))
        assert lines(shop, made.order_id) == [(line_id, 3, 0)]
        assert lines(shop, found.order_id) == [(found.line_ids[line_id], 3, 2)]
        assert shop.holds(found.line_ids[line_id]) == [(product_id, shop.warehouse_id, 1, False)]
        assert shop.levels(product_id) == (4, 4)

    def test_a_bundles_components_are_shared_out(self, shop: Shop) -> None:
        cup, plate = shop.product(10), shop.product(10)
        bundle = shop.bundle(**{f"p{cup}": 2, f"p{plate}": 1})
        made = shop.order(LineDraft(product_id=bundle, quantity=4))
        (line_id,) = made.line_ids
        found = split(shop, made.order_id, (line_id, 1))
        assert sorted(shop.holds(line_id)) == [(cup, shop.warehouse_id, 6, False), (plate, shop.warehouse_id, 3, False)]
        assert sorted(shop.holds(found.line_ids[line_id])) == [
            (cup, shop.warehouse_id, 2, False),
            (plate, shop.warehouse_id, 1, False),
        ]
        assert (shop.levels(cup), shop.levels(plate)) == ((10, 8), (10, 4))

    def test_a_sent_order_splits_into_two_sent_ones(self, shop: Shop) -> None:
        product_id = shop.product(10)
        made = shop.order(LineDraft(product_id=product_id, quantity=5))
        shop.move(made.order_id, shop.sent)
        found = split(shop, made.order_id, (made.line_ids[0], 2))
        assert shop.levels(product_id) == (5, 0)
        assert shop.found(found.order_id).status_id == shop.sent
        assert shop.holds(found.line_ids[made.line_ids[0]]) == [(product_id, shop.warehouse_id, 2, True)]

    def test_both_parts_go_on_as_orders_do(self, shop: Shop) -> None:
        product_id = shop.product(10)
        made = shop.order(LineDraft(product_id=product_id, quantity=5))
        found = split(shop, made.order_id, (made.line_ids[0], 2))
        shop.move(found.order_id, shop.sent)
        assert shop.levels(product_id) == (8, 3)
        shop.move(made.order_id, shop.cancelled)
        assert shop.levels(product_id) == (8, 0)
        assert shop.unequal() == []

    def test_payments_stay(self, shop: Shop) -> None:
        product_id = shop.product(10, price="10")
        made = shop.order(LineDraft(product_id=product_id, quantity=4))
        pay(shop, made.order_id, 25)
        found = split(shop, made.order_id, (made.line_ids[0], 1))
        assert (shop.found(made.order_id).paid, shop.found(found.order_id).paid) == (25, 0)
        assert payments(shop, found.order_id) == []

    def test_both_journals_name_the_new_order(self, shop: Shop) -> None:
        made = shop.order(LineDraft(name="A", quantity=2))
        found = split(shop, made.order_id, (made.line_ids[0], 1))
        assert journal(shop, made.order_id) == [(1, 0), (2, 0), (6, found.order_id)]
        assert journal(shop, found.order_id) == [(1, 0), (2, 0), (6, found.order_id)]
        assert events(shop, found.order_id) == ["order.created", "order.confirmed"]
        assert events(shop, made.order_id)[-1] == "order.changed"

    def test_a_line_named_twice_gives_both_parts(self, shop: Shop) -> None:
        made = shop.order(LineDraft(name="A", quantity=5))
        found = split(shop, made.order_id, (made.line_ids[0], 1), (made.line_ids[0], 2))
        assert [quantity for _, quantity, _ in lines(shop, found.order_id)] == [3]

    @pytest.mark.parametrize(("quantity", "delivery"), [(0, 0), (-1, 0), (6, 0), (5, 0), (1, 13), (1, -1)], ids=str)
    def test_what_does_not_fit_is_refused(self, shop: Shop, quantity: int, delivery: int) -> None:
        product_id = shop.product(9)
        made = shop.order(LineDraft(product_id=product_id, quantity=5), delivery_price=Decimal(12))
        with pytest.raises(BadParameters):
            split(shop, made.order_id, (made.line_ids[0], quantity), delivery_price=Decimal(delivery))
        assert order_ids(shop) == [made.order_id]
        assert lines(shop, made.order_id) == [(made.line_ids[0], 5, 0)]
        assert shop.levels(product_id) == (9, 5)

    def test_lines_of_other_orders_are_unknown(self, shop: Shop) -> None:
        made, other = shop.order(LineDraft(name="A", quantity=2)), shop.order(LineDraft(name="B", quantity=2))
        foreign = make_shop()
        for order_id, line_id in ((made.order_id, other.line_ids[0]), (0, made.line_ids[0]), (made.order_id, 10**30)):
            with pytest.raises(NotFound):
                split(shop, order_id, (line_id, 1))
        with pytest.raises(NotFound):
            split(foreign, made.order_id, (made.line_ids[0], 1))
        with pytest.raises(BadParameters):
            split(shop, made.order_id)
        assert order_ids(shop) == [made.order_id, other.order_id]


class TestMergeIntoMain:
    def test_lines_come_with_what_they_hold(self, shop: Shop) -> None:
        product_id = shop.product(10, price="5")
        main = shop.order(LineDraft(product_id=product_id, quantity=2), delivery_fullname="Anna")
        other = shop.order(LineDraft(product_id=product_id, quantity=9), delivery_fullname="Jan")
        assert merge(shop, main.order_id, other.order_id) == main.order_id
        assert order_ids(shop) == [main.order_id]
        assert lines(shop, main.order_id) == [(main.line_ids[0], 2, 0), (other.line_ids[0], 9, 1)]
        assert shop.holds(other.line_ids[0]) == [(product_id, shop.warehouse_id, 8, False)]
        assert shop.levels(product_id) == (10, 10)
        assert (shop.found(main.order_id).delivery_fullname, shop.found(main.order_id).total_cents) == ("Anna", 5500)
        assert shop.unequal() == []

    def test_it_is_as_old_as_the_oldest_pieces_it_holds(self, shop: Shop) -> None:
        older, main = (shop.order(LineDraft(name=name, quantity=1)).order_id for name in "AB")
        since = shop.found(older).created_at
        assert shop.found(main).created_at > since
        merge(shop, main, older)
        assert shop.found(main).created_at == since

    @pytest.mark.parametrize(("with_delivery", "price"), [(True, 22), (False, 10)])
    def test_delivery_is_summed_when_asked_for(self, shop: Shop, with_delivery: bool, price: int) -> None:
        main = shop.order(LineDraft(name="A", quantity=1), delivery_price=Decimal(10))
        other = shop.order(LineDraft(name="B", quantity=1), delivery_price=Decimal(12))
        merge(shop, main.order_id, other.order_id, with_delivery=with_delivery)
        assert shop.found(main.order_id).delivery_price == price
        assert shop.found(main.order_id).total_cents == price * 100

    def test_payments_go_on_from_the_main_orders(self, shop: Shop) -> None:
        main = shop.order(LineDraft(name="A", unit_gross=Decimal(50), quantity=1))
        other = shop.order(LineDraft(name="B", unit_gross=Decimal(30), quantity=1))
        pay(shop, main.order_id, 20, "P-1")
        pay(shop, other.order_id, 10, "P-2")
        pay(shop, other.order_id, 60, "P-3")
        merge(shop, main.order_id, other.order_id)
        assert payments(shop, main.order_id) == [(0, 20, "P-1"), (20, 30, "P-2"), (30, 80, "P-3")]
        assert shop.found(main.order_id).paid == 80
        assert events(shop, main.order_id)[-1] == "order.paid"

    def test_journals_name_the_merged_orders(self, shop: Shop) -> None:
        main, one, two = (shop.order(LineDraft(name=name, quantity=1)).order_id for name in "ABC")
        merge(shop, main, two, one)
        assert journal(shop, main) == [(1, 0), (2, 0), (5, one), (5, two)]
        assert journal(shop, one) == [(1, 0), (2, 0), (4, 0)]
        assert events(shop, one)[-1] == "order.deleted"
        assert events(shop, main)[-1] == "order.changed"

    def test_a_split_order_merges_back(self, shop: Shop) -> None:
        product_id = shop.product(10, price="3")
        made = shop.order(LineDraft(product_id=product_id, quantity=7), delivery_price=Decimal(9))
        found = split(shop, made.order_id, (made.line_ids[0], 4), delivery_price=Decimal(2))
        merge(shop, made.order_id, found.order_id, with_delivery=True)
        assert [quantity for _, quantity, _ in lines(shop, made.order_id)] == [3, 4]
        assert shop.found(made.order_id).total_cents == 3000
        assert shop.levels(product_id) == (10, 7)

    def test_orders_at_different_stages_stay_apart(self, shop: Shop) -> None:
        product_id = shop.product(10)
        main, other = (shop.order(LineDraft(product_id=product_id, quantity=2)) for _ in range(2))
        for status_id in (shop.sent, shop.cancelled):
            shop.move(other.order_id, status_id)
            with pytest.raises(Conflict):
                merge(shop, main.order_id, other.order_id)
        assert order_ids(shop) == [main.order_id, other.order_id]
        assert shop.levels(product_id) == (8, 2)

    def test_currencies_are_not_mixed(self, shop: Shop) -> None:
        main, other = shop.order(LineDraft(name="A", quantity=1)), shop.order(currency="EUR")
        with pytest.raises(Conflict):
            merge(shop, main.order_id, other.order_id)
        assert order_ids(shop) == [main.order_id, other.order_id]

    def test_what_does_not_fit_is_refused(self, shop: Shop) -> None:
        main, other = shop.order(LineDraft(name="A", quantity=1)), shop.order(LineDraft(name="B", quantity=1))
        foreign = make_shop().order(LineDraft(name="C", quantity=1))
        for ids in ((), (main.order_id, other.order_id), tuple(range(1000, 1101))):
            with pytest.raises(BadParameters):
                merge(shop, main.order_id, *ids)
        for missing in (foreign.order_id, 0, 10**30):
            with pytest.raises(NotFound):
                merge(shop, main.order_id, other.order_id, missing)
        with pytest.raises(NotFound):
            merge(shop, foreign.order_id, other.order_id)
        assert order_ids(shop) == [main.order_id, other.order_id]


class TestMergeTechnically:
    def test_the_originals_stay_as_they_are(self, shop: Shop) -> None:
        product_id = shop.product(10, price="5")
        main = shop.order(LineDraft(product_id=product_id, quantity=2), delivery_price=Decimal(10))
        other = shop.order(LineDraft(product_id=product_id, quantity=3), delivery_price=Decimal(7))
        pay(shop, main.order_id, 20)
        merged_id = merge(shop, main.order_id, other.order_id, mode=TECHNICAL, with_delivery=True)
        assert order_ids(shop) == [main.order_id, other.order_id, merged_id]
        assert [quantity for _, quantity, _ in lines(shop, merged_id)] == [2, 3]
        assert (shop.found(merged_id).total_cents, shop.found(merged_id).paid) == (4200, 0)
        assert shop.found(main.order_id).paid == 20
        assert lines(shop, main.order_id) == [(main.line_ids[0], 2, 0)]
        assert shop.levels(product_id) == (10, 5)
        assert journal(shop, merged_id) == [(1, 0), (2, 0), (5, main.order_id), (5, other.order_id)]

    def test_it_moves_no_stock(self, shop: Shop) -> None:
        product_id = shop.product(10)
        main, other = (shop.order(LineDraft(product_id=product_id, quantity=2)) for _ in range(2))
        merged_id = merge(shop, main.order_id, other.order_id, mode=TECHNICAL)
        for status_id in (shop.sent, shop.cancelled, shop.new):
            shop.move(merged_id, status_id)
            assert shop.levels(product_id) == (10, 4)
        assert shop.unequal() == []

    def test_its_parts_are_technical_too(self, shop: Shop) -> None:
        product_id = shop.product(10)
        main, other = (shop.order(LineDraft(product_id=product_id, quantity=2)) for _ in range(2))
        merged_id = merge(shop, main.order_id, other.order_id, mode=TECHNICAL)
        found = split(shop, merged_id, (lines(shop, merged_id)[0][0], 1))
        assert shop.found(found.order_id).is_technical
        assert shop.levels(product_id) == (10, 4)

    def test_it_is_not_counted_as_turnover(self, shop: Shop) -> None:
        main, other = (shop.order(LineDraft(name=name, quantity=1, unit_gross=Decimal(5))) for name in "AB")
        merge(shop, main.order_id, other.order_id, mode=TECHNICAL)
        with acting_for(shop.account_id):
            figures = order_figures(account_id=shop.account_id, time_zone="Europe/Warsaw")
        assert (figures.total, figures.values) == (2, [("PLN", Decimal(10))])

    def test_it_is_not_merged_again(self, shop: Shop) -> None:
        main, other = (shop.order(LineDraft(name=name, quantity=1)).order_id for name in "AB")
        merged_id = merge(shop, main, other, mode=TECHNICAL)
        for mode in MergeMode:
            with pytest.raises(Conflict):
                merge(shop, main, merged_id, mode=mode)
        assert order_ids(shop) == [main, other, merged_id]


class TestDuplicateOrder:
    def test_it_is_a_new_order_with_stock_of_its_own(self, shop: Shop) -> None:
        product_id = shop.product(5, price="4")
        made = shop.order(
            LineDraft(product_id=product_id, quantity=3),
            LineDraft(name="Obcy", quantity=1, unit_gross=Decimal("1.005")),
            delivery_fullname="Jan",
            external_order_id="S-1",
            transaction_number="T-1",
            is_paid=True,
            delivery_price=Decimal(8),
        )
        shop.move(made.order_id, shop.in_progress)
        copy = duplicate(shop, made.order_id)
        found = shop.found(copy.order_id)
        assert (found.status_id, found.paid, found.delivery_fullname) == (shop.new, 0, "Jan")
        assert (found.external_order_id, found.transaction_number) == ("", "")
        assert found.total_cents == shop.found(made.order_id).total_cents == 2101
        assert [(quantity, waiting) for _, quantity, waiting in lines(shop, copy.order_id)] == [(3, 1), (1, 0)]
        assert shop.levels(product_id) == (5, 5)
        assert journal(shop, made.order_id)[-1] == (17, copy.order_id)
        assert journal(shop, copy.order_id) == [(1, 0), (2, 0)]

    def test_it_looks_for_a_place_anew(self, shop: Shop) -> None:
        second = shop.warehouse()
        product_id = shop.product(2)
        shop.put(product_id, 9, at=second)
        made = shop.order(LineDraft(product_id=product_id, quantity=2))
        copy = duplicate(shop, made.order_id)
        assert shop.holds(copy.line_ids[0]) == [(product_id, second, 2, False)]

    def test_a_product_that_is_gone_leaves_its_line(self, shop: Shop) -> None:
        product_id = shop.product(2, name="Kubek")
        made = shop.order(LineDraft(product_id=product_id, quantity=1))
        shop.move(made.order_id, shop.cancelled)
        with acting_for(shop.account_id):
            catalog.delete_product(account_id=shop.account_id, product_id=product_id, actor="test")
        copy = duplicate(shop, made.order_id)
        assert (shop.line(copy.line_ids[0]).name, shop.line(copy.line_ids[0]).product_ref) == ("Kubek", "")

    def test_extra_fields_come_along(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            field = OrderExtraField(account_id=shop.account_id, name="Kolor")
            field.save(force_insert=True)
        made = shop.order(extra_fields={str(field.pk): "red"})
        assert shop.found(duplicate(shop, made.order_id).order_id).extra_fields == {str(field.pk): "red"}

    def test_a_technical_orders_copy_is_an_ordinary_one(self, shop: Shop) -> None:
        product_id = shop.product(10)
        main, other = (shop.order(LineDraft(product_id=product_id, quantity=2)) for _ in range(2))
        merged_id = merge(shop, main.order_id, other.order_id, mode=TECHNICAL)
        copy = duplicate(shop, merged_id)
        assert not shop.found(copy.order_id).is_technical
        assert shop.levels(product_id) == (10, 8)

    def test_foreign_orders_are_unknown(self, shop: Shop) -> None:
        foreign = make_shop().order()
        with pytest.raises(NotFound):
            duplicate(shop, foreign.order_id)
        assert order_ids(shop) == []


def test_whatever_is_done_the_books_are_equal(shop: Shop) -> None:
    """Random splits, merges, copies and moves: reserved pieces are those of open allocations, on hand only falls by sending."""
    chance = random.Random(7)
    products = [shop.product(40) for _ in range(3)]
    for _ in range(3):
        shop.order(*(LineDraft(product_id=product_id, quantity=chance.randint(1, 9)) for product_id in products))
    for _ in range(60):
        ids = order_ids(shop)
        order_id = chance.choice(ids)
        deed = chance.randint(0, 4)
        try:
            if deed == 0:
                asked = [(line_id, chance.randint(1, max(1, count))) for line_id, count, _ in lines(shop, order_id)]
                split(shop, order_id, *chance.sample(asked, chance.randint(1, len(asked))))
            elif deed == 1 and len(ids) > 1:
                merge(shop, order_id, chance.choice([other for other in ids if other != order_id]))
            elif deed == 2 and len(ids) < 12:
                duplicate(shop, order_id)
            else:
                shop.move(order_id, chance.choice(shop.status_ids))
        except (BadParameters, Conflict):
            continue
        assert shop.unequal() == []
        for product_id in products:
            quantity, reserved = shop.levels(product_id)
            assert 0 <= reserved <= quantity <= 40
