"""Settings of both sides: defaults, checks, overriding."""

from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect import settings
from spinka.connect.queries import own_integrations
from spinka.core.errors import BadParameters, NotFound
from tests.factories.accounts import make_account
from tests.factories.connections import make_connection, make_integration

CONTRACTOR_DEFAULTS = {
    "hide_prices": False,
    "overwrite_invoice": None,
    "forwarding": "manual",
    "forward_status_ids": [],
    "unmatched_lines": "text",
    "status_map_in": {},
    "status_map_out": [],
    "stock_sync": "off",
    "stock_warehouse_id": None,
    "price_sync": "off",
    "price_group_id": None,
    "price_markup_percent": 0,
    "send_transaction_number": False,
    "priority": 100,
    "max_price_rise_percent": None,
    "round_up_quantities": False,
    "send_buyer_contact": "all",
    "send_cod": True,
}


class TestDefaults:
    def test_contractor_as_the_rules_have_them(self) -> None:
        shown = settings.shown(settings.contractor_terms({}))
        assert shown.pop("name") is None
        assert shown == CONTRACTOR_DEFAULTS

    def test_supplier_as_the_rules_have_them(self) -> None:
        shown = settings.shown(settings.supplier_terms({}, {}))
        expected = {
            "share_products": True,
            "accept_orders": True,
            "discount_percent": 0,
            "price_rules": [],
            "stock_buffer": 0,
            "stock_share_percent": 100,
            "stock_cap": None,
            "share_fields": list(settings.SHARE_FIELDS),
            "stock_on_shortage": "refuse",
            "credit_on_shortage": "refuse",
            "payment_terms_days": 14,
            "share_documents": True,
            "holds": False,
            "hold_max_seconds": 900,
            "hold_max_percent": 20,
            "hold_max_open": 20,
            "min_order_value": 0,
            "delivery_fee": "none",
            "vat_mode": "domestic",
            "invoice_to": "contractor",
        }
        assert {key: shown[key] for key in expected} == expected
        assert shown["product_filter"]["mode"] == "all"


class TestChange:
    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("discount_percent", 101),
            ("discount_percent", -1),
            ("discount_percent", "NaN"),
            ("stock_buffer", -1),
            ("stock_buffer", "many"),
            ("stock_cap", 1.5),
            ("share_fields", ["margin"]),
            ("warehouses", ["shop_1"]),
            ("stock_on_shortage", "shrug"),
            ("product_filter", {"mode": "some"}),
            ("product_filter", {"colour": "red"}),
            ("price_rules", [{"scope": "all", "kind": "discount_percent", "value": 150}]),
            ("price_rules", [{"scope": "category", "kind": "fixed", "value": 1}]),
            ("price_rules", [{"kind": "fixed", "value": 1, "date_from": "2026-02-02", "date_to": "2026-02-01"}]),
            ("price_rules", [{"kind": "fixed", "value": 1, "min_quantity": 0}]),
            ("hold_max_seconds", 86_401),
            ("vat_mode", "none"),
            ("delivery_fee", "free"),
            ("status_map_in", {"x": 1}),
            ("unknown_key", 1),
        ],
    )
    def test_refuses_naming_the_key(self, key: str, value: Any) -> None:
        with pytest.raises(BadParameters, match=key):
            settings.change(settings.SupplierSettings, {}, {key: value})

    def test_takes_what_old_clients_send(self) -> None:
        stored = settings.change(
            settings.SupplierSettings,
            {},
            {
                "stock_buffer": "3",
                "holds": "1",
                "discount_percent": 7.5,
                "delivery_fee": 12.5,
                "status_map_in": [],
                "share_fields": {"0": "name", "1": "sku"},
                "price_rules": [{"scope": "product", "ids": ["5"], "kind": "fixed", "value": "9.99"}],
            },
        )
        terms = settings.supplier_terms(stored, {})
        assert (terms.stock_buffer, terms.holds, str(terms.discount_percent), terms.delivery_fee) == (
            3,
            True,
            "7.5",
            "12.5",
        )
        assert (terms.status_map_in, terms.share_fields) == ({}, ["name", "sku"])
        assert terms.price_rules[0].ids == [5]

    def test_null_restores_the_default(self) -> None:
        stored = settings.change(settings.SupplierSettings, {"stock_buffer": 3, "stock_cap": 4}, {"stock_buffer": None})
        assert stored == {"stock_cap": 4}

    def test_a_map_whose_keys_only_look_like_numbers_is_refused(self) -> None:
        with pytest.raises(BadParameters):
            settings.change(settings.SupplierSettings, {}, {"share_fields": {"²": "name"}})


@pytest.mark.django_db
class TestSetContractorSettings:
    @pytest.mark.feature("B-15")
    def test_wins_for_one_contractor_and_falls_back_when_cleared(self) -> None:
        made = make_connection(stock_buffer=5)
        other = make_account()
        with acting_for(other.account_id):
            joined = connect.join(account_id=other.account_id, code=made.code)
        api = made.supplier.api
        answer = api.ok(
            "setConnectContractorSettings", connect_contractor_id=made.connection_id, settings={"stock_buffer": 2}
        )
        assert (answer["settings"]["stock_buffer"], answer["overridden"]) == (2, ["stock_buffer"])
        rows = api.ok("getConnectIntegrationContractors", connect_integration_id=made.integration_id)["contractors"]
        assert rows[str(made.connection_id)]["settings"]["stock_buffer"] == 2
        assert rows[str(joined.connect_contractor_id)]["settings"]["stock_buffer"] == 5
        answer = api.ok(
            "setConnectContractorSettings", connect_contractor_id=made.connection_id, settings={"stock_buffer": None}
        )
        assert (answer["settings"]["stock_buffer"], answer["overridden"]) == (5, [])

    def test_the_contractor_cannot_set_the_suppliers(self) -> None:
        made = make_connection()
        code = made.contractor.api.refused(
            "setConnectContractorSettings", connect_contractor_id=made.connection_id, settings={"discount_percent": 50}
        )
        assert code == "ERROR_NOT_FOUND"


@pytest.mark.django_db
class TestSetSettings:
    def test_each_side_sets_its_own_keys(self) -> None:
        made = make_connection()
        supplier = made.supplier.api.ok(
            "setConnectIntegrationSettings",
            connect_integration_id=made.integration_id,
            settings={"discount_percent": "7.5"},
        )
        contractor = made.contractor.api.ok(
            "setConnectIntegrationSettings",
            connect_integration_id=made.contractor_integration_id,
            settings={"name": "Mój dostawca", "hide_prices": True},
        )
        assert supplier["settings"]["discount_percent"] == 7.5
        assert contractor["settings"] == {**CONTRACTOR_DEFAULTS, "name": "Mój dostawca", "hide_prices": True}
        for api, number, key in (
            (made.supplier.api, made.integration_id, "hide_prices"),
            (made.contractor.api, made.contractor_integration_id, "discount_percent"),
        ):
            refused = api.call("setConnectIntegrationSettings", connect_integration_id=number, settings={key: 1})
            assert refused["error_code"] == "ERROR_BAD_PARAMETERS"
            assert key in refused["error_message"]
        assert (
            made.contractor.api.refused(
                "setConnectIntegrationSettings", connect_integration_id=made.integration_id, settings={}
            )
            == "ERROR_NOT_FOUND"
        )

    @pytest.mark.feature("B-08", "A-14")
    @pytest.mark.parametrize(
        ("products", "orders", "is_saved"), [(1, 1, True), (1, 0, True), (0, 1, True), (0, 0, False)]
    )
    def test_scope_of_a_code(self, products: int, orders: int, is_saved: bool) -> None:
        account = make_account()
        answer = account.api.call(
            "addConnectIntegration", name="A", code_name="B", share_products=products, accept_orders=orders
        )
        with acting_for(account.account_id):
            rows = own_integrations(account_id=account.account_id)
        assert (answer["status"], len(rows)) == (("SUCCESS", 1) if is_saved else ("ERROR", 0))

    @pytest.mark.feature("B-11", "B-12", "B-10")
    def test_ids_must_be_the_accounts_own(self) -> None:
        supplier, other = make_account(), make_account()
        integration_id, _ = make_integration(supplier)
        foreign_group = other.api.ok("getInventoryPriceGroups")["price_groups"][0]["price_group_id"]
        foreign_house = other.api.ok("getInventoryWarehouses")["warehouses"][0]["warehouse_id"]
        foreign_status = other.api.ok("getOrderStatusList")["statuses"][0]["id"]
        for values in (
            {"price_group_id": foreign_group},
            {"warehouses": [f"bl_{foreign_house}"]},
            {"start_status_id": foreign_status},
            {"lock_status_ids": [foreign_status]},
            {"status_map_in": {"5": foreign_status}},
            {"product_filter": {"category_ids": [999]}},
            {"price_rules": [{"scope": "product", "ids": [999], "kind": "fixed", "value": 1}]},
        ):
            with acting_for(supplier.account_id), pytest.raises(BadParameters, match=next(iter(values))):
                connect.set_settings(account_id=supplier.account_id, integration_id=integration_id, values=values)
        with acting_for(supplier.account_id):
            [row] = own_integrations(account_id=supplier.account_id)
        assert row.settings["price_group_id"] != foreign_group
        assert row.settings["warehouses"] != [f"bl_{foreign_house}"]

    def test_another_accounts_integration_is_missing(self) -> None:
        integration_id, _ = make_integration(make_account())
        stranger = make_account()
        with acting_for(stranger.account_id), pytest.raises(NotFound):
            connect.set_settings(account_id=stranger.account_id, integration_id=integration_id, values={})
