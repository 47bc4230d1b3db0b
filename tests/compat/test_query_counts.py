"""How many statements a list method takes: the committed number, whatever the size of its page."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from spinka.compat import methods
from spinka.compat.registry import METHODS
from tests.compat.examples import EXAMPLES, fill
from tests.factories.world import World
from tests.support.growth import Growth, statements
from tests.support.rows import rolled_back

methods.load()
# Statements of one call, the look-up of the token included.
COUNTS = {
    "getCategories": 4,
    "getConnectContractorCreditHistory": 3,
    "getConnectContractorView": 6,
    "getConnectCredit": 4,
    "getConnectDirectory": 4,
    "getConnectHolds": 2,
    "getConnectInquiries": 3,
    "getConnectImportChanges": 6,
    "getConnectImportProfiles": 2,
    "getConnectIntegrationCode": 2,
    "getConnectIntegrationContractors": 7,
    "getConnectIntegrations": 8,
    "getConnectProductImport": 2,
    "getConnectProductImports": 2,
    "getConnectProductLinks": 7,
    "getConnectProducts": 6,
    "getConnectSales": 11,
    "getCourierAccounts": 2,
    "getCourierFields": 2,
    "getCourierPackagesStatusHistory": 3,
    "getCourierServices": 4,
    "getCouriersList": 1,
    "getCrmClientData": 2,
    "getCrmClientExtraFields": 2,
    "getCrmClientStatusGroups": 2,
    "getCrmClientStatuses": 2,
    "getCrmClients": 2,
    "getCurrencyRates": 2,
    "getExternalStorageCategories": 6,
    "getExternalStorageProductsData": 7,
    "getExternalStorageProductsList": 6,
    "getExternalStorageProductsPrices": 8,
    "getExternalStorageProductsQuantity": 8,
    "getExternalStoragesList": 6,
    "getInventories": 2,
    "getInventoryAvailableTextFieldKeys": 3,
    "getInventoryCategories": 3,
    "getInventoryDocumentItems": 3,
    "getInventoryDocumentSeries": 2,
    "getInventoryDocuments": 2,
    "getInventoryExtraFields": 2,
    "getInventoryManufacturers": 2,
    "getInventoryPayers": 2,
    "getInventoryPriceGroups": 2,
    "getInventoryProductLogs": 2,
    "getInventoryProductsData": 8,
    "getInventoryProductsList": 8,
    "getInventoryProductsPrices": 3,
    "getInventoryProductsStock": 8,
    "getInventorySuppliers": 2,
    "getInventoryTags": 2,
    "getInventoryWarehouseLocationTypes": 2,
    "getInventoryWarehouseLocations": 3,
    "getInventoryWarehouseRacks": 2,
    "getInventoryWarehouseZones": 2,
    "getInventoryWarehouses": 2,
    "getInvoices": 4,
    "getJournalList": 4,
    "getNewReceipts": 3,
    "getOrderExtraFields": 2,
    "getOrderPackages": 5,
    "getOrderPaymentsHistory": 3,
    "getOrderReturnExtraFields": 2,
    "getOrderReturnJournalList": 3,
    "getOrderReturnPaymentsHistory": 3,
    "getOrderReturnProductStatuses": 2,
    "getOrderReturnReasonsList": 2,
    "getOrderReturnStatusGroups": 2,
    "getOrderReturnStatusList": 2,
    "getOrderReturns": 4,
    "getOrderSources": 3,
    "getOrderStatusGroups": 2,
    "getOrderStatusList": 2,
    "getOrderTransactionData": 3,
    "getOrderTransactionDetails": 2,
    "getOrders": 4,
    "getOrdersByEmail": 2,
    "getOrdersByPhone": 2,
    "getPackageDetails": 3,
    "getProductsData": 10,
    "getProductsList": 8,
    "getProductsPrices": 3,
    "getProductsQuantity": 8,
    "getReceipt": 3,
    "getReceipts": 4,
    "getSeries": 2,
    "getStoragesList": 2,
}
# Answers that have no rows, rows that cannot be repeated (a partner each, two companies' names), or that end before
# rows of a transaction still open.
UNGROWN = {
    "getConnectDirectory",  # one publication an integration
    "getConnectImportChanges",  # rows of one import
    "getConnectImportProfiles",  # one a connection and catalog
    "getConnectIntegrationCode",
    "getConnectIntegrationContractors",
    "getConnectProductImport",
    "getConnectProductLinks",
    "getCourierFields",
    "getCourierServices",
    "getCouriersList",
    "getCrmClientData",
    "getExternalStorageCategories",
    "getExternalStorageProductsData",
    "getExternalStoragesList",
    "getInventoryDocumentSeries",
    "getInventoryPayers",
    "getInventorySuppliers",
    "getJournalList",
    "getOrderTransactionData",
    "getOrderTransactionDetails",
}
# Where the example asks for one row, the parameters that give a page; `$products` are all ids of the account's products.
PAGES: dict[str, dict[str, Any]] = {
    "getConnectCredit": {"connect_contractor_id": "$connect_contractor_id"},
    "getConnectContractorView": {"connect_contractor_id": "$connect_contractor_id"},
    "getCrmClients": {"page": 1},
    "getCurrencyRates": {},
    "getInvoices": {},
    "getInventoryDocuments": {},
    "getInventoryProductsData": {"inventory_id": "$inventory_id", "products": "$products"},
    "getInventoryProductsList": {"inventory_id": "$inventory_id"},
    "getInventoryProductsStock": {"inventory_id": "$inventory_id"},
    "getJournalList": {"last_log_id": 0},
    "getOrderReturnJournalList": {"last_log_id": 0},
    "getOrderReturns": {"include_connect_data": True, "include_custom_extra_fields": True},
    "getOrdersByEmail": {"email": "marker@buyer.example"},
    "getOrdersByPhone": {"phone": "600100200"},
    "getOrders": {"include_connect_data": True, "include_custom_extra_fields": True, "get_unconfirmed_orders": True},
    "getProductsData": {"storage_id": "bl_$inventory_id", "products": "$products"},
    "getProductsList": {"storage_id": "bl_$inventory_id"},
    "getReceipts": {},
}
# One file each, made of one document.
FILES = {"getCourierDocument", "getInventoryDocumentFile", "getInvoiceFile", "getLabel", "getProtocol"}
SIZES = (0, 9, 90)
READS = sorted(name for name in METHODS if name.startswith("get") and name not in FILES)


def ask(world: World, name: str, products: list[int]) -> tuple[int, int]:
    """Statements of a call, and how long its answer is."""
    parameters = fill(PAGES.get(name, EXAMPLES[name]), {**world.ids, "products": 0})
    if parameters.get("products") == 0:
        parameters["products"] = products
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = world.api.post(name, parameters)
    assert b'"SUCCESS"' in response.content[:40], response.content[:300]
    return len(statements(captured.captured_queries)), len(response.content)


@pytest.fixture(scope="module")
def measured(world: World) -> dict[str, list[tuple[int, int]]]:
    """Every list method asked in an account with few rows, with ten and with a hundred more in every table."""
    found: dict[str, list[tuple[int, int]]] = {}
    account_id = world.account.account_id
    with rolled_back():
        growths = [Growth(side.account_id) for side in (world.account, world.partner)]
        for size in SIZES:
            for growth in growths if size else ():
                growth.grow(size)
            with acting_for(account_id):
                products = list(Product.objects.for_account(account_id).order_by("pk").values_list("pk", flat=True))
            for name in READS:
                with rolled_back():
                    found.setdefault(name, []).append(ask(world, name, products[:1000]))
    return found


@pytest.mark.parametrize("name", READS)
class TestQueryCounts:
    def test_is_the_committed_number_whatever_the_page_holds(
        self, name: str, measured: dict[str, list[tuple[int, int]]]
    ) -> None:
        assert name in COUNTS, f"{name} has no committed number; it took {[count for count, _ in measured[name]]}"
        assert [count for count, _ in measured[name]] == [COUNTS[name]] * len(SIZES)

    def test_answers_have_grown(self, name: str, measured: dict[str, list[tuple[int, int]]]) -> None:
        """Else nothing was shown."""
        lengths = [length for _, length in measured[name]]
        assert (lengths[0] < lengths[1] < lengths[2]) is (name not in UNGROWN), lengths


def test_the_table_names_served_methods_alone() -> None:
    assert COUNTS.keys() - set(READS) == set()
    assert UNGROWN - COUNTS.keys() == set()
