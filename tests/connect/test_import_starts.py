"""An import of products runs when somebody starts it, and not again by itself (E-16)."""

from datetime import timedelta

import pytest
import time_machine

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from spinka.connect.models import ProductImport
from spinka.core import clock
from tests.factories.exchange import make_exchange
from tests.support.jobs import run_jobs


@pytest.mark.django_db
@pytest.mark.feature("E-16")
def test_what_the_supplier_changes_later_waits_for_the_next_start() -> None:
    x = make_exchange()
    theirs = x.product(5, name="Kubek")
    api, account_id = x.contractor.account.api, x.contractor.account_id
    wanted = {
        "connect_integration_id": x.made.contractor_integration_id,
        "inventory_id": x.contractor.inventory_id,
        "type": "new_and_update",
    }
    api.ok("addConnectProductImport", **wanted)
    run_jobs()
    x.supplier.account.api.ok(
        "addInventoryProduct",
        inventory_id=x.supplier.inventory_id,
        product_id=theirs,
        text_fields={"name": "Kubek niebieski"},
    )
    x.product(7, name="Talerz")

    def names() -> list[str]:
        with acting_for(account_id):
            return sorted(Product.objects.for_account(account_id).values_list("name", flat=True))

    for hours in (1, 30, 24 * 8):
        with time_machine.travel(clock.now() + timedelta(hours=hours)):
            run_jobs()
        assert names() == ["Kubek"]
    with acting_for(account_id):
        assert ProductImport.objects.for_account(account_id).count() == 1
    api.ok("addConnectProductImport", **wanted)
    run_jobs()
    assert names() == ["Kubek niebieski", "Talerz"]
