"""Connect's methods over HTTP: integrations, codes, contractors, shared products."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Category, Manufacturer, ProductImage, ProductTag, Tag
from spinka.connect.models import Connection, ProductLink
from spinka.core import clock
from tests.factories.accounts import make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import Shop, make_shop

pytestmark = pytest.mark.django_db


def _products(made: MadeConnection, **filters: Any) -> dict[str, Any]:
    answer = made.contractor.api.ok(
        "getConnectProducts", connect_integration_id=made.contractor_integration_id, **filters
    )
    found: dict[str, Any] = answer["products"]
    return found


def _ids(made: MadeConnection, **filters: Any) -> list[int]:
    return [int(one) for one in _products(made, **filters)]


@pytest.fixture
def shop() -> Shop:
    return make_shop()


class TestIntegration:
    @pytest.mark.feature("B-01", "B-02", "B-03", "B-04")
    def test_made_changed_listed(self, shop: Shop) -> None:
        made = shop.api.ok(
            "addConnectIntegration",
            name="Moja lista",
            code_name="Nowak B2B",
            inventory_id=shop.inventory_id,
            require_approval=True,
            settings={"discount_percent": 5},
        )
        code = shop.api.ok("getConnectIntegrationCode", connect_integration_id=made["connect_integration_id"])
        assert code == {"code": made["code"], "expires_at": 0, "single_use": False}
        changed = shop.api.ok(
            "addConnectIntegration", connect_integration_id=made["connect_integration_id"], name="Inna nazwa"
        )
        assert changed == made
        [row] = shop.api.ok("getConnectIntegrations")["integrations"]["own_integrations"]
        assert (row["name"], row["code_name"], row["inventory_id"], row["require_approval"]) == (
            "Inna nazwa",
            "Nowak B2B",
            shop.inventory_id,
            True,
        )
        assert row["settings"]["discount_percent"] == 5
        assert row["settings"]["price_group_id"] == shop.price_group_id
        assert row["settings"]["warehouses"] == [f"bl_{shop.warehouse_id}"]
        assert row["settings"]["start_status_id"] == shop.new

    @pytest.mark.parametrize("fields", [{}, {"name": ""}, {"name": "x" * 101}, {"name": "x", "code_name": "y" * 101}])
    def test_needs_a_name_of_at_most_100(self, shop: Shop, fields: dict[str, str]) -> None:
        assert shop.api.refused("addConnectIntegration", **fields) == "ERROR_BAD_PARAMETERS"
        assert shop.api.ok("getConnectIntegrations")["integrations"]["own_integrations"] == []

    def test_a_renewed_code_closes_the_old_one_and_keeps_who_joined(self) -> None:
        made = make_connection()
        new = made.supplier.api.ok("resetConnectIntegrationCode", connect_integration_id=made.integration_id)["code"]
        stranger = make_account()
        assert stranger.api.refused("verifyConnectCode", code=made.code) == "ERROR_CONNECT_CODE"
        assert stranger.api.ok("verifyConnectCode", code=new)["supplier_name"] == "Hurtownia Nowak"
        rows = made.supplier.api.ok("getConnectIntegrationContractors", token_id=made.integration_id)["contractors"]
        assert rows[str(made.connection_id)]["state"] == "active"

    def test_rejecting_the_own_code_over_http(self, shop: Shop) -> None:
        code = shop.api.ok("addConnectIntegration", name="A")["code"]
        assert shop.api.refused("joinConnectIntegration", code=code) == "ERROR_CONFLICT"


class TestJoinAndStates:
    @pytest.mark.feature("A-15", "A-19", "A-21", "A-06")
    def test_pending_sees_nothing_until_accepted(self, shop: Shop) -> None:
        contractor = make_account()
        made = shop.api.ok("addConnectIntegration", name="A", require_approval=True)
        joined = contractor.api.ok("joinConnectIntegration", code=made["code"], settings={"name": "Nowak"})
        assert joined["state"] == "pending"
        assert joined["warehouse_id"].startswith("blconnect_")
        number = joined["connect_integration_id"]
        assert contractor.api.refused("getConnectProducts", connect_integration_id=number) == "ERROR_CONNECT_STATE"
        state = shop.api.ok(
            "setConnectContractorStatus", connect_contractor_id=joined["connect_contractor_id"], action="accept"
        )
        assert state == {"state": "active"}
        assert contractor.api.ok("getConnectProducts", connect_integration_id=number) == {"products": {}}
        assert contractor.api.ok("leaveConnectIntegration", connect_integration_id=number) == {"state": "disconnected"}
        assert contractor.api.refused("getConnectProducts", connect_integration_id=number) == "ERROR_CONNECT_STATE"

    @pytest.mark.feature("E-21", "L-A5")
    def test_the_live_warehouse_is_listed_and_named_by_the_contractor(self) -> None:
        made = make_connection()
        made.contractor.api.ok(
            "setConnectIntegrationSettings",
            connect_integration_id=made.contractor_integration_id,
            settings={"name": "Mój dostawca"},
        )
        rows = made.contractor.api.ok("getInventoryWarehouses")["warehouses"]
        [live] = [row for row in rows if row["warehouse_type"] == "blconnect"]
        assert (live["warehouse_id"], live["name"], live["stock_edition"]) == (made.warehouse_id, "Mój dostawca", False)


class TestSharedProducts:
    @pytest.mark.feature("B-05", "E-01", "B-10", "B-11", "A-08")
    def test_everything_shared(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            category = Category(account_id=shop.account_id, inventory_id=shop.inventory_id, name="Karmy")
            category.save(force_insert=True)
            manufacturer = Manufacturer(account_id=shop.account_id, name="Mazur")
            manufacturer.save(force_insert=True)
        product_id = shop.product(
            12,
            price="123.00",
            name="Karma 5 kg",
            sku="K-5",
            ean="5901234123457",
            category=category,
            manufacturer=manufacturer,
            weight=5,
            texts={
                "name": "Karma 5 kg",
                "description": "<b>Dobra</b>",
                "features": {"Masa": "5 kg"},
                "extra_field_3": "x",
            },
        )
        with acting_for(shop.account_id):
            ProductImage(account_id=shop.account_id, product_id=product_id, position=2, url="https://a.pl/1.jpg").save(
                force_insert=True
            )
        made = make_connection(shop.account, discount_percent=10)
        found = _products(made)[str(product_id)]
        address = found.pop("images").pop("2")
        assert "/images/" in address
        assert "a.pl" not in address
        assert found == {
            "id": product_id,
            "parent_id": 0,
            "type": "goods",
            "is_bundle": False,
            "min_quantity": 1,
            "quantity_step": 1,
            "available_from": 0,
            "name": "Karma 5 kg",
            "sku": "K-5",
            "ean": "5901234123457",
            "ean_additional": [],
            "manufacturer_id": manufacturer.pk,
            "manufacturer": "Mazur",
            "category_id": category.pk,
            "category": "Karmy",
            "weight": 5,
            "height": 0,
            "width": 0,
            "length": 0,
            "text_fields": {
                "name": "Karma 5 kg",
                "description": "<b>Dobra</b>",
                "features": {"Masa": "5 kg"},
                "extra_field_3": "x",
            },
            "price": 110.7,
            "price_net": 90.0,
            "tax_rate": 23,
            "currency": "PLN",
            "price_steps": [],
            "stock": 12,
            "linked_product_id": 0,
        }

    @pytest.mark.feature("B-09")
    @pytest.mark.parametrize(
        ("field", "keys"),
        [
            ("name", {"name"}),
            ("description", set()),
            ("images", {"images"}),
            ("features", set()),
            ("prices", {"price", "price_net", "tax_rate", "currency", "price_steps"}),
            ("stock", {"stock"}),
            ("sku", {"sku"}),
            ("ean", {"ean", "ean_additional"}),
            ("manufacturer", {"manufacturer", "manufacturer_id"}),
            ("category", {"category", "category_id"}),
            ("dimensions", {"weight", "height", "width", "length"}),
            ("extra_fields", set()),
        ],
    )
    def test_a_switched_off_field_has_no_key(self, shop: Shop, field: str, keys: set[str]) -> None:
        texts = {"name": "A", "description|en": "B", "features": {"x": "y"}, "extra_field_1": "C"}
        product_id = shop.product(1, price="1.00", texts=texts)
        made = make_connection(shop.account)
        everything = _products(made)[str(product_id)]
        shares = made.supplier.api.ok("getConnectIntegrations")["integrations"]["own_integrations"][0]["settings"]
        shares["share_fields"].remove(field)
        made.supplier.api.ok(
            "setConnectContractorSettings",
            connect_contractor_id=made.connection_id,
            settings={"share_fields": shares["share_fields"]},
        )
        found = _products(made)[str(product_id)]
        assert set(everything) - set(found) == keys
        gone = {
            "name": {"name"},
            "description": {"description|en"},
            "features": {"features"},
            "extra_fields": {"extra_field_1"},
        }
        assert set(texts) - set(found["text_fields"]) == gone.get(field, set())

    @pytest.mark.feature("B-05", "B-07")
    def test_only_shared_products_also_by_id(self, shop: Shop) -> None:
        shown, draft = shop.product(name="A"), shop.product(name="B", is_draft=True)
        variant = shop.product(name="C", parent_id=shown)
        hidden = shop.product(name="D", parent_id=draft)
        made = make_connection(shop.account)
        assert _ids(made) == [shown]
        assert _ids(made, include_variants=True) == [shown, variant]
        assert _ids(made, filter_ids=[draft, hidden, shown, variant]) == [shown, variant]
        assert _ids(made, filter_id=draft) == []

    def test_the_product_filter(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            categories = [Category(account_id=shop.account_id, name=name) for name in "ab"]
            for one in categories:
                one.save(force_insert=True)
            tag = Tag(account_id=shop.account_id, name="eksport")
            tag.save(force_insert=True)
        first = shop.product(5, category=categories[0])
        second = shop.product(0, category=categories[0])
        third = shop.product(5, category=categories[1])
        variant = shop.product(5, parent_id=third)
        with acting_for(shop.account_id):
            for product_id in (first, third):
                ProductTag(account_id=shop.account_id, product_id=product_id, tag=tag).save(force_insert=True)
        made = make_connection(shop.account)
        both = [one.pk for one in categories]
        for chosen, expected in (
            ({"mode": "selected"}, []),
            ({"mode": "selected", "category_ids": [both[0]]}, [first, second]),
            ({"mode": "selected", "category_ids": both}, [first, second, third, variant]),
            ({"mode": "selected", "category_ids": [both[0]], "tags": ["eksport"]}, [first]),
            ({"mode": "selected", "product_ids": [third]}, [third, variant]),
            ({"mode": "all", "exclude_product_ids": [third]}, [first, second]),
            ({"mode": "selected", "category_ids": both, "exclude_product_ids": [first]}, [second, third, variant]),
            ({"mode": "all", "in_stock": True}, [first, third, variant]),
            ({"mode": "all", "category_ids": [both[0]]}, [first, second, third, variant]),
        ):
            made.supplier.api.ok(
                "setConnectIntegrationSettings",
                connect_integration_id=made.integration_id,
                settings={"product_filter": chosen},
            )
            assert _ids(made, include_variants=True) == expected, chosen
            assert _ids(made, filter_ids=[first, second, third, variant]) == expected, chosen

    def test_filters(self, shop: Shop) -> None:
        first = shop.product(
            5, price="10.00", name="Czerwony kubek", sku="AB-1", sku_key="ab-1", ean="590", ean_key="590"
        )
        second = shop.product(50, price="20.00", name="Zielony KUBEK 50%", sku="ab-2", sku_key="ab-2")
        third = shop.product(0, name="Talerz")
        made = make_connection(shop.account, discount_percent=50)
        for filters, expected in (
            ({"filter_sku": "AB-2"}, [second]),
            ({"filter_ean": " 590 "}, [first]),
            ({"filter_name": "kubek"}, [first, second]),
            ({"filter_name": "50%"}, [second]),
            ({"filter_price_from": 5.01}, [second]),
            ({"filter_price_to": 5}, [first]),
            ({"filter_stock_from": 5, "filter_stock_to": 5}, [first]),
            ({"filter_sort": "id DESC"}, [first, second, third]),
            ({"page": 2}, []),
        ):
            assert sorted(_ids(made, **filters)) == expected, filters
        made.supplier.api.ok(
            "setConnectIntegrationSettings",
            connect_integration_id=made.integration_id,
            settings={"share_fields": ["description"]},
        )
        for name, value in (
            ("filter_sku", "AB-2"),
            ("filter_ean", "590"),
            ("filter_name", "kubek"),
            ("filter_price_to", 100),
            ("filter_stock_from", 0),
        ):
            assert _ids(made, **{name: value}) == [], name

    @pytest.mark.feature("B-06")
    def test_price_rules_of_both_lists_and_steps(self, shop: Shop) -> None:
        product_id = shop.product(1, price="100.00")
        made = make_connection(
            shop.account, price_rules=[{"scope": "all", "kind": "discount_percent", "value": 10, "min_quantity": 10}]
        )
        made.supplier.api.ok(
            "setConnectContractorSettings",
            connect_contractor_id=made.connection_id,
            settings={"price_rules": [{"scope": "product", "ids": [product_id], "kind": "fixed", "value": "70.00"}]},
        )
        found = _products(made)[str(product_id)]
        assert (found["price"], found["price_steps"]) == (70.0, [])
        made.supplier.api.ok(
            "setConnectContractorSettings", connect_contractor_id=made.connection_id, settings={"price_rules": None}
        )
        found = _products(made)[str(product_id)]
        assert (found["price"], found["price_steps"]) == (100.0, [{"min_quantity": 10, "price": 90.0}])
        view = made.supplier.api.ok("getConnectContractorView", connect_contractor_id=made.connection_id)["products"]
        trace = view[str(product_id)].pop("price_trace")
        assert view[str(product_id)] == found
        assert [step["step"] for step in trace] == ["base", "rounded"]

    def test_no_price_without_one_in_the_group(self, shop: Shop) -> None:
        product_id = shop.product(1)
        found = _products(make_connection(shop.account))[str(product_id)]
        assert "price" not in found
        assert found["price_steps"] == []

    @pytest.mark.feature("A-14")
    def test_nothing_where_only_orders_are_taken(self, shop: Shop) -> None:
        shop.product(1, price="1.00")
        assert _products(make_connection(shop.account, share_products=False)) == {}

    def test_the_contractors_linked_product(self, shop: Shop) -> None:
        product_id, contractor = shop.product(4), make_shop()
        own_id = contractor.product()
        made = make_connection(shop.account, contractor.account)
        with acting_for(contractor.account_id):
            ProductLink(
                supplier_id=shop.account_id,
                contractor_id=contractor.account_id,
                connection_id=made.connection_id,
                product_id=own_id,
                supplier_product_id=product_id,
                created_at=clock.now(),
            ).save(force_insert=True)
        assert _products(made)[str(product_id)]["linked_product_id"] == own_id

    def test_the_same_statements_for_one_and_for_many(self, shop: Shop) -> None:
        shop.product(1, price="1.00")
        made = make_connection(shop.account, price_rules=[{"scope": "tag", "ids": ["x"], "kind": "fixed", "value": 1}])
        _products(made)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                _products(made)
            counts.append(len(captured))
            for _ in range(20):
                shop.product(1, price="1.00")
        assert counts[0] == counts[1]
        assert counts[0] < 20

    def test_strangers_and_other_sides_find_nothing(self, shop: Shop) -> None:
        made, stranger = make_connection(shop.account), make_account()
        for api, number in (
            (stranger.api, made.contractor_integration_id),
            (stranger.api, made.integration_id),
            (made.supplier.api, made.integration_id),
            (made.contractor.api, made.integration_id),
        ):
            assert api.refused("getConnectProducts", connect_integration_id=number) == "ERROR_NOT_FOUND"
        assert (
            made.contractor.api.refused("getConnectContractorView", connect_contractor_id=made.connection_id)
            == "ERROR_NOT_FOUND"
        )

    @pytest.mark.feature("A-21")
    def test_a_suspended_contractor_reads_nothing(self, shop: Shop) -> None:
        made = make_connection(shop.account)
        with acting_for(shop.account_id):
            Connection.objects.as_supplier(shop.account_id).update(state="suspended")
        code = made.contractor.api.refused("getConnectProducts", connect_integration_id=made.contractor_integration_id)
        assert code == "ERROR_CONNECT_STATE"
