"""Undoing imports: untouched products return to what they were, used and edited ones stay and are named (E-24, L-18)."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Category, Inventory, Manufacturer, Price, Product, ProductImage, Stock
from spinka.connect import import_reads
from spinka.connect import services as connect
from spinka.connect.services import import_runs
from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.models import Outbox
from spinka.core.text import match_key
from spinka.orders.draft import LineDraft
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.imports import (
    applied,
    changed,
    found,
    imported,
    links,
    outcomes,
    own_changed,
    products,
    snapshot,
    started,
    undone,
)
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def x() -> Exchange:
    return make_exchange()


class TestUndoCreated:
    @pytest.mark.feature("E-24", "L-18")
    def test_unused_products_go_with_all_that_was_made_for_them(self, x: Exchange) -> None:
        account_id = x.contractor.account_id
        with acting_for(x.supplier.account_id):
            top = Category.objects.create(account_id=x.supplier.account_id, name="Biuro")
            below = Category.objects.create(account_id=x.supplier.account_id, name="Papier", parent=top)
            maker = Manufacturer.objects.create(account_id=x.supplier.account_id, name="Fabryka")
        parent = x.product(name="Koszulka", category_id=below.pk, manufacturer_id=maker.pk)
        x.product(name="Koszulka M", parent_id=parent, stock=4)
        x.own_product("Moje")
        before = snapshot(x)
        row = imported(x, price_mode="once", stock_mode="once")
        assert (row.created, len(products(x))) == (2, 3)
        done = undone(x, row.pk)
        assert (done.state, done.figures["deleted"], done.figures.get("kept")) == ("undone", 2, 0)
        assert snapshot(x) == before
        assert links(x) == {}
        with acting_for(account_id):
            assert not Category.objects.for_account(account_id).exists()
            assert not Manufacturer.objects.for_account(account_id).exists()
            assert not Price.objects.for_account(account_id).exists()
        # The same import again makes them anew.
        assert imported(x).created == 2

    @pytest.mark.feature("E-24", "L-18")
    def test_used_and_edited_ones_stay_and_are_named(self, x: Exchange) -> None:
        names = ("Zamówiony", "Zmieniony", "Ze stanem", "U dwóch", "Rodzic", "Nietknięty")
        theirs = [x.product(name=name, sku=name) for name in names]
        row = imported(x)
        own = links(x)
        ordered, edited, stocked, shared, parent, calm = (own[one] for one in theirs)
        x.contractor.order(LineDraft(product_id=ordered, quantity=1))
        own_changed(x, edited, name="Po mojemu")
        with acting_for(x.contractor.account_id):
            catalog.update_stock(
                account_id=x.contractor.account_id,
                inventory_id=x.contractor.inventory_id,
                products={stocked: {f"bl_{x.contractor.warehouse_id}": 3}},
                actor="Anna",
            )
        other = make_exchange(contractor=x.contractor)
        other.link(shared, other.product(name="U innego"))
        x.own_product("Wariant", parent_id=parent)
        done = undone(x, row.pk)
        assert [outcomes(x, row.pk)[one][1:] for one in theirs] == [
            ("kept", "ordered"),
            ("kept", "edited"),
            ("kept", "edited"),
            ("kept", "linked"),
            ("kept", "variants"),
            ("undone", ""),
        ]
        assert (done.figures["deleted"], done.figures["kept"]) == (1, 5)
        left = {one.pk for one in products(x)}
        assert calm not in left
        assert {ordered, edited, stocked, shared, parent} < left

    def test_one_deleted_by_hand_is_no_obstacle(self, x: Exchange) -> None:
        theirs = x.product(name="Raz")
        row = imported(x)
        with acting_for(x.contractor.account_id):
            Product.objects.for_account(x.contractor.account_id).filter(pk=links(x)[theirs]).delete()
        assert undone(x, row.pk).state == "undone"
        assert outcomes(x, row.pk)[theirs] == ("create", "undone", "deleted")


class TestUndoUpdates:
    @pytest.mark.feature("E-24", "L-18")
    def test_overwritten_fields_return_whole(self, x: Exchange) -> None:
        account_id = x.contractor.account_id
        theirs = x.product(
            name="Kubek",
            sku="K",
            ean="1",
            weight=Decimal("0.40"),
            price="10",
            stock=5,
            texts={"description": "O" * 900},
        )
        imported(x, price_mode="once", stock_mode="once")
        own = links(x)[theirs]
        with acting_for(account_id):
            mine = Category.objects.create(account_id=account_id, name="Moja")
            ProductImage.objects.create(
                account_id=account_id, product_id=own, position=3, url="https://m.example/a.jpg"
            )
        own_changed(x, own, category_id=mine.pk)
        before = snapshot(x)
        with acting_for(x.supplier.account_id):
            their_category = Category.objects.create(account_id=x.supplier.account_id, name="Ich")
            maker = Manufacturer.objects.create(account_id=x.supplier.account_id, name="Fabryka")
            ProductImage.objects.create(
                account_id=x.supplier.account_id, product_id=theirs, position=1, url="https://a.example/1.jpg"
            )
            Price.objects.for_account(x.supplier.account_id).filter(product_id=theirs).update(price=Decimal(20))
            Stock.objects.for_account(x.supplier.account_id).filter(product_id=theirs).update(quantity=9)
        changed(
            x,
            theirs,
            name="Nowa nazwa",
            sku="K2",
            sku_key=match_key("K2"),
            ean="2",
            ean_key="2",
            weight=Decimal("0.55"),
            tax_rate=Decimal(8),
            category_id=their_category.pk,
            manufacturer_id=maker.pk,
            texts={"description": "P" * 900, "features": {"Kolor": "biały"}},
        )
        row = imported(x, price_mode="once", stock_mode="once")
        after = snapshot(x)[own]
        assert (after["name"], after["sku"], after["texts"]["description"]) == ("Nowa nazwa", "K2", "P" * 900)
        assert after["images"] == [(1, "https://a.example/1.jpg")]
        done = undone(x, row.pk)
        assert (done.figures["restored"], done.figures["kept"]) == (1, 0)
        assert snapshot(x) == before
        with acting_for(account_id):
            price = Price.objects.for_account(account_id).get(product_id=own)
            pieces = Stock.objects.for_account(account_id).get(
                product_id=own, warehouse_id=done.options["warehouse_id"]
            )
            assert (price.price, pieces.quantity) == (Decimal("10.0000"), 5)
            assert Category.objects.for_account(account_id).get().pk == mine.pk
        # What was taken back is offered again.
        assert imported(x, preview=True, price_mode="once").updated == 1

    @pytest.mark.feature("E-24", "L-18")
    def test_a_field_edited_since_keeps_the_edit(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", sku="K", texts={"description": "Stary"})
        imported(x)
        own = links(x)[theirs]
        changed(x, theirs, name="Dzbanek", sku="D", sku_key="d", texts={"description": "Nowy"})
        row = imported(x)
        own_changed(x, own, texts={"description": "Mój opis"})
        done = undone(x, row.pk)
        (now,) = products(x)
        assert (now.name, now.sku, now.texts["description"]) == ("Kubek", "K", "Mój opis")
        assert (now.sku_key, now.search_key) == ("k", "kubek\nk")
        assert outcomes(x, row.pk)[theirs] == ("update", "kept", "edited")
        assert (done.figures["restored"], done.figures["kept"]) == (1, 1)

    def test_pieces_changed_since_stay(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", stock=5)
        imported(x, stock_mode="once")
        with acting_for(x.supplier.account_id):
            Stock.objects.for_account(x.supplier.account_id).filter(product_id=theirs).update(quantity=9)
        row = imported(x, stock_mode="once")
        account_id = x.contractor.account_id
        with acting_for(account_id):
            Stock.objects.for_account(account_id).filter(product_id=links(x)[theirs]).update(quantity=2)
        undone(x, row.pk)
        with acting_for(account_id):
            assert Stock.objects.for_account(account_id).get(product_id=links(x)[theirs]).quantity == 2
        assert outcomes(x, row.pk)[theirs] == ("update", "kept", "edited")

    def test_another_language_returns_alone(self, x: Exchange) -> None:
        with acting_for(x.contractor.account_id):
            Inventory.objects.for_account(x.contractor.account_id).update(languages=["pl", "en"])
        theirs = x.product(name="Kubek", texts={"description": "Opis", "name|en": "Mug", "description|en": "Text"})
        imported(x)
        before = snapshot(x)
        row = imported(x, language="en")
        own = links(x)[theirs]
        assert snapshot(x)[own]["texts"]["name|en"] == "Mug"
        undone(x, row.pk)
        assert snapshot(x) == before


class TestUndoLinks:
    @pytest.mark.feature("E-24", "L-12")
    def test_links_no_order_went_through_are_removed(self, x: Exchange) -> None:
        used, unused = x.product(name="A", ean="1", stock=5), x.product(name="B", ean="2", stock=5)
        first, second = x.own_product("Mój A", ean="1"), x.own_product("Mój B", ean="2")
        row = imported(x, type="associate_and_create")
        assert links(x) == {used: first, unused: second}
        x.forward(x.order((first, 1)).order_id)
        done = undone(x, row.pk)
        assert links(x) == {used: first}
        assert (done.figures["unlinked"], done.figures["kept"]) == (1, 1)
        live = {one.pk: one.live_warehouse_ids for one in products(x)}
        assert live[second] == []


class TestUndoImport:
    @pytest.mark.feature("E-24")
    def test_the_newest_goes_first(self, x: Exchange) -> None:
        theirs = x.product(name="Raz", price="10", stock=3)
        modes = {"price_mode": "once", "stock_mode": "once"}
        first = imported(x, **modes)
        changed(x, theirs, name="Dwa")
        with acting_for(x.supplier.account_id):
            Price.objects.for_account(x.supplier.account_id).update(price=Decimal(20))
            Stock.objects.for_account(x.supplier.account_id).update(quantity=9)
        second = imported(x, **modes)
        idle = imported(x, **modes)
        with pytest.raises(connect.UndoRefused, match=f"Import {second.pk} came after"):
            undone(x, first.pk)
        with pytest.raises(connect.UndoRefused, match="wrote nothing"):
            undone(x, idle.pk)
        undone(x, second.pk)
        with pytest.raises(connect.UndoRefused, match="undone already"):
            undone(x, second.pk)
        assert undone(x, first.pk).figures["deleted"] == 1
        assert products(x) == []

    def test_is_refused_while_it_runs_for_previews_for_strangers_and_after_thirty_days(self, x: Exchange) -> None:
        x.product()
        number = started(x)
        with pytest.raises(connect.UndoRefused, match="still running"):
            undone(x, number)
        run_jobs()
        preview = imported(x, preview=True)
        with pytest.raises(connect.UndoRefused):
            undone(x, preview.pk)
        with pytest.raises(NotFound):
            undone(x, number + 10_000)
        with acting_for(x.contractor.account_id):
            assert import_reads.can_undo(x.contractor.account_id, number)
        with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
            with pytest.raises(connect.UndoRefused, match="30 days"):
                undone(x, number)
            with acting_for(x.contractor.account_id):
                assert not import_reads.can_undo(x.contractor.account_id, number)

    def test_goes_on_where_it_stopped_and_can_be_stopped(self, x: Exchange) -> None:
        account_id = x.contractor.account_id
        for number in range(5):
            x.product(name=f"P{number}")
        row = imported(x)
        with acting_for(account_id):
            connect.undo_import(account_id=account_id, import_id=row.pk, actor="Anna")
            Outbox.objects.filter(job="connect.run_import", done_at__isnull=True).delete()
        # The first two batches, and the process ends.
        for _ in range(3):
            import_runs._next(account_id, row.pk, 2)
        assert found(x, row.pk).state == "running"
        with acting_for(account_id):
            connect.cancel_import(account_id=account_id, import_id=row.pk)
        import_runs.run_import(account_id=account_id, import_id=row.pk, batch_size=2)
        stopped = found(x, row.pk)
        assert (stopped.state, stopped.figures["deleted"]) == ("cancelled", 4)
        assert undone(x, row.pk).figures["deleted"] == 5
        assert products(x) == []

    def test_a_cancelled_import_is_undone_as_far_as_it_came(self, x: Exchange) -> None:
        account_id = x.contractor.account_id
        for number in range(4):
            x.product(name=f"P{number}")
        row_id = started(x)
        for _ in range(2):
            import_runs._next(account_id, row_id, 2)
        with acting_for(account_id):
            connect.cancel_import(account_id=account_id, import_id=row_id)
        run_jobs()
        assert (found(x, row_id).state, len(products(x))) == ("cancelled", 2)
        assert undone(x, row_id).figures["deleted"] == 2
        assert products(x) == []

    def test_needs_no_connection(self, x: Exchange) -> None:
        x.product()
        row = imported(x)
        with acting_for(x.contractor.account_id):
            connect.leave(
                account_id=x.contractor.account_id, contractor_integration_id=x.made.contractor_integration_id
            )
        assert undone(x, row.pk).state == "undone"
        assert products(x) == []

    def test_a_run_repeated_keeps_the_one_before_in_the_history(self, x: Exchange) -> None:
        theirs = x.product(name="Raz")
        row = imported(x)
        changed(x, theirs, name="Dwa")
        account_id = x.contractor.account_id
        with acting_for(account_id):
            assert connect.repeat_import(account_id=account_id, import_id=row.pk, actor="Ewa") == "queued"
        run_jobs()
        assert (found(x, row.pk).updated, outcomes(x, row.pk)) == (1, {theirs: ("update", "written", "")})
        with acting_for(account_id):
            before = import_reads.newer_import(account_id, found(x, row.pk))
        assert before is None
        undone(x, row.pk)
        assert [one.name for one in products(x)] == ["Raz"]


class TestAppliedPreview:
    @pytest.mark.feature("E-24", "L-18")
    def test_is_undone_like_any_other(self, x: Exchange) -> None:
        x.product(name="Raz")
        row = imported(x, preview=True)
        applied(x, row.pk)
        assert undone(x, row.pk).state == "undone"
        assert products(x) == []
