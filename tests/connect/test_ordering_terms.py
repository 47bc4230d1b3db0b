"""Terms of ordering when an order is forwarded: delivery methods under the supplier's names, first day, own terms (R17, R34)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from tests.factories.exchange import make_exchange

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("method", "arrives"), [("Kurier", "DPD Classic"), ("Odbiór", "Odbiór"), ("", "")])
def test_the_orders_delivery_method_arrives_under_the_suppliers_name(method: str, arrives: str) -> None:
    x = make_exchange(delivery_methods={"Kurier": "DPD Classic", "Paczkomat": "InPost 24/7"})
    _, own = x.pair(5)
    order = x.order((own, 1), delivery_method=method)
    x.forward(order.order_id)
    assert x.supplier_order().delivery_method == arrives


def test_a_product_of_later_is_refused_with_its_day() -> None:
    x = make_exchange()
    theirs, own = x.pair(5, available_from=datetime(2099, 1, 31, 12, tzinfo=UTC))
    (result,) = x.forward(x.order((own, 1)).order_id)
    assert (result.state, result.reason_code) == ("refused", "stock")
    assert result.details["date"] == "2099-01-31"
    assert (x.sales(), x.supplier.levels(theirs)) == ([], (5, 0))


@pytest.mark.feature("B-15")
def test_one_contractors_terms_of_ordering_win() -> None:
    x = make_exchange(min_order_value=500, delivery_fee="15")
    _, own = x.pair(5, price="100")
    order = x.order((own, 1))
    (refused,) = x.forward(order.order_id)
    assert (refused.reason_code, refused.details["least"]) == ("minimum", Decimal(500))
    with acting_for(x.supplier.account_id):
        connect.set_contractor_settings(
            account_id=x.supplier.account_id,
            connection_id=x.made.connection_id,
            values={"min_order_value": 100, "delivery_fee": "none"},
        )
    (result,) = x.forward(order.order_id)
    assert result.state == "forwarded"
    assert (x.sale().amount, x.supplier_order().delivery_price) == (Decimal("100.00"), Decimal("0.00"))
