"""Lines of a supplier's live catalog sent without name or price (R24)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.exchange import Exchange, make_exchange

pytestmark = pytest.mark.django_db


@pytest.fixture
def x() -> Exchange:
    return make_exchange()


def line(x: Exchange, product_id: int, **fields: Any) -> dict[str, Any]:
    return {
        "storage": "warehouse",
        "storage_id": x.made.warehouse_id,
        "product_id": str(product_id),
        "quantity": 2,
        **fields,
    }


def ordered(x: Exchange, *lines: dict[str, Any], **fields: Any) -> list[tuple[Any, ...]]:
    """Name, SKU, EAN, price and rate of an order's lines."""
    order_id = x.contractor.api.ok("addOrder", products=list(lines), **fields)["order_id"]
    return shown(x, order_id)


def shown(x: Exchange, order_id: int) -> list[tuple[Any, ...]]:
    (order,) = x.contractor.api.ok("getOrders", order_id=order_id)["orders"]
    names = ("name", "sku", "ean", "price_brutto", "tax_rate")
    return [tuple(found[name] for name in names) for found in order["products"]]


class TestFillLiveLines:
    def test_what_is_left_out_is_what_the_supplier_shows(self, x: Exchange) -> None:
        x.supply(discount_percent=10)
        cup = x.product(price="100", sku="K-1", ean="590", tax_rate=8)
        plate = x.product(price="20", name="Talerz", sku="T-1", tax_rate=23)
        assert ordered(
            x,
            line(x, cup),
            line(x, plate, name="Mój talerz"),
            line(x, 5, variant_id=str(cup), price_brutto=70, tax_rate=5, sku="MOJE"),
        ) == [
            ("Kubek", "K-1", "590", 90, 8),
            ("Mój talerz", "T-1", "", 18, 23),
            ("Kubek", "MOJE", "590", 70, 5),
        ]

    def test_an_added_line_too(self, x: Exchange) -> None:
        cup = x.product(price="100", sku="K-1", tax_rate=8)
        order_id = x.contractor.api.ok("addOrder")["order_id"]
        x.contractor.api.ok("addOrderProduct", order_id=order_id, **line(x, cup))
        assert shown(x, order_id) == [("Kubek", "K-1", "", 100, 8)]

    def test_whole_lines_stay_as_they_are(self, x: Exchange) -> None:
        cup = x.product(price="100", sku="K-1", tax_rate=8)
        assert ordered(x, line(x, cup, name="Mój", price_brutto=0)) == [("Mój", "", "", 0, 0)]

    def test_another_currency_brings_no_price(self, x: Exchange) -> None:
        cup = x.product(price="100", sku="K-1", tax_rate=8)
        assert ordered(x, line(x, cup), currency="EUR") == [("Kubek", "K-1", "", 0, 8)]

    def test_what_is_not_shared_stays_empty(self, x: Exchange) -> None:
        cup, draft = x.product(price="100", sku="K-1"), x.product(price="7", is_draft=True)
        strange, empty = x.contractor.warehouse("blconnect"), ("", "", "", 0, 0)
        assert ordered(x, line(x, draft), line(x, 10**9), line(x, cup, storage_id=strange)) == [empty, empty, empty]
        x.supply(share_fields=["sku"])
        assert ordered(x, line(x, cup)) == [("", "K-1", "", 0, 0)]
        x.supply(share_products=False)
        assert ordered(x, line(x, cup)) == [empty]

    def test_a_connection_that_ended_fills_nothing(self, x: Exchange) -> None:
        cup = x.product(price="100", sku="K-1")
        x.contractor.api.ok("leaveConnectIntegration", connect_integration_id=x.made.contractor_integration_id)
        assert ordered(x, line(x, cup)) == [("", "", "", 0, 0)]

    def test_statements_do_not_grow_with_lines(self, x: Exchange) -> None:
        products = [x.product(price="100", name=f"Kubek {nth}") for nth in range(5)]

        def statements(count: int) -> int:
            with CaptureQueriesContext(connection) as queries:
                ordered(x, *(line(x, product_id) for product_id in products[:count]))
            return len(queries)

        statements(1)
        assert statements(1) == statements(5)
