"""Q-01 measured: orders pass from firm to firm with nothing typed twice, and what fails is seen, told and tried again."""

from typing import Any

import pytest

from tests.journeys.people import Firm, await_true, open_firm
from tests.journeys.test_exchange import add_products, import_all
from tests.support.served import Served

ORDERS = 6
BUYER = {
    "email": "jan@buyer.example",
    "phone": "600700800",
    "delivery_fullname": "Jan Żak",
    "delivery_address": "Polna 4",
    "delivery_postcode": "00-950",
    "delivery_city": "Warszawa",
    "delivery_country_code": "PL",
    "user_comments": "Proszę dzwonić",
    "extra_field_1": "ZP-1",
    "extra_field_2": "A/2",
}


def place(contractor: Firm, product_id: int, number: int, quantity: int) -> int:
    """An order as a shop sends it: the buyer's data once, lines of imported products."""
    line = {"storage": "db", "product_id": str(product_id), "name": "", "price_brutto": 30, "quantity": quantity}
    fields = {**BUYER, "delivery_fullname": f"{BUYER['delivery_fullname']} {number}"}
    return int(contractor.call("addOrder", payment_method_cod="1", products=[line], **fields)["order_id"])


def sale_of(contractor: Firm, order_id: int) -> dict[str, Any] | None:
    sales = contractor.call("getConnectSales", order_id=order_id)["sales"]
    return sales[0] if sales else None


@pytest.mark.feature("Q-01", "F-02", "F-04")
def test_orders_need_no_second_typing_and_failures_are_seen_and_mended(served: Served) -> None:
    supplier = open_firm(served, "Hurtownia Q", "q@hurtownia.example")
    contractor = open_firm(served, "Sklep Q", "q@sklep.example")
    theirs = add_products(supplier)
    offered = supplier.call(
        "addConnectIntegration", name="Q B2B", code_name="Hurtownia Q", inventory_id=supplier.inventory_id
    )
    joined = contractor.call("joinConnectIntegration", code=offered["code"], settings={"forwarding": "automatic"})
    import_all(contractor, joined["connect_integration_id"])
    links = contractor.call("getConnectProductLinks", connect_integration_id=joined["connect_integration_id"])["links"]
    mine = {row["supplier_product_id"]: row["product_id"] for row in links}

    placed = [place(contractor, mine[theirs["PAP-A4"]], number, 1) for number in range(ORDERS)]
    await_true(lambda: sale_of(contractor, placed[-1]), "the last order's forwarding")
    received = {row["delivery_fullname"]: row for row in supplier.call("getOrders")["orders"]}
    retyped = 0
    for number, order_id in enumerate(placed):
        sale = await_true(lambda order_id=order_id: sale_of(contractor, order_id), "the order's forwarding")
        assert sale["state"] == "new"
        order = received[f"{BUYER['delivery_fullname']} {number}"]
        retyped += sum(order[name] != value for name, value in BUYER.items() if name != "delivery_fullname")
        (line,) = order["products"]
        assert (line["quantity"], line["price_brutto"], line["sku"]) == (1, 24.6, "PAP-A4")
    assert (len(received), retyped) == (ORDERS, 0)

    # More than there is: seen with its reason, planned again by itself, told as an event, and mended by a new try.
    failed = place(contractor, mine[theirs["PAP-A4"]], 99, 35)
    (refused,) = contractor.call("forwardConnectOrder", order_id=failed)["sales"]
    assert (refused["state"], refused["reason_code"]) == ("refused", "stock")
    assert refused["reason_details"]["shown"] == 34
    assert sale_of(contractor, failed) is None
    supplier.call(
        "updateInventoryProductsStock",
        inventory_id=supplier.inventory_id,
        products={str(theirs["PAP-A4"]): {supplier.warehouse: 60}},
    )
    (mended,) = contractor.call("forwardConnectOrder", order_id=failed)["sales"]
    assert mended["state"] == "forwarded"
    journal = contractor.call("getJournalList", last_log_id=0, logs_types=[])["logs"]
    assert failed in {row["order_id"] for row in journal}
    assert supplier.stock(theirs["PAP-A4"])["reservations"] == {supplier.warehouse: ORDERS + 35}
