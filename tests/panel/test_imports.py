"""Imports from suppliers and links between products."""

from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from spinka.connect.models import ProductImport
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import Shop, make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, hidden, text
from tests.support.jobs import run_jobs

FIELDS = ["name", "description", "images", "features", "prices", "stock", "sku", "ean", "manufacturer", "category"]
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def supplier(db: None) -> Shop:
    return make_shop(make_account("Domix"))


@pytest.fixture
def made(firm: MadeAccount, supplier: Shop) -> MadeConnection:
    supplier.product(5, price="10", name=f"Notes {HOSTILE}", sku="N1", texts={"name": f"Notes {HOSTILE}"})
    supplier.product(7, price="20", name="Pen", sku="P1", texts={"name": "Pen"})
    return make_connection(supplier.account, firm)


def asked(made: MadeConnection, owner: Client, **changes: Any) -> dict[str, Any]:
    return {
        "mark": hidden(text(owner.get("/imports/new")), "mark"),
        "source": made.contractor_integration_id,
        "type": "new_and_update",
        "inventory_id": make_shop(made.contractor).inventory_id,
        "fields_taken": FIELDS,
        **changes,
    }


def imports(made: MadeConnection) -> list[ProductImport]:
    with acting_for(made.contractor.account_id):
        return list(ProductImport.objects.for_account(made.contractor.account_id).order_by("pk"))


def own_names(made: MadeConnection) -> list[str]:
    with acting_for(made.contractor.account_id):
        rows = Product.objects.for_account(made.contractor.account_id)
        return sorted(rows.values_list("name", flat=True))


class TestNew:
    @pytest.mark.feature("E-03")
    def test_offers_active_connections_that_share_products(self, made: MadeConnection, owner: Client) -> None:
        without = make_connection(make_account("Orders only"), made.contractor, share_products=False)
        waiting = make_connection(make_account("Waiting"), made.contractor, require_approval=True)
        page = text(owner.get("/imports/new"))
        assert f'<option value="{made.contractor_integration_id}"' in page
        assert f'<option value="{without.contractor_integration_id}"' not in page
        assert f'<option value="{waiting.contractor_integration_id}"' not in page

    def test_says_when_there_is_none(self, owner: Client) -> None:
        assert "No supplier to import from" in text(owner.get("/imports/new"))

    @pytest.mark.feature("E-06")
    def test_import_runs_and_shows_its_result(self, made: MadeConnection, owner: Client) -> None:
        response = owner.post("/imports/new", asked(made, owner))
        (row,) = imports(made)
        assert (response.status_code, response["Location"]) == (303, f"/imports/{row.pk}")
        waiting = text(owner.get(f"/imports/{row.pk}"))
        assert "data-sp-poll" in waiting
        run_jobs()
        done = text(owner.get(f"/imports/{row.pk}"))
        assert "data-sp-poll" not in done
        assert "Finished" in done
        assert own_names(made) == [f"Notes {HOSTILE}", "Pen"]
        assert f"/imports/{row.pk}" in text(owner.get("/imports"))

    def test_second_click_leads_to_the_same_import(self, made: MadeConnection, owner: Client) -> None:
        values = asked(made, owner)
        first, second = owner.post("/imports/new", values), owner.post("/imports/new", values)
        assert first["Location"] == second["Location"]
        assert len(imports(made)) == 1

    @pytest.mark.feature("E-04")
    def test_only_associate_imports_nothing_and_leads_to_links(self, made: MadeConnection, owner: Client) -> None:
        response = owner.post("/imports/new", asked(made, owner, type="associate"))
        assert response["Location"] == f"/imports/links?source={made.contractor_integration_id}"
        assert "Nothing was imported" in text(owner.get(response["Location"]))
        assert imports(made) == []

    @pytest.mark.feature("E-09")
    def test_unknown_numbers_are_reported(self, made: MadeConnection, owner: Client) -> None:
        owner.post("/imports/new", asked(made, owner, product_ids="999999999, 999999998"))
        run_jobs()
        (row,) = imports(made)
        page = text(owner.get(f"/imports/{row.pk}"))
        assert "2 numbers are unknown to the supplier" in page
        assert "999999998, 999999999" in page
        assert own_names(made) == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"product_ids": "12 abc"},
            {"type": "everything"},
            {"fields_taken": []},
            {"source": "1"},
            {"inventory_id": "1"},
            {"price_mode": "sometimes"},
        ],
        ids=str,
    )
    def test_wrong_input_comes_back(self, made: MadeConnection, owner: Client, changes: dict[str, Any]) -> None:
        response = owner.post("/imports/new", asked(made, owner, **changes))
        assert response.status_code == 422
        assert "form-errors" in text(response)
        assert imports(made) == []

    def test_conflicts_are_worded(self, made: MadeConnection, owner: Client) -> None:
        shop = make_shop(made.contractor)
        for _ in range(2):
            shop.product(name=f"Mine {HOSTILE}", sku="N1", sku_key="n1")
        with acting_for(made.supplier.account_id):
            Product.objects.for_account(made.supplier.account_id).filter(sku="N1").update(sku_key="n1")
        owner.post("/imports/new", asked(made, owner, type="associate_and_create"))
        run_jobs()
        (row,) = imports(made)
        page = text(owner.get(f"/imports/{row.pk}"))
        assert len(row.conflicts) == 1
        assert "More than one product fits" in page
        assert "Mine &lt;script&gt;" in page
        assert HOSTILE not in page


class TestLive:
    def test_answers_304_while_nothing_moves(self, made: MadeConnection, owner: Client) -> None:
        owner.post("/imports/new", asked(made, owner))
        (row,) = imports(made)
        first = owner.get(f"/imports/{row.pk}/live", headers=PARTIAL)
        assert first.status_code == 200
        again = {**PARTIAL, "If-None-Match": first["ETag"]}
        assert owner.get(f"/imports/{row.pk}/live", headers=again).status_code == 304
        run_jobs()
        moved = owner.get(f"/imports/{row.pk}/live", headers=again)
        assert moved.status_code == 200
        assert "hx-get" not in text(moved)

    def test_cancel_stops_before_the_next_batch(self, made: MadeConnection, owner: Client) -> None:
        owner.post("/imports/new", asked(made, owner))
        (row,) = imports(made)
        for _ in range(2):
            assert owner.post(f"/imports/{row.pk}/cancel").status_code == 303
        run_jobs()
        assert imports(made)[0].state == "cancelled"
        assert "The import was cancelled" in text(owner.get(f"/imports/{row.pk}"))
        assert own_names(made) == []
        late = owner.post(f"/imports/{row.pk}/cancel", follow=True)
        assert "The import has ended already" in text(late)

    def test_foreign_import_looks_missing(self, made: MadeConnection, owner: Client) -> None:
        owner.post("/imports/new", asked(made, owner))
        (row,) = imports(made)
        client = signed_in(made.supplier)
        for path in ("", "/live"):
            assert client.get(f"/imports/{row.pk}{path}").status_code == 404
        assert client.post(f"/imports/{row.pk}/cancel").status_code == 404
        assert not imports(made)[0].is_cancelled
