"""A supplier's live offer in the panel: browsed with own prices, ordered from without an own product (E-22, E-23)."""

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.orders.models import Order, OrderLine
from tests.factories.accounts import make_account
from tests.factories.exchange import Exchange, make_exchange
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, text

pytestmark = [pytest.mark.django_db, pytest.mark.feature("E-22")]


@pytest.fixture
def x() -> Exchange:
    return make_exchange(discount_percent=10)


@pytest.fixture
def buyer(x: Exchange) -> Client:
    client = signed_in(x.contractor.account)
    client.cookies["django_language"] = "en"
    return client


def path(x: Exchange) -> str:
    return f"/suppliers/{x.made.contractor_integration_id}/offer"


class TestOffer:
    def test_shows_own_price_and_pieces_escaped(self, x: Exchange, buyer: Client) -> None:
        x.product(12, price="100", name=f"Kubek {HOSTILE}", sku="K-1")
        page = text(buyer.get(path(x)))
        assert "(Base Connect)" in page
        assert "K-1" in page
        assert "90,00" in page or "90.00" in page
        assert HOSTILE not in page

    def test_search_filter_and_nothing(self, x: Exchange, buyer: Client) -> None:
        x.product(12, sku="K-1")
        x.product(0, name="Talerz", sku="T-1")
        assert "T-1" not in text(buyer.get(f"{path(x)}?q=kubek"))
        assert "K-1" not in text(buyer.get(f"{path(x)}?q=T-1"))
        assert "T-1" not in text(buyer.get(f"{path(x)}?stock=yes"))
        assert 'class="sp-empty"' in text(buyer.get(f"{path(x)}?q=nothing"))
        assert buyer.get(f"{path(x)}?page=x&category=y").status_code == 200

    def test_nothing_is_read_where_nothing_passes(self, x: Exchange, buyer: Client) -> None:
        x.product(12, sku="K-1")
        x.supply(share_products=False)
        assert "K-1" not in text(buyer.get(path(x)))
        buyer.post(f"/suppliers/{x.made.contractor_integration_id}/leave")
        assert "K-1" not in text(buyer.get(path(x)))

    def test_another_accounts_looks_missing(self, x: Exchange) -> None:
        assert signed_in(make_account()).get(path(x)).status_code == 404


@pytest.mark.feature("E-23")
class TestOrder:
    def test_a_new_order_is_filled_and_delivered_to_the_company(self, x: Exchange, buyer: Client) -> None:
        cup = x.product(12, price="100", sku="K-1", tax_rate=23)
        assert buyer.get(f"{path(x)}/{cup}/order").status_code == 200
        answer = buyer.post(f"{path(x)}/{cup}/order", {"quantity": "3", "order_id": ""})
        assert answer.status_code == 303
        with acting_for(x.contractor.account_id):
            order = Order.objects.for_account(x.contractor.account_id).get()
            line = OrderLine.objects.for_account(x.contractor.account_id).get()
        assert answer.headers["Location"] == f"/orders/{order.pk}"
        assert order.delivery_company
        assert (line.name, line.sku, line.quantity, line.unit_gross) == ("Kubek", "K-1", 3, 90)
        (result,) = x.forward(order.pk)
        assert result.state == "forwarded"
        assert [(row.product_id, row.quantity) for row in x.supplier_lines()] == [(cup, 3)]

    def test_a_line_of_an_order_there_is(self, x: Exchange, buyer: Client) -> None:
        cup = x.product(12, sku="K-1")
        created = x.contractor.api.ok("addOrder")["order_id"]
        buyer.post(f"{path(x)}/{cup}/order", {"quantity": "1", "order_id": str(created)})
        (order,) = x.contractor.api.ok("getOrders", order_id=created)["orders"]
        assert [(line["storage"], line["product_id"]) for line in order["products"]] == [("warehouse", str(cup))]

    def test_refusals_write_nothing(self, x: Exchange, buyer: Client) -> None:
        cup, draft = x.product(12), x.product(12, is_draft=True)
        strange = make_exchange().contractor.api.ok("addOrder")["order_id"]
        assert buyer.post(f"{path(x)}/{cup}/order", {"quantity": "0"}).status_code == 422
        assert buyer.post(f"{path(x)}/{cup}/order", {"quantity": "1", "order_id": str(strange)}).status_code == 422
        assert buyer.post(f"{path(x)}/{draft}/order", {"quantity": "1"}).status_code == 404
        x.supply(accept_orders=False)
        assert buyer.post(f"{path(x)}/{cup}/order", {"quantity": "1"}).status_code == 409
        assert x.contractor.api.ok("getOrders", get_unconfirmed_orders=True)["orders"] == []
