"""Products in the panel: the list, a product's page, its form, cells edited in place."""

from decimal import Decimal

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Price, Product, Stock
from spinka.panel.sanitiser import clean_html
from tests.factories.accounts import MadeAccount, make_account
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, hidden, text

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
HOSTILE = "<script>alert(1)</script><p onclick='x()'>Strong <b>paper</b></p><a href='javascript:x'>go</a>"


class Shelf:
    """A firm with a catalog of a few products."""

    def __init__(self, firm: MadeAccount) -> None:
        self.firm = firm
        catalog = firm.api.ok("getInventories")["inventories"][0]
        self.inventory_id = int(catalog["inventory_id"])
        self.group_id = int(catalog["default_price_group"])
        self.warehouse = str(catalog["default_warehouse"])
        self.warehouse_id = int(self.warehouse.partition("_")[2])

    def add(self, name: str, **fields: object) -> int:
        values = {
            "prices": {str(self.group_id): 12.5},
            "stock": {self.warehouse: 7},
            "text_fields": {"name": name},
            "tax_rate": 23,
            **fields,
        }
        answer = self.firm.api.ok("addInventoryProduct", inventory_id=self.inventory_id, **values)
        return int(answer["product_id"])

    def row(self, product_id: int) -> Product:
        with acting_for(self.firm.account_id):
            return Product.objects.for_account(self.firm.account_id).get(pk=product_id)

    def price(self, product_id: int) -> Decimal:
        with acting_for(self.firm.account_id):
            return Price.objects.for_account(self.firm.account_id).get(product_id=product_id).price

    def stock(self, product_id: int) -> int:
        with acting_for(self.firm.account_id):
            return Stock.objects.for_account(self.firm.account_id).get(product_id=product_id).quantity


@pytest.fixture
def shelf(firm: MadeAccount) -> Shelf:
    return Shelf(firm)


class TestList:
    def test_shows_price_and_stock(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook A5", sku="N-5")
        page = text(owner.get("/products"))
        assert f'href="/products/{product_id}"' in page
        assert "PLN\u00a012.50" in page
        assert "7\u00a0pcs" in page

    def test_search_takes_name_sku_and_ean(self, shelf: Shelf, owner: Client) -> None:
        shelf.add("Żółty zeszyt", sku="ZZ-1", ean="5901234123457")
        shelf.add("Mug")
        for words in ("zolty", "ZZ-1", "5901234123457"):
            page = text(owner.get(f"/products?q={words}"))
            assert "Żółty zeszyt" in page
            assert "Mug" not in page
        assert "Nothing matches" in text(owner.get("/products?q=nothing-like-it"))

    def test_filters(self, shelf: Shelf, owner: Client) -> None:
        shelf.add("Paper", stock={shelf.warehouse: 0})
        shelf.add("Engraving", type="service")
        shelf.add("Sketch", is_draft=True)
        assert "Paper" in text(owner.get("/products?stock=no&type=goods"))
        assert "Sketch" not in text(owner.get("/products?stock=no"))
        service = text(owner.get("/products?type=service"))
        assert "Engraving" in service
        assert "Sketch" not in service
        assert "Sketch" in text(owner.get("/products?draft=yes"))
        ranged = text(owner.get("/products?stock_from=5&stock_to=9"))
        assert "Sketch" in ranged
        assert "Paper" not in ranged

    @pytest.mark.parametrize("sort", ["name", "-name", "sku", "-sku", "added", "-added"])
    def test_pages_there_and_back_show_each_once(self, shelf: Shelf, owner: Client, sort: str) -> None:
        names = [f"Item {number:02}" for number in range(60)]
        products = [
            {"text_fields": {"name": name}, "sku": f"S{99 - index}", "tax_rate": 23} for index, name in enumerate(names)
        ]
        for product in products:
            shelf.firm.api.ok("addInventoryProduct", inventory_id=shelf.inventory_id, **product)
        first = owner.get(f"/products?size=25&sort={sort}").context["listing"]
        seen = [row.product.name for row in first.rows]
        second = owner.get(first.next).context["listing"]
        third = owner.get(second.next).context["listing"]
        seen += [row.product.name for row in (*second.rows, *third.rows)]
        assert sorted(seen) == names
        assert third.next == ""
        back = owner.get(third.previous).context["listing"]
        assert [row.product.name for row in back.rows] == [row.product.name for row in second.rows]

    def test_a_foreign_catalog_is_missing(self, shelf: Shelf) -> None:
        stranger = signed_in(make_account())
        assert stranger.get(f"/products?inventory_id={shelf.inventory_id}").status_code == 404

    def test_empty_says_what_to_do(self, owner: Client) -> None:
        assert "No products yet" in text(owner.get("/products"))

    @pytest.mark.feature("E-02")
    def test_leads_to_the_import_from_a_supplier(self, shelf: Shelf, owner: Client) -> None:
        page = text(owner.get("/products"))
        address = page.split('id="import-products"')[0].rpartition('href="')[2].partition('"')[0]
        assert address == "/imports/new"
        assert owner.get(address).status_code == 200
        as_role(shelf.firm, "warehouse")
        assert 'id="import-products"' not in text(owner.get("/products"))

    def test_a_role_without_prices_sees_none(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook")
        as_role(shelf.firm, "warehouse")
        assert "12.50" not in text(owner.get("/products"))
        page = text(owner.get(f"/products/{product_id}"))
        assert "12.5" not in page
        assert "12.5" not in text(owner.get(f"/products/{product_id}/log"))
        assert owner.get(f"/products/{product_id}/prices/{shelf.group_id}").status_code == 403


class TestProduct:
    def test_foreign_html_is_cleaned(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("<b>Bold</b>", text_fields={"name": "<b>Bold</b>", "description": HOSTILE})
        page = text(owner.get(f"/products/{product_id}"))
        assert "&lt;b&gt;Bold" in page
        assert "<p>Strong <b>paper</b></p>" in page
        assert "alert(1)" not in page
        assert "onclick" not in page

    def test_a_strangers_product_is_missing(self, shelf: Shelf) -> None:
        product_id = shelf.add("Notebook")
        stranger = signed_in(make_account())
        for path in ("", "/edit", "/log", f"/prices/{shelf.group_id}", f"/stock/{shelf.warehouse_id}"):
            assert stranger.get(f"/products/{product_id}{path}").status_code == 404

    def test_log_goes_on_by_pages(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook")
        for quantity in range(20, 40):
            shelf.firm.api.ok(
                "updateInventoryProductsStock",
                inventory_id=shelf.inventory_id,
                products={str(product_id): {shelf.warehouse: quantity}},
            )
        page = text(owner.get(f"/products/{product_id}"))
        assert "38 → 39" in page
        assert "7 → 20" not in page
        before = page.split(f"/products/{product_id}/log?before=")[1].partition('"')[0]
        assert "7 → 20" in text(owner.get(f"/products/{product_id}/log?before={before}", headers=PARTIAL))


class TestForm:
    def data(self, page: str, **changes: str) -> dict[str, str]:
        return {"version": hidden(page, "version"), "tax_rate": "8.00", "kind": "goods", **changes}

    def test_adds_a_product_with_price_and_stock(self, shelf: Shelf, owner: Client) -> None:
        answer = owner.post(
            "/products/add",
            {"name_en": "Mug", "tax_rate": "23.00", "kind": "goods", "price": "9,90", "quantity": "4", "tags": "a, b"},
        )
        assert answer.status_code == 303
        product_id = int(answer["Location"].rpartition("/")[2])
        assert shelf.row(product_id).name == "Mug"
        assert shelf.price(product_id) == Decimal("9.9")
        assert shelf.stock(product_id) == 4

    def test_a_product_without_a_name_is_refused(self, shelf: Shelf, owner: Client) -> None:
        answer = owner.post("/products/add", {"name_en": " ", "tax_rate": "23.00", "kind": "goods"})
        assert answer.status_code == 422
        with acting_for(shelf.firm.account_id):
            assert not Product.objects.for_account(shelf.firm.account_id).exists()

    def test_changes_and_keeps_the_rest(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook", text_fields={"name": "Notebook", "description": "<p>x</p>"}, sku="A")
        page = text(owner.get(f"/products/{product_id}/edit"))
        data = self.data(page, name_en="Notebook A5", description_en="<p>x</p>", sku="B", weight="0,35")
        assert owner.post(f"/products/{product_id}/edit", data).status_code == 303
        row = shelf.row(product_id)
        assert (row.name, row.sku, row.weight, row.tax_rate) == (
            "Notebook A5",
            "B",
            Decimal("0.35"),
            Decimal(8),
        )
        assert row.texts["description"] == "<p>x</p>"

    def test_terms_of_ordering_are_kept(self, shelf: Shelf, owner: Client) -> None:
        number = shelf.add("Pencil")
        path = f"/products/{number}/edit"
        values = {"version": hidden(text(owner.get(path)), "version"), "name_en": "Pencil", "tax_rate": "23.00"}
        values |= {"kind": "service", "is_draft": "on", "min_quantity": "6", "quantity_step": "3"}
        assert owner.post(path, {**values, "available_from": "0001-01-01"}).status_code == 422
        assert owner.post(path, {**values, "available_from": "2026-12-24"}).status_code == 303
        with acting_for(shelf.firm.account_id):
            made = Product.objects.for_account(shelf.firm.account_id).get(pk=number)
        assert (made.kind, made.is_draft, made.min_quantity, made.quantity_step) == ("service", True, 6, 3)
        assert made.available_from is not None
        assert made.available_from.isoformat() == "2026-12-23T23:00:00+00:00"
        page = text(owner.get(path))
        assert 'value="2026-12-24"' in page
        values["version"] = hidden(page, "version")
        assert owner.post(path, {**values, "min_quantity": "0"}).status_code == 422
        assert owner.post(path, {**values, "min_quantity": "", "available_from": ""}).status_code == 303
        with acting_for(shelf.firm.account_id):
            made = Product.objects.for_account(shelf.firm.account_id).get(pk=number)
        assert (made.min_quantity, made.available_from) == (1, None)

    def test_older_values_are_refused_and_nothing_is_written(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook")
        page = text(owner.get(f"/products/{product_id}/edit"))
        shelf.firm.api.ok("addInventoryProduct", inventory_id=shelf.inventory_id, product_id=product_id, sku="NEWER")
        answer = owner.post(f"/products/{product_id}/edit", self.data(page, name_en="Other"))
        assert answer.status_code == 409
        assert "NEWER" in text(answer)
        assert shelf.row(product_id).name == "Notebook"

    def test_who_may_only_read_is_refused(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook")
        as_role(shelf.firm, "viewer")
        assert owner.post(f"/products/{product_id}/edit", {"name_en": "X"}).status_code == 403
        assert owner.post("/products/add", {"name_en": "X"}).status_code == 403


class TestCells:
    def test_price_is_saved_and_taken_back(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook")
        address = f"/products/{product_id}/prices/{shelf.group_id}"
        form = text(owner.get(f"{address}?edit=1", headers=PARTIAL))
        assert 'value="12.5' in form
        answer = owner.post(address, {"value": "13,20", "was": hidden(form, "was")}, headers=PARTIAL)
        assert "PLN\u00a013.20" in text(answer)
        assert shelf.price(product_id) == Decimal("13.2")
        undo = text(answer).split('action="')[1].partition('"')[0].replace("&amp;", "&")
        owner.post(undo)
        assert shelf.price(product_id) == Decimal("12.5")

    def test_a_newer_value_is_shown_and_not_overwritten(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook")
        answer = owner.post(
            f"/products/{product_id}/stock/{shelf.warehouse_id}", {"value": "9", "was": "5"}, headers=PARTIAL
        )
        assert answer.status_code == 409
        assert "Now it is 7\u00a0pcs" in text(answer)
        assert shelf.stock(product_id) == 7

    @pytest.mark.parametrize("value", ["", "abc", "-1", "1.5", "99999999999"])
    def test_no_quantity_is_refused(self, shelf: Shelf, owner: Client, value: str) -> None:
        product_id = shelf.add("Notebook")
        address = f"/products/{product_id}/stock/{shelf.warehouse_id}"
        assert owner.post(address, {"value": value, "was": "7"}, headers=PARTIAL).status_code == 422
        assert shelf.stock(product_id) == 7

    def test_works_without_script(self, shelf: Shelf, owner: Client) -> None:
        product_id = shelf.add("Notebook")
        address = f"/products/{product_id}/stock/{shelf.warehouse_id}"
        assert "<form" in text(owner.get(f"{address}?edit=1"))
        assert owner.post(address, {"value": "9", "was": "7"}).status_code == 303
        assert shelf.stock(product_id) == 9


class TestCleanHtml:
    @pytest.mark.parametrize(
        "foreign",
        [
            "<script>x</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>x</a>",
            "<svg><script>1</script></svg>",
            "<div hx-get='/x' data-sp-open='y' style='color:red' class='btn' id='q'>x</div>",
            "<iframe src='https://x.example'></iframe>",
            "<form action='/x'><input></form>",
        ],
    )
    def test_nothing_that_acts_is_left(self, foreign: str) -> None:
        cleaned = clean_html(foreign)
        for word in (
            "script",
            "onerror",
            "javascript",
            "hx-",
            "data-",
            "style",
            "class",
            "id=",
            "iframe",
            "<form",
            "img",
        ):
            assert word not in cleaned

    def test_links_open_nothing_of_ours(self) -> None:
        assert 'rel="nofollow noopener noreferrer"' in clean_html("<a href='https://x.example'>x</a>")
