"""Imports of a supplier's products: what is created, updated, linked, left alone, and never twice."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import (
    Category,
    Inventory,
    InventoryWarehouse,
    Manufacturer,
    Price,
    PriceGroup,
    Product,
    ProductImage,
    Stock,
)
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.models import ProductImport, ProductLink
from spinka.connect.services.import_options import ImportOptions, ImportTypeRefused
from spinka.connect.services.import_runs import run_import
from spinka.connect.services.imports import cancel_import, start_import
from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.jobs import JOBS
from tests.factories.exchange import Exchange, make_exchange
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def started(x: Exchange, **options: Any) -> int:
    with acting_for(x.contractor.account_id):
        return start_import(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            inventory_id=x.contractor.inventory_id,
            options=ImportOptions(**options),
            actor="Anna",
        )


def found(x: Exchange, import_id: int) -> ProductImport:
    with acting_for(x.contractor.account_id):
        return ProductImport.objects.for_account(x.contractor.account_id).get(pk=import_id)


def imported(x: Exchange, **options: Any) -> ProductImport:
    """An import run to its end."""
    import_id = started(x, **options)
    run_jobs()
    row = found(x, import_id)
    assert row.error == ""
    return row


def counters(row: ProductImport) -> dict[str, int]:
    names = ("total", "done", "created", "updated", "associated", "unchanged", "skipped")
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def products(x: Exchange) -> list[Product]:
    with acting_for(x.contractor.account_id):
        return list(Product.objects.for_account(x.contractor.account_id).order_by("pk"))


def prices(x: Exchange) -> dict[tuple[int, int], Decimal]:
    """The contractor's prices by product and price group."""
    with acting_for(x.contractor.account_id):
        rows = Price.objects.for_account(x.contractor.account_id)
        return {(row.product_id, row.price_group_id): row.price for row in rows}


def links(x: Exchange) -> dict[int, int]:
    """Supplier's product → own."""
    with acting_for(x.contractor.account_id):
        rows = ProductLink.objects.as_contractor(x.contractor.account_id)
        return {row.supplier_product_id: row.product_id for row in rows}


class TestNewAndUpdate:
    @pytest.mark.feature("E-01", "E-06", "E-15", "E-21")
    def test_creates_once_and_links(self) -> None:
        x = make_exchange()
        theirs = x.product(
            name="Żółty kubek", sku="K-1", ean="590", weight=Decimal("0.40"), texts={"description": "Opis"}
        )
        row = imported(x, price_mode="once")
        assert (row.state, counters(row)) == ("done", {"total": 1, "done": 1, "created": 1})
        (own,) = products(x)
        assert (own.name, own.sku, own.ean, own.sku_key) == ("Żółty kubek", "K-1", "590", "k-1")
        assert own.texts == {"name": "Żółty kubek", "description": "Opis"}
        assert own.weight == Decimal("0.40")
        assert own.search_key == "zolty kubek\nk-1 590"
        assert own.live_warehouse_ids == [x.made.warehouse_id]
        assert links(x) == {theirs: own.pk}
        with acting_for(x.contractor.account_id):
            price = Price.objects.for_account(x.contractor.account_id).get()
            shown = InventoryWarehouse.objects.for_account(x.contractor.account_id).filter(
                warehouse_id=x.made.warehouse_id
            )
            assert (price.product_id, price.price) == (own.pk, Decimal("100.0000"))
            assert shown.count() == 1

        again = imported(x, price_mode="once")
        assert counters(again) == {"total": 1, "done": 1, "unchanged": 1}
        assert [row.pk for row in products(x)] == [own.pk]

    def test_writes_changed_products_only_and_keeps_excluded_fields(self) -> None:
        x = make_exchange()
        first, second = x.product(name="Pierwszy", sku="A"), x.product(name="Drugi", sku="B")
        imported(x)
        with acting_for(x.supplier.account_id):
            Product.objects.for_account(x.supplier.account_id).filter(pk=first).update(
                name="Nowy", texts={"name": "Nowy", "description": "Nowy opis"}, sku="A2", sku_key="a2"
            )
        before = {row.pk: row.version for row in products(x)}
        row = imported(x, keep_fields=["name"])
        # Other options have every product compared again, and only what differs is written.
        assert counters(row) == {"total": 2, "done": 2, "updated": 1, "unchanged": 1}
        own = {row.pk: row for row in products(x)}
        changed = own[links(x)[first]]
        assert (changed.name, changed.sku, changed.texts["description"]) == ("Pierwszy", "A2", "Nowy opis")
        assert changed.search_key == "pierwszy\na2"
        assert own[links(x)[second]].name == "Drugi"
        assert before[changed.pk] + 1 == changed.version
        again = imported(x, keep_fields=["name"])
        assert counters(again) == {"total": 2, "done": 2, "unchanged": 2}

    def test_a_price_change_is_a_change(self) -> None:
        x = make_exchange(discount_percent=10)
        theirs = x.product(price="100")
        imported(x, price_mode="once")
        with acting_for(x.supplier.account_id):
            Price.objects.for_account(x.supplier.account_id).update(price=Decimal(50))
        row = imported(x, price_mode="once")
        assert counters(row) == {"total": 1, "done": 1, "updated": 1}
        with acting_for(x.contractor.account_id):
            price = Price.objects.for_account(x.contractor.account_id).get(product_id=links(x)[theirs])
            assert price.price == Decimal("45.0000")

    def test_price_rules_are_applied(self) -> None:
        x = make_exchange(price_rules=[{"scope": "all", "kind": "markup_percent", "value": 20}])
        x.product(price="100")
        imported(x, price_mode="once")
        with acting_for(x.contractor.account_id):
            assert Price.objects.for_account(x.contractor.account_id).get().price == Decimal("120.0000")

    def test_variants_follow_their_parent(self) -> None:
        x = make_exchange()
        parent = x.product(name="Koszulka")
        variant = x.product(name="Koszulka M", parent_id=parent)
        imported(x)
        made = links(x)
        own = {row.pk: row for row in products(x)}
        assert own[made[variant]].parent_id == made[parent]

    def test_categories_and_manufacturers_by_name(self) -> None:
        x = make_exchange()
        with acting_for(x.supplier.account_id):
            root = Category(account_id=x.supplier.account_id, name="Kuchnia")
            root.save()
            leaf = Category(account_id=x.supplier.account_id, name="Kubki", parent=root)
            leaf.save()
            maker = Manufacturer(account_id=x.supplier.account_id, name="Ćmielów")
            maker.save()
        with acting_for(x.contractor.account_id):
            own_root = Category(account_id=x.contractor.account_id, name="kuchnia")
            own_root.save()
        x.product(category_id=leaf.pk, manufacturer_id=maker.pk)
        x.product(category_id=leaf.pk, manufacturer_id=maker.pk)
        imported(x)
        first, second = products(x)
        with acting_for(x.contractor.account_id):
            categories = Category.objects.for_account(x.contractor.account_id).order_by("pk")
            assert [(row.name, row.parent_id) for row in categories] == [("kuchnia", None), ("Kubki", own_root.pk)]
            assert first.category_id == second.category_id == categories[1].pk
            assert Manufacturer.objects.for_account(x.contractor.account_id).get().name == "Ćmielów"

    def test_images_as_addresses(self) -> None:
        x = make_exchange()
        theirs = x.product()
        with acting_for(x.supplier.account_id):
            ProductImage(
                account_id=x.supplier.account_id, product_id=theirs, position=1, url="https://a.example/1.jpg"
            ).save()
        imported(x)
        with acting_for(x.contractor.account_id):
            image = ProductImage.objects.for_account(x.contractor.account_id).get()
        assert (image.position, image.url) == (1, "https://a.example/1.jpg")


class TestOtherTypes:
    @pytest.mark.feature("E-07")
    def test_update_creates_none(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(name="Nowa nazwa")
        x.product(name="Nieznany")
        row = imported(x, type="update")
        assert counters(row) == {"total": 2, "done": 2, "updated": 1, "skipped": 1}
        assert [(p.pk, p.name) for p in products(x)] == [(own, "Nowa nazwa")]
        assert links(x) == {theirs: own}

    @pytest.mark.feature("E-08")
    def test_new_changes_no_existing_product(self) -> None:
        x = make_exchange()
        x.pair(name="Nowa nazwa")
        x.product(name="Nieznany")
        row = imported(x, type="new")
        assert counters(row) == {"total": 2, "done": 2, "created": 1, "unchanged": 1}
        assert [p.name for p in products(x)] == ["Kubek", "Nieznany"]

    @pytest.mark.feature("E-03")
    def test_a_supplier_that_shares_no_products_is_refused(self) -> None:
        x = make_exchange()
        x.product(name="Nieznany")
        x.supply(share_products=False)
        with pytest.raises(ConnectionStateRefused):
            started(x)
        with acting_for(x.contractor.account_id):
            assert ProductImport.objects.for_account(x.contractor.account_id).count() == 0
        assert products(x) == []

    @pytest.mark.feature("B-09")
    def test_a_currency_is_named_only_while_prices_are_shared(self) -> None:
        x = make_exchange()
        product_id = x.product(name="Nieznany")
        with acting_for(x.supplier.account_id):
            PriceGroup.objects.for_account(x.supplier.account_id).update(currency="CZK")
        with pytest.raises(BadParameters, match="CZK"):
            started(x, type="new", price_mode="once")
        x.supply(share_fields=["name"])
        imported(x, type="new", price_mode="once")
        assert list(links(x)) == [product_id]
        with acting_for(x.contractor.account_id):
            assert not Price.objects.for_account(x.contractor.account_id).exists()

    def test_groups_that_follow_get_imported_prices_and_none_are_imported_into_them(self) -> None:
        x = make_exchange()
        x.product(name="Nieznany", price="10")
        call = {"price_group_type": "dependent_on_price_group", "price_multiplier": 1.5}
        made = x.contractor.api.ok(
            "addInventoryPriceGroup", name="Detal", source_price_group_id=x.contractor.price_group_id, **call
        )["price_group_id"]
        with pytest.raises(BadParameters, match="follow others"):
            started(x, type="new", price_mode="once", price_group_id=made)
        imported(x, type="new", price_mode="once")
        with acting_for(x.contractor.account_id):
            rows = Price.objects.for_account(x.contractor.account_id).order_by("price_group_id")
            found = list(rows.values_list("price_group_id", "price"))
        assert found == [(x.contractor.price_group_id, Decimal(10)), (made, Decimal(15))]

    @pytest.mark.feature("E-04")
    def test_associate_imports_nothing_and_names_the_way(self) -> None:
        x = make_exchange()
        with pytest.raises(ImportTypeRefused, match="setConnectProductLinks"):
            started(x, type="associate")


class TestAssociateAndCreate:
    @pytest.mark.feature("E-05")
    def test_matches_by_ean_then_sku_then_name_and_creates_the_rest(self) -> None:
        x = make_exchange()
        by_ean, by_sku = x.product(name="A", ean="590"), x.product(name="B", sku="S-1")
        by_name, rest = x.product(name="Miska  duża"), x.product(name="Reszta")
        own_ean, own_sku = x.own_product("x", ean=" 590 ".strip()), x.own_product("y", sku="s-1")
        own_name = x.own_product("miska duża")
        row = imported(x, type="associate_and_create")
        assert counters(row) == {"total": 4, "done": 4, "created": 1, "associated": 3, "unchanged": 3}
        made = links(x)
        assert (made[by_ean], made[by_sku], made[by_name]) == (own_ean, own_sku, own_name)
        assert {p.pk: p.name for p in products(x)} == {
            own_ean: "x",
            own_sku: "y",
            own_name: "miska duża",
            made[rest]: "Reszta",
        }
        again = imported(x, type="associate_and_create")
        assert "created" not in counters(again)
        assert len(products(x)) == 4

    @pytest.mark.feature("E-05")
    def test_ambiguous_products_are_listed_and_left_out(self) -> None:
        x = make_exchange()
        theirs = x.product(name="A", ean="590")
        first, second = x.own_product("x", ean="590"), x.own_product("y", ean="590")
        row = imported(x, type="associate_and_create")
        assert counters(row) == {"total": 1, "done": 1, "skipped": 1}
        assert row.conflicts == [
            {"supplier_product_id": theirs, "key": "ean", "value": "590", "product_ids": [first, second]}
        ]
        assert links(x) == {}

    @pytest.mark.feature("E-05")
    def test_a_code_two_of_the_suppliers_products_bear_links_neither(self) -> None:
        x = make_exchange()
        first, second = x.product(name="A", ean="590"), x.product(name="B", ean="590")
        own = x.own_product("x", ean="590")
        row = imported(x, type="associate_and_create")
        assert counters(row) == {"total": 2, "done": 2, "skipped": 2}
        assert [(one["supplier_product_id"], one["product_ids"]) for one in row.conflicts] == [
            (first, [own]),
            (second, [own]),
        ]
        assert (links(x), len(products(x))) == ({}, 1)

    def test_a_name_does_not_match_against_another_ean(self) -> None:
        x = make_exchange()
        x.product(name="Kubek", ean="590")
        x.own_product("Kubek", ean="591")
        row = imported(x, type="associate_and_create")
        assert counters(row) == {"total": 1, "done": 1, "created": 1}

    def test_fields_not_shared_are_not_compared(self) -> None:
        x = make_exchange(share_fields=["name"])
        x.product(name="Kubek biały", ean="590")
        x.own_product("Inny", ean="590")
        row = imported(x, type="associate_and_create")
        assert counters(row) == {"total": 1, "done": 1, "created": 1}
        assert products(x)[-1].ean == ""


class TestTarget:
    @pytest.mark.feature("E-09")
    def test_only_the_asked_products_and_unknown_ones_reported(self) -> None:
        x = make_exchange()
        wanted, draft = x.product(name="A"), x.product(name="B", is_draft=True)
        x.product(name="C")
        row = imported(x, product_ids=[wanted, draft, 999_999_999])
        assert counters(row) == {"total": 1, "done": 1, "created": 1}
        assert row.unknown_product_ids == sorted([draft, 999_999_999])

    @pytest.mark.parametrize("strange", [0, 2**62])
    def test_numbers_no_product_has_do_not_mean_every_product(self, strange: int) -> None:
        x = make_exchange()
        x.product(name="A")
        row = imported(x, product_ids=[strange])
        assert counters(row) == {}
        assert row.unknown_product_ids == [0]

    @pytest.mark.feature("E-10")
    def test_a_language_the_catalog_lacks_is_refused(self) -> None:
        x = make_exchange()
        with pytest.raises(BadParameters, match="de"):
            started(x, language="de")
        with pytest.raises(NotFound):
            started(x, price_group_id=x.supplier.price_group_id)

    def test_another_language_of_the_catalog(self) -> None:
        x = make_exchange()
        with acting_for(x.contractor.account_id):
            Inventory.objects.for_account(x.contractor.account_id).update(languages=["pl", "en"])
        x.product(name="Kubek", texts={"name|en": "Mug", "description": "Opis"})
        imported(x, language="en")
        (own,) = products(x)
        assert own.texts == {"name|en": "Mug", "description|en": "Opis"}

    @pytest.mark.feature("E-11", "E-12")
    def test_only_the_chosen_fields(self) -> None:
        x = make_exchange()
        x.product(name="Kubek", sku="K-1", ean="590", weight=Decimal(1))
        imported(x, fields=["name", "sku"])
        (own,) = products(x)
        assert (own.name, own.sku, own.ean, own.weight) == ("Kubek", "K-1", "", Decimal("0.00"))
        assert own.search_key == "kubek\nk-1"

    def test_stock_no_longer_shared_is_not_read_and_falls_to_zero(self) -> None:
        x = make_exchange()
        x.product(5, sku="A")
        hidden = x.product(777, sku="B")
        x.product(9, sku="C")
        imported(x, stock_mode="once")
        x.supply(product_filter={"mode": "all", "exclude_product_ids": [hidden]})
        with acting_for(x.supplier.account_id):
            Stock.objects.for_account(x.supplier.account_id).filter(product_id=hidden).update(quantity=4321)
        imported(x, stock_mode="once")
        with acting_for(x.contractor.account_id):
            copied = Stock.objects.for_account(x.contractor.account_id).order_by("product_id")
            assert list(copied.values_list("quantity", flat=True)) == [5, 0, 9]

    @pytest.mark.feature("E-13")
    def test_stock_and_recurring_modes(self) -> None:
        x = make_exchange()
        x.product(7)
        imported(x, stock_mode="recurring", price_mode="recurring")
        (own,) = products(x)
        with acting_for(x.contractor.account_id):
            stock = Stock.objects.for_account(x.contractor.account_id).get()
        assert (stock.product_id, stock.warehouse_id, stock.quantity) == (own.pk, x.contractor.warehouse_id, 7)
        own_settings = x.connection().contractor_settings
        assert (own_settings["stock_sync"], own_settings["stock_warehouse_id"]) == (
            "1h",
            f"bl_{x.contractor.warehouse_id}",
        )
        assert (own_settings["price_sync"], own_settings["price_group_id"]) == ("1h", x.contractor.price_group_id)

    @pytest.mark.feature("E-13")
    @pytest.mark.parametrize(("mode", "kept", "after"), [("once", "off", "100.00"), ("recurring", "1h", "120.00")])
    def test_prices_are_taken_once_or_keep_following(self, mode: str, kept: str, after: str) -> None:
        x = make_exchange()
        theirs, group = x.product(7, price="100"), x.contractor.price_group_id
        imported(x, price_mode=mode, price_group_id=group)
        (own,) = products(x)
        assert prices(x) == {(own.pk, group): Decimal("100.00")}
        with acting_for(x.supplier.account_id):
            catalog.set_prices(
                account_id=x.supplier.account_id,
                rows=[(theirs, x.supplier.price_group_id, Decimal(120))],
                actor="Jan",
            )
        with time_machine.travel(clock.now() + timedelta(hours=1.2)):
            run_jobs()
        assert prices(x) == {(own.pk, group): Decimal(after)}
        assert x.connection().contractor_settings.get("price_sync", "off") == kept


class TestRunImport:
    def test_goes_on_where_it_stopped(self) -> None:
        x = make_exchange()
        ids = [x.product(name=f"P{number}") for number in range(5)]
        import_id = started(x)
        with acting_for(x.contractor.account_id):
            ProductImport.objects.for_account(x.contractor.account_id).filter(pk=import_id).update(
                cursor=ids[1], done=2, state="running"
            )
        run_import(account_id=x.contractor.account_id, import_id=import_id, batch_size=2)
        row = found(x, import_id)
        assert (row.state, row.done, row.created) == ("done", 5, 3)
        assert sorted(links(x)) == ids[2:]

    def test_is_cancelled_before_its_next_batch(self) -> None:
        x = make_exchange()
        x.product()
        import_id = started(x)
        with acting_for(x.contractor.account_id):
            cancel_import(account_id=x.contractor.account_id, import_id=import_id)
        run_jobs()
        assert found(x, import_id).state == "cancelled"
        assert products(x) == []

    def test_fails_with_the_reason_when_the_supplier_closed(self) -> None:
        from spinka.connect import services as connect

        x = make_exchange()
        x.product()
        import_id = started(x)
        with acting_for(x.supplier.account_id):
            connect.change_state(account_id=x.supplier.account_id, connection_id=x.connection_id, action="suspend")
        run_jobs()
        row = found(x, import_id)
        assert (row.state, products(x)) == ("failed", [])
        assert "suspended" in row.error

    def test_ends_as_failed_when_its_work_is_given_up(self) -> None:
        """R50: nobody waits for an import whose job will not be tried again."""
        x = make_exchange()
        x.product(5, name="Kubek")
        import_id = started(x)
        told = JOBS["connect.run_import"].given_up
        assert told is not None
        with acting_for(x.contractor.account_id):
            told(account_id=x.contractor.account_id, import_id=import_id)
        row = found(x, import_id)
        assert (row.state, row.error) == ("failed", "The import failed several times and was given up; start it again")
        run_jobs()
        assert (found(x, import_id).state, products(x)) == ("failed", [])
