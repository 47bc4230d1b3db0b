"""Previews of imports: field by field, nothing written before, exactly what was shown afterwards (E-24, L-12)."""

from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Category, Manufacturer, Price, ProductImage, Stock
from spinka.connect import import_reads
from spinka.connect import services as connect
from spinka.connect.import_reads import PreviewCounts
from spinka.core.errors import BadParameters, Conflict, NotFound
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.imports import (
    applied,
    changed,
    changes,
    counters,
    decided,
    found,
    imported,
    lines,
    links,
    outcomes,
    own_changed,
    products,
    snapshot,
    started,
)
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def x() -> Exchange:
    return make_exchange()


def counts(x: Exchange, import_id: int) -> PreviewCounts:
    with acting_for(x.contractor.account_id):
        return import_reads.preview_counts(x.contractor.account_id, import_id)


class TestPreview:
    @pytest.mark.feature("E-24", "L-18")
    def test_shows_what_will_be_created_and_writes_nothing(self, x: Exchange) -> None:
        with acting_for(x.supplier.account_id):
            top = Category.objects.create(account_id=x.supplier.account_id, name="Biuro")
            below = Category.objects.create(account_id=x.supplier.account_id, name="Papier", parent=top)
        theirs = x.product(name="Papier A4", sku="P-1", ean="590", stock=7, price="12.5", category_id=below.pk)
        row = imported(x, preview=True, price_mode="once", stock_mode="once")
        assert (row.state, counters(row)) == ("preview", {"total": 1, "done": 1, "created": 1})
        assert changes(x, row.pk) == {
            theirs: {
                "name": (None, "Papier A4"),
                "sku": (None, "P-1"),
                "ean": (None, "590"),
                "category": (None, "Biuro / Papier"),
                "price": (None, "12.5"),
                "tax_rate": (None, "23"),
                "stock": (0, 7),
            }
        }
        assert products(x) == []
        assert links(x) == {}
        with acting_for(x.contractor.account_id):
            assert not Category.objects.for_account(x.contractor.account_id).exists()

        done = applied(x, row.pk)
        assert (done.pk, done.state, counters(done)) == (row.pk, "done", {"total": 1, "done": 1, "created": 1})
        (own,) = products(x)
        assert (own.name, own.sku) == ("Papier A4", "P-1")
        assert outcomes(x, row.pk) == {theirs: ("create", "written", "")}
        with acting_for(x.contractor.account_id):
            price = Price.objects.for_account(x.contractor.account_id).get(product_id=own.pk)
            pieces = Stock.objects.for_account(x.contractor.account_id).get(product_id=own.pk)
            assert (price.price, pieces.quantity) == (Decimal("12.5000"), 7)
            assert Category.objects.for_account(x.contractor.account_id).get(pk=own.category_id).name == "Papier"

    @pytest.mark.feature("E-24", "L-18", "E-06")
    def test_shows_changes_field_by_field(self, x: Exchange) -> None:
        theirs = x.product(name="Zielony", sku="A", weight=Decimal("0.50"), texts={"description": "Stary"}, price="10")
        same = x.product(name="Bez zmian", sku="B")
        imported(x, price_mode="once")
        changed(
            x,
            theirs,
            name="Ciemnozielony",
            weight=Decimal("0.75"),
            texts={"description": "N" * 400, "features": {"Kolor": "zielony"}},
        )
        with acting_for(x.supplier.account_id):
            Price.objects.for_account(x.supplier.account_id).filter(product_id=theirs).update(price=Decimal(11))
        before = snapshot(x)
        row = imported(x, preview=True, price_mode="once")
        assert counters(row) == {"total": 2, "done": 2, "updated": 1, "unchanged": 1}
        assert changes(x, row.pk) == {
            theirs: {
                "name": ("Zielony", "Ciemnozielony"),
                "description": ("Stary", "N" * 300),
                "features": (None, {"Kolor": "zielony"}),
                "weight": ("0.5", "0.75"),
                "price": ("10", "11"),
            }
        }
        assert snapshot(x) == before
        assert counts(x, row.pk) == PreviewCounts(update=1, fields=5, planned=1)
        done = applied(x, row.pk)
        assert counters(done) == {"total": 1, "done": 1, "updated": 1, "unchanged": 1}
        own = {one.pk: one for one in products(x)}[links(x)[theirs]]
        assert (own.name, own.texts["description"], own.weight) == ("Ciemnozielony", "N" * 400, Decimal("0.75"))
        assert own.search_key == "ciemnozielony\na"
        assert links(x)[same] in before
        again = imported(x, price_mode="once")
        assert counters(again) == {"total": 2, "done": 2, "unchanged": 2}

    def test_pictures_categories_and_manufacturers_are_compared_by_what_they_show(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek")
        with acting_for(x.supplier.account_id):
            ProductImage.objects.create(
                account_id=x.supplier.account_id, product_id=theirs, position=1, url="https://a.example/1.jpg"
            )
        imported(x)
        with acting_for(x.supplier.account_id):
            maker = Manufacturer.objects.create(account_id=x.supplier.account_id, name="Fabryka")
            ProductImage.objects.create(
                account_id=x.supplier.account_id, product_id=theirs, position=2, url="https://a.example/2.jpg"
            )
        changed(x, theirs, manufacturer_id=maker.pk)
        row = imported(x, preview=True)
        assert changes(x, row.pk)[theirs] == {
            "manufacturer": (None, "Fabryka"),
            "images": (["https://a.example/1.jpg"], ["https://a.example/1.jpg", "https://a.example/2.jpg"]),
        }

    @pytest.mark.feature("E-09", "E-24")
    def test_unknown_ids_are_reported(self, x: Exchange) -> None:
        theirs = x.product(name="Jest")
        row = imported(x, preview=True, product_ids=[theirs, theirs + 900_000])
        assert (row.unknown_product_ids, counters(row)["created"]) == ([theirs + 900_000], 1)


class TestApplyPreview:
    @pytest.mark.feature("E-24")
    def test_what_changed_since_is_not_written_and_says_why(self, x: Exchange) -> None:
        moved, edited, calm, fresh = (x.product(name=name, sku=name) for name in ("Raz", "Dwa", "Trzy", "Nowy"))
        imported(x, product_ids=[moved, edited, calm])
        for theirs in (moved, edited, calm):
            changed(x, theirs, sku=f"S{theirs}", sku_key=f"s{theirs}")
        row = imported(x, preview=True)
        assert counters(row)["updated"] == 3
        changed(x, moved, ean="777", ean_key="777")
        changed(x, fresh, name="Inny")
        own_changed(x, links(x)[edited], sku="MÓJ", sku_key="mój")
        done = applied(x, row.pk)
        assert outcomes(x, row.pk) == {
            moved: ("update", "stale", "source_changed"),
            edited: ("update", "stale", "own_changed"),
            calm: ("update", "written", ""),
            fresh: ("create", "stale", "source_changed"),
        }
        assert (done.updated, done.created, done.figures["stale"]) == (1, 0, 3)
        own = {one.pk: one.sku for one in products(x)}
        assert [own[links(x)[one]] for one in (moved, edited, calm)] == ["Raz", "MÓJ", f"S{calm}"]

    @pytest.mark.feature("E-24")
    def test_products_hidden_or_linked_meanwhile_are_left(self, x: Exchange) -> None:
        hidden, linked = x.product(name="Ukryty"), x.product(name="Powiązany")
        row = imported(x, preview=True)
        changed(x, hidden, is_draft=True)
        x.link(x.own_product("Mój"), linked)
        applied(x, row.pk)
        assert outcomes(x, row.pk) == {
            hidden: ("create", "stale", "not_shared"),
            linked: ("create", "stale", "linked"),
        }
        assert [one.name for one in products(x)] == ["Mój"]

    @pytest.mark.feature("E-12", "L-18")
    def test_declined_products_and_fields_stay(self, x: Exchange) -> None:
        first, second = x.product(name="Raz", sku="A"), x.product(name="Dwa", sku="B")
        imported(x)
        for theirs in (first, second):
            changed(x, theirs, name=f"Nazwa {theirs}", sku=f"S{theirs}", sku_key=f"s{theirs}")
        row = imported(x, preview=True)
        assert decided(x, row.pk, "declined", ids=[first], fields=["name"]) == 1
        applied(x, row.pk, declined_ids=[second])
        own = {one.pk: (one.name, one.sku) for one in products(x)}
        assert own[links(x)[first]] == ("Raz", f"S{first}")
        assert own[links(x)[second]] == ("Dwa", "B")
        assert outcomes(x, row.pk)[second] == ("update", "left", "")
        # What was declined is offered again at the next import.
        assert changes(x, imported(x, preview=True).pk) == {
            first: {"name": ("Raz", f"Nazwa {first}")},
            second: {"name": ("Dwa", f"Nazwa {second}"), "sku": ("B", f"S{second}")},
        }

    def test_is_refused_twice_and_for_imports_without_a_preview(self, x: Exchange) -> None:
        x.product()
        row = imported(x, preview=True)
        applied(x, row.pk)
        with pytest.raises(Conflict, match="no preview"):
            applied(x, row.pk)
        with pytest.raises(NotFound):
            applied(x, row.pk + 1000)


class TestDecideChanges:
    def test_refuses_words_it_does_not_know(self, x: Exchange) -> None:
        x.product()
        row = imported(x, preview=True)
        with pytest.raises(BadParameters, match="decision"):
            decided(x, row.pk, "perhaps")
        with pytest.raises(BadParameters, match="colour"):
            decided(x, row.pk, "declined", fields=["colour"])

    def test_by_kind_by_field_and_back(self, x: Exchange) -> None:
        old, new = x.product(name="Stary", sku="A"), x.product(name="Nowy")
        imported(x, product_ids=[old])
        changed(x, old, sku="A2", sku_key="a2")
        row = imported(x, preview=True)
        assert decided(x, row.pk, "declined", kind="create") == 1
        assert decided(x, row.pk, "declined", field="sku", fields=["sku", "ean"]) == 1
        shown = {line.supplier_product_id: line for line in lines(x, row.pk)}
        assert (shown[new].decision, shown[old].decision) == ("declined", "planned")
        assert [one.is_declined for one in shown[old].changes] == [True]
        assert decided(x, row.pk, "planned", kind="create") == 1
        assert decided(x, row.pk, "planned", fields=["sku"]) == 1
        assert [one.is_declined for line in lines(x, row.pk) for one in line.changes if one.field == "sku"] == [False]


class TestAssociations:
    @pytest.mark.feature("L-12", "E-05")
    def test_nothing_is_linked_before_it_is_confirmed(self, x: Exchange) -> None:
        by_ean, by_name, new = x.product(name="E", ean="590"), x.product(name="Ten sam"), x.product(name="Nowy")
        first, second = x.own_product("Inaczej", ean="590"), x.own_product("ten  SAM")
        row = imported(x, preview=True, type="associate_and_create")
        assert counters(row) == {"total": 3, "done": 3, "created": 1, "associated": 2}
        assert [(one.supplier_product_id, one.product_id, one.reason) for one in lines(x, row.pk, "associate")] == [
            (by_ean, first, "ean"),
            (by_name, second, "name"),
        ]
        assert links(x) == {}
        # Associations alone: the new ones are declined.
        decided(x, row.pk, "declined", kind="create")
        done = applied(x, row.pk, declined_ids=[by_name])
        assert links(x) == {by_ean: first}
        assert (done.associated, done.created) == (1, 0)
        assert len(products(x)) == 2
        assert new not in links(x)

    @pytest.mark.feature("L-12", "E-24")
    def test_conflicts_are_decided_one_by_one(self, x: Exchange) -> None:
        joined, made, skipped = (x.product(name=name, ean=ean) for name, ean in (("A", "1"), ("B", "2"), ("C", "3")))
        twins = [[x.own_product(f"{number}{side}", ean=str(number)) for side in "ab"] for number in (1, 2, 3)]
        row = imported(x, preview=True, type="associate_and_create")
        assert [
            (one.supplier_product_id, [hit.product_id for hit in one.hits]) for one in lines(x, row.pk, "conflict")
        ] == [
            (joined, twins[0]),
            (made, twins[1]),
            (skipped, twins[2]),
        ]
        account_id = x.contractor.account_id
        with acting_for(account_id):
            decide = {"account_id": account_id, "import_id": row.pk, "actor": "Anna"}
            connect.decide_conflict(**decide, supplier_product_id=joined, product_id=twins[0][1])
            connect.decide_conflict(**decide, supplier_product_id=made, create=True)
            connect.decide_conflict(**decide, supplier_product_id=skipped, create=True)
            connect.decide_conflict(**decide, supplier_product_id=skipped)
            with pytest.raises(NotFound):
                connect.decide_conflict(**decide, supplier_product_id=joined, product_id=joined)
        done = applied(x, row.pk)
        assert links(x)[joined] == twins[0][1]
        assert links(x)[made] not in [one for pair in twins for one in pair]
        assert skipped not in links(x)
        assert outcomes(x, row.pk)[skipped] == ("conflict", "left", "ean")
        assert (done.associated, done.created) == (1, 1)

    def test_a_code_that_changed_meanwhile_links_nothing(self, x: Exchange) -> None:
        theirs, own = x.product(ean="590"), x.own_product("Mój", ean="590")
        row = imported(x, preview=True, type="associate_and_create")
        own_changed(x, own, ean="591", ean_key="591")
        applied(x, row.pk)
        assert links(x) == {}
        assert outcomes(x, row.pk) == {theirs: ("associate", "stale", "own_changed")}


class TestCancelImport:
    def test_a_preview_is_thrown_away(self, x: Exchange) -> None:
        x.product()
        row = imported(x, preview=True)
        with acting_for(x.contractor.account_id):
            state = connect.cancel_import(account_id=x.contractor.account_id, import_id=row.pk)
        assert state == "cancelled"
        run_jobs()
        assert (found(x, row.pk).state, counters(found(x, row.pk)), lines(x, row.pk)) == (
            "cancelled",
            {"total": 1, "done": 1},
            [],
        )

    def test_a_preview_being_made_stops(self, x: Exchange) -> None:
        x.product()
        number = started(x, preview=True)
        with acting_for(x.contractor.account_id):
            connect.cancel_import(account_id=x.contractor.account_id, import_id=number)
        run_jobs()
        assert found(x, number).state == "cancelled"


class TestReports:
    @pytest.mark.feature("E-24")
    def test_a_line_per_changed_field(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", sku="A")
        imported(x)
        changed(x, theirs, name="Kubek 2", sku="A2", sku_key="a2")
        row = imported(x)
        with acting_for(x.contractor.account_id):
            report = list(import_reads.report_lines(x.contractor.account_id, row.pk))
        assert [(one.kind, one.field, one.old, one.new, one.state) for one in report] == [
            ("update", "name", "Kubek", "Kubek 2", "written"),
            ("update", "sku", "A", "A2", "written"),
        ]
        with acting_for(x.contractor.account_id):
            number = x.contractor.account_id
            assert [one.sku for one in import_reads.preview_rows(number, row.pk, search="a2")] == ["A2"]
            assert import_reads.preview_rows(number, row.pk, search="nothing") == []
            assert import_reads.preview_row(number, row.pk, theirs).changes[0].new == "Kubek 2"
