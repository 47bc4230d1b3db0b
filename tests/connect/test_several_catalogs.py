"""Several catalogs under one code, each with its own price group, warehouses and selection (L-03)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Inventory, InventoryWarehouse, Price, PriceGroup, Product, Stock
from spinka.connect import services as connect
from spinka.connect.queries import live_stock
from spinka.connect.services import ImportOptions
from spinka.core import clock
from spinka.core.errors import BadParameters
from spinka.orders.draft import LineDraft
from tests.factories.accounts import make_account
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import make_shop
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Second:
    """The supplier's second catalog: in euro, with a warehouse of its own beside the first's."""

    inventory_id: int
    price_group_id: int
    warehouse_id: int

    def key(self, **more: Any) -> dict[str, Any]:
        return {"inventory_id": self.inventory_id, **more}


def make_second(x: Exchange, currency: str = "EUR") -> Second:
    shop = x.supplier
    warehouse_id = shop.warehouse()
    with acting_for(shop.account_id):
        group = PriceGroup(account_id=shop.account_id, name="Euro", currency=currency)
        group.save(force_insert=True)
        row = Inventory(
            account_id=shop.account_id,
            name="Outlet",
            languages=["pl"],
            default_language="pl",
            default_price_group_id=group.pk,
            default_warehouse_id=warehouse_id,
            reservations=True,
        )
        row.save(force_insert=True)
        for place in (warehouse_id, shop.warehouse_id):
            InventoryWarehouse(account_id=shop.account_id, inventory_id=row.pk, warehouse_id=place).save(
                force_insert=True
            )
    return Second(int(row.pk), int(group.pk), warehouse_id)


def product(x: Exchange, second: Second, pieces: dict[int, int], price: str = "10", **fields: Any) -> int:
    """A product of the second catalog with pieces by warehouse and a price in its group."""
    number = x.product(None, price="", inventory_id=second.inventory_id, **fields)
    with acting_for(x.supplier.account_id):
        Price(
            account_id=x.supplier.account_id,
            product_id=number,
            price_group_id=second.price_group_id,
            price=Decimal(price),
        ).save(force_insert=True)
        for place, quantity in pieces.items():
            Stock(
                account_id=x.supplier.account_id, product_id=number, warehouse_id=place, quantity=quantity, reserved=0
            ).save(force_insert=True)
    return number


def keep_rate(x: Exchange, rate: str = "4") -> None:
    with acting_for(x.supplier.account_id):
        catalog.set_rates(
            account_id=x.supplier.account_id,
            rates=[catalog.RateFields("EUR", "PLN", Decimal(rate), clock.now().date())],
        )


def bought(x: Exchange) -> dict[int, dict[str, Any]]:
    answer = x.contractor.api.ok(
        "getConnectProducts", connect_integration_id=x.made.contractor_integration_id, include_variants=True
    )
    return {int(number): row for number, row in answer["products"].items()}


class TestSetting:
    @pytest.mark.feature("L-03", "B-04")
    def test_one_catalog_unless_more_are_named_and_each_only_once(self) -> None:
        x = make_exchange()
        second = make_second(x, currency="PLN")
        first = x.product()
        other = product(x, second, {second.warehouse_id: 3})
        assert set(bought(x)) == {first}
        x.supply(catalogs=[second.key()])
        assert set(bought(x)) == {first, other}
        for wrong in (
            [second.key(), second.key()],
            [{"inventory_id": x.supplier.inventory_id}],
            [{"inventory_id": x.contractor.inventory_id}],
            [second.key(price_group_id=x.contractor.price_group_id)],
            [second.key(warehouses=[f"bl_{x.contractor.warehouse_id}"])],
            [second.key(product_filter={"mode": "selected", "product_ids": [10**12]})],
        ):
            with pytest.raises(BadParameters, match="catalogs"):
                x.supply(catalogs=wrong)
        assert set(bought(x)) == {first, other}
        x.supply(catalogs=None)
        assert set(bought(x)) == {first}

    @pytest.mark.feature("L-03")
    def test_is_made_and_shown_by_the_api(self) -> None:
        x = make_exchange()
        second = make_second(x, currency="PLN")
        made = x.supplier.api.ok(
            "addConnectIntegration", name="Both", settings={"catalogs": [second.key(warehouses=[])]}
        )
        shown = x.supplier.api.ok(
            "setConnectIntegrationSettings", connect_integration_id=made["connect_integration_id"], settings={}
        )["settings"]
        assert shown["catalogs"] == [
            {"inventory_id": second.inventory_id, "price_group_id": None, "warehouses": [], "product_filter": None}
        ]

    @pytest.mark.feature("L-03")
    def test_groups_in_two_currencies_need_a_rate(self) -> None:
        x = make_exchange()
        second = make_second(x)
        with pytest.raises(BadParameters, match=r"catalogs\[0\].price_group_id.*EUR to PLN"):
            x.supply(catalogs=[second.key()])
        keep_rate(x)
        x.supply(catalogs=[second.key()])

    @pytest.mark.feature("L-03", "B-15")
    def test_one_contractor_may_get_a_catalog_more_or_less(self) -> None:
        x = make_exchange()
        second = make_second(x, currency="PLN")
        first, other = x.product(), product(x, second, {})
        mine = {"connect_contractor_id": x.connection_id}
        x.supplier.api.ok("setConnectContractorSettings", **mine, settings={"catalogs": [second.key()]})
        assert set(bought(x)) == {first, other}
        stranger = make_shop(make_account("Other shop"))
        joined = stranger.api.ok("joinConnectIntegration", code=x.made.code)
        found = stranger.api.ok("getConnectProducts", connect_integration_id=joined["connect_integration_id"])
        assert set(map(int, found["products"])) == {first}


class TestExchange:
    @pytest.fixture
    def x(self) -> Exchange:
        x = make_exchange(holds=True, hold_max_percent=100)
        self.second = make_second(x)
        keep_rate(x)
        self.first = x.product(5, price="100", name="First")
        # 7 pieces stand in a warehouse that is not chosen for the second catalog.
        self.other = product(
            x,
            self.second,
            {self.second.warehouse_id: 3, x.supplier.warehouse_id: 7},
            name="Other",
            ean="5901234123457",
        )
        x.supply(catalogs=[self.second.key(warehouses=[f"bl_{self.second.warehouse_id}"])], discount_percent=10)
        return x

    @pytest.mark.feature("L-03", "B-10", "B-11")
    def test_prices_and_pieces_are_the_catalogs_own(self, x: Exchange) -> None:
        rows = bought(x)
        assert {number: (row["price"], row["stock"]) for number, row in rows.items()} == {
            self.first: (90.0, 5),
            self.other: (36.0, 3),  # 10 EUR − 10% × 4
        }
        view = x.supplier.api.ok("getConnectContractorView", connect_contractor_id=x.connection_id)["products"]
        assert [step["step"] for step in view[str(self.other)]["price_trace"]] == [
            "base",
            "discount",
            "rate",
            "rounded",
        ]
        assert view[str(self.other)]["price_trace"][0]["price_group_id"] == str(self.second.price_group_id)

    @pytest.mark.feature("L-03", "L-04")
    def test_a_selection_of_its_own(self, x: Exchange) -> None:
        of_second = {"mode": "selected", "product_ids": [self.first]}
        x.supply(catalogs=[self.second.key(product_filter=of_second)])
        assert set(bought(x)) == {self.first}
        x.supply(product_filter={"mode": "all", "exclude_product_ids": [self.first]}, catalogs=[self.second.key()])
        assert set(bought(x)) == {self.other}
        x.supply(product_filter={"mode": "selected", "in_stock": True}, catalogs=[self.second.key(warehouses=[])])
        assert set(bought(x)) == {self.first}

    @pytest.mark.feature("L-03")
    def test_an_order_takes_pieces_from_the_catalogs_warehouse_at_its_price(self, x: Exchange) -> None:
        own = x.own_product()
        x.link(own, self.other)
        order = x.contractor.order(
            LineDraft(product_id=own, quantity=2), LineDraft(name="by code", ean="5901234123457", quantity=1)
        )
        (result,) = x.forward(order.order_id)
        assert result.state == "forwarded", result.text
        sale = x.sale()
        assert (sale.amount, sale.currency) == (Decimal("108.00"), "PLN")
        with acting_for(x.supplier.account_id):
            rows = Stock.objects.for_account(x.supplier.account_id).filter(product_id=self.other)
            reserved = dict(rows.values_list("warehouse_id", "reserved"))
        assert reserved == {self.second.warehouse_id: 3, x.supplier.warehouse_id: 0}
        (result,) = x.forward(x.order((own, 1)).order_id)
        assert (result.reason_code, result.details["shown"]) == ("stock", 0)

    @pytest.mark.feature("L-03", "L-05")
    def test_holds_and_live_stock(self, x: Exchange) -> None:
        own = x.own_product()
        x.link(own, self.other)
        with acting_for(x.contractor.account_id):
            key = f"blconnect_{x.made.warehouse_id}"
            assert live_stock(account_id=x.contractor.account_id, product_ids=[own]) == {own: {key: 3}}
        hold = {"connect_integration_id": x.made.contractor_integration_id, "supplier_product_id": self.other}
        assert x.contractor.api.call("addConnectHold", **hold, quantity=4, seconds=60)["status"] == "ERROR"
        x.contractor.api.ok("addConnectHold", **hold, quantity=3, seconds=60)

    def run_import(self, x: Exchange) -> None:
        with acting_for(x.contractor.account_id):
            connect.start_import(
                account_id=x.contractor.account_id,
                connect_integration_id=x.made.contractor_integration_id,
                inventory_id=x.contractor.inventory_id,
                options=ImportOptions(price_mode="once"),
                actor="Anna",
            )
        run_jobs()

    @pytest.mark.feature("L-03")
    def test_an_import_brings_both_and_sees_a_new_price_of_either(self, x: Exchange) -> None:
        self.run_import(x)
        with acting_for(x.contractor.account_id):
            rows = Product.objects.for_account(x.contractor.account_id).order_by("pk")
            prices = Price.objects.for_account(x.contractor.account_id).order_by("product_id")
            assert [row.name for row in rows] == ["First", "Other"]
            assert [row.price for row in prices] == [Decimal("90.0000"), Decimal("36.0000")]
        with acting_for(x.supplier.account_id):
            Price.objects.for_account(x.supplier.account_id).filter(product_id=self.other).update(price=Decimal(20))
        self.run_import(x)
        with acting_for(x.contractor.account_id):
            prices = Price.objects.for_account(x.contractor.account_id).order_by("product_id")
            assert [row.price for row in prices] == [Decimal("90.0000"), Decimal("72.0000")]
