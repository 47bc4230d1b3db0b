"""A product outside the supplier's selection cannot be reached by any door (L-04, R32)."""

from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Category, Manufacturer, Product, ProductImage, ProductTag, StoredImage, Tag
from spinka.connect import services as connect
from spinka.connect.queries import live_stock
from spinka.connect.services import ImportOptions
from spinka.core import clock
from spinka.core.errors import SpinkaError
from spinka.orders.draft import LineDraft
from tests.factories.exchange import Exchange, make_exchange
from tests.support.jobs import run_jobs
from tests.support.rows import rolled_back

pytestmark = pytest.mark.django_db


def bought(x: Exchange, **filters: Any) -> set[int]:
    answer = x.contractor.api.ok(
        "getConnectProducts",
        connect_integration_id=x.made.contractor_integration_id,
        include_variants=True,
        **filters,
    )
    return set(map(int, answer["products"]))


def select(x: Exchange, **chosen: Any) -> None:
    x.supply(product_filter={"mode": "selected", **chosen})


class TestKinds:
    """What each kind of a selection takes in."""

    @pytest.mark.feature("L-04")
    def test_a_category_with_everything_below_it(self) -> None:
        x = make_exchange()
        shop = x.supplier
        ids: list[int] = []
        with acting_for(shop.account_id):
            for name in ("Top", "Middle", "Leaf", "Other"):
                parent = ids[-1] if name in {"Middle", "Leaf"} else None
                row = Category(account_id=shop.account_id, inventory_id=shop.inventory_id, name=name, parent_id=parent)
                row.save(force_insert=True)
                ids.append(int(row.pk))
        products = [x.product(category_id=number) for number in ids]
        variant = x.product(parent_id=products[2])
        x.product()
        select(x, category_ids=[ids[0]])
        assert bought(x) == {*products[:3], variant}
        select(x, category_ids=[ids[1], ids[3]])
        assert bought(x) == {*products[1:], variant}

    @pytest.mark.feature("L-04")
    def test_kinds_narrow_one_another_and_exclude_wins(self) -> None:
        x = make_exchange()
        shop = x.supplier
        with acting_for(shop.account_id):
            maker = Manufacturer(account_id=shop.account_id, name="Norte")
            maker.save(force_insert=True)
            tag = Tag(account_id=shop.account_id, inventory_id=shop.inventory_id, name="Sale")
            tag.save(force_insert=True)
        both, made, tagged = x.product(manufacturer_id=maker.pk), x.product(manufacturer_id=maker.pk), x.product(0)
        with acting_for(shop.account_id):
            for product_id in (both, tagged):
                ProductTag(account_id=shop.account_id, product_id=product_id, tag_id=tag.pk).save(force_insert=True)
        select(x, manufacturer_ids=[maker.pk])
        assert bought(x) == {both, made}
        select(x, tags=["Sale"])
        assert bought(x) == {both, tagged}
        select(x, tags=["Sale"], in_stock=True)
        assert bought(x) == {both}
        select(x, manufacturer_ids=[maker.pk], tags=["Sale"])
        assert bought(x) == {both}
        select(x, product_ids=[made, tagged], exclude_product_ids=[made])
        assert bought(x) == {tagged}
        select(x)
        assert bought(x) == set()

    @pytest.mark.feature("L-04", "B-15")
    def test_one_contractors_own_selection_wins_and_falls_back(self) -> None:
        x = make_exchange()
        first, second = x.product(), x.product()
        select(x, product_ids=[first])
        mine = {"connect_contractor_id": x.connection_id}
        own = {"mode": "selected", "product_ids": [second]}
        x.supplier.api.ok("setConnectContractorSettings", **mine, settings={"product_filter": own})
        assert bought(x) == {second}
        x.supplier.api.ok("setConnectContractorSettings", **mine, settings={"product_filter": None})
        assert bought(x) == {first}


class TestStockAlone:
    @pytest.mark.feature("L-04", "F-01")
    def test_what_is_in_stock_is_ordered_and_held(self) -> None:
        x = make_exchange(product_filter={"mode": "selected", "in_stock": True}, holds=True, hold_max_percent=100)
        theirs, own = x.pair(5)
        (result,) = x.forward(x.order((own, 2)).order_id)
        assert (result.state, result.reason_code) == ("forwarded", "")
        x.contractor.api.ok(
            "addConnectHold",
            connect_integration_id=x.made.contractor_integration_id,
            supplier_product_id=theirs,
            quantity=1,
        )
        (result,) = x.forward(x.order((own, 9)).order_id)
        assert (result.state, result.reason_code) == ("refused", "stock")

    @pytest.mark.feature("L-04")
    def test_nothing_selected_yet_shares_nothing(self) -> None:
        x = make_exchange(product_filter={"mode": "selected"})
        _, own = x.pair(5)
        (result,) = x.forward(x.order((own, 1)).order_id)
        assert (result.state, result.reason_code) == ("refused", "no_match")


class TestDoors:
    """One door each; the product was linked and ordered while it was still offered."""

    @pytest.fixture
    def x(self) -> Exchange:
        x = make_exchange(holds=True, hold_max_percent=100)
        self.theirs, self.own = x.pair(10, price="50", name="Secret", sku="SEC-1", ean="5901234123457")
        self.kept, _ = x.pair(5, price="10", name="Open", sku="OPEN-1")
        return x

    def hide(self, x: Exchange) -> None:
        x.supply(product_filter={"mode": "all", "exclude_product_ids": [self.theirs]})

    @pytest.mark.feature("L-04", "B-05")
    def test_lists_ids_and_search(self, x: Exchange) -> None:
        assert bought(x) == {self.theirs, self.kept}
        self.hide(x)
        assert bought(x) == {self.kept}
        for filters in (
            {"filter_id": self.theirs},
            {"filter_ids": [self.theirs]},
            {"filter_name": "Secret"},
            {"filter_sku": "SEC-1"},
            {"filter_ean": "5901234123457"},
            {"filter_price_from": 40},
            {"filter_stock_from": 6},
        ):
            assert bought(x, **filters) == set(), filters

    @pytest.mark.feature("L-04")
    def test_the_address_of_its_picture(self, x: Exchange) -> None:
        shop = x.supplier
        with acting_for(shop.account_id):
            stored = StoredImage(
                account_id=shop.account_id,
                sha256="ab" * 32,
                media_type="image/png",
                content=b"png",
                thumbnail=b"small",
                width=1,
                height=1,
                created_at=clock.now(),
            )
            stored.save(force_insert=True)
            ProductImage(account_id=shop.account_id, product_id=self.theirs, position=1, image_id=stored.pk).save(
                force_insert=True
            )
        product = x.contractor.api.ok(
            "getConnectProducts",
            connect_integration_id=x.made.contractor_integration_id,
            filter_id=self.theirs,
        )["products"][str(self.theirs)]
        address = product["images"]["1"]
        path = "/images/" + address.partition("/images/")[2]
        assert Client().get(path).status_code == 200
        self.hide(x)
        assert Client().get(path).status_code == 404

    @pytest.mark.feature("L-04")
    def test_an_order_line_by_link_by_code_and_of_the_live_catalog(self, x: Exchange) -> None:
        live = {"storage": "warehouse", "storage_id": x.made.warehouse_id, "product_id": str(self.theirs)}
        self.hide(x)
        (result,) = x.forward(x.order((self.own, 1)).order_id)
        assert (result.state, result.reason_code) == ("refused", "no_match")
        by_code = x.contractor.order(LineDraft(name="Secret", sku="SEC-1", ean="5901234123457", quantity=1))
        (result,) = x.forward(by_code.order_id)
        assert (result.state, result.reason_code) == ("refused", "no_match")
        answer = x.contractor.api.call("addOrder", products=[{**live, "quantity": 1}])
        if answer["status"] == "SUCCESS":
            (line,) = x.contractor.api.ok("getOrders", order_id=answer["order_id"])["orders"][0]["products"]
            assert (line["name"], line["sku"], line["price_brutto"]) == ("", "", 0)
            (result,) = x.forward(int(answer["order_id"]))
            assert result.state == "refused"
        assert x.supplier_orders() == 0

    @pytest.mark.feature("L-04")
    def test_an_import_and_its_preview(self, x: Exchange) -> None:
        self.hide(x)
        fresh = make_exchange(supplier=x.supplier)
        fresh.supply(product_filter={"mode": "all", "exclude_product_ids": [self.theirs]})
        for is_preview in (True, False):
            with acting_for(fresh.contractor.account_id), rolled_back():
                connect.start_import(
                    account_id=fresh.contractor.account_id,
                    connect_integration_id=fresh.made.contractor_integration_id,
                    inventory_id=fresh.contractor.inventory_id,
                    options=ImportOptions(product_ids=[self.theirs, self.kept]),
                    actor="Anna",
                    **({"preview": True} if is_preview else {}),
                )
                run_jobs()
                names = Product.objects.for_account(fresh.contractor.account_id).values_list("name", flat=True)
                assert "Secret" not in set(names)

    @pytest.mark.feature("L-04")
    def test_a_link(self, x: Exchange) -> None:
        self.hide(x)
        new = x.own_product("Mine")
        answer = x.contractor.api.ok(
            "setConnectProductLinks",
            connect_integration_id=x.made.contractor_integration_id,
            links=[{"product_id": new, "supplier_product_id": self.theirs}],
        )
        assert answer["linked"] == 0
        assert str(new) in answer["warnings"]

    @pytest.mark.feature("L-04", "L-05")
    def test_a_hold(self, x: Exchange) -> None:
        hold = {"connect_integration_id": x.made.contractor_integration_id, "supplier_product_id": self.theirs}
        with rolled_back():
            x.contractor.api.ok("addConnectHold", **hold, quantity=1, seconds=60)
        self.hide(x)
        with pytest.raises(SpinkaError), acting_for(x.contractor.account_id):
            connect.add_hold(
                account_id=x.contractor.account_id,
                connect_integration_id=x.made.contractor_integration_id,
                supplier_product_id=self.theirs,
                quantity=1,
                seconds=60,
                actor="Anna",
            )

    @pytest.mark.feature("L-04", "E-17")
    def test_live_stock_and_copies_are_0_and_the_link_says_why(self, x: Exchange) -> None:
        key = f"blconnect_{x.made.warehouse_id}"
        with acting_for(x.contractor.account_id):
            assert live_stock(account_id=x.contractor.account_id, product_ids=[self.own]) == {self.own: {key: 10}}
        x.want(stock_sync="1h", stock_warehouse_id=f"bl_{x.contractor.warehouse_id}")
        run_jobs()
        self.hide(x)
        links = x.contractor.api.ok("getConnectProductLinks", connect_integration_id=x.made.contractor_integration_id)[
            "links"
        ]
        assert {row["supplier_product_id"]: row["is_offered"] for row in links} == {self.theirs: False, self.kept: True}
        with acting_for(x.contractor.account_id):
            assert live_stock(account_id=x.contractor.account_id, product_ids=[self.own]) == {self.own: {key: 0}}
            assert Product.objects.for_account(x.contractor.account_id).filter(pk=self.own).exists()
        x.contractor.api.ok("runConnectSync", connect_integration_id=x.made.contractor_integration_id)
        run_jobs()
        stock = x.contractor.api.ok("getInventoryProductsStock", inventory_id=x.contractor.inventory_id)
        assert stock["products"][str(self.own)]["stock"] == {f"bl_{x.contractor.warehouse_id}": 0}
