"""Old storage methods, answered through catalogs: one storage is one catalog with its default warehouse and prices."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from tests.factories.accounts import MadeAccount, make_account

pytestmark = pytest.mark.django_db


class Store:
    """An account with its default catalog as a storage."""

    def __init__(self, made: MadeAccount) -> None:
        self.made, self.api = made, made.api
        inventory = self.api.ok("getInventories")["inventories"][0]
        self.inventory: int = inventory["inventory_id"]
        self.group: int = inventory["default_price_group"]
        self.place: str = inventory["default_warehouse"]
        self.id = f"bl_{self.inventory}"

    def ok(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self.api.ok(method, storage_id=self.id, **parameters)

    def refused(self, method: str, **parameters: Any) -> str:
        return self.api.refused(method, **{"storage_id": self.id, **parameters})

    def add(self, name: str = "Kubek", **fields: Any) -> str:
        product_id: str = self.ok("addProduct", name=name, **fields)["product_id"]
        return product_id

    def data(self, product_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ok("getProductsData", products=[product_id])["products"][product_id]
        return found

    def names(self, **filters: Any) -> list[str]:
        return [row["name"] for row in self.ok("getProductsList", **filters)["products"]]

    def count(self) -> int:
        with acting_for(self.made.account_id):
            return Product.objects.for_account(self.made.account_id).count()


@pytest.fixture
def store() -> Store:
    return Store(make_account("Sklep"))


@pytest.fixture
def other() -> Store:
    return Store(make_account("Obcy"))


class TestStorages:
    def test_every_catalog_is_one(self, store: Store) -> None:
        second = store.api.ok("addInventory", name="Drugi")["inventory_id"]
        rows = store.api.ok("getStoragesList")["storages"]
        assert [(row["storage_id"], row["name"]) for row in rows] == [
            (store.id, "Katalog główny"),
            (f"bl_{second}", "Drugi"),
        ]
        assert set(rows[0]["methods"]) == set(rows[1]["methods"]) > {"addProduct", "getProductsList"}

    @pytest.mark.parametrize("storage_id", ["", "0", "bl_0", "bl_", "bl_x", "shop_1", "warehouse_1", "BL_1", "bl_²"])
    def test_no_other_exists(self, store: Store, storage_id: str) -> None:
        for method in ("getCategories", "getProductsList", "getProductsQuantity", "getProductsPrices"):
            assert store.refused(method, storage_id=storage_id) == "ERROR_NOT_FOUND"
        assert store.refused("addProduct", storage_id=storage_id, name="X") == "ERROR_NOT_FOUND"
        assert store.count() == 0

    def test_of_another_account_does_not_exist(self, store: Store, other: Store) -> None:
        theirs = other.add()
        for method in ("getCategories", "getProductsList", "getProductsQuantity", "getProductsPrices"):
            assert store.refused(method, storage_id=other.id) == "ERROR_NOT_FOUND"
        assert store.ok("getProductsData", products=[theirs])["products"] == {}
        assert store.refused("deleteProduct", product_id=theirs) == "ERROR_NOT_FOUND"
        assert store.refused("addProduct", product_id=theirs, name="X") == "ERROR_NOT_FOUND"
        assert other.data(theirs)["name"] == "Kubek"


class TestCategories:
    def test_made_changed_listed_deleted(self, store: Store) -> None:
        top = store.ok("addCategory", name="Dom", parent_id=0)
        assert top == {"storage_id": store.id, "category_id": top["category_id"]}
        low = store.ok("addCategory", name="Kuchnia", parent_id=str(top["category_id"]))["category_id"]
        store.ok("addCategory", category_id=low, name="Kuchnie")
        assert store.ok("getCategories") == {
            "storage_id": store.id,
            "categories": [
                {"category_id": top["category_id"], "name": "Dom", "parent_id": 0},
                {"category_id": low, "name": "Kuchnie", "parent_id": top["category_id"]},
            ],
        }
        assert store.ok("deleteCategory", category_id=top["category_id"]) == {}
        assert store.ok("getCategories")["categories"] == [{"category_id": low, "name": "Kuchnie", "parent_id": 0}]

    def test_of_another_catalog_stay(self, store: Store) -> None:
        second = store.api.ok("addInventory", name="Drugi")["inventory_id"]
        theirs = store.api.ok("addInventoryCategory", inventory_id=second, name="Obca")["category_id"]
        assert store.refused("deleteCategory", category_id=theirs) == "ERROR_NOT_FOUND"
        assert store.refused("addCategory", category_id=theirs, name="X") == "ERROR_NOT_FOUND"
        rows = store.api.ok("getInventoryCategories", inventory_id=second)["categories"]
        assert [row["name"] for row in rows] == ["Obca"]


class TestProducts:
    def test_every_field_comes_back_and_is_the_catalogs(self, store: Store) -> None:
        category = store.ok("addCategory", name="Dom", parent_id=0)["category_id"]
        answer = store.ok(
            "addProduct",
            name="Kubek",
            ean="5901234123457",
            sku="K-1",
            quantity="7",
            price_brutto="12.30",
            price_wholesale_netto=5,
            tax_rate="23",
            weight=0.4,
            description="opis",
            description_extra1="1",
            description_extra2="2",
            description_extra3="3",
            description_extra4="4",
            man_name="Huta",
            category_id=category,
            images=["url:https://shop.example/1.png", "url:https://shop.example/2.png"],
            features=[["Kolor", "biały"], ["Rozmiar", 3]],
        )
        assert isinstance(answer["product_id"], str)
        assert answer["storage_id"] == store.id
        assert list(answer["warnings"]) == ["price_wholesale_netto"]
        assert store.data(answer["product_id"]) == {
            "product_id": answer["product_id"],
            "sku": "K-1",
            "ean": "5901234123457",
            "asin": "",
            "name": "Kubek",
            "quantity": 7,
            "price_netto": 10,
            "price_brutto": 12.3,
            "price_wholesale_netto": 0,
            "tax_rate": 23,
            "weight": 0.4,
            "description": "opis",
            **{f"description_extra{number}": str(number) for number in (1, 2, 3, 4)},
            "man_name": "Huta",
            "man_image": "",
            "category_id": category,
            "images": ["https://shop.example/1.png", "https://shop.example/2.png"],
            "features": {"Kolor": "biały", "Rozmiar": "3"},
            "variants": [],
        }
        found = store.api.ok(
            "getInventoryProductsData", inventory_id=store.inventory, products=[int(answer["product_id"])]
        )["products"][answer["product_id"]]
        assert (found["stock"], found["prices"]) == ({store.place: 7}, {str(store.group): 12.3})

    def test_an_id_updates_only_what_was_sent(self, store: Store) -> None:
        product_id = store.add(quantity=7, price_brutto=10, sku="K-1", man_name="Huta", description="opis")
        before = store.data(product_id)
        assert store.ok("addProduct", product_id=product_id, quantity=9)["warnings"] == {}
        assert store.data(product_id) == {**before, "quantity": 9}
        store.ok("addProduct", product_id=product_id, man_name="")
        assert store.data(product_id) == {**before, "quantity": 9, "man_name": ""}

    def test_a_new_one_needs_a_name(self, store: Store) -> None:
        assert store.refused("addProduct", sku="A") == "ERROR_BAD_PARAMETERS"
        assert store.refused("addProduct", name="A", features=["x"]) == "ERROR_BAD_PARAMETERS"
        assert store.refused("addProduct", name="A", quantity=-1) == "ERROR_BAD_PARAMETERS"
        assert store.count() == 0

    def test_an_uploaded_picture_has_an_address_that_opens(self, store: Store) -> None:
        out = io.BytesIO()
        Image.new("RGB", (300, 200), "red").save(out, "PNG")
        # A form may have turned the pluses of base64 into spaces.
        text = base64.b64encode(out.getvalue()).decode().replace("+", " ")
        product_id = store.add(images={"0": f"data:{text}"})
        (address,) = store.data(product_id)["images"]
        assert store.api.client.get(address).status_code == 200

    def test_variants(self, store: Store) -> None:
        product_id = store.add(quantity=1, price_brutto=5)
        made = store.ok("addProductVariant", product_id=product_id, name="Mały", quantity=3, price_brutto=4, sku="M")
        assert made == {"storage_id": store.id, "variant_id": made["variant_id"]}
        variant_id = made["variant_id"]
        assert isinstance(variant_id, str)
        store.ok("addProductVariant", product_id=product_id, variant_id=variant_id, quantity=2)
        assert store.data(product_id)["variants"] == [
            {"variant_id": variant_id, "name": "Mały", "price": 4, "quantity": 2, "sku": "M", "ean": "", "asin": ""}
        ]
        another = store.add("Inny")
        for method in ("addProductVariant", "deleteProductVariant"):
            assert store.refused(method, product_id=another, variant_id=variant_id, quantity=9) == "ERROR_NOT_FOUND"
        assert store.data(product_id)["variants"][0]["quantity"] == 2
        assert store.ok("deleteProductVariant", product_id=product_id, variant_id=variant_id) == {}
        assert store.data(product_id)["variants"] == []
        assert store.ok("deleteProduct", product_id=product_id) == {}
        assert store.ok("getProductsData", products=[product_id])["products"] == {}


class TestLists:
    def test_short_list_quantities_prices(self, store: Store) -> None:
        first = store.add("Pierwszy", quantity=4, price_brutto=2, sku="A", ean="590")
        second = store.add("Drugi")
        variant = store.ok("addProductVariant", product_id=first, name="V", quantity=3, price_brutto=1)["variant_id"]
        assert store.ok("getProductsList")["products"] == [
            {"product_id": first, "ean": "590", "sku": "A", "name": "Pierwszy", "quantity": 4, "price_brutto": 2},
            {"product_id": second, "ean": "", "sku": "", "name": "Drugi", "quantity": 0, "price_brutto": 0},
        ]
        assert store.ok("getProductsQuantity") == {
            "storage_id": store.id,
            "products": [
                {"product_id": first, "quantity": 4, "variants": [{"variant_id": variant, "quantity": 3}]},
                {"product_id": second, "quantity": 0, "variants": []},
            ],
        }
        assert store.ok("getProductsPrices") == {
            "storage_id": store.id,
            "products": [
                {"product_id": first, "price": 2, "variants": [{"variant_id": variant, "price": 1}]},
                {"product_id": second, "price": 0, "variants": []},
            ],
        }
        for method in ("getProductsList", "getProductsQuantity", "getProductsPrices"):
            assert store.ok(method, page=2)["products"] == []

    def test_filters(self, store: Store) -> None:
        hall = store.api.ok("addInventoryWarehouse", name="Hala")["warehouse_id"]
        store.add("Pełny", quantity=4, price_brutto=2, sku="A", ean="590")
        store.add("Pusty", price_brutto=9)
        elsewhere = store.add("Gdzie indziej")
        store.api.ok(
            "addInventoryProduct", inventory_id=store.inventory, product_id=elsewhere, stock={f"bl_{hall}": 50}
        )
        assert store.names(filter_available=1) == ["Pełny"]
        assert store.names(filter_available="0") == ["Pusty", "Gdzie indziej"]
        assert store.names(filter_available="") == store.names() == ["Pełny", "Pusty", "Gdzie indziej"]
        assert store.names(filter_quantity_from=1) == ["Pełny"]
        assert store.names(filter_quantity_to=3) == ["Pusty", "Gdzie indziej"]
        assert store.names(filter_price_from=1, filter_price_to="5") == ["Pełny"]
        assert (
            store.names(filter_sku="A") == store.names(filter_ean="590") == store.names(filter_name="PELN") == ["Pełny"]
        )
        assert store.names(filter_id=elsewhere) == ["Gdzie indziej"]
        assert store.names(filter_sort="id DESC") == ["Gdzie indziej", "Pusty", "Pełny"]
        assert store.names(filter_limit="1,1") == ["Pusty"]


class TestBulk:
    def test_quantities(self, store: Store, other: Store) -> None:
        first, foreign = store.add(quantity=1), other.add(quantity=1)
        variant = store.ok("addProductVariant", product_id=first, name="V", quantity=1)["variant_id"]
        rows = {"0": {"0": first, "1": "0", "2": "5"}, "1": [first, variant, 6], "2": [foreign, "", 7]}
        answer = store.ok("updateProductsQuantity", products=rows)
        assert answer == {"counter": 2, "warnings": {foreign: "There is no such product in the catalog"}}
        found = store.data(first)
        assert (found["quantity"], found["variants"][0]["quantity"]) == (5, 6)
        assert other.data(foreign)["quantity"] == 1

    def test_prices(self, store: Store) -> None:
        first = store.add(price_brutto=1)
        variant = store.ok("addProductVariant", product_id=first, name="V", price_brutto=1)["variant_id"]
        rows = [[first, 0, "5.55"], [int(first), int(variant), 6]]
        assert store.ok("updateProductsPrices", products=rows) == {"counter": 2, "warnings": {}}
        found = store.data(first)
        assert (found["price_brutto"], found["variants"][0]["price"]) == (5.55, 6)

    @pytest.mark.parametrize("method", ["updateProductsQuantity", "updateProductsPrices"])
    @pytest.mark.parametrize("row", [[], [1], ["{}", 0], ["{}", 0, -1], ["{}", 0, "x"], ["{}", 0, 1, 1], ["x", 0, 1]])
    def test_wrong_rows_write_nothing(self, store: Store, method: str, row: list[Any]) -> None:
        product_id = store.add(quantity=1, price_brutto=1)
        filled = [product_id if part == "{}" else part for part in row]
        assert store.refused(method, products=[[product_id, 0, 9], filled]) == "ERROR_BAD_PARAMETERS"
        found = store.data(product_id)
        assert (found["quantity"], found["price_brutto"]) == (1, 1)

    def test_at_most_a_thousand(self, store: Store) -> None:
        rows = [[number, 0, 1] for number in range(1, 1002)]
        for method in ("updateProductsQuantity", "updateProductsPrices"):
            assert store.refused(method, products=rows) == "ERROR_BAD_PARAMETERS"
            assert store.ok(method, products=[]) == {"counter": 0, "warnings": {}}
