"""The main job end to end: a supplier and a contractor exchange products and orders, over HTTP alone."""

import base64
from typing import Any

import pytest

from tests.journeys.people import Firm, await_true, open_firm
from tests.support.served import Served

LABEL = base64.b64encode(b"%PDF-1.4\n% label of parcel 1\n%%EOF\n").decode()
PRODUCTS = [
    {"sku": "PAP-A4", "ean": "5901234123457", "name": "Papier ozdobny A4", "price": 24.6, "stock": 40},
    {"sku": "WST-01", "ean": "5901234123464", "name": "Wstążka satynowa", "price": 6.15, "stock": 200},
    {"sku": "KOP-01", "ean": "", "name": "Koperta <b>złota</b>", "price": 1.23, "stock": 0},
]


def add_products(supplier: Firm) -> dict[str, int]:
    """The supplier's goods; ids by SKU."""
    made = {}
    for product in PRODUCTS:
        answer = supplier.call(
            "addInventoryProduct",
            inventory_id=supplier.inventory_id,
            sku=product["sku"],
            ean=product["ean"],
            tax_rate=23,
            prices={str(supplier.price_group_id): product["price"]},
            stock={supplier.warehouse: product["stock"]},
            text_fields={"name": product["name"]},
        )
        made[str(product["sku"])] = int(answer["product_id"])
    return made


def import_all(contractor: Firm, integration_id: int) -> dict[str, Any]:
    """Import everything the supplier shares and wait for the end."""
    import_id = contractor.call(
        "addConnectProductImport",
        connect_integration_id=integration_id,
        inventory_id=contractor.inventory_id,
        type="new",
    )["import_id"]

    def finished() -> dict[str, Any] | None:
        progress = contractor.call("getConnectProductImport", import_id=import_id)
        assert progress["state"] in {"queued", "running", "done"}, progress
        return progress if progress["state"] == "done" else None

    progress: dict[str, Any] = await_true(finished, "the import")
    return progress


@pytest.mark.feature("A-15", "A-18", "B-01", "B-02", "B-03", "B-04", "B-05", "B-14", "E-08", "E-21", "L-16", "L-A7")
@pytest.mark.feature("F-01", "F-05", "F-07", "F-08", "F-09", "F-16", "G-01", "G-02")
def test_two_firms_exchange_products_and_orders(served: Served) -> None:
    supplier = open_firm(served, "Hurtownia Papierex", "marek@papierex.example")
    contractor = open_firm(served, "Zielona Półka", "ola@polka.example")
    theirs = add_products(supplier)
    paper = theirs["PAP-A4"]

    offered = supplier.call(
        "addConnectIntegration", name="Papierex B2B", code_name="Papierex", inventory_id=supplier.inventory_id
    )
    assert contractor.refused("verifyConnectCode", code="00000-00000-00000-00000-000000") == "ERROR_CONNECT_CODE"
    named = contractor.call("verifyConnectCode", code=offered["code"])
    assert {key: named[key] for key in named if key != "terms_text"} == {
        "supplier_name": "Hurtownia Papierex",
        "code_name": "Papierex",
        "share_products": True,
        "accept_orders": True,
        "require_approval": False,
    }
    joined = contractor.call("joinConnectIntegration", code=offered["code"])
    integration_id, contractor_id = joined["connect_integration_id"], joined["connect_contractor_id"]
    live = joined["warehouse_id"]
    assert joined["state"] == "active"
    assert live.startswith("blconnect_")
    assert integration_id != offered["connect_integration_id"]
    listed = contractor.call("getConnectIntegrations")["integrations"]
    assert listed["own_integrations"] == []
    assert [(row["connect_integration_id"], row["name"]) for row in listed["connected_integrations"]] == [
        (integration_id, "Papierex")
    ]
    rows = supplier.call("getConnectIntegrationContractors", connect_integration_id=offered["connect_integration_id"])[
        "contractors"
    ]
    assert [row["name"] for row in rows.values()] == ["Zielona Półka"]
    assert list(rows) == [str(contractor_id)]

    shared = contractor.call("getConnectProducts", connect_integration_id=integration_id)["products"]
    assert {row["sku"]: (row["price"], row["stock"], row["currency"]) for row in shared.values()} == {
        "PAP-A4": (24.6, 40, "PLN"),
        "WST-01": (6.15, 200, "PLN"),
        "KOP-01": (1.23, 0, "PLN"),
    }
    progress = import_all(contractor, integration_id)
    assert (progress["created"], progress["done"], progress["total"]) == (3, 3, 3)
    links = contractor.call("getConnectProductLinks", connect_integration_id=integration_id)["links"]
    mine = {row["supplier_product_id"]: row["product_id"] for row in links}[paper]
    names = contractor.call("getInventoryProductsList", inventory_id=contractor.inventory_id)["products"]
    assert {row["name"] for row in names.values()} == {str(product["name"]) for product in PRODUCTS}
    assert contractor.stock(mine)["stock"][live] == 40

    supplier.call(
        "updateInventoryProductsStock",
        inventory_id=supplier.inventory_id,
        products={str(paper): {supplier.warehouse: 30}},
    )
    assert contractor.stock(mine)["stock"][live] == 30

    line = {
        "storage": "db",
        "storage_id": 0,
        "product_id": str(mine),
        "quantity": 4,
        "price_brutto": 39.9,
        "tax_rate": 23,
    }
    order_id = contractor.call(
        "addOrder",
        date_add=1_795_000_000,
        currency="PLN",
        email="anna@example.com",
        phone="600100200",
        user_comments="Proszę o fakturę",
        admin_comments="only ours",
        extra_field_1="PO 17",
        extra_field_2="ręcznie",
        delivery_fullname="Anna Kowalska",
        delivery_address="Prosta 1",
        delivery_postcode="00-001",
        delivery_city="Warszawa",
        delivery_country_code="PL",
        products=[{"name": "Papier ozdobny A4", **line}],
    )["order_id"]
    assert supplier.stock(paper) == {"stock": {supplier.warehouse: 30}, "reservations": {supplier.warehouse: 0}}

    (sale,) = contractor.call("forwardConnectOrder", order_id=order_id)["sales"]
    assert (sale["state"], sale["connect_integration_id"], sale["skipped_lines"]) == ("forwarded", integration_id, [])
    sale_id = sale["connect_sale_id"]
    assert contractor.order(order_id)["connect_data"] == {
        "connect_integration_id": integration_id,
        "connect_contractor_id": contractor_id,
        "connect_sale_id": sale_id,
    }

    (sold,) = supplier.call("getOrders", filter_order_source="blconnect", include_connect_data=True)["orders"]
    assert sold["connect_data"] == {
        "connect_integration_id": offered["connect_integration_id"],
        "connect_contractor_id": contractor_id,
        "connect_sale_id": sale_id,
    }
    assert sold["order_id"] != order_id
    assert (sold["order_source"], sold["order_source_id"]) == ("blconnect", offered["connect_integration_id"])
    assert sold["order_source_info"] == "Zielona Półka"
    assert (sold["delivery_fullname"], sold["user_comments"]) == ("Anna Kowalska", "Proszę o fakturę")
    assert (sold["extra_field_1"], sold["extra_field_2"], sold["admin_comments"]) == ("PO 17", "ręcznie", "")
    assert [(row["product_id"], row["quantity"], row["price_brutto"]) for row in sold["products"]] == [
        (str(paper), 4, 24.6)
    ]
    assert "blconnect" in supplier.call("getOrderSources")["sources"]
    assert supplier.stock(paper) == {"stock": {supplier.warehouse: 30}, "reservations": {supplier.warehouse: 4}}
    assert contractor.stock(mine)["stock"][live] == 26

    (again,) = contractor.call("forwardConnectOrder", order_id=order_id)["sales"]
    assert (again["state"], again["connect_sale_id"]) == ("existing", sale_id)
    assert len(supplier.call("getOrders", filter_order_source="blconnect")["orders"]) == 1

    supplier.call("setOrderStatus", order_id=sold["order_id"], status_id=supplier.statuses()["Wysłane"])
    assert supplier.stock(paper) == {"stock": {supplier.warehouse: 26}, "reservations": {supplier.warehouse: 0}}
    assert contractor.stock(mine)["stock"][live] == 26

    package = supplier.call(
        "createPackageManual",
        order_id=sold["order_id"],
        courier_code="dpd",
        package_number="DPD0001",
        pickup_date=1_795_000_000,
    )
    supplier.call("addOrderPackageLabel", package_id=package["package_id"], extension="pdf", label=LABEL)
    supplier.call("setOrderPackageStatus", package_id=package["package_id"], tracking_status=5)

    def told() -> dict[str, Any] | None:
        packages = contractor.call("getOrderPackages", order_id=order_id)["packages"]
        return packages[0] if packages and packages[0]["tracking_status"] == 5 else None

    copy = await_true(told, "the parcel on the contractor's order")
    assert (copy["courier_package_nr"], copy["courier_code"]) == ("DPD0001", "dpd")
    label = await_true(
        lambda: contractor.call("getLabel", courier_code="dpd", package_id=copy["package_id"]), "the label"
    )
    assert (label["label"], label["extension"]) == (LABEL, "pdf")

    (seen,) = contractor.call("getConnectSales", order_id=order_id)["sales"]
    assert seen["connect_sale_id"] == sale_id
    assert (seen["role"], seen["state"], seen["partner_name"]) == ("contractor", "shipped", "Hurtownia Papierex")
    assert seen["partner_status"] == "Wysłane"
    assert (seen["amount"], seen["currency"]) == (98.4, "PLN")
    assert [
        parcel["number"] if "number" in parcel else parcel["courier_package_nr"] for parcel in seen["packages"]
    ] == ["DPD0001"]
    (other,) = supplier.call("getConnectSales", connect_sale_id=sale_id)["sales"]
    assert (other["role"], other["order_id"]) == ("supplier", sold["order_id"])


@pytest.mark.feature("F-11", "F-18")
def test_a_status_is_mapped_to_the_contractors_and_does_not_come_back(served: Served) -> None:
    supplier = open_firm(served, "Dostawca", "status@dostawca.example")
    contractor = open_firm(served, "Sklep", "status@sklep.example")
    theirs = add_products(supplier)
    offered = supplier.call("addConnectIntegration", name="B2B", code_name="B2B", inventory_id=supplier.inventory_id)
    joined = contractor.call("joinConnectIntegration", code=offered["code"])
    sent, theirs_sent = contractor.statuses()["Wysłane"], supplier.statuses()["Wysłane"]
    supplier.call(
        "setConnectIntegrationSettings",
        connect_integration_id=offered["connect_integration_id"],
        settings={"status_map_out": [theirs_sent], "status_map_in": {}},
    )
    contractor.call(
        "setConnectIntegrationSettings",
        connect_integration_id=joined["connect_integration_id"],
        settings={"status_map_in": {str(theirs_sent): sent}, "status_map_out": [sent]},
    )
    import_all(contractor, joined["connect_integration_id"])
    links = contractor.call("getConnectProductLinks", connect_integration_id=joined["connect_integration_id"])["links"]
    mine = {row["supplier_product_id"]: row["product_id"] for row in links}[theirs["WST-01"]]
    order_id = contractor.call(
        "addOrder", products=[{"storage": "db", "product_id": str(mine), "name": "W", "quantity": 1, "price_brutto": 9}]
    )["order_id"]
    (sale,) = contractor.call("forwardConnectOrder", order_id=order_id)["sales"]
    assert sale["state"] == "forwarded"
    (sold,) = supplier.call("getOrders", filter_order_source="blconnect")["orders"]
    supplier.call("setOrderStatus", order_id=sold["order_id"], status_id=theirs_sent)
    await_true(lambda: contractor.order(order_id)["order_status_id"] == sent, "the mapped status")
    changes = [
        row for row in supplier.call("getJournalList", order_id=sold["order_id"])["logs"] if row["log_type"] == 18
    ]
    assert len(changes) == 1


@pytest.mark.feature("F-02")
def test_an_order_is_forwarded_by_itself_when_it_enters_a_status(served: Served) -> None:
    supplier = open_firm(served, "Dostawca", "auto@dostawca.example")
    contractor = open_firm(served, "Sklep", "auto@sklep.example")
    theirs = add_products(supplier)
    offered = supplier.call("addConnectIntegration", name="B2B", code_name="B2B", inventory_id=supplier.inventory_id)
    joined = contractor.call(
        "joinConnectIntegration",
        code=offered["code"],
        settings={"forwarding": "automatic", "forward_status_ids": [contractor.statuses()["W realizacji"]]},
    )
    import_all(contractor, joined["connect_integration_id"])
    links = contractor.call("getConnectProductLinks", connect_integration_id=joined["connect_integration_id"])["links"]
    mine = {row["supplier_product_id"]: row["product_id"] for row in links}[theirs["WST-01"]]
    order_id = contractor.call(
        "addOrder", products=[{"storage": "db", "product_id": str(mine), "name": "W", "quantity": 2, "price_brutto": 9}]
    )["order_id"]
    assert supplier.call("getOrders", filter_order_source="blconnect")["orders"] == []
    contractor.call("setOrderStatus", order_id=order_id, status_id=contractor.statuses()["W realizacji"])
    (sold,) = await_true(
        lambda: supplier.call("getOrders", filter_order_source="blconnect")["orders"], "the forwarded order"
    )
    assert [(row["sku"], row["quantity"]) for row in sold["products"]] == [("WST-01", 2)]


@pytest.mark.feature("A-15")
def test_after_ten_wrong_codes_the_right_one_is_not_looked_at(served: Served) -> None:
    supplier = open_firm(served, "Dostawca", "codes@dostawca.example")
    stranger, other = open_firm(served, "Obcy", "codes@obcy.example"), open_firm(served, "Inny", "codes@inny.example")
    offered = supplier.call("addConnectIntegration", name="B2B", code_name="B2B", inventory_id=supplier.inventory_id)
    for number in range(10):
        assert stranger.refused("verifyConnectCode", code=f"{number:026}") == "ERROR_CONNECT_CODE"
    for method in ("verifyConnectCode", "joinConnectIntegration"):
        assert stranger.refused(method, code=offered["code"]) == "ERROR_CONNECT_CODE"
    assert stranger.call("getConnectIntegrations")["integrations"]["connected_integrations"] == []
    assert other.call("verifyConnectCode", code=offered["code"])["supplier_name"] == "Dostawca"
