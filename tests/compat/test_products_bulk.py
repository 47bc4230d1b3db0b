"""addInventoryProducts: a thousand products in one call are what a thousand calls would have made."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product, ProductLog
from tests.compat.test_catalog_methods import Shop
from tests.factories.accounts import make_account

pytestmark = pytest.mark.django_db

ROWS = 1000


@pytest.fixture
def shop() -> Shop:
    return Shop(make_account("Sklep"))


def picture() -> str:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "blue").save(out, "PNG")
    return "data:" + base64.b64encode(out.getvalue()).decode()


def rich(shop: Shop, number: int, ids: dict[str, int]) -> dict[str, Any]:
    """A product with everything a product may have, a little different from its neighbours."""
    product: dict[str, Any] = {
        "sku": f"Rich-{number}",
        "ean": f"{5_900_000_000_000 + number}",
        "ean_additional": [{"ean": f"X{number}", "quantity": 6}],
        "asin": f"B{number:09d}",
        "tags": ["new", f"Tag {number % 7}"],
        "tax_rate": (23, 8, -0.02)[number % 3],
        "weight": 0.25 + number % 10,
        "height": 1.5,
        "width": "2,5".replace(",", "."),
        "length": 3,
        "star": number % 6,
        "average_cost": 4.25,
        "category_id": ids["category"],
        "manufacturer_id": ids["manufacturer"],
        "prices": {str(shop.group): round(1 + number / 7, 2)},
        "stock": {shop.place: number},
        "locations": {shop.place: f"A-{number}"},
        "text_fields": {
            "name": f'Żółty "kubek" {{{number}}}, \\ NULL',
            "name|en": f"Yellow mug {number}",
            "description": "<b>Opis</b>\nDrugi wiersz\tz tabulatorem",
            "features": {"Kolor": "żółty", "Waga": str(number)},
        },
        "links": {"shop_7": {"product_id": str(number), "variant_id": "0"}},
        "min_quantity": 2,
        "quantity_step": 2,
        "available_from": 1_800_000_000,
    }
    if number % 2:
        product["images"] = {"0": f"url:https://pictures.example/{number}.png"}
    if number % 100 == 0:
        product["images"] = {"0": picture(), "1": "url:https://pictures.example/second.png"}
    if number % 5 == 0:
        product["parent_id"] = ids["parent"]
    if number % 9 == 0:
        product["type"] = "service"
    if number % 11 == 0:
        product |= {"is_bundle": True, "bundle_products": {str(ids["parent"]): 3}}
    if number % 13 == 0:
        product["is_draft"] = True
    return product


def everything(shop: Shop, product_ids: list[int]) -> list[dict[str, Any]]:
    """All that can be read of products, without what differs by nature: their own ids and addresses of pictures."""
    answer = shop.api.ok(
        "getInventoryProductsData", inventory_id=shop.inventory, products=product_ids, include_additional_eans=True
    )
    found = []
    for product_id in product_ids:
        product = answer["products"][str(product_id)]
        product["images"] = {
            place: "ours" if "/images/" in address else address for place, address in product["images"].items()
        }
        found.append(product)
    return found


def rows(shop: Shop, product_ids: list[int]) -> list[tuple[Any, ...]]:
    """Columns the API does not show, and the log."""
    with acting_for(shop.made.account_id):
        products = Product.objects.for_account(shop.made.account_id).in_bulk(product_ids)
        log = list(
            ProductLog.objects.for_account(shop.made.account_id)
            .filter(product_id__in=product_ids)
            .values_list("product_id", "log_type", "info", "old", "new", "profile")
        )
    by_product: dict[int, list[tuple[Any, ...]]] = {}
    for product_id, *entry in log:
        by_product.setdefault(product_id, []).append(tuple(entry))
    return [
        (
            *(getattr(products[one], name) for name in ("sku_key", "ean_key", "sort_key", "search_key", "version")),
            sorted(by_product.get(one, [])),
        )
        for one in product_ids
    ]


def sorting(shop: Shop) -> dict[str, int]:
    api = shop.api
    return {
        "category": api.ok("addInventoryCategory", inventory_id=shop.inventory, name="Kubki", parent_id=0)[
            "category_id"
        ],
        "manufacturer": api.ok("addInventoryManufacturer", manufacturer_name="Huta")["manufacturer_id"],
        "parent": shop.add("Zestaw"),
    }


class TestAddInventoryProducts:
    def test_makes_what_single_calls_make(self, shop: Shop) -> None:
        ids = sorting(shop)
        products = [rich(shop, number, ids) for number in range(ROWS)]
        single = [
            shop.api.ok("addInventoryProduct", inventory_id=shop.inventory, **product)["product_id"]
            for product in products
        ]
        answer = shop.api.ok("addInventoryProducts", inventory_id=shop.inventory, products=products)
        assert answer["errors"] == {}
        assert {text for found in answer["warnings"].values() for text in found.values()} == {"A service has no stock"}
        assert len(set(answer["product_ids"]) - set(single)) == ROWS
        assert answer["product_ids"] == sorted(answer["product_ids"])
        assert everything(shop, answer["product_ids"]) == everything(shop, single)
        assert rows(shop, answer["product_ids"]) == rows(shop, single)

    def test_changes_only_the_given_fields(self, shop: Shop) -> None:
        ids = sorting(shop)
        made = shop.api.ok(
            "addInventoryProducts", inventory_id=shop.inventory, products=[rich(shop, n, ids) for n in (1, 2, 3)]
        )["product_ids"]
        change = {"sku": "Changed", "text_fields": {"description": ""}, "stock": {shop.place: 5}}
        single, bulk, untouched = everything(shop, made)
        shop.api.ok("addInventoryProduct", inventory_id=shop.inventory, product_id=made[0], **change)
        answer = shop.api.ok(
            "addInventoryProducts", inventory_id=shop.inventory, products=[{"product_id": made[1], **change}]
        )
        assert answer == {"product_ids": [made[1]], "errors": {}, "warnings": {}}
        for product in (single, bulk):
            product["sku"], product["stock"] = "Changed", {shop.place: 5}
            del product["text_fields"]["description"]
        assert everything(shop, made) == [single, bulk, untouched]

    def test_refuses_rows_on_their_own(self, shop: Shop) -> None:
        named = {"name": "Kubek"}
        products: list[Any] = [
            {"text_fields": named, "sku": "first"},
            {"text_fields": {}},
            "a text",
            None,
            [],
            {"text_fields": named, "product_id": 987_654_321},
            # With something to warn of, which a refused row does not do.
            {"text_fields": named, "category_id": 987_654_321, "links": {"strange": {"product_id": "1"}}},
            {"text_fields": named, "prices": {"x": 1}},
            {"text_fields": named, "sku": "s" * 51},
            {"text_fields": named, "images": {"16": "url:https://pictures.example/a.png"}},
            {"text_fields": named, "stock": {shop.place: -1}},
            {"text_fields": named, "tax_rate": 101},
            {"text_fields": named, "prices": {str(shop.group): -1}},
            {"text_fields": named, "sku": "last", "ean": None, "tags": {"0": "a tag"}, "prices": {"987654321": 1}},
        ]
        answer = shop.api.ok("addInventoryProducts", inventory_id=shop.inventory, products=products)
        refused = [str(index) for index in range(1, 13)]
        assert list(answer["errors"]) == refused
        assert {index: entry["error_code"] for index, entry in answer["errors"].items()} == dict.fromkeys(
            refused, "ERROR_BAD_PARAMETERS"
        ) | {"5": "ERROR_NOT_FOUND", "6": "ERROR_NOT_FOUND"}
        assert answer["errors"]["1"]["error_message"] == "parameter text_fields.name is required"
        assert [bool(one) for one in answer["product_ids"]] == [True, *[False] * 12, True]
        assert list(answer["warnings"]) == ["13"]
        listed = shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory)["products"]
        assert [product["sku"] for product in listed.values()] == ["first", "last"]
        assert shop.data(answer["product_ids"][13])["tags"] == ["a tag"]

    def test_a_product_named_twice_ends_as_the_last_row_has_it(self, shop: Shop) -> None:
        product_id = shop.add("Kubek", sku="before", weight=1)
        answer = shop.api.ok(
            "addInventoryProducts",
            inventory_id=shop.inventory,
            products=[
                {"product_id": product_id, "sku": "one", "stock": {shop.place: 1}, "prices": {str(shop.group): 1}},
                {"product_id": product_id, "ean": "two", "stock": {shop.place: 2}, "prices": {str(shop.group): 2}},
                {"text_fields": {"name": "Twin"}, "sku": "same"},
                {"text_fields": {"name": "Twin"}, "sku": "same"},
            ],
        )
        assert answer["product_ids"][:2] == [product_id, product_id]
        assert len(set(answer["product_ids"])) == 3
        found = shop.data(product_id)
        assert (found["sku"], found["ean"], found["weight"]) == ("one", "two", 1)
        assert (found["stock"], found["prices"]) == ({shop.place: 2}, {str(shop.group): 2})

    def test_takes_a_thousand_rows_and_no_more(self, shop: Shop) -> None:
        product = {"text_fields": {"name": "Kubek"}}
        assert (
            shop.api.refused("addInventoryProducts", inventory_id=shop.inventory, products=[product] * (ROWS + 1))
            == "ERROR_BAD_PARAMETERS"
        )
        assert shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory)["products"] == {}
        assert shop.api.ok("addInventoryProducts", inventory_id=shop.inventory, products=[]) == {
            "product_ids": [],
            "errors": {},
            "warnings": {},
        }

    def test_another_accounts_catalog_is_none(self, shop: Shop) -> None:
        other = Shop(make_account("Obcy"))
        products = [{"text_fields": {"name": "Kubek"}}]
        assert (
            shop.api.refused("addInventoryProducts", inventory_id=other.inventory, products=products)
            == "ERROR_NOT_FOUND"
        )
