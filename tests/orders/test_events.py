"""What orders announce."""

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core.models import Event
from tests.factories.exchange import make_exchange
from tests.factories.shop import Shop

pytestmark = pytest.mark.django_db


def announced(shop: Shop, name: str) -> list[dict[str, object]]:
    with acting_for(shop.account_id):
        return list(
            Event.objects.filter(account_id=shop.account_id, name=name).order_by("pk").values_list("data", flat=True)
        )


@pytest.mark.feature("F-17")
class TestFetched:
    def test_a_received_order_is_announced_to_the_supplier_once(self) -> None:
        x = make_exchange()
        _, own = x.pair(10)
        order = x.order((own, 2))
        x.forward(order.order_id)
        x.forward(order.order_id)
        received = x.supplier_order().pk
        assert announced(x.supplier, "order.fetched") == [{"order_id": received}]
        assert announced(x.contractor, "order.fetched") == []

    def test_an_own_order_is_created_and_not_fetched(self) -> None:
        x = make_exchange()
        order = x.order((x.own_product(), 1))
        assert announced(x.contractor, "order.fetched") == []
        assert announced(x.contractor, "order.created") == [{"order_id": order.order_id}]

    def test_a_refused_forward_announces_nothing(self) -> None:
        x = make_exchange()
        _, own = x.pair(1)
        order = x.order((own, 5))
        x.forward(order.order_id)
        assert x.supplier_orders() == 0
        assert announced(x.supplier, "order.fetched") == []
