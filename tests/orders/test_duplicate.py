"""Copies of orders: what is dropped and what stays (R15)."""

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft
from tests.factories.exchange import make_exchange
from tests.factories.shop import make_shop

pytestmark = pytest.mark.django_db


class TestDuplicateOrder:
    @pytest.mark.parametrize("is_confirmed", [True, False])
    def test_is_confirmed_as_the_order_it_was_made_of(self, is_confirmed: bool) -> None:
        shop = make_shop()
        order = shop.order(LineDraft(name="Kubek", quantity=1), is_confirmed=is_confirmed)
        with acting_for(shop.account_id):
            copy = orders.duplicate_order(account_id=shop.account_id, order_id=order.order_id, actor="Anna")
        assert (shop.found(copy.order_id).date_confirmed is not None) is is_confirmed

    def test_of_a_received_order_is_none_of_the_sale(self) -> None:
        x = make_exchange(own={"send_transaction_number": True})
        theirs, own = x.pair(10)
        order = x.order((own, 2), transaction_number="TX-1", external_order_id="A-1")
        x.forward(order.order_id)
        received = x.supplier_order()
        for shop, order_id in ((x.supplier, received.pk), (x.contractor, order.order_id)):
            with acting_for(shop.account_id):
                copy = orders.duplicate_order(account_id=shop.account_id, order_id=order_id, actor="Anna")
            made = shop.found(copy.order_id)
            assert (made.source, made.source_info, made.chain) == ("personal", "", [])
            assert (made.transaction_number, made.external_order_id) == ("", "")
        assert len(x.sales()) == 1
        assert x.supplier.levels(theirs) == (10, 4)
