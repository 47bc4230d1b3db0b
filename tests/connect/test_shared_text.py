"""A page of shared products made by the database is the page pricing would have made, to the grosz."""

import json
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.compat.wire.connect import products_answer, products_map
from spinka.connect.access import crossing
from spinka.connect.shared_products import SharedFilters, SharedPage, shared_page, shared_text
from tests.factories.connections import MadeConnection, make_connection

pytestmark = pytest.mark.django_db

SETTINGS: list[dict[str, Any]] = [
    {},
    {"discount_percent": "7.35"},
    {"discount_percent": 100},
    {"vat_mode": "eu_reverse"},
    {"vat_mode": "export", "discount_percent": "33.33"},
    {"vat_mode": "exempt"},
    {"share_fields": ["name"]},
    {"share_fields": ["prices", "images"]},
    {"share_fields": ["stock", "sku", "extra_fields"]},
    {"stock_buffer": 3, "stock_cap": 10},
]
PRICES = ("0", "0.01", "0.005", "0.0149", "1", "9.995", "12.3450", "99.99", "123456.7891", "999999999")
RATES = (23, 8, 5, 0, -0.03, 7.7)


def pair(**settings: Any) -> MadeConnection:
    """A connection whose supplier has prices of every kind, pictures, a service, a bundle and awkward texts."""
    made = make_connection(**settings)
    api = made.supplier.api
    (inventory,) = api.ok("getInventories")["inventories"]
    group, place = str(inventory["default_price_group"]), inventory["default_warehouse"]
    category = api.ok("addInventoryCategory", inventory_id=inventory["inventory_id"], name='Ku"bki', parent_id=0)
    products: list[dict[str, Any]] = [
        {
            "sku": f'S"{number}\\',
            "ean": str(number),
            "tax_rate": RATES[number % len(RATES)],
            "prices": {group: price},
            "stock": {place: number},
            "category_id": category["category_id"],
            "text_fields": {"name": f'Żółty "kubek"\t{number}', "features": {"a": "b"}},
            "images": {"0": f"url:https://pictures.example/{number}", "1": "url:https://pictures.example/2"},
        }
        for number, price in enumerate(PRICES * len(RATES))
    ]
    products += [
        {"text_fields": {"name": "Bez ceny"}},
        {"text_fields": {"name": "Usługa"}, "type": "service", "prices": {group: 10}},
        {"text_fields": {"name": "Szkic"}, "is_draft": True},
    ]
    added = api.ok("addInventoryProducts", inventory_id=inventory["inventory_id"], products=products)
    assert added["errors"] == {}
    return made


class TestSharedText:
    @pytest.mark.parametrize("settings", SETTINGS, ids=str)
    def test_is_the_page_of_pricing(self, settings: dict[str, Any]) -> None:
        made = pair(**settings)
        account_id = made.contractor.account_id
        with acting_for(account_id), crossing(account_id=account_id, connection_id=made.connection_id) as opened:
            for is_descending in (False, True):
                text = shared_text(opened, filters=SharedFilters(), is_descending=is_descending)
                page = shared_page(opened, filters=SharedFilters(), is_descending=is_descending)
                assert isinstance(text, str)
                made_here = json.loads(bytes(products_answer(opened, text)), parse_float=str)
                expected = json.loads(bytes(products_map(page)), parse_float=str)
                assert made_here == expected
                assert list(made_here) == list(expected)
            assert len(expected) == len(PRICES) * len(RATES) + 2

    def test_rules_are_worked_out_one_by_one(self) -> None:
        made = pair(price_rules=[{"scope": "all", "kind": "discount_percent", "value": 10}])
        account_id = made.contractor.account_id
        with acting_for(account_id), crossing(account_id=account_id, connection_id=made.connection_id) as opened:
            found = shared_text(opened, filters=SharedFilters())
            assert isinstance(found, SharedPage)
            assert json.loads(bytes(products_answer(opened, found))) == json.loads(bytes(products_map(found)))

    def test_an_empty_page_is_an_empty_map(self) -> None:
        made = make_connection()
        answer = made.contractor.api.ok("getConnectProducts", connect_integration_id=made.contractor_integration_id)
        assert answer["products"] == {}
