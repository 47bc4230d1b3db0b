"""See as this contractor, and why this price, on both sides (T8)."""

import json
from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from tests.factories.accounts import make_account
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text

pytestmark = pytest.mark.django_db
RULES = [
    {"scope": "all", "kind": "discount_percent", "value": "12.5", "date_from": "2026-01-01"},
    {"scope": "all", "kind": "fixed", "value": 7, "min_quantity": 10},
]


def exchange(**settings: Any) -> Exchange:
    supplier = make_shop(make_account("Papierex", language="en"))
    contractor = make_shop(make_account("Shop Kowalska", language="en"))
    return make_exchange(supplier=supplier, contractor=contractor, **settings)


def supplier_of(x: Exchange) -> Client:
    return signed_in(x.supplier.account)


class TestSeenBy:
    @pytest.mark.feature("B-15", "B-09", "B-11")
    def test_is_what_the_contractors_token_gets_to_the_byte(self) -> None:
        x = exchange(discount_percent=10)
        for number in range(3):
            x.pair(7 + number, price=f"{10 + number}.05", name=f"Mug {number}", sku=f"M-{number}", ean=f"590{number}")
        x.product(None, name="Engraving", kind="service")
        mine = {"connect_contractor_id": x.connection_id}
        for settings in (
            {},
            {"share_fields": ["name", "prices", "stock"], "stock_buffer": 2},
            {"price_rules": RULES, "vat_mode": "export"},
            {"product_filter": {"mode": "selected", "in_stock": True}, "share_fields": ["sku", "stock"]},
        ):
            x.supplier.api.ok("setConnectContractorSettings", **mine, settings=settings)
            theirs = x.contractor.api.post(
                "getConnectProducts",
                {"connect_integration_id": x.made.contractor_integration_id, "include_variants": True},
            ).content
            seen = x.supplier.api.ok("getConnectContractorView", **mine)
            for product in seen["products"].values():
                product.pop("price_trace")
            assert json.loads(theirs)["products"] == seen["products"]
            page = text(supplier_of(x).get(f"/contractors/{x.connection_id}/view"))
            for number, product in json.loads(theirs)["products"].items():
                assert f"/products/{number}" in page
                assert ("price" in product) is (f"view/{number}" in page)
            assert page.count("<tr>") == len(json.loads(theirs)["products"]) + 1

    def test_searches_and_pages_as_the_contractor_could(self) -> None:
        x = exchange()
        x.product(name="Blue mug", sku="B-1")
        hidden = x.product(name="Blue secret", sku="S-1")
        x.supply(product_filter={"mode": "all", "exclude_product_ids": [hidden]})
        address = f"/contractors/{x.connection_id}/view"
        found = text(supplier_of(x).get(f"{address}?q=blue"))
        assert "Blue mug" in found
        assert "Blue secret" not in found
        assert "Blue mug" in text(supplier_of(x).get(f"{address}?q=b-1"))
        assert "Nothing matches" in text(supplier_of(x).get(f"{address}?q=S-1"))
        assert "It gets no products" in text(supplier_of(x).get(f"{address}?page=9"))

    def test_shows_that_nothing_passes_a_closed_connection(self) -> None:
        x = exchange()
        x.product(name="Blue mug")
        x.supplier.api.ok("setConnectContractorStatus", connect_contractor_id=x.connection_id, action="suspend")
        page = text(supplier_of(x).get(f"/contractors/{x.connection_id}/view"))
        assert "It gets nothing now" in page
        assert "Blue mug" not in page

    def test_belongs_to_the_supplier_alone_and_hides_prices_from_roles_without_them(self) -> None:
        x = exchange()
        theirs = x.product(price="99.99", name="Blue mug")
        address = f"/contractors/{x.connection_id}/view"
        assert signed_in(x.contractor.account).get(address).status_code == 404
        assert signed_in(x.contractor.account).get(f"{address}/{theirs}").status_code == 404
        owner = supplier_of(x)
        as_role(x.supplier.account, "warehouse")
        page = text(owner.get(address))
        assert "Blue mug" in page
        assert "99.99" not in page
        assert owner.get(f"{address}/{theirs}").status_code == 403


class TestWhy:
    @pytest.mark.feature("B-10", "B-15")
    def test_the_supplier_sees_every_step_with_its_numbers(self) -> None:
        x = exchange(price_rules=RULES)
        theirs = x.product(price="99.99", name="<b>Mug</b>")
        address = f"/contractors/{x.connection_id}/view/{theirs}"
        page = text(supplier_of(x).get(address))
        assert "<b>Mug" not in page
        for part in (
            "Price rule 1 of the integration",
            "discount of 12.5%",
            "PLN\xa087.49125",
            "PLN\xa087.49",
            "from 1 Jan 2026",
        ):
            assert part in page
        many = text(supplier_of(x).get(f"{address}?quantity=10"))
        assert "Price rule 2 of the integration" in many
        assert "fixed price" in many
        assert "PLN\xa07.00" in many

    def test_the_contractor_sees_no_step_before_the_agreed_price(self) -> None:
        x = exchange(price_rules=RULES)
        theirs = x.product(price="99.99", name="Blue mug")
        page = text(
            signed_in(x.contractor.account).get(f"/suppliers/{x.made.contractor_integration_id}/prices/{theirs}")
        )
        assert "PLN\xa087.49" in page
        assert "PLN\xa07.00" in page
        for secret in ("99.99", "12.5", "Price rule", "Price group"):
            assert secret not in page
        hidden = x.product(name="Secret")
        x.supply(product_filter={"mode": "all", "exclude_product_ids": [hidden]})
        address = f"/suppliers/{x.made.contractor_integration_id}/prices"
        assert signed_in(x.contractor.account).get(f"{address}/{hidden}").status_code == 404
        assert signed_in(make_account()).get(f"{address}/{theirs}").status_code == 404
        x.supply(share_fields=["name", "stock"])
        assert signed_in(x.contractor.account).get(f"{address}/{theirs}").status_code == 404

    @pytest.mark.feature("L-04")
    def test_the_supplier_sees_what_hides_a_product(self) -> None:
        x = exchange()
        theirs = x.product(price="10", name="Blue mug")
        x.supply(product_filter={"mode": "selected", "tags": ["sale"], "exclude_product_ids": [theirs]})
        page = text(supplier_of(x).get(f"/contractors/{x.connection_id}/view/{theirs}"))
        assert "This contractor does not get the product" in page
        assert "It has none of the chosen tags." in page
        assert "It is on the list of excluded products." in page

    def test_a_sold_line_shows_the_frozen_steps_on_both_sides(self) -> None:
        x = exchange(discount_percent=10)
        _, own = x.pair(price="99.99")
        order = x.order((own, 2))
        x.forward(order.order_id)
        x.supply(discount_percent=50)
        supplier_order = x.supplier_order().pk
        (line,) = x.supplier_lines()
        page = text(supplier_of(x).get(f"/orders/{supplier_order}/lines/{line.pk}/price"))
        assert "PLN\xa089.99" in page
        assert "discount of 10%" in page
        own_page = text(
            signed_in(x.contractor.account).get(f"/orders/{order.order_id}/lines/{order.line_ids[0]}/price")
        )
        assert "PLN\xa089.99" in own_page
        assert "10%" not in own_page
        strange = f"/orders/{order.order_id}/lines/{order.line_ids[0]}/price"
        assert supplier_of(x).get(strange).status_code == 404

    def test_a_closed_connection_is_told(self) -> None:
        x = exchange()
        theirs = x.product(price="10")
        with acting_for(x.supplier.account_id):
            connect.change_state(
                account_id=x.supplier.account_id, connection_id=x.connection_id, action="suspend", message="", actor=""
            )
        assert supplier_of(x).get(f"/contractors/{x.connection_id}/view/{theirs}").status_code == 409
