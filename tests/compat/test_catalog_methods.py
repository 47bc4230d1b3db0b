"""The catalog's methods, called as clients call them."""

import base64
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from spinka.accounts.tenancy import acting_for
from spinka.catalog import images
from spinka.catalog.models import Product, ProductImage, Warehouse
from spinka.connect.models import ProductLink
from spinka.core import clock
from tests.factories.accounts import MadeAccount, make_account, make_token
from tests.factories.connections import MadeConnection, make_connection
from tests.support.api import Api

pytestmark = pytest.mark.django_db


class Shop:
    """An account with its default catalog's ids."""

    def __init__(self, made: MadeAccount) -> None:
        self.made = made
        self.api = made.api
        inventory = self.api.ok("getInventories")["inventories"][0]
        self.inventory: int = inventory["inventory_id"]
        self.group: int = inventory["default_price_group"]
        self.place: str = inventory["default_warehouse"]

    def add(self, name: str = "Kubek", **fields: Any) -> int:
        texts = {"name": name, **fields.pop("text_fields", {})}
        answer = self.api.ok("addInventoryProduct", inventory_id=self.inventory, text_fields=texts, **fields)
        return int(answer["product_id"])

    def data(self, product_id: int, **more: Any) -> dict[str, Any]:
        answer = self.api.ok("getInventoryProductsData", inventory_id=self.inventory, products=[product_id], **more)
        found: dict[str, Any] = answer["products"][str(product_id)]
        return found


@pytest.fixture
def shop() -> Shop:
    return Shop(make_account("Sklep"))


@pytest.fixture
def other() -> Shop:
    return Shop(make_account("Obcy"))


def png(color: str = "red", size: tuple[int, int] = (300, 200)) -> str:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


class TestInventories:
    def test_default_catalog(self, shop: Shop) -> None:
        assert shop.api.ok("getInventories") == {
            "inventories": [
                {
                    "inventory_id": shop.inventory,
                    "name": "Katalog główny",
                    "description": "",
                    "languages": ["pl"],
                    "default_language": "pl",
                    "price_groups": [shop.group],
                    "default_price_group": shop.group,
                    "warehouses": [shop.place],
                    "default_warehouse": shop.place,
                    "reservations": True,
                    "is_default": True,
                }
            ]
        }

    def test_make_change_delete(self, shop: Shop) -> None:
        group = shop.api.ok("addInventoryPriceGroup", name="Hurt", currency="eur")["price_group_id"]
        place = shop.api.ok("addInventoryWarehouse", name="Hala", stock_edition=False)["warehouse_id"]
        made = shop.api.ok(
            "addInventory",
            name="Drugi",
            languages=["pl", "en"],
            default_language="en",
            price_groups=[group, shop.group],
            default_price_group=group,
            warehouses=[f"bl_{place}"],
            default_warehouse=f"bl_{place}",
            reservations=False,
        )["inventory_id"]
        second = shop.api.ok("getInventories")["inventories"][1]
        assert second == {
            "inventory_id": made,
            "name": "Drugi",
            "description": "",
            "languages": ["pl", "en"],
            "default_language": "en",
            "price_groups": sorted([group, shop.group]),
            "default_price_group": group,
            "warehouses": [f"bl_{place}"],
            "default_warehouse": f"bl_{place}",
            "reservations": False,
            "is_default": False,
        }
        shop.api.ok("addInventory", inventory_id=made, name="Inny")
        assert shop.api.ok("getInventories")["inventories"][1] == {**second, "name": "Inny"}
        shop.api.ok("deleteInventory", inventory_id=made)
        assert len(shop.api.ok("getInventories")["inventories"]) == 1
        assert shop.api.refused("deleteInventory", inventory_id=shop.inventory) == "ERROR_LOCKED"

    def test_only_the_name_is_needed(self, shop: Shop) -> None:
        made = shop.api.ok("addInventory", name="Sam")["inventory_id"]
        assert made != shop.inventory
        assert shop.api.refused("addInventory") == "ERROR_BAD_PARAMETERS"

    def test_foreign_ids_change_nothing(self, shop: Shop, other: Shop) -> None:
        before = shop.api.ok("getInventories"), other.api.ok("getInventories")
        assert shop.api.refused("addInventory", name="X", price_groups=[other.group]) == "ERROR_NOT_FOUND"
        assert shop.api.refused("addInventory", name="X", warehouses=[other.place]) == "ERROR_NOT_FOUND"
        assert shop.api.refused("addInventory", inventory_id=other.inventory, name="X") == "ERROR_NOT_FOUND"
        assert shop.api.refused("deleteInventory", inventory_id=other.inventory) == "ERROR_NOT_FOUND"
        assert (shop.api.ok("getInventories"), other.api.ok("getInventories")) == before


class TestPriceGroups:
    def test_list(self, shop: Shop) -> None:
        assert shop.api.ok("getInventoryPriceGroups") == {
            "price_groups": [
                {
                    "price_group_id": shop.group,
                    "name": "Domyślna",
                    "description": "",
                    "currency": "PLN",
                    "is_default": True,
                    "price_group_type": "standard",
                    "source_price_group_id": 0,
                    "price_multiplier": 1,
                    "price_addition": 0,
                    "is_bundle_price_calculated": False,
                    "bundle_price_multiplier": 1,
                    "bundle_price_addition": 0,
                }
            ]
        }

    def test_make_change_delete(self, shop: Shop, other: Shop) -> None:
        made = shop.api.ok("addInventoryPriceGroup", name="Hurt")["price_group_id"]
        shop.api.ok("addInventoryPriceGroup", price_group_id=made, currency="EUR", description="x")
        row = shop.api.ok("getInventoryPriceGroups")["price_groups"][1]
        assert (row["name"], row["currency"], row["description"], row["is_default"]) == ("Hurt", "EUR", "x", False)
        assert other.api.refused("deleteInventoryPriceGroup", price_group_id=made) == "ERROR_NOT_FOUND"
        assert shop.api.refused("addInventoryPriceGroup", name="A", currency="E1") == "ERROR_BAD_PARAMETERS"
        assert shop.api.refused("addInventoryPriceGroup", name="A" * 101) == "ERROR_BAD_PARAMETERS"
        shop.api.ok("deleteInventoryPriceGroup", price_group_id=made)
        assert len(shop.api.ok("getInventoryPriceGroups")["price_groups"]) == 1
        assert shop.api.refused("deleteInventoryPriceGroup", price_group_id=shop.group) == "ERROR_LOCKED"


class TestWarehouses:
    def test_make_change_list_delete(self, shop: Shop, other: Shop) -> None:
        made = shop.api.ok(
            "addInventoryWarehouse", name="Hala", country="DE", address="Ulica 1", postcode="00-001", city="Berlin"
        )["warehouse_id"]
        shop.api.ok("addInventoryWarehouse", warehouse_id=str(made), stock_edition="0")
        assert shop.api.ok("getInventoryWarehouses")["warehouses"][1] == {
            "warehouse_type": "bl",
            "warehouse_id": made,
            "name": "Hala",
            "description": "",
            "stock_edition": False,
            "is_default": False,
            "internal_warehouse_id": made,
            "address": "Ulica 1",
            "postcode": "00-001",
            "city": "Berlin",
            "country": "DE",
        }
        assert other.api.refused("addInventoryWarehouse", warehouse_id=made, name="X") == "ERROR_NOT_FOUND"
        shop.api.ok("deleteInventoryWarehouse", warehouse_id=made)
        assert len(shop.api.ok("getInventoryWarehouses")["warehouses"]) == 1

    @pytest.mark.feature("E-21")
    def test_a_suppliers_warehouse_is_listed_and_read_only(self, shop: Shop) -> None:
        with acting_for(shop.made.account_id):
            live = Warehouse(account_id=shop.made.account_id, kind="blconnect", name="Hurt", stock_edition=False)
            live.save()
        assert shop.api.ok("getInventoryWarehouses")["warehouses"][1]["warehouse_type"] == "blconnect"
        assert shop.api.refused("addInventoryWarehouse", warehouse_id=live.pk, name="X") == "ERROR_LOCKED"
        assert shop.api.refused("deleteInventoryWarehouse", warehouse_id=live.pk) == "ERROR_LOCKED"
        product = shop.add()
        key = f"blconnect_{live.pk}"
        answer = shop.api.ok(
            "updateInventoryProductsStock",
            inventory_id=shop.inventory,
            products={str(product): {key: 5, shop.place: 2}},
        )
        assert answer == {
            "counter": 1,
            "warnings": {str(product): f"Warehouse {key} shows an external stock and cannot be written"},
        }
        assert shop.data(product)["stock"] == {shop.place: 2}


class TestSorting:
    def test_categories(self, shop: Shop, other: Shop) -> None:
        shared = shop.api.ok("addInventoryCategory", name="Dom", parent_id=0)["category_id"]
        own = shop.api.ok("addInventoryCategory", inventory_id=shop.inventory, name="Kuchnia", parent_id=shared)
        child = own["category_id"]
        assert shop.api.ok("getInventoryCategories") == {
            "categories": [{"category_id": shared, "name": "Dom", "parent_id": 0}]
        }
        assert shop.api.ok("getInventoryCategories", inventory_id=shop.inventory)["categories"][1] == {
            "category_id": child,
            "name": "Kuchnia",
            "parent_id": shared,
        }
        circle = shop.api.refused("addInventoryCategory", category_id=child, parent_id=child)
        assert circle == "ERROR_BAD_PARAMETERS"
        assert other.api.refused("addInventoryCategory", name="X", parent_id=shared) == "ERROR_NOT_FOUND"
        assert other.api.refused("deleteInventoryCategory", category_id=shared) == "ERROR_NOT_FOUND"
        inside = shop.add("W kategorii", category_id=shared)
        below = shop.add("Niżej", category_id=child)
        shop.api.ok("deleteInventoryCategory", category_id=shared)
        assert shop.api.ok("getInventoryCategories", inventory_id=shop.inventory) == {
            "categories": [{"category_id": child, "name": "Kuchnia", "parent_id": 0}]
        }
        listed = shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory)["products"]
        assert list(listed) == [str(below)]
        assert str(inside) not in listed

    def test_manufacturers(self, shop: Shop, other: Shop) -> None:
        made = shop.api.ok("addInventoryManufacturer", name="Stary", manufacturer_name="Nowy", manufacturer_city="Łódź")
        row = {
            "manufacturer_id": made["manufacturer_id"],
            "name": "Nowy",
            "manufacturer_name": "Nowy",
            "manufacturer_photo": "",
            "manufacturer_url": "",
            "manufacturer_street": "",
            "manufacturer_postcode": "",
            "manufacturer_city": "Łódź",
            "manufacturer_state": "",
            "manufacturer_country_code": "",
            "manufacturer_email": "",
            "manufacturer_phone": "",
        }
        assert shop.api.ok("getInventoryManufacturers") == {"manufacturers": [row]}
        assert shop.api.ok("getInventoryManufacturers", page=2) == {"manufacturers": []}
        product = shop.add(manufacturer_id=made["manufacturer_id"])
        foreign = other.api.refused(
            "addInventoryProduct",
            inventory_id=other.inventory,
            text_fields={"name": "X"},
            manufacturer_id=made["manufacturer_id"],
        )
        assert foreign == "ERROR_NOT_FOUND"
        shop.api.ok("deleteInventoryManufacturer", manufacturer_id=made["manufacturer_id"])
        assert shop.data(product)["manufacturer_id"] == 0

    def test_tags(self, shop: Shop, other: Shop) -> None:
        made = shop.api.ok("addInventoryTag", name="nowość")["tag_id"]
        assert shop.api.ok("addInventoryTag", tag_id=0, name="nowość")["tag_id"] == made
        product = shop.add(tags=["nowość", "promocja"])
        assert [tag["name"] for tag in shop.api.ok("getInventoryTags")["tags"]] == ["nowość", "promocja"]
        shop.api.ok("addInventoryTag", tag_id=made, name="hit")
        assert shop.data(product)["tags"] == ["hit", "promocja"]
        assert other.api.refused("deleteInventoryTag", tag_id=made) == "ERROR_NOT_FOUND"
        shop.api.ok("deleteInventoryTag", tag_id=made)
        assert shop.data(product)["tags"] == ["promocja"]

    def test_text_keys_and_extra_fields(self, shop: Shop) -> None:
        assert shop.api.ok("getInventoryExtraFields") == {"extra_fields": []}
        shop.api.ok("addInventory", inventory_id=shop.inventory, languages=["pl", "en"])
        keys = shop.api.ok("getInventoryAvailableTextFieldKeys", inventory_id=shop.inventory)["text_field_keys"]
        assert keys["name"] == "Name"
        assert keys["description|en"] == "Description (en)"
        assert "name|pl" not in keys


def shown(shop: Shop, addresses: dict[str, str]) -> dict[str, bytes]:
    """What the pictures at these addresses are."""
    found = {position: shop.api.client.get(address) for position, address in addresses.items()}
    assert {answer.status_code for answer in found.values()} <= {200}
    return {position: bytes(answer.content) for position, answer in found.items()}


class TestAddInventoryProduct:
    def test_only_the_name_is_needed(self, shop: Shop) -> None:
        answer = shop.api.ok("addInventoryProduct", inventory_id=shop.inventory, text_fields={"name": "Kubek"})
        assert answer["warnings"] == {}
        assert shop.data(answer["product_id"]) == {
            "is_bundle": False,
            "parent_id": 0,
            "type": "goods",
            "is_draft": False,
            "sku": "",
            "ean": "",
            "asin": "",
            "tags": [],
            "tax_rate": 0,
            "weight": 0,
            "height": 0,
            "width": 0,
            "length": 0,
            "star": 0,
            "category_id": 0,
            "manufacturer_id": 0,
            "prices": {},
            "stock": {},
            "reservations": {},
            "thresholds": {},
            "incoming": {},
            "locations": {},
            "average_cost": 0,
            "average_landed_cost": 0,
            "min_quantity": 1,
            "quantity_step": 1,
            "available_from": 0,
            "text_fields": {"name": "Kubek"},
            "images": {},
            "links": {},
            "variants": {},
        }
        assert shop.api.refused("addInventoryProduct", inventory_id=shop.inventory, sku="A") == "ERROR_BAD_PARAMETERS"
        assert shop.api.refused("addInventoryProduct", text_fields={"name": "A"}) == "ERROR_BAD_PARAMETERS"

    def test_every_field_comes_back(self, shop: Shop) -> None:
        piece = shop.add("Łyżka")
        product = shop.add(
            "Zestaw",
            text_fields={"name|en": "Set", "features": {"Kolor": "biały"}, "description": "<b>x</b><script>1</script>"},
            is_bundle=1,
            sku="Z-1",
            ean="590123",
            ean_additional=[{"ean": "111", "quantity": 6}],
            asin="B00",
            tags=["b", "a"],
            tax_rate="23",
            weight=1.255,
            height="2.5",
            width=3,
            length=4,
            average_cost=9.99,
            star=5,
            prices={str(shop.group): "12.3456"},
            stock={shop.place: "7"},
            locations={shop.place: "A1;B2"},
            images={"0": "url:https://example.com/a.png", "15": "https://example.com/b.png"},
            links={"shop_23": {"product_id": 8, "variant_id": 0}},
            bundle_products={str(piece): 3},
            type="goods",
            is_draft=True,
            min_quantity=2,
            quantity_step=6,
            available_from=1_800_000_000,
        )
        found = shop.data(product, include_additional_eans=True)
        expected = {
            "is_bundle": True,
            "sku": "Z-1",
            "ean": "590123",
            "ean_additional": [{"ean": "111", "quantity": 6}],
            "asin": "B00",
            "tags": ["a", "b"],
            "tax_rate": 23,
            "weight": 1.26,
            "height": 2.5,
            "width": 3,
            "length": 4,
            "average_cost": 9.99,
            "star": 5,
            "prices": {str(shop.group): 12.3456},
            "stock": {shop.place: 7},
            "reservations": {shop.place: 0},
            "locations": {shop.place: "A1;B2"},
            "text_fields": {
                "name": "Zestaw",
                "name|en": "Set",
                "features": {"Kolor": "biały"},
                "description": "<b>x</b><script>1</script>",
            },
            "images": {"1": "https://example.com/a.png", "16": "https://example.com/b.png"},
            "links": {"shop_23": {"product_id": "8", "variant_id": "0"}},
            "bundle_products": {str(piece): 3},
            "is_draft": True,
            "min_quantity": 2,
            "quantity_step": 6,
            "available_from": 1_800_000_000,
        }
        assert {key: found[key] for key in expected} == expected

    def test_an_update_is_partial(self, shop: Shop) -> None:
        product = shop.add(
            sku="A", tags=["x"], prices={str(shop.group): 10}, images={"0": "url:https://a.example/1.png"}
        )
        before = shop.data(product)
        answer = shop.api.ok(
            "addInventoryProduct",
            inventory_id=str(shop.inventory),
            product_id=str(product),
            text_fields={"description|pl": "Opis"},
            weight=None,
        )
        assert answer["product_id"] == product
        assert shop.data(product) == {**before, "text_fields": {"name": "Kubek", "description": "Opis"}}
        shop.api.ok(
            "addInventoryProduct", inventory_id=shop.inventory, product_id=product, tags=[], images={"0": ""}, links=[]
        )
        after = shop.data(product)
        assert (after["tags"], after["images"]) == ([], {})

    def test_variants(self, shop: Shop) -> None:
        parent = shop.add("Koszulka", prices={str(shop.group): 50})
        small = shop.add("Koszulka S", parent_id=parent, sku="S", stock={shop.place: 3}, prices={str(shop.group): 49})
        variant = {
            "name": "Koszulka S",
            "sku": "S",
            "ean": "",
            "asin": "",
            "prices": {str(shop.group): 49},
            "stock": {shop.place: 3},
            "locations": {},
        }
        assert shop.data(parent)["variants"] == {str(small): variant}
        assert shop.data(small)["parent_id"] == parent
        listed = shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory)["products"]
        assert list(listed) == [str(parent)]
        both = shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory, include_variants=True)["products"]
        assert both[str(small)]["parent_id"] == parent
        stock = shop.api.ok("getInventoryProductsStock", inventory_id=shop.inventory)["products"]
        assert stock == {
            str(parent): {
                "product_id": parent,
                "stock": {},
                "reservations": {},
                "variants": {str(small): {shop.place: 3}},
            }
        }
        prices = shop.api.ok("getInventoryProductsPrices", inventory_id=shop.inventory)["products"]
        assert prices == {
            str(parent): {"prices": {str(shop.group): 50}, "variants": {str(small): {str(shop.group): 49}}}
        }
        deeper = shop.api.refused(
            "addInventoryProduct", inventory_id=shop.inventory, parent_id=small, text_fields={"name": "X"}
        )
        assert deeper == "ERROR_BAD_PARAMETERS"

    def test_a_picture_sent_back_is_the_stored_one_again(self, shop: Shop, other: Shop) -> None:
        product = shop.add(images={"0": f"data:{png()}", "1": f"data:{png('blue')}"})
        read = shop.data(product)["images"]
        call = {"inventory_id": shop.inventory, "product_id": product}
        # The same ones again change nothing; exchanged ones change places.
        assert shop.api.ok("addInventoryProduct", **call, images={"0": f"url:{read['1']}"})["warnings"] == {}
        assert shop.data(product)["images"] == read
        before = shown(shop, read)
        assert shop.api.ok("addInventoryProduct", **call, images={"0": read["2"], "1": read["1"]})["warnings"] == {}
        assert shown(shop, shop.data(product)["images"]) == {"1": before["2"], "2": before["1"]}
        # Another product's copy outlives the one it was taken from.
        second = shop.add(images={"0": read["1"]})
        shop.api.ok("deleteInventoryProduct", product_id=product)
        assert shown(shop, shop.data(second)["images"]) == {"1": before["2"]}
        with acting_for(shop.made.account_id):
            assert ProductImage.objects.for_account(shop.made.account_id).get(product_id=second).url == ""
        # One that shows nothing any more, and one of a stranger, are left out.
        mine = shop.data(second)["images"]["1"]
        text = "The address shows no picture of this account"
        answer = shop.api.ok(
            "addInventoryProduct", inventory_id=shop.inventory, product_id=second, images={"1": read["2"]}
        )
        assert answer["warnings"] == {"images.2": text}
        foreign = other.add(images={"0": mine})
        assert "1" not in other.data(foreign)["images"]

    def test_uploaded_images(self, shop: Shop) -> None:
        product = shop.add(images={"0": f"data:{png()}", "1": f"data:image/png;base64,{png('blue')}"})
        addresses = shop.data(product)["images"]
        assert list(addresses) == ["1", "2"]
        shown = shop.api.client.get(addresses["1"])
        assert shown.status_code == 200
        assert shown["Content-Type"] == "image/png"
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in shown["Content-Security-Policy"]
        assert Image.open(io.BytesIO(shown.content)).size == (300, 200)
        assert shop.api.client.get(addresses["1"][:-2] + "xx").status_code == 404

    def test_what_is_no_image_is_a_warning(self, shop: Shop) -> None:
        svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>").decode()
        answer = shop.api.ok(
            "addInventoryProduct",
            inventory_id=shop.inventory,
            text_fields={"name": "A"},
            images={
                "0": f"data:{svg}",
                "1": "data:***",
                "2": "url:file:///etc/passwd",
                "3": "url:https://a.example/x.png",
            },
        )
        assert sorted(answer["warnings"]) == ["images.1", "images.2", "images.3"]
        assert shop.data(answer["product_id"])["images"] == {"4": "https://a.example/x.png"}

    @pytest.mark.parametrize(
        "fields",
        [
            {"sku": "x" * 51},
            {"ean": "1" * 33},
            {"text_fields": {"name": "x" * 201}},
            {"text_fields": {"name": ["x"]}},
            {"text_fields": "x"},
            {"images": {"16": "url:https://a.example/x.png"}},
            {"tax_rate": 101},
            {"tax_rate": "NaN"},
            {"weight": -1},
            {"weight": "Infinity"},
            {"star": 6},
            {"star": 10**30},
            {"prices": {"1": "NaN"}},
            {"prices": {"1": -5}},
            {"prices": {"x": 5}},
            {"stock": {"bl_1": -5}},
            {"stock": {"bl_1": 1.5}},
            {"stock": {"bl_1": 10**20}},
            {"stock": ["a"]},
            {"min_quantity": 0},
            {"type": "thing"},
            {"parent_id": 10**25},
            {"available_from": 10**15},
            {"sku": "a\u0000b"},
            {"text_fields": {"description": "a\u0000b"}},
        ],
    )
    def test_bad_values_write_nothing(self, shop: Shop, fields: dict[str, Any]) -> None:
        answer = shop.api.refused(
            "addInventoryProduct", **{"inventory_id": shop.inventory, "text_fields": {"name": "A"}} | fields
        )
        assert answer == "ERROR_BAD_PARAMETERS"
        assert shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory)["products"] == {}

    def test_a_lone_surrogate_is_refused(self, shop: Shop) -> None:
        body = f'{{"inventory_id": {shop.inventory}, "text_fields": {{"name": "a\\ud800"}}}}'
        response = shop.api.post("addInventoryProduct", body)
        assert response.json()["error_code"] == "ERROR_BAD_PARAMETERS"

    def test_foreign_ids(self, shop: Shop, other: Shop) -> None:
        category = other.api.ok("addInventoryCategory", name="X")["category_id"]
        foreign = other.add("Obcy", stock={other.place: 4})
        before = other.data(foreign)
        for fields in (
            {"category_id": category},
            {"parent_id": foreign},
            {"is_bundle": True, "bundle_products": {str(foreign): 1}},
            {"product_id": foreign},
        ):
            code = shop.api.refused(
                "addInventoryProduct", inventory_id=shop.inventory, text_fields={"name": "A"}, **fields
            )
            assert code == "ERROR_NOT_FOUND", fields
        code = shop.api.refused("addInventoryProduct", inventory_id=other.inventory, text_fields={"name": "A"})
        assert code == "ERROR_NOT_FOUND"
        answer = shop.api.ok(
            "addInventoryProduct",
            inventory_id=shop.inventory,
            text_fields={"name": "A", "colour": "x"},
            prices={str(other.group): 5},
            stock={other.place: 5, "shop_1": 2},
        )
        assert sorted(answer["warnings"]) == sorted(
            [f"prices.{other.group}", f"stock.{other.place}", "stock.shop_1", "text_fields.colour"]
        )
        assert shop.data(answer["product_id"])["stock"] == {}
        assert other.data(foreign) == before

    def test_a_service_has_no_stock(self, shop: Shop) -> None:
        answer = shop.api.ok(
            "addInventoryProduct",
            inventory_id=shop.inventory,
            text_fields={"name": "Montaż"},
            type="service",
            stock={shop.place: 5},
        )
        assert answer["warnings"] == {"stock": "A service has no stock"}
        assert shop.data(answer["product_id"])["stock"] == {}


class TestDeleteInventoryProduct:
    def test_with_its_variants(self, shop: Shop, other: Shop) -> None:
        parent = shop.add()
        variant = shop.add(parent_id=parent)
        assert other.api.refused("deleteInventoryProduct", product_id=parent) == "ERROR_NOT_FOUND"
        shop.api.ok("deleteInventoryProduct", product_id=parent)
        answer = shop.api.ok("getInventoryProductsData", inventory_id=shop.inventory, products=[parent, variant])
        assert answer == {"products": {}}
        assert shop.api.refused("deleteInventoryProduct", product_id=parent) == "ERROR_NOT_FOUND"


class TestGetInventoryProductsList:
    def test_filters(self, shop: Shop) -> None:
        cup = shop.add("Kubek żółty", sku="K-1", ean="590", prices={str(shop.group): 10}, stock={shop.place: 5})
        bowl = shop.add(
            "Miska",
            sku="M-1",
            ean_additional=[{"ean": "777", "quantity": 1}],
            prices={str(shop.group): 20},
            stock={shop.place: 50},
            locations={shop.place: "A1;B2"},
        )

        def found(**filters: Any) -> list[int]:
            answer = shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory, **filters)
            return [int(key) for key in answer["products"]]

        assert found() == [cup, bowl]
        assert found(filter_sort="id DESC") == [bowl, cup]
        assert found(page=2) == []
        assert found(filter_id=bowl) == [bowl]
        assert found(filter_sku="k-1") == [cup]
        assert found(filter_ean="590") == [cup]
        assert found(filter_ean="777") == [bowl]
        assert found(filter_name="zolty") == [cup]
        assert found(filter_name="K-1") == []
        assert found(filter_price_from=15) == [bowl]
        assert found(filter_price_to="15") == [cup]
        assert found(filter_stock_from=6) == [bowl]
        assert found(filter_stock_to=6) == [cup]
        assert found(filter_locations="B2") == [bowl]
        assert found(filter_name="%") == []
        row = shop.api.ok("getInventoryProductsList", inventory_id=shop.inventory, filter_id=cup)["products"][str(cup)]
        assert row == {
            "id": cup,
            "parent_id": 0,
            "ean": "590",
            "sku": "K-1",
            "name": "Kubek żółty",
            "prices": {str(shop.group): 10},
            "stock": {shop.place: 5},
        }

    def test_another_accounts_products_stay_hidden(self, shop: Shop, other: Shop) -> None:
        foreign = other.add("Obcy")
        code = shop.api.refused("getInventoryProductsList", inventory_id=other.inventory)
        assert code == "ERROR_NOT_FOUND"
        answer = shop.api.ok("getInventoryProductsData", inventory_id=shop.inventory, products=[foreign])
        assert answer == {"products": {}}

    @pytest.mark.parametrize(
        "method",
        [
            "getInventoryProductsList",
            "getInventoryProductsStock",
            "getInventoryProductsPrices",
            "getInventoryProductsData",
        ],
    )
    def test_queries_do_not_grow_with_the_page(self, shop: Shop, method: str) -> None:
        counts = []
        for more in (1, 20):
            ids = [shop.add(f"P{number}", stock={shop.place: 1}, tags=["t"]) for number in range(more)]
            parameters = {"products": ids} if method.endswith("Data") else {}
            with CaptureQueriesContext(
                connection,
            ) as queries:
                shop.api.ok(method, inventory_id=shop.inventory, **parameters)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestUpdateInventoryProductsStock:
    def test_sets_warns_and_logs(self, shop: Shop, other: Shop) -> None:
        product, foreign = shop.add(stock={shop.place: 1}), other.add(stock={other.place: 9})
        answer = shop.api.ok(
            "updateInventoryProductsStock",
            inventory_id=str(shop.inventory),
            products={
                str(product): {shop.place: "8", other.place: 3},
                str(foreign): {shop.place: 4},
                "999999999": {shop.place: 4},
            },
        )
        assert answer == {
            "counter": 1,
            "warnings": {
                str(product): f"There is no warehouse {other.place}",
                str(foreign): "There is no such product in the catalog",
                "999999999": "There is no such product in the catalog",
            },
        }
        assert shop.data(product)["stock"] == {shop.place: 8}
        assert other.data(foreign)["stock"] == {other.place: 9}
        logs = shop.api.ok("getInventoryProductLogs", product_id=product, log_type=1, sort="DESC")["logs"]
        assert logs[0]["entries"] == [{"type": 1, "info": shop.place, "from": 1, "to": 8}]
        assert logs[0]["profile"] == "API default"

    def test_nothing_to_warn_of_is_an_empty_map(self, shop: Shop) -> None:
        product = shop.add()
        answer = shop.api.ok(
            "updateInventoryProductsStock", inventory_id=shop.inventory, products={str(product): {shop.place: 8}}
        )
        assert answer == {"counter": 1, "warnings": {}}

    @pytest.mark.parametrize("quantity", [-1, 1.5, "x", 10**12, [1], None])
    def test_bad_quantities_write_nothing(self, shop: Shop, quantity: Any) -> None:
        first, second = shop.add(stock={shop.place: 1}), shop.add(stock={shop.place: 1})
        answer = shop.api.call(
            "updateInventoryProductsStock",
            inventory_id=shop.inventory,
            products={str(first): {shop.place: 5}, str(second): {shop.place: quantity}},
        )
        if quantity is None:
            assert answer["counter"] == 1
        else:
            assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
            assert shop.data(first)["stock"] == {shop.place: 1}
        assert shop.data(second)["stock"] == {shop.place: 1}

    def test_at_most_a_thousand(self, shop: Shop) -> None:
        products = {str(number): {shop.place: 1} for number in range(1, 1002)}
        code = shop.api.refused("updateInventoryProductsStock", inventory_id=shop.inventory, products=products)
        assert code == "ERROR_BAD_PARAMETERS"

    def test_a_token_without_the_scope(self, shop: Shop) -> None:
        product = shop.add()
        reader = Api(make_token(shop.made.account_id, "catalog:read"))
        code = reader.refused(
            "updateInventoryProductsStock", inventory_id=shop.inventory, products={str(product): {shop.place: 1}}
        )
        assert code == "ERROR_FORBIDDEN"


class TestUpdateInventoryProductsPrices:
    def test_sets_warns_and_logs(self, shop: Shop, other: Shop) -> None:
        product = shop.add(prices={str(shop.group): 10})
        answer = shop.api.ok(
            "updateInventoryProductsPrices",
            inventory_id=shop.inventory,
            products={str(product): {str(shop.group): "12.34567", str(other.group): 5}},
        )
        assert answer == {"counter": 1, "warnings": {str(product): f"There is no price group {other.group}"}}
        assert shop.data(product)["prices"] == {str(shop.group): 12.3457}
        logs = shop.api.ok("getInventoryProductLogs", product_id=product, log_type=[2])["logs"]
        assert [log["entries"] for log in logs] == [[{"type": 2, "info": shop.group, "from": 10.0, "to": 12.3457}]]
        again = shop.api.ok(
            "updateInventoryProductsPrices",
            inventory_id=shop.inventory,
            products={str(product): {str(shop.group): 12.3457}},
        )
        assert again == {"counter": 1, "warnings": {}}
        assert len(shop.api.ok("getInventoryProductLogs", product_id=product, log_type=2)["logs"]) == 1

    @pytest.mark.parametrize("price", [-1, "NaN", "1e400", 10**30, "abc"])
    def test_bad_prices_write_nothing(self, shop: Shop, price: Any) -> None:
        product = shop.add(prices={str(shop.group): 10})
        code = shop.api.refused(
            "updateInventoryProductsPrices",
            inventory_id=shop.inventory,
            products={str(product): {str(shop.group): price}},
        )
        assert code == "ERROR_BAD_PARAMETERS"
        assert shop.data(product)["prices"] == {str(shop.group): 10}


class TestGetInventoryProductLogs:
    def test_entries(self, shop: Shop, other: Shop) -> None:
        product = shop.add()
        shop.api.ok(
            "addInventoryProduct",
            inventory_id=shop.inventory,
            product_id=product,
            text_fields={"name": "Nowy"},
            images={"0": "url:https://a.example/1.png"},
            locations={shop.place: "A1"},
        )
        logs = shop.api.ok("getInventoryProductLogs", product_id=product)["logs"]
        assert [log["entries"][0] for log in logs] == [
            {"type": 3, "info": "", "from": "", "to": ""},
            {"type": 5, "info": "name", "from": "Kubek", "to": "Nowy"},
            {"type": 8, "info": "1", "from": "", "to": "https://a.example/1.png"},
            {"type": 6, "info": shop.place, "from": "", "to": "A1"},
        ]
        assert shop.api.ok("getInventoryProductLogs", product_id=product, date_from=4_000_000_000) == {"logs": []}
        assert other.api.refused("getInventoryProductLogs", product_id=product) == "ERROR_NOT_FOUND"


class TestLiveStock:
    """A linked product's stock has the supplier's number under the connection's warehouse, computed on reading (R5)."""

    @pytest.fixture
    def linked(self) -> tuple[Shop, Shop, MadeConnection, int, int]:
        made = make_connection()
        supplier, contractor = Shop(made.supplier), Shop(made.contractor)
        theirs = supplier.add("Kubek", stock={supplier.place: 12}, images={"0": f"data:{png()}"})
        ours = contractor.add("Kubek", stock={contractor.place: 3})
        with acting_for(contractor.made.account_id):
            ProductLink(
                supplier_id=made.supplier.account_id,
                contractor_id=made.contractor.account_id,
                connection_id=made.connection_id,
                product_id=ours,
                supplier_product_id=theirs,
                created_at=clock.now(),
            ).save(force_insert=True)
            rows = Product.objects.for_account(contractor.made.account_id).filter(pk=ours)
            rows.update(live_warehouse_ids=[made.warehouse_id])
        return supplier, contractor, made, theirs, ours

    @pytest.mark.feature("E-21")
    def test_in_data_list_and_stock(self, linked: tuple[Shop, Shop, MadeConnection, int, int]) -> None:
        supplier, contractor, made, theirs, ours = linked
        key = f"blconnect_{made.warehouse_id}"
        expected = {contractor.place: 3, key: 12}
        assert contractor.data(ours)["stock"] == expected
        assert contractor.data(ours)["links"] == {key: {"product_id": str(theirs), "variant_id": "0"}}
        for method in ("getInventoryProductsList", "getInventoryProductsStock"):
            found = contractor.api.ok(method, inventory_id=contractor.inventory)["products"]
            assert found[str(ours)]["stock"] == expected
        supplier.api.ok(
            "updateInventoryProductsStock",
            inventory_id=supplier.inventory,
            products={str(theirs): {supplier.place: 7}},
        )
        assert contractor.data(ours)["stock"] == {contractor.place: 3, key: 7}

    def test_filters_count_it(self, linked: tuple[Shop, Shop, MadeConnection, int, int]) -> None:
        _supplier, contractor, _made, _theirs, ours = linked
        for method in ("getInventoryProductsList", "getInventoryProductsStock"):
            found = contractor.api.ok(method, inventory_id=contractor.inventory, filter_stock_from=15)["products"]
            assert list(found) == [str(ours)]
            assert contractor.api.ok(method, inventory_id=contractor.inventory, filter_stock_to=14)["products"] == {}

    def test_pictures_die_with_the_connection(self, linked: tuple[Shop, Shop, MadeConnection, int, int]) -> None:
        supplier, contractor, made, _theirs, ours = linked
        with acting_for(supplier.made.account_id):
            image_id = ProductImage.objects.for_account(supplier.made.account_id).get().pk
        address = images.connection_address(made.connection_id, supplier.made.account_id, image_id)
        contractor.api.ok(
            "addInventoryProduct",
            inventory_id=contractor.inventory,
            product_id=ours,
            images={"0": f"url:{images.public_address(address)}"},
        )
        with acting_for(contractor.made.account_id):
            own_id = ProductImage.objects.for_account(contractor.made.account_id).get().pk
        own = images.signed_address(contractor.made.account_id, own_id, is_thumbnail=True)
        shown = contractor.api.client.get(address)
        assert (shown.status_code, shown["Cache-Control"]) == (200, "private, max-age=300")
        assert contractor.api.client.get(own).status_code == 200
        contractor.api.ok("leaveConnectIntegration", connect_integration_id=made.contractor_integration_id)
        assert contractor.api.client.get(address).status_code == 404
        assert contractor.api.client.get(own).status_code == 404
