"""What companies use the exchange for: wholesale, dropshipping, fulfilment, services (A-09 … A-11, A-13), over HTTP alone."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.journeys.people import Answer, Firm, await_true, open_firm
from tests.journeys.test_exchange import add_products, import_all
from tests.support.served import Served

BUYER = {
    "email": "anna@example.com",
    "phone": "600100200",
    "delivery_fullname": "Anna Kowalska",
    "delivery_address": "Prosta 1",
    "delivery_postcode": "00-001",
    "delivery_city": "Warszawa",
    "delivery_country_code": "PL",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A supplier and a contractor joined by a code; `theirs` are the supplier's products by SKU."""

    supplier: Firm
    contractor: Firm
    offered: Answer
    joined: Answer
    theirs: dict[str, int]

    def imported(self) -> dict[str, int]:
        """Import everything; the contractor's products by the supplier's SKU."""
        integration_id = self.joined["connect_integration_id"]
        import_all(self.contractor, integration_id)
        links = self.contractor.call("getConnectProductLinks", connect_integration_id=integration_id)["links"]
        mine = {row["supplier_product_id"]: row["product_id"] for row in links}
        return {sku: mine[product_id] for sku, product_id in self.theirs.items()}

    def received(self) -> Answer:
        """The only order the supplier got through Connect."""
        (sold,) = self.supplier.call("getOrders", filter_order_source="blconnect", include_connect_data=True)["orders"]
        assert isinstance(sold, dict)
        return sold

    def sale(self, order_id: int) -> Answer:
        """The contractor's view of the order's only sale."""
        (found,) = self.contractor.call("getConnectSales", order_id=order_id)["sales"]
        assert isinstance(found, dict)
        return found


def meet(served: Served, word: str, settings: dict[str, Any] | None = None, **offer: Any) -> Pair:
    """Two firms that have connected; `settings` are the contractor's, `offer` what the supplier chose."""
    supplier = open_firm(served, f"Dostawca {word}", f"{word}@dostawca.example")
    contractor = open_firm(served, f"Odbiorca {word}", f"{word}@odbiorca.example")
    theirs = add_products(supplier)
    asked = {"name": f"Oferta {word}", "code_name": f"Oferta {word}", "inventory_id": supplier.inventory_id}
    offered = supplier.call("addConnectIntegration", **asked, **offer)
    joined = contractor.call("joinConnectIntegration", code=offered["code"], settings=settings or {})
    return Pair(supplier, contractor, offered, joined, theirs)


def line(product_id: int, name: str, quantity: int, price: float) -> Answer:
    return {
        "storage": "db",
        "storage_id": 0,
        "product_id": str(product_id),
        "name": name,
        "quantity": quantity,
        "price_brutto": price,
        "tax_rate": 23,
    }


@pytest.mark.feature("A-09", "A-08", "H-01")
def test_wholesale_the_contractor_orders_for_its_own_stock_and_is_invoiced(served: Served) -> None:
    pair = meet(served, "hurt")
    mine = pair.imported()
    own = {**BUYER, "delivery_company": "Odbiorca hurt", "delivery_fullname": "Magazyn"}
    lines = [line(mine["PAP-A4"], "Papier", 10, 0), line(mine["WST-01"], "Wstążka", 20, 0)]
    order_id = pair.contractor.call("addOrder", currency="PLN", products=lines, **own)["order_id"]
    (sale,) = pair.contractor.call("forwardConnectOrder", order_id=order_id)["sales"]
    assert sale["state"] == "forwarded"
    sold = pair.received()
    assert (sold["delivery_company"], sold["delivery_fullname"]) == ("Odbiorca hurt", "Magazyn")
    assert [(row["sku"], row["quantity"], row["price_brutto"]) for row in sold["products"]] == [
        ("PAP-A4", 10, 24.6),
        ("WST-01", 20, 6.15),
    ]
    series = pair.supplier.call("getSeries")["series"]
    invoices = [row["id"] for row in series if row["type"] == "INVOICE"]
    pair.supplier.call("addInvoice", order_id=sold["order_id"], series_id=invoices[0])
    (invoice,) = pair.supplier.call("getInvoices", order_id=sold["order_id"])["invoices"]
    assert (invoice["total_price_brutto"], invoice["invoice_company"]) == (369, "Odbiorca hurt")
    assert pair.sale(order_id)["amount"] == 369
    # Both sides keep a log of the exchange.
    assert pair.contractor.call("getJournalList", order_id=order_id)["logs"]
    assert pair.supplier.call("getJournalList", order_id=sold["order_id"])["logs"]


@pytest.mark.feature("A-10", "G-05")
def test_dropshipping_goes_to_the_buyer_and_the_parcel_comes_back(served: Served) -> None:
    pair = meet(served, "dropship")
    sent, done = pair.contractor.statuses()["Wysłane"], pair.supplier.statuses()["Wysłane"]
    pair.supplier.call(
        "setConnectIntegrationSettings",
        connect_integration_id=pair.offered["connect_integration_id"],
        settings={"status_map_out": [done]},
    )
    pair.contractor.call(
        "setConnectIntegrationSettings",
        connect_integration_id=pair.joined["connect_integration_id"],
        settings={"status_map_in": {str(done): sent}, "hide_prices": True},
    )
    mine = pair.imported()
    order_id = pair.contractor.call(
        "addOrder", currency="PLN", products=[line(mine["WST-01"], "Wstążka", 2, 19.99)], **BUYER
    )["order_id"]
    pair.contractor.call("forwardConnectOrder", order_id=order_id)
    sold = pair.received()
    assert {key: sold[key] for key in BUYER} == BUYER
    assert [row["price_brutto"] for row in sold["products"]] == [6.15]
    pair.supplier.call(
        "createPackageManual",
        order_id=sold["order_id"],
        courier_code="dpd",
        package_number="DPD7",
        pickup_date=1_795_000_000,
    )
    pair.supplier.call("setOrderStatus", order_id=sold["order_id"], status_id=done)
    await_true(lambda: pair.contractor.order(order_id)["order_status_id"] == sent, "the status")
    copies = await_true(lambda: pair.contractor.call("getOrderPackages", order_id=order_id)["packages"], "the parcel")
    assert [row["courier_package_nr"] for row in copies] == ["DPD7"]
    assert pair.contractor.order(order_id)["delivery_package_nr"] == "DPD7"
    await_true(lambda: pair.sale(order_id)["state"] == "shipped", "the sale's state")


@pytest.mark.feature("A-11", "A-14", "F-14")
def test_fulfilment_takes_whole_orders_without_sharing_products(served: Served) -> None:
    pair = meet(served, "fulfilment", {"hide_prices": True}, share_products=False)
    asked = {"connect_integration_id": pair.joined["connect_integration_id"]}
    assert pair.contractor.call("getConnectProducts", **asked)["products"] == {}
    goods = [{"name": "Świeca zapachowa", "sku": "SW-1", "quantity": 3, "price_brutto": 49.9, "tax_rate": 23}]
    order_id = pair.contractor.call("addOrder", currency="PLN", products=goods, **BUYER)["order_id"]
    # Without shared products no line leads anywhere by itself: the operator is named.
    (sale,) = pair.contractor.call("forwardConnectOrder", order_id=order_id, **asked)["sales"]
    assert (sale["state"], sale["skipped_lines"]) == ("forwarded", [])
    sold = pair.received()
    assert [(row["name"], row["sku"], row["quantity"], row["price_brutto"]) for row in sold["products"]] == [
        ("Świeca zapachowa", "SW-1", 3, 0)
    ]
    assert sold["delivery_fullname"] == "Anna Kowalska"
    assert "49.9" not in str(sold)
    steps = [("W realizacji", "in_progress"), ("Wysłane", "shipped")]
    for name, state in steps:
        pair.supplier.call("setOrderStatus", order_id=sold["order_id"], status_id=pair.supplier.statuses()[name])
        await_true(lambda wanted=state: pair.sale(order_id)["state"] == wanted, f"the sale's state {state}")
        assert pair.sale(order_id)["partner_status"] == name


@pytest.mark.feature("A-13")
def test_services_are_ordered_without_stock_and_weight(served: Served) -> None:
    pair = meet(served, "uslugi")
    service = pair.supplier.call(
        "addInventoryProduct",
        inventory_id=pair.supplier.inventory_id,
        sku="NADRUK",
        type="service",
        tax_rate=23,
        prices={str(pair.supplier.price_group_id): 12.3},
        text_fields={"name": "Nadruk logo"},
    )["product_id"]
    pair.theirs["NADRUK"] = int(service)
    mine = pair.imported()
    order_id = pair.contractor.call(
        "addOrder", currency="PLN", products=[line(mine["NADRUK"], "Nadruk logo", 500, 15)], **BUYER
    )["order_id"]
    (sale,) = pair.contractor.call("forwardConnectOrder", order_id=order_id)["sales"]
    assert sale["state"] == "forwarded"
    sold = pair.received()
    assert [(row["product_id"], row["quantity"], row["price_brutto"]) for row in sold["products"]] == [
        (str(service), 500, 12.3)
    ]
    assert pair.sale(order_id)["amount"] == 6150
    pair.supplier.call("setOrderStatus", order_id=sold["order_id"], status_id=pair.supplier.statuses()["Wysłane"])
    await_true(lambda: pair.sale(order_id)["state"] == "shipped", "the sale's state")
    assert sum(pair.supplier.stock(int(service))["reservations"].values()) == 0
