"""Many links at once, what they are made of, and taking them back."""

from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Product
from spinka.connect import code_matches, import_choices, link_reads
from spinka.connect.access import crossing
from spinka.connect.models import ProductLink
from spinka.connect.services import link_batches
from spinka.connect.services.link_writing import WantedLink
from spinka.core.errors import Conflict, NotFound
from tests.factories.exchange import Exchange, make_exchange

pytestmark = pytest.mark.django_db


def links(x: Exchange) -> dict[int, int]:
    with acting_for(x.contractor.account_id):
        rows = ProductLink.objects.as_contractor(x.contractor.account_id).filter(connection_id=x.connection_id)
        return {row.product_id: row.supplier_product_id for row in rows}


def exact(x: Exchange) -> link_batches.BatchResult:
    with acting_for(x.contractor.account_id):
        return link_batches.link_exact_matches(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            inventory_id=x.contractor.inventory_id,
            actor="Anna",
        )


def together(x: Exchange, *pairs: tuple[int, int]) -> link_batches.BatchResult:
    with acting_for(x.contractor.account_id):
        return link_batches.set_links_together(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            links=[WantedLink(*pair) for pair in pairs],
        )


def undo(x: Exchange, batch_id: int) -> link_batches.UndoResult:
    with acting_for(x.contractor.account_id):
        return link_batches.undo_link_batch(account_id=x.contractor.account_id, batch_id=batch_id)


def rows_of(x: Exchange, *product_ids: int) -> list[link_reads.OwnRow]:
    with acting_for(x.contractor.account_id):
        found = Product.objects.for_account(x.contractor.account_id).filter(pk__in=product_ids).order_by("pk")
        return link_reads.page_rows(
            account_id=x.contractor.account_id, connection_id=x.connection_id, products=list(found)
        )


class TestLinkExactMatches:
    @pytest.mark.feature("E-14")
    def test_links_what_is_unique_on_both_sides_ean_before_sku(self) -> None:
        x = make_exchange()
        by_ean, own_ean = x.product(ean=" 590A ", sku="S1"), x.own_product(ean="590a")
        by_sku, own_sku = x.product(sku="KUB-2"), x.own_product(sku="kub-2 ", ean="777")
        # Its SKU is the other one's too, but that one goes by its EAN, so one is left for each.
        left, own_left = x.product(sku="S1-B"), x.own_product(sku="S1-B")
        for _ in range(2):
            x.own_product(ean="123")
        x.product(ean="123")
        x.product(sku="draft", is_draft=True)
        x.own_product(sku="draft")
        result = exact(x)
        assert links(x) == {own_ean: by_ean, own_sku: by_sku, own_left: left}
        assert (result.changed, result.warnings) == (3, {})
        again = exact(x)
        assert (again.changed, again.batch_id) == (0, 0)
        with acting_for(x.contractor.account_id):
            shown = Product.objects.for_account(x.contractor.account_id).get(pk=own_sku)
            assert shown.live_warehouse_ids == [x.made.warehouse_id]

    def test_looks_at_shared_codes_only(self) -> None:
        x = make_exchange()
        x.product(ean="590", sku="A")
        x.own_product(ean="590")
        by_sku = x.own_product(sku="A")
        x.supply(share_fields=["name", "sku"])
        exact(x)
        assert list(links(x)) == [by_sku]

    def test_linked_products_do_not_count_as_twins(self) -> None:
        x = make_exchange()
        taken, own_taken = x.product(ean="590"), x.own_product()
        x.link(own_taken, taken)
        free, own = x.product(ean="590"), x.own_product(ean="590")
        exact(x)
        assert links(x) == {own_taken: taken, own: free}

    def test_refuses_what_is_not_the_accounts(self) -> None:
        x, y = make_exchange(), make_exchange()
        with acting_for(x.contractor.account_id), pytest.raises(NotFound):
            link_batches.link_exact_matches(
                account_id=x.contractor.account_id,
                connect_integration_id=x.made.contractor_integration_id,
                inventory_id=y.contractor.inventory_id,
            )
        with acting_for(x.contractor.account_id), pytest.raises(NotFound):
            link_batches.link_exact_matches(
                account_id=x.contractor.account_id,
                connect_integration_id=y.made.contractor_integration_id,
                inventory_id=x.contractor.inventory_id,
            )


class TestSetLinksTogether:
    def test_swaps_clears_and_keeps_what_is_refused(self) -> None:
        x = make_exchange()
        one, two, three = x.product(), x.product(), x.product()
        a, b, c, d = (x.own_product() for _ in range(4))
        together(x, (a, one), (b, two), (c, three))
        # a and b swap; d wants what c keeps; c wants what there is not.
        result = together(x, (a, two), (b, one), (c, 999_999_999), (d, three))
        assert links(x) == {a: two, b: one, c: three}
        assert sorted(result.warnings) == [c, d]
        assert result.changed == 2
        assert together(x, (a, 0), (d, 0)).changed == 1
        assert links(x) == {b: one, c: three}

    def test_preference_stays_until_said_otherwise(self) -> None:
        x = make_exchange()
        y = make_exchange(contractor=x.contractor)
        own, first, second = x.own_product(), x.product(), x.product()
        x.linked(own, first, is_preferred=True)
        y.link(own, y.product())
        together(x, (own, second))

        def preferred() -> list[int]:
            with acting_for(x.contractor.account_id):
                rows = ProductLink.objects.as_contractor(x.contractor.account_id).filter(is_preferred=True)
                return list(rows.values_list("connection_id", flat=True))

        assert preferred() == [x.connection_id]
        for exchange, wanted in ((y, [y.connection_id]), (x, [x.connection_id])):
            with acting_for(x.contractor.account_id):
                link_batches.prefer_supplier(
                    account_id=x.contractor.account_id,
                    connect_integration_id=exchange.made.contractor_integration_id,
                    product_id=own,
                    is_preferred=True,
                )
            assert preferred() == wanted


class TestUndoLinkBatch:
    def test_brings_back_what_was_and_leaves_what_changed_since(self) -> None:
        x = make_exchange()
        one, two, three = x.product(), x.product(), x.product()
        a, b, c = (x.own_product() for _ in range(3))
        together(x, (a, one))
        batch = together(x, (a, two), (b, one), (c, three))
        together(x, (c, 0))
        result = undo(x, batch.batch_id)
        assert links(x) == {a: one}
        assert (result.restored, result.left) == (2, 1)
        with pytest.raises(Conflict):
            undo(x, batch.batch_id)
        assert links(x) == {a: one}

    def test_another_accounts_batch_looks_missing(self) -> None:
        x, y = make_exchange(), make_exchange()
        batch = together(x, (x.own_product(), x.product()))
        with pytest.raises(NotFound):
            undo(y, batch.batch_id)
        assert len(links(x)) == 1


class TestPageRows:
    def test_tells_linked_exact_doubtful_and_alike(self) -> None:
        x = make_exchange()
        linked, own_linked = x.product(name="Linked"), x.own_product("Mine")
        x.link(own_linked, linked)
        same, own_same = x.product(ean="590", name="Same"), x.own_product("Whatever", ean="590")
        twins = [x.product(sku="TWIN", name=f"Twin {number}") for number in range(2)]
        own_twin = x.own_product("Other", sku="twin")
        alike, own_alike = x.product(name="Długopis żelowy niebieski 0,5"), x.own_product("Dlugopis zelowy niebieski")
        x.product(name="Długopis żelowy schowany", is_draft=True)
        own_alone = x.own_product("Nothing of the kind")
        rows = rows_of(x, own_linked, own_same, own_twin, own_alike, own_alone)
        assert [row.state for row in rows] == ["linked", "exact", "conflict", "open", "open"]
        assert [row.offer.product_id if row.offer else 0 for row in rows] == [linked, same, 0, 0, 0]
        assert [hit.product_id for hit in rows[2].hits] == twins
        assert rows[2].own_hits == 1
        assert [(hit.product_id, hit.likeness > 60) for hit in rows[3].hits] == [(alike, True)]
        assert rows[4].hits == []

    def test_hidden_products_and_fields_are_not_learned_of(self) -> None:
        x = make_exchange()
        hidden = x.product(name="Kubek tajny", sku="SECRET", ean="1")
        own = x.own_product("Kubek tajny", sku="SECRET", ean="1")
        x.supply(product_filter={"mode": "all", "exclude_product_ids": [hidden]})
        (row,) = rows_of(x, own)
        assert (row.state, row.hits) == ("open", [])
        with acting_for(x.contractor.account_id):
            known = {"account_id": x.contractor.account_id, "connection_id": x.connection_id}
            for words in ("tajny", "SECRET", str(hidden)):
                assert link_reads.search_offers(**known, words=words) == []
        x.supply(product_filter=None, share_fields=["sku"])
        with acting_for(x.contractor.account_id):
            assert link_reads.search_offers(**known, words="tajny") == []
            assert [one.product_id for one in link_reads.search_offers(**known, words="secret")] == [hidden]

    def test_few_products_match_as_the_whole_catalog_does(self) -> None:
        x = make_exchange()
        x.product(ean="1", sku="S")
        theirs = x.product(sku="S")
        own = [x.own_product(ean="1"), x.own_product(sku="S"), x.own_product(sku="X")]
        with acting_for(x.contractor.account_id):
            products = list(Product.objects.for_account(x.contractor.account_id).filter(pk=own[1]))
            with crossing(account_id=x.contractor.account_id, connection_id=x.connection_id) as opened:
                whole = code_matches.exact_pairs(opened, x.contractor.inventory_id)
                few = code_matches.matches_of(opened, x.contractor.inventory_id, products)
        assert (own[1], theirs, "sku") in whole
        assert few.pairs[own[1]] == (theirs, "sku")


class TestSeveralCatalogs:
    @pytest.mark.feature("L-03")
    def test_matches_hints_search_and_filters_look_into_each(self) -> None:
        x = make_exchange()
        with acting_for(x.supplier.account_id):
            second = catalog.save_inventory(
                account_id=x.supplier.account_id, inventory_id=None, fields=catalog.InventoryFields(name="Outlet")
            )
        x.supply(catalogs=[{"inventory_id": second}])
        theirs = x.product(name="Blue gel pen", sku="OUT-1", inventory_id=second)
        by_code, by_name = x.own_product(sku="OUT-1"), x.own_product("Blue gel pen 0.5")
        known = {"account_id": x.contractor.account_id, "connection_id": x.connection_id}
        (row,) = rows_of(x, by_code)
        assert (row.state, row.offer and row.offer.product_id) == ("exact", theirs)
        (row,) = rows_of(x, by_name)
        assert [hit.product_id for hit in row.hits] == [theirs]
        with acting_for(x.contractor.account_id):
            assert [one.product_id for one in link_reads.search_offers(**known, words="gel")] == [theirs]
            wanted = import_choices.SourceFilter(words="gel pen")
            assert import_choices.filtered_ids(**known, wanted=wanted) == [theirs]


class TestSourceFilter:
    @pytest.mark.feature("E-09")
    def test_narrows_by_category_name_stock_and_link_with_the_whole_family(self) -> None:
        x = make_exchange()
        parent = x.product(name="Shirt")
        red = x.product(3, name="Shirt red", parent_id=parent)
        blue = x.product(0, name="Shirt blue", parent_id=parent)
        other, draft = x.product(5, name="Mug"), x.product(name="Shirt draft", is_draft=True)
        with acting_for(x.supplier.account_id):
            sort = catalog.save_category(
                account_id=x.supplier.account_id,
                category_id=None,
                inventory_id=x.supplier.inventory_id,
                name="Clothes",
            )
            Product.objects.for_account(x.supplier.account_id).filter(pk=parent).update(category_id=sort)
        x.link(x.own_product(), other)
        known = {"account_id": x.contractor.account_id, "connection_id": x.connection_id}

        def found(**wanted: Any) -> list[int]:
            with acting_for(x.contractor.account_id):
                asked = import_choices.SourceFilter(**wanted)
                ids = import_choices.filtered_ids(**known, wanted=asked)
                assert import_choices.filtered_count(**known, wanted=asked) == len(ids)
                return ids

        with acting_for(x.contractor.account_id):
            assert import_choices.source_choices(**known).categories == {sort: "Clothes"}
        assert found() == [parent, red, blue, other]
        assert found(category_id=sort) == [parent, red, blue]
        assert found(words="red") == [parent, red]
        assert found(words="SHIRT", in_stock=True) == [parent, red]
        assert found(not_linked=True) == [parent, red, blue]
        assert draft not in found()
        x.supply(share_fields=["sku"])
        assert found(words="red") == []
        assert found(category_id=sort) == []
        with acting_for(x.contractor.account_id):
            assert import_choices.source_choices(**known).categories == {}


class TestDuplicates:
    @pytest.mark.feature("L-19")
    def test_names_codes_that_stand_twice_and_block(self) -> None:
        x = make_exchange()
        mine = [x.own_product(ean="590") for _ in range(2)]
        theirs = [x.product(sku="A") for _ in range(3)]
        solved = [x.own_product(sku="B") for _ in range(2)]
        x.link(solved[0], x.product())
        with (
            acting_for(x.contractor.account_id),
            crossing(account_id=x.contractor.account_id, connection_id=x.connection_id) as opened,
        ):
            own = code_matches.duplicates(opened, x.contractor.inventory_id, "own")
            other = code_matches.duplicates(opened, x.contractor.inventory_id, "theirs")
        assert [(one.key, one.value, one.product_ids, one.is_blocking) for one in own] == [
            ("ean", "590", mine, True),
            ("sku", "b", solved, False),
        ]
        assert [(one.key, one.product_ids) for one in other] == [("sku", theirs)]
