"""Imports from suppliers and links between products."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Product
from spinka.connect import services as connect
from spinka.connect.models import Connection, ProductImport, ProductLink
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import Shop, make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, hidden, text
from tests.support.jobs import run_jobs

FIELDS = ["name", "description", "images", "features", "prices", "stock", "sku", "ean", "manufacturer", "category"]
SHARED = [name for name in (*FIELDS, "dimensions") if name != "stock"]
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def supplier(db: None) -> Shop:
    return make_shop(make_account("Domix"))


@pytest.fixture
def made(firm: MadeAccount, supplier: Shop) -> MadeConnection:
    supplier.product(5, price="10", name=f"Notes {HOSTILE}", sku="N1", texts={"name": f"Notes {HOSTILE}"})
    supplier.product(7, price="20", name="Pen", sku="P1", texts={"name": "Pen"}, search_key="pen\np1")
    return make_connection(supplier.account, firm)


def scope_url(made: MadeConnection, **changes: Any) -> str:
    values = {
        "source": made.contractor_integration_id,
        "type": "new_and_update",
        "catalog": make_shop(made.contractor).inventory_id,
        **changes,
    }
    return f"/imports/new/scope?{urlencode(values)}"


def begin(made: MadeConnection, owner: Client, kind: str = "new_and_update", **changes: Any) -> Any:
    """Ask for a preview as the second step does."""
    url = scope_url(made, type=kind)
    values = {"mark": hidden(text(owner.get(url)), "mark"), "which": "all", "fields_taken": FIELDS, **changes}
    return owner.post(url, values)


def previewed(made: MadeConnection, owner: Client, kind: str = "new_and_update", **changes: Any) -> int:
    """The number of an import whose preview is ready."""
    answer = begin(made, owner, kind, **changes)
    assert answer.status_code == 303, text(answer)
    run_jobs()
    return int(answer["Location"].split("/")[2])


def imported(made: MadeConnection, owner: Client, kind: str = "new_and_update", **changes: Any) -> int:
    """The number of an import that was previewed and written."""
    number = previewed(made, owner, kind, **changes)
    owner.post(f"/imports/{number}/apply")
    run_jobs()
    return number


def imports(made: MadeConnection) -> list[ProductImport]:
    with acting_for(made.contractor.account_id):
        return list(ProductImport.objects.for_account(made.contractor.account_id).order_by("pk"))


def own_names(made: MadeConnection) -> list[str]:
    with acting_for(made.contractor.account_id):
        rows = Product.objects.for_account(made.contractor.account_id)
        return sorted(rows.values_list("name", flat=True))


class TestSteps:
    @pytest.mark.feature("E-03")
    def test_offers_active_connections_that_share_products(self, made: MadeConnection, owner: Client) -> None:
        without = make_connection(make_account("Orders only"), made.contractor, share_products=False)
        waiting = make_connection(make_account("Waiting"), made.contractor, require_approval=True)
        page = text(owner.get("/imports/new"))
        assert f'value="{made.contractor_integration_id}"' in page
        assert "2 products" in page
        assert f'value="{without.contractor_integration_id}"' not in page
        assert f'value="{waiting.contractor_integration_id}"' not in page

    def test_says_when_there_is_none(self, owner: Client) -> None:
        assert "No supplier to import from" in text(owner.get("/imports/new"))

    @pytest.mark.feature("E-02")
    def test_product_list_leads_here(self, made: MadeConnection, owner: Client) -> None:
        assert 'href="/imports/new"' in text(owner.get("/products"))
        assert 'href="/imports/new"' in text(owner.get("/imports"))

    @pytest.mark.feature("E-04", "L-12")
    def test_only_associate_imports_nothing_and_leads_to_links(self, made: MadeConnection, owner: Client) -> None:
        response = owner.get(scope_url(made, type="associate"))
        inventory_id = make_shop(made.contractor).inventory_id
        assert response["Location"] == f"/imports/links?source={made.contractor_integration_id}&catalog={inventory_id}"
        assert "Nothing was imported" in text(owner.get(response["Location"]))
        assert imports(made) == []

    def test_second_step_without_the_first_leads_back(self, made: MadeConnection, owner: Client) -> None:
        for query in ("", "?source=1&type=new&catalog=1", f"?source={made.contractor_integration_id}&type=x"):
            assert owner.get(f"/imports/new/scope{query}")["Location"].startswith("/imports/new?")

    def test_address_restores_what_was_chosen(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get(scope_url(made, which="ids", product_ids="5 7", price_mode="once")))
        assert ">\n5 7</textarea>" in page
        assert '<option value="once" selected>' in page

    @pytest.mark.feature("E-09")
    def test_counts_what_is_meant(self, made: MadeConnection, owner: Client) -> None:
        url = f"/imports/new/count?source={made.contractor_integration_id}"
        for query, words in (
            ("&which=all", "2 products"),
            ("&which=filter&words=pen", "1 product"),
            ("&which=filter&words=bicycle", "0 products"),
            ("&which=ids&product_ids=1,2,2,3", "3 products"),
            ("&which=ids&product_ids=x", "“x” is not a number of a product."),
        ):
            assert words in text(owner.get(url + query, headers=PARTIAL))

    @pytest.mark.parametrize(
        "changes",
        [
            {"which": "ids", "product_ids": "12 abc"},
            {"which": "ids", "product_ids": ""},
            {"which": "filter", "words": "bicycle"},
            {"which": "some"},
            {"fields_taken": []},
            {"price_mode": "sometimes"},
            {"price_group_id": "1", "price_mode": "once"},
        ],
        ids=str,
    )
    def test_wrong_input_comes_back(self, made: MadeConnection, owner: Client, changes: dict[str, Any]) -> None:
        response = begin(made, owner, **changes)
        assert response.status_code == 422
        assert "form-errors" in text(response)
        assert imports(made) == []

    @pytest.mark.feature("E-10")
    def test_missing_language_is_refused_with_the_reason(self, made: MadeConnection, owner: Client) -> None:
        url = scope_url(made)
        with acting_for(made.contractor.account_id):
            catalog.save_inventory(
                account_id=made.contractor.account_id,
                inventory_id=None,
                fields=catalog.InventoryFields(name="German", languages=["de"], default_language="de"),
            )
        response = owner.post(url, {"which": "all", "fields_taken": FIELDS, "language": "de"})
        assert response.status_code == 422
        assert "The chosen catalog does not have this language." in text(response)
        assert imports(made) == []

    def test_second_click_leads_to_the_same_preview(self, made: MadeConnection, owner: Client) -> None:
        url = scope_url(made)
        values = {"mark": hidden(text(owner.get(url)), "mark"), "which": "all", "fields_taken": FIELDS}
        first, second = owner.post(url, values), owner.post(url, values)
        assert first["Location"] == second["Location"]
        assert len(imports(made)) == 1


class TestPreview:
    @pytest.mark.feature("E-24", "L-18")
    def test_shows_what_will_be_written_and_writes_nothing(self, made: MadeConnection, owner: Client) -> None:
        answer = begin(made, owner)
        (row,) = imports(made)
        assert answer["Location"] == f"/imports/{row.pk}/preview"
        waiting = text(owner.get(answer["Location"]))
        assert "data-sp-poll" in waiting
        run_jobs()
        assert own_names(made) == []
        page = text(owner.get(answer["Location"]))
        assert "Nothing is written yet" in page
        assert "Save 2 changes" in page
        assert "Notes &lt;script&gt;" in page
        assert HOSTILE not in page
        assert owner.get(f"/imports/{row.pk}")["Location"] == f"/imports/{row.pk}/preview"
        for _ in range(2):
            assert owner.post(f"/imports/{row.pk}/apply")["Location"] == f"/imports/{row.pk}"
        run_jobs()
        assert own_names(made) == [f"Notes {HOSTILE}", "Pen"]
        assert "Finished" in text(owner.get(f"/imports/{row.pk}"))

    @pytest.mark.feature("E-24")
    def test_unticked_products_and_kept_fields_are_not_written(
        self, made: MadeConnection, supplier: Shop, owner: Client
    ) -> None:
        imported(made, owner)
        with acting_for(made.supplier.account_id):
            theirs = {row.sku: row for row in Product.objects.for_account(made.supplier.account_id)}
            for sku, row in theirs.items():
                catalog.save_product(
                    account_id=made.supplier.account_id,
                    inventory_id=supplier.inventory_id,
                    product_id=row.pk,
                    fields=catalog.ProductFields(texts={"name": f"New {sku}"}, ean=f"590{sku}"),
                    actor="",
                )
        number = previewed(made, owner)
        page = text(owner.get(f"/imports/{number}/preview?kind=update"))
        assert "<ins>New</ins>" in page
        notes, pen = theirs["N1"].pk, theirs["P1"].pk
        # Notes is left out as a whole, of Pen the name stays ours.
        part = owner.post(
            f"/imports/{number}/decide",
            {"shown": [notes, pen], "take": [pen], f"f-{pen}-name": "keep", f"f-{pen}-ean": "take"},
            headers=PARTIAL,
        )
        assert "Save 1 change" in text(part)
        assert "1 product is declined." in text(part)
        owner.post(f"/imports/{number}/apply")
        run_jobs()
        with acting_for(made.contractor.account_id):
            rows = Product.objects.for_account(made.contractor.account_id)
            assert {row.sku: (row.name, row.ean) for row in rows} == {
                "N1": (f"Notes {HOSTILE}", ""),
                "P1": ("Pen", "590P1"),
            }

    def test_one_decision_for_all_of_a_kind_or_a_field(self, made: MadeConnection, owner: Client) -> None:
        number = previewed(made, owner)
        done = owner.post(f"/imports/{number}/decide", {"all": "declined", "kind": "create"}, follow=True)
        assert "2 products decided" in text(done)
        assert "There is nothing to write." in text(done)
        owner.post(f"/imports/{number}/decide", {"all": "accepted", "kind": "create"})
        assert "Save 2 changes" in text(owner.get(f"/imports/{number}/preview"))

    def test_conflicts_are_worded_and_decided(self, made: MadeConnection, owner: Client) -> None:
        shop = make_shop(made.contractor)
        mine = [shop.product(name=f"Mine {HOSTILE}", sku="N1", sku_key="n1") for _ in range(2)]
        with acting_for(made.supplier.account_id):
            rows = Product.objects.for_account(made.supplier.account_id).filter(sku="N1")
            rows.update(sku_key="n1")
            theirs = rows.get().pk
        number = previewed(made, owner, "associate_and_create")
        page = text(owner.get(f"/imports/{number}/preview"))
        assert "The SKU fits 2 products of yours" in page
        assert "Mine &lt;script&gt;" in page
        assert HOSTILE not in page
        assert "1 conflict is left out without a decision." in page
        for wrong in ("999999999", "0"):
            owner.post(f"/imports/{number}/decide", {"shown": [theirs], f"c-{theirs}": wrong})
        owner.post(f"/imports/{number}/decide", {"shown": [theirs], f"c-{theirs}": str(mine[1])})
        owner.post(f"/imports/{number}/apply")
        run_jobs()
        with acting_for(made.contractor.account_id):
            links = ProductLink.objects.as_contractor(made.contractor.account_id)
            assert dict(links.values_list("supplier_product_id", "product_id"))[theirs] == mine[1]

    @pytest.mark.feature("E-09")
    def test_unknown_numbers_are_reported(self, made: MadeConnection, owner: Client) -> None:
        number = previewed(made, owner, which="ids", product_ids="999999999, 999999998")
        page = text(owner.get(f"/imports/{number}/preview"))
        assert "2 numbers are unknown to the supplier" in page
        assert "999999998, 999999999" in page
        assert own_names(made) == []

    @pytest.mark.feature("E-11", "E-12")
    def test_only_chosen_data_and_none_that_is_kept(self, made: MadeConnection, owner: Client) -> None:
        imported(made, owner, fields_taken=["name", "sku"])
        with acting_for(made.contractor.account_id):
            shown = Product.objects.for_account(made.contractor.account_id)
            assert set(shown.values_list("sku", flat=True)) == {"N1", "P1"}
            shown.filter(sku="P1").update(name="My pen", texts={"name": "My pen"})
        with acting_for(made.supplier.account_id):
            Product.objects.for_account(made.supplier.account_id).filter(sku="P1").update(
                name="Their pen", texts={"name": "Their pen"}
            )
        number = previewed(made, owner, fields_taken=["name", "sku"], keep_fields=["name"])
        assert "Their pen" not in text(owner.get(f"/imports/{number}/preview?kind=update"))
        owner.post(f"/imports/{number}/apply")
        run_jobs()
        assert "My pen" in own_names(made)

    @pytest.mark.feature("E-13")
    def test_prices_once_or_recurring(self, made: MadeConnection, owner: Client) -> None:
        group = make_shop(made.contractor).price_group_id
        number = imported(made, owner, price_mode="recurring", price_group_id=group)
        page = text(owner.get(f"/imports/{number}"))
        assert "every hour" in page
        with acting_for(made.contractor.account_id):
            (row,) = Connection.objects.as_contractor(made.contractor.account_id)
            assert row.contractor_settings["price_sync"] == "1h"

    def test_thrown_away_writes_nothing(self, made: MadeConnection, owner: Client) -> None:
        number = previewed(made, owner)
        gone = owner.post(f"/imports/{number}/cancel", follow=True)
        assert "thrown away; nothing was written" in text(gone)
        assert own_names(made) == []
        assert owner.post(f"/imports/{number}/decide", {"shown": [1]}).status_code == 409

    def test_whole_texts_stand_on_a_page(self, made: MadeConnection, supplier: Shop, owner: Client) -> None:
        number = previewed(made, owner)
        with acting_for(made.supplier.account_id):
            theirs = Product.objects.for_account(made.supplier.account_id).get(sku="N1").pk
        page = text(owner.get(f"/imports/{number}/products/{theirs}"))
        assert "Notes &lt;script&gt;" in page
        assert HOSTILE not in page
        assert owner.get(f"/imports/{number}/products/1").status_code == 404


class TestLive:
    def test_answers_304_while_nothing_moves(self, made: MadeConnection, owner: Client) -> None:
        begin(made, owner)
        (row,) = imports(made)
        first = owner.get(f"/imports/{row.pk}/planning", headers=PARTIAL)
        assert first.status_code == 200
        again = {**PARTIAL, "If-None-Match": first["ETag"]}
        assert owner.get(f"/imports/{row.pk}/planning", headers=again).status_code == 304
        run_jobs()
        ready = owner.get(f"/imports/{row.pk}/planning", headers=again)
        assert ready["HX-Redirect"] == f"/imports/{row.pk}/preview"
        owner.post(f"/imports/{row.pk}/apply")
        written = owner.get(f"/imports/{row.pk}/live", headers=PARTIAL)
        assert "hx-get" in text(written)
        run_jobs()
        ended = owner.get(f"/imports/{row.pk}/live", headers={**PARTIAL, "If-None-Match": written["ETag"]})
        assert ended["HX-Redirect"] == f"/imports/{row.pk}"

    def test_cancel_stops_before_the_next_batch(self, made: MadeConnection, owner: Client) -> None:
        number = previewed(made, owner)
        owner.post(f"/imports/{number}/apply")
        for _ in range(2):
            assert owner.post(f"/imports/{number}/cancel").status_code == 303
        run_jobs()
        assert imports(made)[0].state == "cancelled"
        assert "The import was cancelled" in text(owner.get(f"/imports/{number}"))
        assert own_names(made) == []
        late = owner.post(f"/imports/{number}/cancel", follow=True)
        assert "The import has ended already" in text(late)

    def test_foreign_import_looks_missing(self, made: MadeConnection, owner: Client) -> None:
        number = previewed(made, owner)
        client = signed_in(made.supplier)
        for path in ("", "/live", "/preview", "/planning", "/report.csv", "/undo", "/products/1"):
            assert client.get(f"/imports/{number}{path}").status_code == 404
        for path in ("/cancel", "/apply", "/decide", "/repeat", "/undo"):
            assert client.post(f"/imports/{number}{path}").status_code == 404
        assert imports(made)[0].state == "preview"


class TestResult:
    @pytest.mark.feature("L-18")
    def test_undo_asks_with_numbers_and_brings_back(self, made: MadeConnection, owner: Client) -> None:
        number = imported(made, owner)
        asked = text(owner.get(f"/imports/{number}/undo", headers=PARTIAL))
        assert "2 products it created are deleted" in asked
        assert len(own_names(made)) == 2
        owner.post(f"/imports/{number}/undo")
        run_jobs()
        assert own_names(made) == []
        assert "Undone" in text(owner.get(f"/imports/{number}"))
        assert owner.post(f"/imports/{number}/undo").status_code == 409

    def test_repeat_is_a_preview_again(self, made: MadeConnection, owner: Client) -> None:
        number = imported(made, owner)
        again = owner.post(f"/imports/{number}/repeat")
        run_jobs()
        page = text(owner.get(again["Location"]))
        assert "There is nothing to write." in page
        assert len(imports(made)) == 2

    def test_report_is_safe_for_spreadsheets(self, made: MadeConnection, supplier: Shop, owner: Client) -> None:
        supplier.product(1, name="=HYPERLINK(1)", sku="-5", texts={"name": "=HYPERLINK(1)"})
        number = imported(made, owner)
        answer = owner.get(f"/imports/{number}/report.csv")
        body = answer.content.decode()
        assert body.startswith("\ufeffSupplier's product,Your product,SKU,Name")
        assert "attachment" in answer["Content-Disposition"]
        assert "'=HYPERLINK(1)" in body
        assert ",=HYPERLINK" not in body
        assert ",-5," in body

    def test_failure_is_told_in_words(self, made: MadeConnection, owner: Client) -> None:
        number = previewed(made, owner)
        owner.post(f"/imports/{number}/apply")
        with acting_for(made.supplier.account_id):
            connect.change_state(
                account_id=made.supplier.account_id, connection_id=made.connection_id, action="suspend"
            )
        run_jobs()
        for path in (f"/imports/{number}", "/imports?state=failed"):
            assert "The connection with the supplier is not active: suspended." in text(owner.get(path))
        assert "Nothing matches" in text(owner.get("/imports?state=undone"))


class TestSubscriptions:
    def save(self, made: MadeConnection, owner: Client, **changes: Any) -> Any:
        shop = make_shop(made.contractor)
        url = f"/imports/subscriptions/new?source={made.contractor_integration_id}&catalog={shop.inventory_id}"
        page = text(owner.get(url))
        values = {"mark": hidden(page, "mark"), "every": "24h", "at": "06:00", "new_products": "ask"}
        values |= {"gone_products": "keep", "asks_gone": "on"}
        values |= {f"p_{name}": "ask" for name in SHARED}
        return owner.post(url, {**values, **changes})

    @pytest.mark.feature("L-02")
    def test_changes_wait_are_accepted_and_written_once(self, made: MadeConnection, owner: Client) -> None:
        saved = self.save(made, owner, p_name="mine")
        assert saved.status_code == 303, text(saved)
        run_jobs()
        assert own_names(made) == []
        page = text(owner.get("/imports/subscriptions"))
        assert "2 products" in page
        assert "Every day" in page
        (row,) = [one for one in imports(made) if one.state == "preview"]
        (ran,) = [one for one in imports(made) if one.state == "done"]
        shown = text(owner.get(f"/imports/{ran.pk}"))
        assert "2 products wait for your decision" in shown
        assert f'href="/imports/{row.pk}/preview"' in shown
        waiting = text(owner.get(f"/imports/{row.pk}/preview"))
        assert "Nothing is accepted yet." in waiting
        with acting_for(made.supplier.account_id):
            pen = Product.objects.for_account(made.supplier.account_id).get(sku="P1").pk
        part = owner.post(f"/imports/{row.pk}/decide", {"shown": [pen], f"d-{pen}": "accepted"}, headers=PARTIAL)
        assert "Save 1 change" in text(part)
        written = owner.post(f"/imports/{row.pk}/apply")
        run_jobs()
        assert own_names(made) == ["Pen"]
        assert "Finished" in text(owner.get(written["Location"]))
        home = text(owner.get("/imports/subscriptions"))
        assert "1 product" in home
        assert "Subscriptions" in home
        # What is declined alone is settled too.
        done = owner.post(f"/imports/{row.pk}/decide", {"all": "declined", "kind": "create"}, follow=True)
        assert "Decline 1 product" in text(done)
        owner.post(f"/imports/{row.pk}/apply")
        run_jobs()
        assert own_names(made) == ["Pen"]
        assert "1 product" not in text(owner.get("/imports/subscriptions"))

    def test_form_keeps_and_two_people_do_not_overwrite(self, made: MadeConnection, owner: Client) -> None:
        url = self.save(made, owner, p_name="mine", every="7d")["Location"]
        page = text(owner.get(url))
        assert 'name="p_name" id="id_p_name_2" value="mine" checked' in page
        assert '<option value="7d" selected>' in page
        values = {"mark": "older", "every": "off", "new_products": "ask", "gone_products": "keep"}
        answer = owner.post(url, {**values, **{f"p_{name}": "ask" for name in SHARED}})
        assert answer.status_code == 422
        assert "Someone changed this in the meantime" in text(answer)

    def test_wrong_input_comes_back(self, made: MadeConnection, owner: Client) -> None:
        for changes in ({"every": "2h"}, {"at": "99:99"}, {"p_name": "never"}, {"gone_products": "burn"}):
            assert self.save(made, owner, **changes).status_code == 422
        assert "No subscription yet" in text(owner.get("/imports/subscriptions"))

    def test_delete_asks_and_strangers_find_nothing(self, made: MadeConnection, owner: Client) -> None:
        url = self.save(made, owner)["Location"]
        run_jobs()
        stranger = signed_in(made.supplier)
        for path in ("", "/delete"):
            assert stranger.get(f"{url}{path}").status_code == 404
        for path in ("", "/delete", "/run"):
            assert stranger.post(f"{url}{path}").status_code == 404
        assert owner.post(f"{url}/run").status_code == 303
        run_jobs()
        assert "2 changes that wait for you are forgotten" in text(owner.get(f"{url}/delete", headers=PARTIAL))
        owner.post(f"{url}/delete")
        assert "No subscription yet" in text(owner.get("/imports/subscriptions"))
