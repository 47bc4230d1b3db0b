"""Starting to sell: an account without products finds a supplier in the directory and gets its first order there (A-12)."""

from typing import Any

import pytest

from tests.journeys.people import await_true, open_firm
from tests.journeys.test_exchange import add_products, import_all
from tests.support.served import Served


@pytest.mark.feature("A-12", "D-02", "D-04", "D-07", "D-08")
def test_a_newcomer_starts_to_sell_from_the_directory(served: Served) -> None:
    supplier = open_firm(served, "Papiernia Północ", "biuro@papiernia.example")
    newcomer = open_firm(served, "Nowy Sklep", "start@nowy.example")
    theirs = add_products(supplier)
    offered = supplier.call(
        "addConnectIntegration", name="B2B", code_name="Papiernia", inventory_id=supplier.inventory_id
    )
    listing = {
        "connect_integration_id": offered["connect_integration_id"],
        "company_name": "Papiernia Północ",
        "description": {"pl": "Papier i wstążki", "en": "Paper and ribbons"},
        "countries": ["PL"],
        "industries": ["paper"],
        "types": ["wholesaler", "dropshipping"],
        "contact_email": "tajny@papiernia.example",
        "join_mode": "direct",
    }
    drafted = supplier.call("setConnectListing", **listing)
    assert drafted["state"] == "draft"
    assert newcomer.call("getConnectDirectory", filter_name="papiernia")["listings"] == []
    published = supplier.call("setConnectListing", **listing, published=True)
    assert published == {**drafted, "state": "approved"}

    assert newcomer.call("getConnectDirectory", filter_name="papiernia", filter_types=["fulfilment"])["listings"] == []
    (found,) = newcomer.call(
        "getConnectDirectory", filter_name="PAPIERNIA polnoc", filter_countries=["PL"], filter_industries=["paper"]
    )["listings"]
    assert found["connect_listing_id"] == published["connect_listing_id"]
    assert (found["description"], found["join_mode"], found["state"]) == ("Papier i wstążki", "direct", "")
    assert "tajny@" not in str(found)
    sent = newcomer.call(
        "contactConnectSupplier",
        connect_listing_id=found["connect_listing_id"],
        subject="Start",
        message="Telefon 600 100 200",
    )
    assert (sent["sent_from"], sent["copy_sent"]) == ("platform", False)

    assert newcomer.refused("verifyConnectCode", code=offered["code"]) == "ERROR_CONNECT_PUBLISHED"
    assert newcomer.refused("joinConnectIntegration", code=offered["code"]) == "ERROR_CONNECT_PUBLISHED"
    joined = newcomer.call("joinConnectIntegration", connect_listing_id=found["connect_listing_id"])
    assert joined["state"] == "active"
    progress = import_all(newcomer, joined["connect_integration_id"])
    assert progress["created"] == len(theirs)
    links = newcomer.call("getConnectProductLinks", connect_integration_id=joined["connect_integration_id"])["links"]
    mine = {row["supplier_product_id"]: row["product_id"] for row in links}[theirs["PAP-A4"]]
    order_id = newcomer.call(
        "addOrder",
        products=[{"storage": "db", "product_id": str(mine), "name": "Papier", "quantity": 2, "price_brutto": 39}],
    )["order_id"]
    (sale,) = newcomer.call("forwardConnectOrder", order_id=order_id)["sales"]
    assert sale["state"] == "forwarded"

    def received() -> list[dict[str, Any]]:
        orders: list[dict[str, Any]] = supplier.call("getOrders", filter_order_source="blconnect")["orders"]
        return orders

    (sold,) = await_true(received, "the forwarded order")
    assert [(row["sku"], row["quantity"]) for row in sold["products"]] == [("PAP-A4", 2)]
    assert sold["order_source_info"] == "Nowy Sklep"
