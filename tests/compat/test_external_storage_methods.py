"""A supplier's catalog read live as an external storage, and lines ordered from it (E-22, E-23, R24)."""

from typing import Any

import pytest

from tests.factories.exchange import Exchange, make_exchange
from tests.factories.world import PICTURE

pytestmark = [pytest.mark.django_db, pytest.mark.feature("E-22")]


@pytest.fixture
def x() -> Exchange:
    return make_exchange()


def key(x: Exchange) -> str:
    return f"blconnect_{x.made.warehouse_id}"


def read(x: Exchange, method: str, **asked: Any) -> Any:
    """What the contractor gets: the value beside the storage id."""
    answer = x.contractor.api.ok(method, storage_id=key(x), **asked)
    assert answer["storage_id"] == key(x)
    return answer["categories" if method.endswith("Categories") else "products"]


class TestStoragesList:
    def test_names_the_supplier_as_the_contractor_does(self, x: Exchange) -> None:
        x.want(name="Hurt")
        (one,) = x.contractor.api.ok("getExternalStoragesList")["storages"]
        assert (one["storage_id"], one["name"]) == (key(x), "Hurt (Base Connect)")
        assert (one["read"], one["write"]) == (True, False)
        assert x.supplier.api.ok("getExternalStoragesList")["storages"] == []

    def test_only_active_suppliers_that_share_products(self, x: Exchange) -> None:
        x.supply(share_products=False)
        assert x.contractor.api.ok("getExternalStoragesList")["storages"] == []
        assert x.contractor.api.refused("getExternalStorageProductsList", storage_id=key(x)) == "ERROR_CONNECT_STATE"
        x.supply(share_products=True)
        joined = x.made.contractor_integration_id
        x.contractor.api.ok("leaveConnectIntegration", connect_integration_id=joined)
        assert x.contractor.api.ok("getExternalStoragesList")["storages"] == []
        assert x.contractor.api.refused("getExternalStorageProductsList", storage_id=key(x)) == "ERROR_CONNECT_STATE"

    def test_another_accounts_looks_missing(self, x: Exchange) -> None:
        other = make_exchange()
        for strange in (key(other), "blconnect_0", "blconnect_", f"bl_{x.made.warehouse_id}", "0", "shop_1"):
            code = x.contractor.api.refused("getExternalStorageProductsList", storage_id=strange)
            assert code == "ERROR_NOT_FOUND", strange


class TestReads:
    def test_gives_what_the_contractor_gets_live(self, x: Exchange) -> None:
        x.supply(discount_percent=10, stock_buffer=2)
        cup = x.product(12, price="100", sku="K-1", ean="590", tax_rate=23, texts={"description": "<p>Biały</p>"})
        small = x.product(7, price="50", name="Mały", parent_id=cup, tax_rate=23)
        service = x.product(None, price="20", name="Nadruk", kind="service", tax_rate=23)
        x.product(5, price="9", is_draft=True)
        listed = read(x, "getExternalStorageProductsList")
        assert [(row["product_id"], row["name"], row["quantity"], row["price_brutto"]) for row in listed] == [
            (str(cup), "Kubek", 10, 90),
            (str(service), "Nadruk", 0, 18),
        ]
        assert read(x, "getExternalStorageProductsQuantity")[0] == {
            "product_id": str(cup),
            "quantity": 10,
            "variants": [{"variant_id": str(small), "quantity": 5}],
        }
        assert read(x, "getExternalStorageProductsPrices")[0] == {
            "product_id": str(cup),
            "price": 90,
            "variants": [{"variant_id": str(small), "price": 45}],
        }
        found = read(x, "getExternalStorageProductsData", products=[cup, 10**9])
        assert list(found) == [str(cup)]
        whole = found[str(cup)]
        assert (whole["sku"], whole["ean"], whole["description"]) == ("K-1", "590", "<p>Biały</p>")
        assert (whole["price_brutto"], whole["price_netto"], whole["tax_rate"]) == (90, 73.17, 23)
        assert [(one["variant_id"], one["name"], one["price"]) for one in whole["variants"]] == [
            (str(small), "Mały", 45)
        ]

    def test_filters(self, x: Exchange) -> None:
        few, many = x.product(1, price="5", sku="A"), x.product(30, price="50", sku="B", name="Talerz")

        def found(**asked: Any) -> list[int]:
            return [int(row["product_id"]) for row in read(x, "getExternalStorageProductsList", **asked)]

        assert found(filter_sort="id DESC") == [many, few]
        assert found(filter_quantity_from=2) == found(filter_price_from=6) == found(filter_name="tal") == [many]
        assert found(filter_sku="A") == found(filter_price_to=6) == found(filter_id=str(few)) == [few]
        assert found(filter_available=1) == [few, many]
        assert found(filter_id="none") == found(filter_asin="B00") == found(page=2) == []

    def test_what_is_not_shared_is_empty_and_finds_nothing(self, x: Exchange) -> None:
        x.supply(share_fields=["name"])
        cup = x.product(10, price="100", sku="K-1", ean="590")
        whole = read(x, "getExternalStorageProductsData", products=[cup])[str(cup)]
        assert [whole[name] for name in ("name", "sku", "ean", "quantity", "price_brutto", "tax_rate")] == [
            *("Kubek", "", "", 0, 0, 0)
        ]
        assert read(x, "getExternalStorageProductsList", filter_sku="K-1") == []
        assert read(x, "getExternalStorageCategories") == []

    def test_categories_of_shared_products_and_those_above(self, x: Exchange) -> None:
        api = x.supplier.api
        inventory_id = api.ok("getInventories")["inventories"][0]["inventory_id"]

        def category(name: str, parent_id: int = 0) -> int:
            asked = {"inventory_id": inventory_id, "name": name, "parent_id": parent_id}
            return int(api.ok("addInventoryCategory", **asked)["category_id"])

        kitchen, garden = category("Kuchnia"), category("Ogród")
        cups = category("Kubki", kitchen)
        x.product(1, category_id=cups)
        x.product(1, category_id=garden, is_draft=True)
        found = read(x, "getExternalStorageCategories")
        assert [(one["category_id"], one["name"], one["parent_id"]) for one in found] == [
            (kitchen, "Kuchnia", 0),
            (cups, "Kubki", kitchen),
        ]

    def test_every_field_of_a_whole_product(self, x: Exchange) -> None:
        api = x.supplier.api
        inventory = api.ok("getInventories")["inventories"][0]
        maker = api.ok("addInventoryManufacturer", name="Huta")["manufacturer_id"]
        texts = {"name": "Wazon", "description": "a", "description_extra1": "b", "description_extra2": "c"}
        asked = {"inventory_id": inventory["inventory_id"], "tax_rate": 23, "weight": 1.5}
        product_id = api.ok(
            "addInventoryProduct",
            manufacturer_id=maker,
            text_fields={**texts, "features": {"Kolor": "biały"}},
            images={"0": f"data:{PICTURE}"},
            **asked,
        )["product_id"]
        whole = read(x, "getExternalStorageProductsData", products=[product_id])[str(product_id)]
        assert {name: whole[name] for name in texts} == texts
        assert (whole["man_name"], whole["weight"], whole["features"]) == ("Huta", 1.5, {"Kolor": "biały"})
        (address,) = whole["images"]
        assert "/images/" in address


class TestWriting:
    def test_is_a_warning_on_each_product(self, x: Exchange) -> None:
        cup = x.product(10)
        rows = [[cup, 0, 99]]
        answer = x.contractor.api.ok("updateExternalStorageProductsQuantity", storage_id=key(x), products=rows)
        assert (answer["counter"], list(answer["warnings"])) == (0, [str(cup)])
        assert read(x, "getExternalStorageProductsQuantity")[0]["quantity"] == 10


@pytest.mark.feature("E-23")
class TestOrdering:
    def test_a_line_from_the_storage_and_one_of_an_own_product_are_both_sent(self, x: Exchange) -> None:
        live = x.product(10, price="100", name="Z oferty", sku="L-1")
        theirs, own = x.pair(10, price="30", name="Powiązany")
        row = read(x, "getExternalStorageProductsList", filter_sku="L-1")[0]
        order_id = x.contractor.api.ok(
            "addOrder",
            products=[
                {
                    "storage": "warehouse",
                    "storage_id": x.made.warehouse_id,
                    "product_id": row["product_id"],
                    "quantity": 2,
                },
                {"storage": "db", "storage_id": 0, "product_id": str(own), "quantity": 1},
            ],
        )["order_id"]
        (result,) = x.forward(order_id)
        assert (result.state, len(result.forwarded_lines)) == ("forwarded", 2)
        assert [(line.product_id, line.quantity, line.unit_gross) for line in x.supplier_lines()] == [
            (live, 2, 100),
            (theirs, 1, 30),
        ]
