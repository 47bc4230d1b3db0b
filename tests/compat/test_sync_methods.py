"""Copies of stock and prices through the API: settings, the report, running now."""

import pytest

from tests.connect.test_syncing import later, price_group, stock_of
from tests.factories.exchange import make_exchange
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.mark.feature("E-17", "E-18")
def test_switched_on_reported_and_run_now() -> None:
    x = make_exchange()
    theirs, own = x.pair(5)
    api, number = x.contractor.api, x.made.contractor_integration_id
    place = api.ok("addInventoryWarehouse", name="Dropshipping", stock_edition=True)["warehouse_id"]
    group = price_group(x.contractor)
    assert api.refused("runConnectSync", connect_integration_id=number) == "ERROR_CONFLICT"
    wanted = {"stock_sync": "4h", "stock_warehouse_id": f"bl_{place}", "price_sync": "live", "price_group_id": group}
    wrong = {**wanted, "stock_sync": "5m"}
    refused = api.refused("setConnectIntegrationSettings", connect_integration_id=number, settings=wrong)
    assert refused == "ERROR_BAD_PARAMETERS"
    shown = api.ok("setConnectIntegrationSettings", connect_integration_id=number, settings=wanted)["settings"]
    assert {name: shown[name] for name in wanted} == wanted

    run_jobs()
    (joined,) = api.ok("getConnectIntegrations")["integrations"]["connected_integrations"]
    stock, price = joined["syncs"]["stock"], joined["syncs"]["price"]
    assert 4 * 3600 - 5 <= stock.pop("next_sync") - stock.pop("last_sync") <= 4.5 * 3600
    assert stock == {"every": "4h", "state": "done", "checked": 1, "changed": 1, "error": ""}
    assert (price["every"], price["state"], price["changed"]) == ("live", "done", 1)
    assert stock_of(x.contractor, place) == {own: 5}

    data = api.ok("getInventoryProductsData", inventory_id=x.contractor.inventory_id, products=[own])
    assert data["products"][str(own)]["stock"][f"bl_{place}"] == 5
    key = f"bl_{x.supplier.warehouse_id}"
    x.supplier.api.ok(
        "updateInventoryProductsStock", inventory_id=x.supplier.inventory_id, products={str(theirs): {key: 2}}
    )
    assert api.ok("runConnectSync", connect_integration_id=number)["syncs"]["stock"]["state"] == "queued"
    run_jobs()
    assert stock_of(x.contractor, place) == {own: 2}
    x.supplier.api.ok("setConnectContractorStatus", connect_contractor_id=x.connection_id, action="suspend")
    run_jobs()
    assert stock_of(x.contractor, place) == {own: 0}
    (joined,) = api.ok("getConnectIntegrations")["integrations"]["connected_integrations"]
    assert (joined["syncs"]["stock"]["state"], joined["syncs"]["stock"]["next_sync"]) == ("stopped", 0)
    assert api.refused("runConnectSync", connect_integration_id=number) == "ERROR_CONNECT_STATE"
    with later(hours=5):
        run_jobs()
    assert stock_of(x.contractor, place) == {own: 0}


def test_another_accounts_number_is_a_missing_one() -> None:
    x = make_exchange()
    number = x.made.contractor_integration_id
    assert x.supplier.api.refused("runConnectSync", connect_integration_id=number) == "ERROR_NOT_FOUND"
    assert x.contractor.api.refused("runConnectSync", connect_integration_id=x.made.integration_id) == "ERROR_NOT_FOUND"
