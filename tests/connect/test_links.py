"""Links set by hand or by a client."""

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import InventoryWarehouse, Product
from spinka.connect import services as connect
from spinka.connect.models import ProductLink
from tests.factories.exchange import Exchange, make_exchange

pytestmark = pytest.mark.django_db


def links(x: Exchange) -> dict[int, int]:
    with acting_for(x.contractor.account_id):
        rows = ProductLink.objects.as_contractor(x.contractor.account_id).filter(connection_id=x.connection_id)
        return {row.product_id: row.supplier_product_id for row in rows}


def live(x: Exchange, product_id: int) -> list[int]:
    with acting_for(x.contractor.account_id):
        return Product.objects.for_account(x.contractor.account_id).get(pk=product_id).live_warehouse_ids


class TestSetLinks:
    @pytest.mark.feature("E-14")
    def test_links_clears_and_warns(self) -> None:
        x = make_exchange()
        first, second, draft = x.product(), x.product(), x.product(is_draft=True)
        own, other = x.own_product(), x.own_product()
        wanted = [
            {"product_id": own, "supplier_product_id": first},
            {"product_id": other, "supplier_product_id": first},
            {"product_id": 999_999_999, "supplier_product_id": second},
        ]
        number = x.made.contractor_integration_id
        answer = x.contractor.api.ok("setConnectProductLinks", connect_integration_id=number, links=wanted)
        assert answer["linked"] == 1
        assert set(answer["warnings"]) == {str(other), "999999999"}
        assert links(x) == {own: first}
        assert live(x, own) == [x.made.warehouse_id]
        with acting_for(x.contractor.account_id):
            shown = InventoryWarehouse.objects.for_account(x.contractor.account_id)
            assert shown.filter(warehouse_id=x.made.warehouse_id).count() == 1
        answer = x.contractor.api.ok(
            "setConnectProductLinks",
            connect_integration_id=number,
            links=[
                {"product_id": own, "supplier_product_id": second},
                {"product_id": other, "supplier_product_id": draft},
            ],
        )
        assert (answer["linked"], list(answer["warnings"])) == (1, [str(other)])
        assert links(x) == {own: second}
        read = x.contractor.api.ok("getConnectProductLinks", connect_integration_id=number)["links"]
        assert read == [{"product_id": own, "supplier_product_id": second, "is_preferred": False, "is_offered": True}]
        x.contractor.api.ok(
            "setConnectProductLinks",
            connect_integration_id=number,
            links=[{"product_id": own, "supplier_product_id": 0}],
        )
        assert (links(x), live(x, own)) == ({}, [])

    def test_one_preferred_link_a_product(self) -> None:
        x = make_exchange()
        y = make_exchange(contractor=x.contractor)
        own = x.own_product()
        for exchange in (x, y):
            theirs = exchange.product()
            with acting_for(x.contractor.account_id):
                connect.set_links(
                    account_id=x.contractor.account_id,
                    connect_integration_id=exchange.made.contractor_integration_id,
                    links=[connect.WantedLink(own, theirs, True)],
                )
        with acting_for(x.contractor.account_id):
            rows = ProductLink.objects.as_contractor(x.contractor.account_id).order_by("pk")
            assert [(row.connection_id, row.is_preferred) for row in rows] == [
                (x.connection_id, False),
                (y.connection_id, True),
            ]
