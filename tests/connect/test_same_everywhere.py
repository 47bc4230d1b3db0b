"""One catalog, many contractors with settings of their own: API, panel, live storage and order say the same price and pieces.

`make consistency` runs it with 50 contractors, 20,000 products and 10,000 compared pairs; the suite with a few.
"""

import os
import random
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import MadeAccount, make_account
from tests.panel.conftest import signed_in
from tests.support.kept import own_part

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B-15", "L-04", "E-01", "E-22")]

CONTRACTORS = int(os.environ.get("CONTRACTORS", "4"))
PRODUCTS = int(os.environ.get("PRODUCTS", "160"))
PAGE = 50
PAGES_EACH = int(os.environ.get("PAGES_EACH", "1"))
TAGS = ("promo", "hit", "nowość")
VAT_MODES = ("domestic", "domestic", "eu_reverse", "export")
Pair = tuple[Decimal | None, int]


class Catalog:
    """A supplier's catalog with three price groups, two warehouses, categories, manufacturers and tags."""

    def __init__(self, supplier: MadeAccount, chance: random.Random) -> None:
        api = self.api = supplier.api
        (inventory,) = api.ok("getInventories")["inventories"]
        main = inventory["default_price_group"]
        self.groups = [
            main,
            *(
                api.ok("addInventoryPriceGroup", name=name, description="", currency="PLN")["price_group_id"]
                for name in ("Detal", "Hurt")
            ),
        ]
        hall = api.ok("addInventoryWarehouse", name="Hala B", stock_edition=True)["warehouse_id"]
        self.warehouses = [inventory["default_warehouse"], f"bl_{hall}"]
        api.ok(
            "addInventory",
            inventory_id=inventory["inventory_id"],
            name=inventory["name"],
            price_groups=self.groups,
            warehouses=self.warehouses,
        )
        self.inventory_id = inventory["inventory_id"]
        self.categories = [
            api.ok("addInventoryCategory", inventory_id=self.inventory_id, name=f"Dział {n}")["category_id"]
            for n in range(6)
        ]
        self.makers = [api.ok("addInventoryManufacturer", name=f"Firma {n}")["manufacturer_id"] for n in range(4)]
        self.product_ids: list[int] = []
        for start in range(0, PRODUCTS, 1000):
            rows = [self._row(number, chance) for number in range(start, min(start + 1000, PRODUCTS))]
            answer = api.ok("addInventoryProducts", inventory_id=self.inventory_id, products=rows)
            assert answer["errors"] == {}
            self.product_ids += answer["product_ids"]

    def _row(self, number: int, chance: random.Random) -> dict[str, Any]:
        price = chance.randint(100, 50_000) / 100
        return {
            "sku": f"S-{number}",
            "tax_rate": chance.choice((5, 8, 23)),
            "category_id": chance.choice(self.categories),
            "manufacturer_id": chance.choice(self.makers),
            "tags": chance.sample(TAGS, chance.randint(0, 2)),
            "prices": {
                str(group): round(price * factor, 2) for group, factor in zip(self.groups, (1, 1.3, 0.8), strict=True)
            },
            "stock": {key: chance.randint(0, 120) for key in self.warehouses},
            "text_fields": {"name": f"Produkt {number}"},
        }

    def terms(self, number: int, chance: random.Random) -> dict[str, Any]:
        """Settings of one contractor, every kind of them among any few."""
        rules = [
            {"scope": "category", "ids": [chance.choice(self.categories)], "kind": "discount_percent", "value": 7.5},
            {"scope": "manufacturer", "ids": [chance.choice(self.makers)], "kind": "markup_percent", "value": 12.5},
            {"scope": "tag", "ids": [chance.choice(TAGS)], "kind": "discount_percent", "value": 33.33},
            {"scope": "product", "ids": chance.sample(self.product_ids, 5), "kind": "fixed", "value": 9.99},
        ]
        values: dict[str, Any] = {
            "price_group_id": self.groups[number % 3],
            "discount_percent": number % 7 * 1.75,
            "price_rules": rules[: number % 5],
            "stock_buffer": number % 4 * 2,
            "stock_share_percent": 100 - number % 3 * 15,
            "stock_cap": 40 if number % 5 == 4 else None,
            "warehouses": [self.warehouses, self.warehouses[:1], self.warehouses[::-1]][number % 3],
            "vat_mode": VAT_MODES[number % 4],
        }
        if number % 4 == 3:
            values["product_filter"] = {"mode": "selected", "category_ids": self.categories[:4]}
        elif number % 4 == 2:
            values["product_filter"] = {"exclude_product_ids": chance.sample(self.product_ids, 20)}
        return values


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20_261_124)


def digits(text: str) -> str:
    """A number as the panel writes it, made plain."""
    return re.sub(r"[^0-9,.-]", "", text).replace(",", ".")


def seen_on(page: str) -> dict[int, Pair]:
    """Price and pieces of each row of a product list of the panel."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>", 1)[1], re.DOTALL):
        product_id = int(re.search(r'<span class="sp-mono">(\d+)</span>', row)[1])  # type: ignore[index]
        cells = re.findall(r'<td class="sp-num" data-label="[^"]*">(.*?)</td>', row, re.DOTALL)
        price, stock = (re.sub(r"<[^>]*>", "", cell) for cell in cells[:2])
        found[product_id] = (Decimal(digits(price)), int(Decimal(digits(stock))))
    return found


def rows_of(products: dict[str, Any], price: str, stock: str) -> dict[int, Pair]:
    """Price and pieces of products as an API method names them."""
    return {int(key): (Decimal(str(row[price])), row[stock]) for key, row in products.items()}


class Contractor:
    """A contractor of the catalog, and the four ways its price and pieces are read."""

    def __init__(self, code: str, supplier: MadeAccount, looks: Client, terms: dict[str, Any], number: int) -> None:
        self.account = make_account(f"Sklep {number}", language="en")
        self.joined = self.account.api.ok("joinConnectIntegration", code=code)
        self.connection_id = self.joined["connect_contractor_id"]
        supplier.api.ok("setConnectContractorSettings", connect_contractor_id=self.connection_id, settings=terms)
        self.looks, self.browser = looks, signed_in(self.account)
        self.integration_id = self.joined["connect_integration_id"]

    def panel(self, page: int) -> dict[int, Pair]:
        """A page of the live offer."""
        answer = self.browser.get(f"/suppliers/{self.integration_id}/offer?page={page}")
        return seen_on(answer.content.decode())

    def supplier_panel(self, page: int) -> dict[int, Pair]:
        """The same page as the supplier sees it with the contractor's eyes."""
        answer = self.looks.get(f"/contractors/{self.connection_id}/view?page={page}")
        return seen_on(answer.content.decode())

    def api(self, product_ids: list[int]) -> dict[int, Pair]:
        asked = {"connect_integration_id": self.integration_id, "filter_ids": product_ids}
        return rows_of(self.account.api.ok("getConnectProducts", **asked)["products"], "price", "stock")

    def storage(self, product_ids: list[int]) -> dict[int, Pair]:
        asked = {"storage_id": self.joined["warehouse_id"], "products": product_ids}
        found = self.account.api.ok("getExternalStorageProductsData", **asked)["products"]
        return rows_of(found, "price_brutto", "quantity")

    def forwarded(self, pieces: dict[int, int]) -> dict[str, Any]:
        """The answer of forwarding an order of these pieces, taken back; with the prices of the sale's lines by product."""
        warehouse_id = int(self.joined["warehouse_id"].removeprefix("blconnect_"))
        place = {"storage": "warehouse", "storage_id": warehouse_id}
        lines = [{**place, "product_id": str(key), "quantity": count} for key, count in pieces.items()]
        with own_part():
            order_id = self.account.api.ok("addOrder", products=lines)["order_id"]
            (sale,) = self.account.api.ok("forwardConnectOrder", order_id=order_id)["sales"]
            if sale["state"] != "forwarded":
                return {"state": sale["state"], "reason_code": sale["reason_code"]}
            (whole,) = self.account.api.ok("getConnectSales", order_id=order_id)["sales"]
            prices = {line["supplier_product_id"]: Decimal(str(line["price"])) for line in whole["lines"]}
            return {"state": sale["state"], "prices": prices}


def test_every_way_says_the_same(chance: random.Random) -> None:
    supplier = make_account("Hurtownia", language="en")
    catalog = Catalog(supplier, chance)
    offered = supplier.api.ok(
        "addConnectIntegration", name="Oferta", code_name="Oferta", inventory_id=catalog.inventory_id
    )
    looks = signed_in(supplier)
    pairs = ordered = refused = 0
    prices: set[Decimal | None] = set()
    for number in range(CONTRACTORS):
        one = Contractor(offered["code"], supplier, looks, catalog.terms(number, chance), number)
        shared = len(one.api(catalog.product_ids)) if PRODUCTS <= 1000 else PRODUCTS // 3
        for page in sorted(chance.sample(range(1, max(2, shared // PAGE)), PAGES_EACH)):
            seen = one.panel(page)
            assert len(seen) == PAGE
            ids = list(seen)
            assert one.supplier_panel(page) == seen
            assert one.api(ids) == seen
            assert one.storage(ids) == seen
            pieces = {product_id: stock for product_id, (_price, stock) in seen.items() if stock}
            sold = one.forwarded(pieces)
            assert sold == {"state": "forwarded", "prices": {key: seen[key][0] for key in pieces}}, number
            too_much = chance.choice(ids)
            more = one.forwarded({too_much: seen[too_much][1] + 1})
            assert more == {"state": "refused", "reason_code": "stock"}, (number, too_much)
            pairs, ordered, refused = pairs + len(seen), ordered + len(pieces), refused + 1
            prices |= {price for price, _stock in seen.values()}
    assert pairs == CONTRACTORS * PAGES_EACH * PAGE
    assert len(prices) > PAGE
    print(f"\n{pairs} pairs alike; {ordered} of them ordered to the last piece, {refused} orders of one more refused")
