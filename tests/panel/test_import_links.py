"""Links between own products and a supplier's: list, hints, many at once, one by hand, duplicates."""

from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import LinkBatch, ProductLink
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, text

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def x(firm: MadeAccount) -> Exchange:
    return make_exchange(contractor=make_shop(firm))


def place(x: Exchange, **more: Any) -> dict[str, Any]:
    return {"source": x.made.contractor_integration_id, "catalog": x.contractor.inventory_id, **more}


def links(x: Exchange) -> dict[int, int]:
    with acting_for(x.contractor.account_id):
        rows = ProductLink.objects.as_contractor(x.contractor.account_id).filter(connection_id=x.connection_id)
        return dict(rows.values_list("product_id", "supplier_product_id"))


def last_batch(x: Exchange) -> int:
    with acting_for(x.contractor.account_id):
        return int(LinkBatch.objects.for_account(x.contractor.account_id).latest("pk").pk)


class TestList:
    def test_shows_each_state_and_nothing_as_markup(self, x: Exchange, owner: Client) -> None:
        theirs, mine = x.product(name=f"Theirs {HOSTILE}"), x.own_product(f"Mine {HOSTILE}")
        x.link(mine, theirs)
        x.product(name="Twin", ean="5"), x.product(name="Twin", ean="5")
        doubtful, same = x.own_product("Doubtful", ean="5"), x.own_product("Same", sku="S", search_key="same\ns")
        x.product(name="Quite", sku="S")
        x.product(name="Blue gel pen 0.5 mm")
        alike, alone = x.own_product("Blue gel pen"), x.own_product("Zzz")
        page = text(owner.get("/imports/links", place(x)))
        assert HOSTILE not in page
        for words in (
            "Theirs &lt;script&gt;",
            "The same EAN more than once",
            "2 of the supplier",
            "Maybe:",
            "Nothing similar found",
        ):
            assert words in page
        assert all(f"/products/{number}" in page for number in (mine, doubtful, same, alike, alone))
        found = {
            state: [
                number
                for number in (mine, doubtful, same, alike, alone)
                if f'/products/{number}"' in text(owner.get("/imports/links", place(x, state=state)))
            ]
            for state in ("linked", "conflict", "exact", "open")
        }
        assert found == {
            "linked": [mine],
            "conflict": [doubtful],
            "exact": [same],
            "open": [doubtful, same, alike, alone],
        }
        part = owner.get("/imports/links", place(x, q="same"), headers=PARTIAL)
        assert f"/products/{same}" in text(part)
        assert f"/products/{alone}" not in text(part)

    def test_old_address_leads_here(self, owner: Client) -> None:
        assert owner.get("/links?source=5")["Location"] == "/imports/links?source=5"

    def test_says_what_to_do_without_a_supplier(self, owner: Client) -> None:
        assert "No supplier to link with" in text(owner.get("/imports/links"))

    def test_closed_connection_shows_what_is_linked(self, x: Exchange, owner: Client) -> None:
        theirs, mine = x.product(name="Theirs"), x.own_product("Mine")
        x.link(mine, theirs)
        with acting_for(x.supplier.account_id):
            connect.change_state(account_id=x.supplier.account_id, connection_id=x.connection_id, action="suspend")
        page = text(owner.get("/imports/links", place(x)))
        assert "not shared now" in page
        assert "Theirs" not in page
        for path in ("/imports/links/duplicates", f"/imports/links/products/{mine}"):
            assert owner.get(path, place(x)).status_code == 200


class TestTogether:
    @pytest.mark.feature("E-14")
    def test_every_exact_match_after_true_numbers_and_undone(self, x: Exchange, owner: Client) -> None:
        pairs = {x.own_product(sku=f"S{n}"): x.product(sku=f"S{n}") for n in range(3)}
        pairs |= {x.own_product(ean="9"): x.product(ean="9")}
        asked = text(owner.get("/imports/links/exact", place(x), headers=PARTIAL))
        assert "Link 4 products" in asked
        assert "3 products have the same SKU" in asked
        assert links(x) == {}
        for _ in range(2):
            assert owner.post("/imports/links/exact", place(x)).status_code == 303
        assert links(x) == pairs
        undone = owner.post(f"/imports/links/undo/{last_batch(x)}", follow=True)
        assert "4 links are as before" in text(undone)
        assert links(x) == {}
        assert owner.post(f"/imports/links/undo/{last_batch(x)}").status_code == 409

    @pytest.mark.feature("E-14")
    def test_accepted_hints_and_cleared_links(self, x: Exchange, owner: Client) -> None:
        theirs, mine = x.product(name="Blue gel pen"), x.own_product("Blue gel pen 0.5")
        page = text(owner.get("/imports/links", place(x)))
        assert f'value="{mine}-{theirs}"' in page
        assert 'data-state="hint"' in page
        owner.post("/imports/links/chosen", place(x, id=[f"{mine}-{theirs}", "1-0", "x-y", f"{mine}-"]))
        assert links(x) == {mine: theirs}
        # What is ticked as linked is not linked by the other button, and the other way round.
        owner.post("/imports/links/chosen", place(x, id=[f"{mine}-0"]))
        assert links(x) == {mine: theirs}
        done = owner.post("/imports/links/clear", place(x, id=[f"{mine}-0"]), follow=True)
        assert "1 link cleared" in text(done)
        assert links(x) == {}
        owner.post(f"/imports/links/undo/{last_batch(x)}")
        assert links(x) == {mine: theirs}

    def test_goes_back_to_pages_of_the_panel_only(self, x: Exchange, owner: Client) -> None:
        mine = x.own_product()
        for back, wanted in (
            (f"/products/{mine}", f"/products/{mine}"),
            ("/imports/links?q=pen", "/imports/links?q=pen"),
            ("//evil.example/imports/links", "/imports/links?source="),
            ("https://evil.example", "/imports/links?source="),
        ):
            answer = owner.post("/imports/links/clear", place(x, product_id=mine, back=back))
            assert answer["Location"].startswith(wanted)

    def test_strangers_change_nothing(self, x: Exchange, owner: Client) -> None:
        mine, theirs = x.own_product(), x.product()
        x.link(mine, theirs)
        stranger = signed_in(make_account("Stranger"))
        stranger.post("/imports/links/clear", place(x, product_id=mine))
        assert stranger.get(f"/imports/links/products/{mine}").status_code == 404
        assert stranger.post("/imports/links/undo/1").status_code == 404
        assert links(x) == {mine: theirs}


class TestPick:
    def test_suggests_searches_and_links(self, x: Exchange, owner: Client) -> None:
        alike = x.product(name=f"Blue gel pen {HOSTILE}", price="12")
        other = x.product(name="Stapler", sku="ST-1")
        mine = x.own_product("Blue gel pen")
        url = f"/imports/links/products/{mine}"
        suggested = text(owner.get(url, place(x), headers=PARTIAL))
        assert "Blue gel pen &lt;script&gt;" in suggested
        assert HOSTILE not in suggested
        assert "Stapler" not in suggested
        for words in ("stapl", "st-1", str(other)):
            found = text(owner.get(url, place(x, q=words, part="list"), headers=PARTIAL))
            assert "Stapler" in found
            assert "Blue gel pen" not in found
        assert "shares nothing with these words" in text(owner.get(url, place(x, q="bicycle")))
        done = owner.post(url, place(x, supplier_product_id=other), follow=True)
        assert "Product linked" in text(done)
        assert links(x) == {mine: other}
        assert "linked now" in text(owner.get(url, place(x, q="stapl")))
        owner.post(url, place(x, supplier_product_id=0))
        assert links(x) == {}
        assert alike

    def test_refusals_are_worded_and_change_nothing(self, x: Exchange, owner: Client) -> None:
        taken, mine, other = x.product(), x.own_product(), x.own_product()
        kept = x.product()
        x.link(other, taken)
        x.link(mine, kept)
        for number, words in (
            ("999999999", "shares no product with this number"),
            (taken, "already linked to another product of yours"),
            ("abc", "not a number of a product"),
        ):
            answer = owner.post(f"/imports/links/products/{mine}", place(x, supplier_product_id=number), follow=True)
            assert words in text(answer)
        assert links(x) == {other: taken, mine: kept}


class TestPrefer:
    def test_one_of_several_suppliers(self, x: Exchange, owner: Client) -> None:
        y = make_exchange(contractor=x.contractor)
        mine = x.own_product()
        x.link(mine, x.product())
        assert "Prefer this supplier" not in text(owner.get("/imports/links", place(x)))
        y.link(mine, y.product())
        assert "Prefer this supplier" in text(owner.get("/imports/links", place(x)))
        owner.post("/imports/links/prefer", place(x, product_id=mine, prefer="1"))
        assert "preferred supplier" in text(owner.get("/imports/links", place(x)))
        owner.post("/imports/links/prefer", place(y, product_id=mine, prefer="1"))
        page = text(owner.get("/imports/links", place(x)))
        assert "preferred supplier" not in page


class TestDuplicates:
    @pytest.mark.feature("L-19")
    def test_names_the_code_and_the_products_of_both_sides(self, x: Exchange, owner: Client) -> None:
        mine = [x.own_product("Mine", ean="590") for _ in range(2)]
        for _ in range(3):
            x.product(name=f"Theirs {HOSTILE}", sku="AB")
        page = text(owner.get("/imports/links/duplicates", place(x)))
        assert page.count("Blocks links") == 2
        assert all(f"/products/{number}" in page for number in mine)
        assert "Theirs &lt;script&gt;" in page
        assert HOSTILE not in page


class TestProductPage:
    @pytest.mark.feature("E-14")
    def test_offers_to_link_change_and_clear(self, x: Exchange, owner: Client) -> None:
        theirs, mine = x.product(name="Theirs"), x.own_product("Mine")
        page = text(owner.get(f"/products/{mine}"))
        assert f"/imports/links/products/{mine}?catalog={x.contractor.inventory_id}" in page
        assert "Clear the link" not in page
        owner.post(f"/imports/links/products/{mine}", place(x, supplier_product_id=theirs, back=f"/products/{mine}"))
        page = text(owner.get(f"/products/{mine}"))
        assert "Clear the link: Hurtownia Nowak" in page
        back = owner.post("/imports/links/clear", place(x, product_id=mine, back=f"/products/{mine}"))
        assert back["Location"] == f"/products/{mine}"
        assert links(x) == {}
