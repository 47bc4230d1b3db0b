"""Imports through the API: previewed, decided on, run, undone, repeated."""

import pytest

from tests.factories.exchange import Exchange, make_exchange
from tests.factories.imports import changed, links, products
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def x() -> Exchange:
    return make_exchange()


class TestPreview:
    @pytest.mark.feature("E-24", "L-18")
    def test_shown_decided_run_and_undone(self, x: Exchange) -> None:
        api = x.contractor.api
        target = {
            "connect_integration_id": x.made.contractor_integration_id,
            "inventory_id": x.contractor.inventory_id,
        }
        first, second = x.product(name="Kubek", sku="A"), x.product(name="Dzbanek", sku="B")
        number = api.ok("addConnectProductImport", **target, preview=True)["import_id"]
        run_jobs()
        shown = api.ok("getConnectProductImport", import_id=number)
        assert (shown["state"], shown["created"], shown["date_undo_until"], products(x)) == ("preview", 2, 0, [])
        assert api.refused("undoConnectProductImport", import_id=number) == "ERROR_CONFLICT"
        page = api.ok("getConnectImportChanges", import_id=number, limit=1)
        assert page["counts"]["create"] == 2
        (row,) = page["products"]
        assert (row["supplier_product_id"], row["kind"], row["decision"], row["state"]) == (
            first,
            "create",
            "planned",
            "planned",
        )
        assert row["changes"][:2] == [
            {"field": "name", "old": "", "new": "Kubek", "is_cut": False, "is_declined": False},
            {"field": "sku", "old": "", "new": "A", "is_cut": False, "is_declined": False},
        ]
        (row,) = api.ok("getConnectImportChanges", import_id=number, after_id=first, limit=1)["products"]
        assert row["supplier_product_id"] == second
        decided = api.ok(
            "decideConnectImportChanges", import_id=number, decision="declined", supplier_product_ids=[second]
        )
        assert decided["decided"] == 1
        assert api.ok("runConnectProductImport", import_id=number) == {"import_id": number, "state": "queued"}
        run_jobs()
        done = api.ok("getConnectProductImport", import_id=number)
        assert (done["state"], done["created"], list(links(x))) == ("done", 1, [first])
        assert done["date_undo_until"] == done["date_finished"] + 30 * 86_400
        assert api.ok("undoConnectProductImport", import_id=number)["state"] == "queued"
        run_jobs()
        (newest,) = api.ok("getConnectProductImports")["imports"]
        assert (newest["import_id"], newest["state"], newest["deleted"], newest["kept"]) == (number, "undone", 1, 0)
        assert products(x) == []
        assert api.refused("undoConnectProductImport", import_id=number) == "ERROR_CONFLICT"
        assert x.supplier.api.refused("undoConnectProductImport", import_id=number) == "ERROR_NOT_FOUND"
        assert x.supplier.api.refused("getConnectImportChanges", import_id=number) == "ERROR_NOT_FOUND"


class TestSchedule:
    @pytest.mark.feature("L-02")
    def test_repeats_and_asks(self, x: Exchange) -> None:
        api = x.contractor.api
        target = {
            "connect_integration_id": x.made.contractor_integration_id,
            "inventory_id": x.contractor.inventory_id,
        }
        theirs = x.product(name="Kubek", sku="A")
        asked = {**target, "schedule": {"every": "24h", "at": "03:00"}}
        for wrong in ({"every": "2h"}, {"every": "24h", "at": "3 am"}, ["24h"]):
            refused = api.refused("addConnectProductImport", **{**asked, "schedule": wrong})
            assert refused == "ERROR_BAD_PARAMETERS"
        number = api.ok("addConnectProductImport", **asked)["import_id"]
        run_jobs()
        assert api.ok("getConnectProductImport", import_id=number)["state"] == "done"
        (profile,) = api.ok("getConnectImportProfiles")["profiles"]
        assert (profile["every"], profile["at"], profile["state"], profile["is_approved"]) == (
            "24h",
            "03:00",
            "waiting",
            True,
        )
        assert profile["date_next"] > 0
        kept = api.ok("setConnectImportProfile", **target, every="1h", field_policies={"name": "ask", "sku": "mine"})[
            "profile_id"
        ]
        assert kept == profile["profile_id"]
        run_jobs()
        changed(x, theirs, name="Kubek 2", sku="A2", sku_key="a2")
        run = api.ok("runConnectImportProfile", profile_id=kept)["import_id"]
        run_jobs()
        (profile,) = api.ok("getConnectImportProfiles")["profiles"]
        waiting = profile["changes_import_id"]
        (row,) = api.ok("getConnectImportChanges", import_id=waiting)["products"]
        assert [(one["field"], one["new"]) for one in row["changes"]] == [("name", "Kubek 2")]
        api.ok("decideConnectImportChanges", import_id=waiting, decision="accepted")
        made = api.ok("runConnectProductImport", import_id=waiting)["import_id"]
        assert made not in {waiting, run}
        run_jobs()
        (own,) = products(x)
        assert (own.name, own.sku) == ("Kubek 2", "A")
        api.ok("deleteConnectImportProfile", profile_id=kept)
        assert api.ok("getConnectImportProfiles")["profiles"] == []
        assert x.supplier.api.refused("runConnectImportProfile", profile_id=kept) == "ERROR_NOT_FOUND"
