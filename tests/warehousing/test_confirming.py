"""Confirming: what each kind does to stock, what it is refused for, and that it happens once."""

from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from spinka.catalog.services import delete_warehouse
from spinka.catalog.stock import MOST_PIECES
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.orders.draft import LineDraft
from spinka.warehousing.draft import ItemDraft
from spinka.warehousing.models import Kind
from spinka.warehousing.services import PiecesShort
from tests.factories.shop import make_shop
from tests.orders.test_contention import at_once
from tests.support.rows import changed, fingerprint
from tests.warehousing.conftest import Hall

GOODS_IN = [Kind.GOODS_RECEIVED, Kind.INTERNAL_RECEIVED, Kind.OPENING_BALANCE]
GOODS_OUT = [Kind.GOODS_ISSUED, Kind.INTERNAL_ISSUED]


class TestStock:
    @pytest.mark.parametrize("kind", GOODS_IN)
    def test_goods_in_are_added_with_a_row_of_the_log(self, hall: Hall, kind: Kind) -> None:
        first, second = hall.shop.product(5), hall.shop.product()
        document_id = hall.filled(kind, {first: 3, second: 4})
        hall.add(document_id, ItemDraft(product_id=first, quantity=10))
        assert hall.shop.levels(first) == (5, 0)
        hall.confirm(document_id)
        key = f"bl_{hall.shop.warehouse_id}"
        assert (hall.shop.levels(first), hall.shop.levels(second)) == ((18, 0), (4, 0))
        assert hall.log(first) == [(key, "5", "18", "test")]
        assert hall.log(second) == [(key, "0", "4", "test")]
        assert hall.found(document_id).is_confirmed

    @pytest.mark.parametrize("kind", GOODS_OUT)
    def test_goods_out_are_taken_with_a_row_of_the_log(self, hall: Hall, kind: Kind) -> None:
        first, second = hall.shop.product(5), hall.shop.product(4)
        document_id = hall.filled(kind, {first: 2, second: 4})
        hall.confirm(document_id)
        key = f"bl_{hall.shop.warehouse_id}"
        assert (hall.shop.levels(first), hall.shop.levels(second)) == ((3, 0), (0, 0))
        assert hall.log(first) == [(key, "5", "3", "test")]
        assert hall.log(second) == [(key, "4", "0", "test")]

    def test_a_transfer_moves_pieces(self, hall: Hall) -> None:
        product_id, target = hall.shop.product(5), hall.shop.warehouse()
        document_id = hall.filled(Kind.TRANSFER, {product_id: 2}, target_warehouse_id=target)
        hall.confirm(document_id)
        assert (hall.shop.levels(product_id), hall.shop.levels(product_id, at=target)) == ((3, 0), (2, 0))
        assert hall.log(product_id) == [
            (f"bl_{hall.shop.warehouse_id}", "5", "3", "test"),
            (f"bl_{target}", "0", "2", "test"),
        ]

    def test_a_product_that_has_become_a_set_gets_no_pieces(self, hall: Hall) -> None:
        goods, product_id = hall.shop.product(5), hall.shop.product()
        document_id = hall.filled(Kind.GOODS_RECEIVED, {goods: 1, product_id: 2})
        with acting_for(hall.account_id):
            Product.objects.for_account(hall.account_id).filter(pk=product_id).update(is_bundle=True)
        with pytest.raises(BadParameters):
            hall.confirm(document_id)
        assert (hall.shop.levels(goods), hall.found(document_id).is_confirmed) == ((5, 0), False)

    def test_nothing_else_of_the_account_changes(self, hall: Hall) -> None:
        document_id = hall.filled(Kind.GOODS_RECEIVED, {hall.shop.product(5): 2})
        before = fingerprint(hall.account_id)
        hall.confirm(document_id)
        assert changed(before, fingerprint(hall.account_id)) == {
            "warehousing_stockdocument",
            "catalog_stock",
            "catalog_productlog",
            "core_event",
            "core_outbox",  # copies of the stock at partners follow
        }


class TestRefusals:
    def refused(self, hall: Hall, document_id: int, kind: type[Exception]) -> str:
        before = fingerprint(hall.account_id)
        with pytest.raises(kind) as caught:
            hall.confirm(document_id)
        assert changed(before, fingerprint(hall.account_id)) == set()
        return str(caught.value)

    @pytest.mark.parametrize("kind", [*GOODS_OUT, Kind.TRANSFER])
    def test_reserved_pieces_do_not_leave(self, hall: Hall, kind: Kind) -> None:
        enough, product_id, target = hall.shop.product(9), hall.shop.product(5), hall.shop.warehouse()
        hall.shop.order(LineDraft(product_id=product_id, quantity=3, unit_gross=Decimal(1)))
        fields = {"target_warehouse_id": target} if kind == Kind.TRANSFER else {}
        document_id = hall.filled(kind, {enough: 1, product_id: 2}, **fields)
        hall.add(document_id, ItemDraft(product_id=product_id, quantity=1))
        said = self.refused(hall, document_id, PiecesShort)
        assert all(part in said for part in (str(product_id), "3", "2", str(hall.shop.warehouse_id)))
        assert hall.shop.levels(product_id) == (5, 3)

    def test_pieces_beyond_the_reserved_ones_leave(self, hall: Hall) -> None:
        product_id = hall.shop.product(5)
        hall.shop.order(LineDraft(product_id=product_id, quantity=3, unit_gross=Decimal(1)))
        hall.confirm(hall.filled(Kind.GOODS_ISSUED, {product_id: 2}))
        assert hall.shop.levels(product_id) == (3, 3)
        assert hall.shop.unequal() == []

    def test_pieces_that_are_not_there_do_not_leave(self, hall: Hall) -> None:
        self.refused(hall, hall.filled(Kind.GOODS_ISSUED, {hall.shop.product(5): 6}), PiecesShort)
        document_id = hall.filled(Kind.GOODS_ISSUED, {hall.shop.product(): 1})
        with pytest.raises(PiecesShort):
            hall.confirm(document_id)
        assert not hall.found(document_id).is_confirmed

    def test_more_than_a_warehouse_holds_does_not_enter(self, hall: Hall) -> None:
        product_id = hall.shop.product(MOST_PIECES - 1)
        self.refused(hall, hall.filled(Kind.GOODS_RECEIVED, {product_id: 2}), BadParameters)
        many = hall.shop.product(0)
        document_id = hall.filled(Kind.GOODS_RECEIVED, {many: 10**9})
        hall.add(document_id, *[ItemDraft(product_id=many, quantity=10**9)] * 3)
        self.refused(hall, document_id, BadParameters)

    def test_a_document_without_lines_stays_a_draft(self, hall: Hall) -> None:
        self.refused(hall, hall.draft().pk, Conflict)

    def test_twice_is_refused(self, hall: Hall) -> None:
        product_id = hall.shop.product(5)
        document_id = hall.filled(Kind.GOODS_RECEIVED, {product_id: 2})
        hall.confirm(document_id)
        moment = hall.found(document_id).confirmed_at
        said = self.refused(hall, document_id, Conflict)
        assert hall.found(document_id).full_number in said
        assert hall.found(document_id).confirmed_at == moment
        assert hall.shop.levels(product_id) == (7, 0)

    def test_foreign_documents_are_missing(self, hall: Hall) -> None:
        theirs = Hall(make_shop())
        product_id = theirs.shop.product(5)
        document_id = theirs.filled(Kind.GOODS_RECEIVED, {product_id: 2})
        for missing in (document_id, 0, -1, 2**70):
            with pytest.raises(NotFound):
                hall.confirm(missing)
        assert theirs.shop.levels(product_id) == (5, 0)

    def test_a_warehouse_that_is_gone_is_missing(self, hall: Hall) -> None:
        product_id, target = hall.shop.product(5), hall.shop.warehouse()
        document_id = hall.filled(Kind.TRANSFER, {product_id: 2}, target_warehouse_id=target)
        with acting_for(hall.account_id):
            delete_warehouse(account_id=hall.account_id, warehouse_id=target)
        self.refused(hall, document_id, NotFound)
        assert hall.found(document_id).target_name == "Another"


class TestAtOnce:
    def test_one_document_is_booked_once(self, committed_db: None) -> None:
        hall = Hall(make_shop())
        product_id = hall.shop.product(5)
        document_id = hall.filled(Kind.GOODS_RECEIVED, {product_id: 2})
        raised = at_once(*[lambda: hall.confirm(document_id)] * 6)
        assert [type(error) for error in raised] == [Conflict] * 5
        assert hall.shop.levels(product_id) == (7, 0)
        assert len(hall.log(product_id)) == 1

    def test_the_last_pieces_leave_once(self, committed_db: None) -> None:
        """Six documents of 2 pieces each want 5: two leave, four are refused."""
        hall = Hall(make_shop())
        product_id = hall.shop.product(5)
        ids = [hall.filled(Kind.GOODS_ISSUED, {product_id: 2}) for _ in range(6)]
        raised = at_once(*[lambda one=one: hall.confirm(one) for one in ids])
        assert [type(error) for error in raised] == [PiecesShort] * 4
        assert hall.shop.levels(product_id) == (1, 0)
        assert sum(hall.found(one).is_confirmed for one in ids) == 2

    def test_transfers_there_and_back_do_not_deadlock(self, committed_db: None) -> None:
        hall = Hall(make_shop())
        here, there = hall.shop.warehouse_id, hall.shop.warehouse()
        products = [hall.shop.product(100) for _ in range(5)]
        for product_id in products:
            hall.shop.put(product_id, 100, at=there)
        out = [hall.filled(Kind.TRANSFER, dict.fromkeys(products, 3), target_warehouse_id=there) for _ in range(4)]
        back = [
            hall.filled(
                Kind.TRANSFER, dict.fromkeys(reversed(products), 3), warehouse_id=there, target_warehouse_id=here
            )
            for _ in range(4)
        ]
        assert at_once(*[lambda one=one: hall.confirm(one) for one in [*out, *back]]) == []
        assert [hall.shop.levels(one) for one in products] == [(100, 0)] * 5
        assert [hall.shop.levels(one, at=there) for one in products] == [(100, 0)] * 5
