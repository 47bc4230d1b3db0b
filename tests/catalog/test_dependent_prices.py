"""Price groups that follow others: written with what they follow, never by hand."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Price, ProductLog
from tests.factories.exchange import make_exchange
from tests.factories.shop import Shop, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def group(shop: Shop, source_id: int | None = None, **fields: Any) -> int:
    """A group that follows a source, or the average cost."""
    fields |= (
        {"price_group_type": "dependent_on_price_group", "source_price_group_id": source_id}
        if source_id
        else {"price_group_type": "dependent_on_average_cost"}
    )
    fields.setdefault("name", "Za inną")
    return int(shop.api.ok("addInventoryPriceGroup", **fields)["price_group_id"])


def prices(shop: Shop, price_group_id: int) -> dict[int, str]:
    with acting_for(shop.account_id):
        rows = Price.objects.for_account(shop.account_id).filter(price_group_id=price_group_id)
        return {row.product_id: f"{row.price.normalize():f}" for row in rows}


def add(shop: Shop, price: str) -> int:
    """A product with a price, as programs write one."""
    fields = {"text_fields": {"name": "Towar"}, "prices": {shop.price_group_id: price}}
    return int(shop.api.ok("addInventoryProduct", inventory_id=shop.inventory_id, **fields)["product_id"])


def bulk(shop: Shop, **products: Any) -> dict[str, Any]:
    wanted = {product.removeprefix("p"): given for product, given in products.items()}
    return dict(shop.api.ok("updateInventoryProductsPrices", inventory_id=shop.inventory_id, products=wanted))


class TestFollowPrices:
    def test_a_new_group_takes_the_prices_there_are(self, shop: Shop) -> None:
        first, second = shop.product(1, price="10"), shop.product(1, price="0.33")
        made = group(shop, shop.price_group_id, price_multiplier=1.05, price_addition=-0.34)
        # 0.33 × 1.05 − 0.34 is 0.0065, 10 × 1.05 − 0.34 is 10.16.
        assert prices(shop, made) == {first: "10.16", second: "0.01"}

    def test_half_a_grosz_goes_up_and_nothing_below_zero(self, shop: Shop) -> None:
        product = shop.product(1, price="1.05")
        half, nothing = (
            group(shop, shop.price_group_id, price_multiplier=0.5),
            group(shop, shop.price_group_id, price_addition=-2),
        )
        assert (prices(shop, half), prices(shop, nothing)) == ({product: "0.53"}, {product: "0"})

    def test_every_way_of_writing_a_price_takes_it_along(self, shop: Shop) -> None:
        made = group(shop, shop.price_group_id, price_multiplier=2)
        product = add(shop, "10")
        assert prices(shop, made) == {product: "20"}
        bulk(shop, **{f"p{product}": {shop.price_group_id: 11}})
        assert prices(shop, made) == {product: "22"}
        shop.api.ok(
            "addInventoryProduct",
            inventory_id=shop.inventory_id,
            product_id=product,
            prices={shop.price_group_id: "12.5"},
        )
        assert prices(shop, made) == {product: "25"}
        with acting_for(shop.account_id):
            rows = [(product, shop.price_group_id, Decimal(13))]
            assert catalog.set_prices(account_id=shop.account_id, rows=rows, actor="test") == [product]
            logs = ProductLog.objects.for_account(shop.account_id).filter(product_id=product, info=str(made))
            found = list(logs.order_by("pk").values_list("log_type", "old", "new"))
        assert prices(shop, made) == {product: "26"}
        assert found == [(2, "", "20"), (2, "20", "22"), (2, "22", "25"), (2, "25", "26")]

    def test_chains_round_at_every_step(self, shop: Shop) -> None:
        product = shop.product(1, price="1.01")
        first = group(shop, shop.price_group_id, price_multiplier=0.5)
        second = group(shop, first, price_multiplier=3, price_addition=0.01)
        assert (prices(shop, first), prices(shop, second)) == ({product: "0.51"}, {product: "1.54"})
        bulk(shop, **{f"p{product}": {shop.price_group_id: 2}})
        assert (prices(shop, first), prices(shop, second)) == ({product: "1"}, {product: "3.01"})

    def test_the_average_cost(self, shop: Shop) -> None:
        made = group(shop, price_multiplier=1.5, price_addition=1)
        product, free = shop.product(1, price="10"), shop.product(1, price="10")
        call = {"inventory_id": shop.inventory_id, "product_id": product}
        shop.api.ok("addInventoryProduct", **call, average_cost=4)
        assert prices(shop, made) == {product: "7"}
        bulk(shop, **{f"p{product}": {shop.price_group_id: 20}, f"p{free}": {shop.price_group_id: 20}})
        assert prices(shop, made) == {product: "7"}
        shop.api.ok("addInventoryProduct", **call, average_cost=0)
        assert prices(shop, made) == {}

    def test_another_source_leaves_no_price_behind(self, shop: Shop) -> None:
        empty = int(shop.api.ok("addInventoryPriceGroup", name="Pusta")["price_group_id"])
        product = shop.product(1, price="10")
        made = group(shop, shop.price_group_id)
        chained = group(shop, made, price_addition=1)
        assert (prices(shop, made), prices(shop, chained)) == ({product: "10"}, {product: "11"})
        shop.api.ok("addInventoryPriceGroup", price_group_id=made, source_price_group_id=empty)
        assert (prices(shop, made), prices(shop, chained)) == ({}, {})

    def test_a_group_that_becomes_standard_keeps_its_prices(self, shop: Shop) -> None:
        product = shop.product(1, price="10")
        made = group(shop, shop.price_group_id, price_multiplier=2)
        shop.api.ok("addInventoryPriceGroup", price_group_id=made, price_group_type="standard")
        bulk(shop, **{f"p{product}": {shop.price_group_id: 1}})
        assert prices(shop, made) == {product: "20"}
        assert bulk(shop, **{f"p{product}": {made: 5}})["warnings"] == {}
        assert prices(shop, made) == {product: "5"}

    def test_other_accounts_stay(self, shop: Shop) -> None:
        other = make_shop()
        theirs = other.product(1, price="10")
        followed = group(other, other.price_group_id)
        made = group(shop, shop.price_group_id, price_multiplier=3)
        mine = add(shop, "10")
        assert prices(other, followed) == {theirs: "10"}
        assert prices(shop, made) == {mine: "30"}

    def test_one_statement_more_where_groups_depend_and_a_question_elsewhere(self, shop: Shop) -> None:
        products = [shop.product(1, price="10") for _ in range(4)]

        def statements(price: int, *chosen: int) -> int:
            wanted = {f"p{product}": {shop.price_group_id: price} for product in chosen}
            with CaptureQueriesContext(connection) as queries:
                bulk(shop, **wanted)
            return len(queries)

        statements(2, *products)
        alone = statements(3, *products)
        group(shop, group(shop, shop.price_group_id))
        assert statements(4, *products) == statements(5, products[0]) == alone + 1


class TestShared:
    def test_a_contractor_gets_them_at_once(self) -> None:
        x = make_exchange()
        product = x.product(price="100")
        made = group(x.supplier, x.supplier.price_group_id, price_multiplier=0.8)
        x.supply(price_group_id=made)

        def seen() -> float:
            call = {"connect_integration_id": x.made.contractor_integration_id}
            return float(x.contractor.api.ok("getConnectProducts", **call)["products"][str(product)]["price"])

        assert seen() == 80
        bulk(x.supplier, **{f"p{product}": {x.supplier.price_group_id: 50}})
        assert seen() == 40


class TestPricesByHand:
    def test_are_left_out_with_a_warning(self, shop: Shop) -> None:
        product = shop.product(1, price="10")
        made = group(shop, shop.price_group_id, price_multiplier=2)
        text = f"Prices of price group {made} follow others and cannot be written"
        answer = bulk(shop, **{f"p{product}": {shop.price_group_id: 11, made: 1}})
        assert answer == {"counter": 1, "warnings": {str(product): text}}
        assert prices(shop, made) == {product: "22"}
        answer = bulk(shop, **{f"p{product}": {made: 1}})
        assert answer == {"counter": 0, "warnings": {str(product): text}}
        saved = shop.api.ok(
            "addInventoryProduct",
            inventory_id=shop.inventory_id,
            product_id=product,
            prices={made: 3},
        )
        assert saved["warnings"] == {f"prices.{made}": text}
        assert prices(shop, made) == {product: "22"}


class TestSavePriceGroup:
    def test_shows_what_it_follows(self, shop: Shop) -> None:
        made = group(shop, shop.price_group_id, price_multiplier="1.25", price_addition=-0.5)
        shop.api.ok("addInventoryPriceGroup", price_group_id=made, name="Inna")
        (_, row) = shop.api.ok("getInventoryPriceGroups")["price_groups"]
        assert (row["name"], row["price_group_type"], row["source_price_group_id"]) == (
            "Inna",
            "dependent_on_price_group",
            shop.price_group_id,
        )
        assert (row["price_multiplier"], row["price_addition"]) == (1.25, -0.5)

    def test_refusals(self, shop: Shop) -> None:
        first = group(shop, shop.price_group_id)
        second = group(shop, first)
        foreign = make_shop().price_group_id
        before = shop.api.ok("getInventoryPriceGroups")
        call: dict[str, Any] = {"name": "X", "price_group_type": "dependent_on_price_group"}
        for wrong in (
            {},
            {"source_price_group_id": shop.price_group_id, "price_multiplier": -1},
            {"source_price_group_id": shop.price_group_id, "price_addition": 10**10},
            {"source_price_group_id": shop.price_group_id, "is_bundle_price_calculated": True},
            {"price_group_id": first, "source_price_group_id": second},
            {"price_group_id": first, "source_price_group_id": first},
            {"price_group_id": shop.price_group_id, "source_price_group_id": second},
            {"price_group_type": "other"},
        ):
            assert shop.api.refused("addInventoryPriceGroup", **{**call, **wrong}) == "ERROR_BAD_PARAMETERS", wrong
        for unknown in (foreign, 2**62):
            refused = shop.api.refused("addInventoryPriceGroup", **call, source_price_group_id=unknown)
            assert refused == "ERROR_NOT_FOUND"
        assert shop.api.refused("deleteInventoryPriceGroup", price_group_id=first) == "ERROR_LOCKED"
        default = {"price_groups": [first], "default_price_group": first}
        assert shop.api.refused("addInventory", inventory_id=shop.inventory_id, **default) == "ERROR_BAD_PARAMETERS"
        assert shop.api.ok("getInventoryPriceGroups") == before
        shop.api.ok("deleteInventoryPriceGroup", price_group_id=second)
        shop.api.ok("deleteInventoryPriceGroup", price_group_id=first)
