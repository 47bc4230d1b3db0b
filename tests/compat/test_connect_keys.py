"""Every setting of Connect through the API, on both sides: set, read back, refused with its name, given back (R31–R33)."""

from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import settings
from spinka.orders.models import OrderStatus
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import Shop, make_shop

# For each key a value that is not its default and one that is refused; `{…}` are ids of the caller's own things.
SUPPLIER: dict[str, tuple[Any, Any]] = {
    "share_products": (False, "perhaps"),
    "accept_orders": (False, "perhaps"),
    "price_group_id": ("{group}", 2**61),
    "currency": ("{currency}", "zł"),
    "discount_percent": (12.5, 101),
    "price_rules": (
        [{"scope": "all", "ids": [], "kind": "discount_percent", "value": 5, "date_from": None, "date_to": None}],
        [{"kind": "discount_percent", "value": 101}],
    ),
    "warehouses": (["{warehouse}"], ["bl_9999999"]),
    "stock_buffer": (3, -1),
    "stock_share_percent": (50, 101),
    "stock_cap": (7, -1),
    "share_fields": (["name", "prices"], ["secrets"]),
    "product_filter": (
        {"mode": "selected", "product_ids": ["{product}"]},
        {"mode": "selected", "product_ids": [2**61]},
    ),
    "catalogs": (["{catalog}"], [{"inventory_id": 2**61}]),
    "start_status_id": ("{status}", 2**61),
    "status_map_in": ({"77": "{status}"}, {"x": 1}),
    "status_map_out": (["{status}"], [2**61]),
    "lock_status_ids": (["{status}"], [2**61]),
    "stock_on_shortage": ("backorder", "maybe"),
    "credit_on_shortage": ("accept_unpaid", "maybe"),
    "credit_hold_status_id": ("{status}", 2**61),
    "payment_terms_days": (30, 4000),
    "share_documents": (False, "perhaps"),
    "invoice_to": ("order", "nobody"),
    "vat_mode": ("export", "none"),
    "delivery_fee": (15.5, "much"),
    "free_delivery_from": (300, -1),
    "delivery_methods": ({"Kurier": "DPD"}, {"Kurier": "x" * 101}),
    "min_order_value": (200, -1),
    "terms_text": ("Payment in 14 days.", "x" * 20_001),
    "holds": (True, "perhaps"),
    "hold_max_seconds": (60, 86_401),
    "hold_max_percent": (35, 101),
    "hold_max_open": (5, -1),
    "buyer_data_days": (30, 0),
}
CONTRACTOR: dict[str, tuple[Any, Any]] = {
    "name": ("My supplier", "x" * 101),
    "hide_prices": (True, "perhaps"),
    "overwrite_invoice": ({"invoice_company": "Sklep"}, {"invoice_company": "x" * 201}),
    "forwarding": ("automatic", "sometimes"),
    "forward_status_ids": (["{status}"], [2**61]),
    "unmatched_lines": ("skip", "lose"),
    "status_map_in": ({"77": "{status}"}, {"x": 1}),
    "status_map_out": (["{status}"], [2**61]),
    "stock_sync": ("off", "7m"),
    "stock_warehouse_id": ("{warehouse}", "bl_9999999"),
    "price_sync": ("off", "7m"),
    "price_group_id": ("{group}", 2**61),
    "price_markup_percent": (10, 10_001),
    "send_transaction_number": (True, "perhaps"),
    "priority": (1, -1),
    "max_price_rise_percent": (5, -1),
    "round_up_quantities": (True, "perhaps"),
    "send_buyer_contact": ("phone", "some"),
    "send_cod": (False, "perhaps"),
}


class Both:
    """A connection with the ids each side's values name."""

    def __init__(self) -> None:
        self.made: MadeConnection = make_connection()
        self.supplier, self.contractor = make_shop(self.made.supplier), make_shop(self.made.contractor)
        other = self.supplier.api.ok("addInventory", name="Second", languages=["pl"], default_language="pl")
        self.names = {True: self._names(self.supplier), False: self._names(self.contractor)}
        self.names[True]["{catalog}"] = {"inventory_id": int(other["inventory_id"])}
        self.names[True]["{product}"] = self.supplier.product(5)

    @staticmethod
    def _names(shop: Shop) -> dict[str, Any]:
        catalog = shop.api.ok("getInventories")["inventories"][0]
        with acting_for(shop.account_id):
            status = OrderStatus.objects.for_account(shop.account_id).order_by("position", "pk")[1].pk
        return {
            "{group}": catalog["default_price_group"],
            "{currency}": "PLN",
            "{warehouse}": catalog["default_warehouse"],
            "{status}": status,
        }

    def filled(self, value: Any, *, supplies: bool = True) -> Any:
        """A value with the ids in place of their names."""
        if isinstance(value, dict):
            return {key: self.filled(one, supplies=supplies) for key, one in value.items()}
        if isinstance(value, list):
            return [self.filled(one, supplies=supplies) for one in value]
        return self.names[supplies].get(value, value) if isinstance(value, str) else value

    def of_integration(self, *, supplies: bool = True) -> dict[str, Any]:
        """What the side's list of integrations says of its settings."""
        shop, group = (self.supplier, "own") if supplies else (self.contractor, "connected")
        rows = shop.api.ok("getConnectIntegrations")["integrations"][f"{group}_integrations"]
        return dict(rows[0]["settings"])

    def change(self, key: str, value: Any, *, supplies: bool = True) -> Any:
        """Set a key of the side's integration."""
        shop = self.supplier if supplies else self.contractor
        number = self.made.integration_id if supplies else self.made.contractor_integration_id
        return shop.api.call("setConnectIntegrationSettings", connect_integration_id=number, settings={key: value})

    def override(self, key: str, value: Any) -> Any:
        """Set a key for the contractor only."""
        return self.supplier.api.call(
            "setConnectContractorSettings", connect_contractor_id=self.made.connection_id, settings={key: value}
        )


def holds(shown: Any, wanted: Any) -> bool:
    """Whether an answer says what was set; parts the answer adds with their defaults are left aside."""
    if isinstance(wanted, dict):
        return isinstance(shown, dict) and all(holds(shown.get(key), one) for key, one in wanted.items())
    if isinstance(wanted, list):
        return isinstance(shown, list) and len(shown) == len(wanted) and all(map(holds, shown, wanted))
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        return float(shown) == float(wanted)
    return bool(shown == wanted)


@pytest.fixture
def both(db: None) -> Both:
    return Both()


@pytest.mark.feature("B-08", "B-09", "B-15")
class TestKeys:
    def test_every_key_is_here(self) -> None:
        assert set(SUPPLIER) == set(settings.keys_of(settings.SupplierSettings))
        assert set(CONTRACTOR) == set(settings.keys_of(settings.ContractorSettings))

    def test_supplier_sets_every_key_and_gives_it_back(self, both: Both) -> None:
        before = both.of_integration()
        for key, (value, wrong) in SUPPLIER.items():
            wanted = both.filled(value)
            answer = both.change(key, wanted)
            assert answer["status"] == "SUCCESS", (key, answer)
            assert holds(answer["settings"][key], wanted), (key, answer["settings"][key])
            refused = both.change(key, both.filled(wrong))
            assert refused["status"] == "ERROR", key
            assert key in refused["error_message"], refused
            assert holds(both.of_integration()[key], wanted), key
            assert both.change(key, None)["settings"] == before, key

    def test_one_contractors_value_wins_and_falls_back(self, both: Both) -> None:
        first = both.override("stock_buffer", None)["settings"]
        for key, (value, wrong) in SUPPLIER.items():
            wanted = both.filled(value)
            answer = both.override(key, wanted)
            assert answer["status"] == "SUCCESS", (key, answer)
            assert (holds(answer["settings"][key], wanted), answer["overridden"]) == (True, [key])
            refused = both.override(key, both.filled(wrong))
            assert (refused["status"], key in refused["error_message"]) == ("ERROR", True), refused
            back = both.override(key, None)
            assert (back["settings"], back["overridden"]) == (first, []), key

    def test_contractor_sets_every_key_and_gives_it_back(self, both: Both) -> None:
        before = both.of_integration(supplies=False)
        for key, (value, wrong) in CONTRACTOR.items():
            wanted = both.filled(value, supplies=False)
            answer = both.change(key, wanted, supplies=False)
            assert answer["status"] == "SUCCESS", (key, answer)
            assert holds(answer["settings"][key], wanted), (key, answer["settings"][key])
            refused = both.change(key, both.filled(wrong, supplies=False), supplies=False)
            assert (refused["status"], key in refused["error_message"]) == ("ERROR", True), refused
            assert both.change(key, None, supplies=False)["settings"] == before, key

    def test_each_side_has_its_own_keys_only(self, both: Both) -> None:
        assert both.change("priority", 1)["error_message"] == "There is no setting priority"
        assert both.change("stock_buffer", 1, supplies=False)["error_message"] == "There is no setting stock_buffer"
        assert both.override("hide_prices", True)["error_message"] == "There is no setting hide_prices"
