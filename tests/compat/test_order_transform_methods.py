"""Orders made of orders, groups of statuses, transactions and receipts for printers, exact on the wire."""

import base64
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core import clock
from spinka.core.errors import Locked
from spinka.documents import services as documents
from spinka.documents.models import Document, DocumentFile
from tests.factories.shop import Shop, make_shop
from tests.factories.world import PDF

FILE = "data:" + base64.b64encode(PDF).decode()


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def add_order(shop: Shop, *products: dict[str, Any], **fields: Any) -> tuple[int, list[int]]:
    """An order's id and those of its lines."""
    order_id = shop.api.ok("addOrder", products=list(products), **fields)["order_id"]
    return order_id, [line["order_product_id"] for line in one_order(shop, order_id)["products"]]


def one_order(shop: Shop, order_id: int) -> dict[str, Any]:
    (order,) = shop.api.ok("getOrders", order_id=order_id)["orders"]
    return dict(order)


def order_ids(shop: Shop) -> list[int]:
    return [order["order_id"] for order in shop.api.ok("getOrders")["orders"]]


def journal(shop: Shop, order_id: int) -> list[tuple[int, int]]:
    logs = shop.api.ok("getJournalList", order_id=order_id)["logs"]
    return [(row["log_type"], row["object_id"]) for row in logs]


class TestAddOrderDuplicate:
    def test_the_copy_is_new_and_unpaid(self, shop: Shop) -> None:
        product_id = shop.product(10, price="5")
        order_id, _ = add_order(
            shop, {"product_id": product_id, "quantity": 2}, paid=True, delivery_fullname="Jan", email="a@b.example"
        )
        answer = shop.api.call("addOrderDuplicate", order_id=str(order_id))
        assert set(answer) == {"status", "order_id"}
        copy = one_order(shop, answer["order_id"])
        assert (copy["delivery_fullname"], copy["email"], copy["payment_done"]) == ("Jan", "a@b.example", 0)
        assert (copy["order_status_id"], copy["products"][0]["quantity"]) == (shop.new, 2)
        assert shop.levels(product_id) == (10, 4)
        assert journal(shop, order_id)[-1] == (17, answer["order_id"])

    def test_unknown_orders(self, shop: Shop) -> None:
        assert shop.api.call("addOrderDuplicate", order_id=1)["error_code"] == "ERROR_NOT_FOUND"
        assert shop.api.call("addOrderDuplicate")["error_message"] == "parameter order_id is required"


class TestAddOrderBySplit:
    def test_pieces_and_delivery_go_to_the_new_order(self, shop: Shop) -> None:
        product_id = shop.product(10, price="5")
        order_id, (line_id, other_id) = add_order(
            shop,
            {"product_id": product_id, "quantity": 3},
            {"name": "Obcy", "price_brutto": 2, "quantity": 1},
            delivery_price=12.5,
        )
        answer = shop.api.call(
            "addOrderBySplit",
            order_id=order_id,
            items_to_split={"0": {"order_product_id": str(line_id), "quantity": "2"}},
            delivery_cost_to_split="2.5",
        )
        assert set(answer) == {"status", "new_order_id"}
        old, new = one_order(shop, order_id), one_order(shop, answer["new_order_id"])
        assert [(line["order_product_id"], line["quantity"]) for line in old["products"]] == [
            (line_id, 1),
            (other_id, 1),
        ]
        assert [(line["product_id"], line["quantity"]) for line in new["products"]] == [(str(product_id), 2)]
        assert (old["delivery_price"], new["delivery_price"]) == (10, 2.5)
        assert journal(shop, order_id)[-1] == (6, new["order_id"])
        assert shop.levels(product_id) == (10, 3)

    def test_readers_by_time_find_the_new_order(self, shop: Shop) -> None:
        """A client that reads on with the last time of confirmation + 1 gets it too."""
        order_id, (line_id,) = add_order(shop, {"name": "A", "quantity": 2})
        before = one_order(shop, order_id)["date_confirmed"]
        items = [{"order_product_id": line_id, "quantity": 1}]
        new_id = shop.api.ok("addOrderBySplit", order_id=order_id, items_to_split=items)["new_order_id"]
        found = shop.api.ok("getOrders", date_confirmed_from=before)["orders"]
        assert new_id in [order["order_id"] for order in found]

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"items_to_split": []}, "parameter items_to_split: at least one line"),
            ({"items_to_split": None}, "parameter items_to_split is required"),
            ({"quantity": 3}, "parameter quantity: 1 to 2 pieces of line "),
            ({"quantity": 2}, "parameter items_to_split: at least one piece stays in the order"),
            (
                {"delivery_cost_to_split": 5.01},
                "parameter delivery_cost_to_split: at most 5.00, the order's delivery price",
            ),
        ],
    )
    def test_refusals_name_the_parameter(self, shop: Shop, change: dict[str, Any], message: str) -> None:
        order_id, (line_id,) = add_order(shop, {"name": "A", "quantity": 2}, delivery_price=5)
        quantity = change.pop("quantity", 1)
        asked = {"items_to_split": [{"order_product_id": line_id, "quantity": quantity}], **change}
        answer = shop.api.call("addOrderBySplit", order_id=order_id, **asked)
        assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
        assert answer["error_message"].startswith(message)
        assert order_ids(shop) == [order_id]

    def test_invoiced_orders_are_locked(self, shop: Shop) -> None:
        order_id, (line_id,) = add_order(shop, {"name": "A", "price_brutto": 3, "quantity": 2})
        shop.api.ok("addInvoice", order_id=order_id)
        items = [{"order_product_id": line_id, "quantity": 1}]
        answer = shop.api.call("addOrderBySplit", order_id=order_id, items_to_split=items)
        assert answer["error_code"] == "ERROR_LOCKED"
        assert order_ids(shop) == [order_id]


class TestSetOrdersMerge:
    def made(self, shop: Shop) -> tuple[int, int]:
        one, _ = add_order(shop, {"name": "A", "price_brutto": 5, "quantity": 1}, delivery_price=10)
        two, _ = add_order(shop, {"name": "B", "price_brutto": 7, "quantity": 1}, delivery_price=3, paid=True)
        return one, two

    def test_into_the_main_order(self, shop: Shop) -> None:
        one, two = self.made(shop)
        answer = shop.api.call(
            "setOrdersMerge",
            main_order_id=one,
            order_ids_to_merge=[str(two)],
            merge_mode="into_main_order",
            sum_delivery_costs="1",
        )
        assert answer == {"status": "SUCCESS", "merged_order_id": one}
        assert order_ids(shop) == [one]
        order = one_order(shop, one)
        assert [line["name"] for line in order["products"]] == ["A", "B"]
        assert (order["delivery_price"], order["payment_done"]) == (13, 10)
        assert journal(shop, one)[-1] == (5, two)
        assert journal(shop, two)[-1] == (4, 0)

    def test_technically(self, shop: Shop) -> None:
        one, two = self.made(shop)
        before = one_order(shop, one), one_order(shop, two)
        asked = {"main_order_id": one, "order_ids_to_merge": [two], "merge_mode": "technical_merge"}
        merged_id = shop.api.ok("setOrdersMerge", **asked)["merged_order_id"]
        assert order_ids(shop) == [one, two, merged_id]
        assert (one_order(shop, one), one_order(shop, two)) == before
        merged = one_order(shop, merged_id)
        assert [line["name"] for line in merged["products"]] == ["A", "B"]
        assert (merged["delivery_price"], merged["payment_done"]) == (10, 0)
        assert journal(shop, merged_id)[-2:] == [(5, one), (5, two)]

    def test_a_technical_order_still_names_products(self, shop: Shop) -> None:
        product_id = shop.product(10, price="5")
        ids = [add_order(shop, {"product_id": product_id, "quantity": 2})[0] for _ in range(2)]
        asked = {"main_order_id": ids[0], "order_ids_to_merge": ids[1:], "merge_mode": "technical_merge"}
        merged_id = shop.api.ok("setOrdersMerge", **asked)["merged_order_id"]
        rows = one_order(shop, merged_id)["products"]
        assert [(row["product_id"], row["warehouse_id"]) for row in rows] == [(str(product_id), shop.warehouse_id)] * 2
        assert shop.levels(product_id) == (10, 4)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"merge_mode": "both"}, "ERROR_BAD_PARAMETERS"),
            ({"merge_mode": ""}, "ERROR_BAD_PARAMETERS"),
            ({"order_ids_to_merge": []}, "ERROR_BAD_PARAMETERS"),
            ({"order_ids_to_merge": [0]}, "ERROR_NOT_FOUND"),
            ({"main_order_id": 0}, "ERROR_NOT_FOUND"),
        ],
        ids=str,
    )
    def test_refusals(self, shop: Shop, change: dict[str, Any], code: str) -> None:
        one, two = self.made(shop)
        asked = {"main_order_id": one, "order_ids_to_merge": [two], "merge_mode": "into_main_order", **change}
        assert shop.api.call("setOrdersMerge", **asked)["error_code"] == code
        assert order_ids(shop) == [one, two]


class TestStatusGroups:
    def test_life_of_a_group(self, shop: Shop) -> None:
        main = {"group_id": 0, "name": "Main", "is_main_group": 1}
        assert shop.api.call("getOrderStatusGroups") == {"status": "SUCCESS", "status_groups": [main]}
        group_id = shop.api.ok("addOrderStatusGroup", name="Wysyłka")["group_id"]
        assert shop.api.ok("addOrderStatusGroup", group_id=group_id, name="Magazyn")["group_id"] == group_id
        row = {"group_id": group_id, "name": "Magazyn", "is_main_group": 0}
        assert shop.api.ok("getOrderStatusGroups")["status_groups"] == [main, row]
        fields = {"name": "Pakowanie", "short_name": "Pak.", "color": "#112233"}
        status_id = shop.api.ok("addOrderStatus", **fields, group_id=group_id)["status_id"]
        assert self.group_of(shop, status_id) == group_id
        shop.api.ok("addOrderStatus", **fields, status_id=status_id)
        assert self.group_of(shop, status_id) == group_id
        assert shop.api.call("deleteOrderStatusGroup", group_id=group_id) == {"status": "SUCCESS"}
        assert self.group_of(shop, status_id) == 0
        assert shop.api.ok("getOrderStatusGroups")["status_groups"] == [main]

    def test_a_status_goes_back_to_the_main_group(self, shop: Shop) -> None:
        group_id = shop.api.ok("addOrderStatusGroup", name="Grupa")["group_id"]
        shop.api.ok("addOrderStatus", status_id=shop.sent, group_id=group_id)
        shop.api.ok("addOrderStatus", status_id=shop.sent, group_id=0)
        assert self.group_of(shop, shop.sent) == 0

    def test_refusals(self, shop: Shop) -> None:
        foreign = make_shop().api.ok("addOrderStatusGroup", name="Obca")["group_id"]
        calls: list[tuple[str, dict[str, Any], str]] = [
            ("addOrderStatusGroup", {"name": ""}, "ERROR_BAD_PARAMETERS"),
            ("addOrderStatusGroup", {"name": "x" * 16}, "ERROR_BAD_PARAMETERS"),
            ("addOrderStatusGroup", {"group_id": foreign, "name": "A"}, "ERROR_NOT_FOUND"),
            ("deleteOrderStatusGroup", {"group_id": foreign}, "ERROR_NOT_FOUND"),
            ("deleteOrderStatusGroup", {"group_id": 0}, "ERROR_CONFLICT"),
            ("addOrderStatus", {"name": "A", "group_id": foreign}, "ERROR_NOT_FOUND"),
            ("addOrderStatus", {"status_id": shop.sent, "group_id": foreign}, "ERROR_NOT_FOUND"),
        ]
        for name, parameters, code in calls:
            assert shop.api.call(name, **parameters)["error_code"] == code
        assert len(shop.api.ok("getOrderStatusGroups")["status_groups"]) == 1
        assert [row["group_id"] for row in shop.api.ok("getOrderStatusList")["statuses"]] == [0] * 4

    def group_of(self, shop: Shop, status_id: int) -> int:
        rows = shop.api.ok("getOrderStatusList")["statuses"]
        return next(int(row["group_id"]) for row in rows if row["id"] == status_id)


class TestGetOrderTransactionData:
    def test_what_the_order_says(self, shop: Shop) -> None:
        order_id, (line_id,) = add_order(shop, {"name": "A", "quantity": 1}, currency="EUR", date_add=1_700_000_000)
        answer = shop.api.call("getOrderTransactionData", order_id=order_id)
        assert answer == {
            "status": "SUCCESS",
            "currency": "EUR",
            "fulfillment_shipments": [],
            "fulfillment_center_id": "",
            "ship_date_from": 0,
            "ship_date_to": 0,
            "delivery_date_from": 0,
            "delivery_date_to": 0,
            "marketplace_transaction_id": "",
            "account_id": 0,
            "transaction_date": 1_700_000_000,
        }
        more = shop.api.ok("getOrderTransactionData", order_id=order_id, include_complex_taxes=1, include_amazon_data=0)
        assert set(answer) - set(more) == {"status", "fulfillment_shipments", "fulfillment_center_id"}
        assert more["order_items"] == [{"itemId": str(line_id), "outerItemId": "", "shipping": {}, "taxes": []}]

    def test_the_older_name(self, shop: Shop) -> None:
        order_id, _ = add_order(shop)
        assert shop.api.call("getOrderTransactionDetails", order_id=order_id) == {
            "status": "SUCCESS",
            "amazon_fulfillment_shipments": [],
            "amazon_ship_date_from": 0,
            "amazon_ship_date_to": 0,
            "amazon_delivery_date_from": 0,
            "amazon_delivery_date_to": 0,
        }

    def test_unknown_orders(self, shop: Shop) -> None:
        for name in ("getOrderTransactionData", "getOrderTransactionDetails"):
            assert shop.api.call(name, order_id=1)["error_code"] == "ERROR_NOT_FOUND"


class TestReceiptPrinting:
    def issued(self, shop: Shop) -> tuple[int, int]:
        order_id, _ = add_order(
            shop, {"name": "A", "sku": "S", "ean": "590", "price_brutto": 3, "tax_rate": 23, "quantity": 2}
        )
        return order_id, shop.api.ok("addReceipt", order_id=order_id)["receipt_id"]

    def waiting(self, shop: Shop, **filters: Any) -> list[int]:
        return [row["receipt_id"] for row in shop.api.ok("getNewReceipts", **filters)["orders"]]

    def test_a_receipt_waits_until_it_is_printed(self, shop: Shop) -> None:
        order_id, receipt_id = self.issued(shop)
        (row,) = shop.api.ok("getNewReceipts")["orders"]
        (known,) = shop.api.ok("getReceipts")["receipts"]
        assert row == known
        assert (row["order_id"], row["products"]) == (
            order_id,
            [{"name": "A", "sku": "S", "ean": "590", "price_brutto": 3, "tax_rate": 23, "quantity": 2}],
        )
        printed = {"receipt_id": receipt_id, "receipt_nr": "W00012", "date": 1_700_000_000, "printer_error": False}
        assert shop.api.call("setOrderReceipt", **printed, printer_name="Posnet") == {"status": "SUCCESS"}
        assert self.waiting(shop) == []
        receipt = shop.api.ok("getReceipt", receipt_id=receipt_id)
        assert (receipt["external_receipt_number"], receipt["receipt_full_nr"]) == ("W00012", row["receipt_full_nr"])
        with acting_for(shop.account_id):
            found = Document.objects.for_account(shop.account_id).get(pk=receipt_id)
            assert (found.printed_at, found.printer_name) == (clock.from_unix(1_700_000_000), "Posnet")
            with pytest.raises(Locked):
                documents.delete_document(account_id=shop.account_id, document_id=receipt_id, actor="test")

    def test_after_an_error_it_goes_on_waiting(self, shop: Shop) -> None:
        _, receipt_id = self.issued(shop)
        failed = {"receipt_id": receipt_id, "date": 1_700_000_000, "printer_error": True, "printer_name": "Posnet"}
        shop.api.ok("setOrderReceipt", **failed)
        assert self.waiting(shop) == [receipt_id]
        shop.api.ok("setOrderReceipt", receipt_id=receipt_id)
        shop.api.ok("setOrderReceipt", **failed)
        assert self.waiting(shop) == []

    def test_pages_and_series(self, shop: Shop) -> None:
        ids = [self.issued(shop)[1] for _ in range(3)]
        series_id = shop.api.ok("getReceipt", receipt_id=ids[0])["series_id"]
        assert self.waiting(shop, id_from=ids[1]) == ids[1:]
        assert self.waiting(shop, series_id=series_id) == ids
        assert self.waiting(shop, series_id=series_id + 1000) == []

    def test_a_file_of_another_system_takes_its_place(self, shop: Shop) -> None:
        _, receipt_id = self.issued(shop)
        given = {"receipt_id": receipt_id, "file": FILE, "external_receipt_number": "P/1"}
        assert shop.api.call("addOrderReceiptFile", **given) == {"status": "SUCCESS"}
        assert self.waiting(shop) == []
        assert shop.api.ok("getReceipt", receipt_id=receipt_id)["external_receipt_number"] == "P/1"
        with acting_for(shop.account_id):
            found = DocumentFile.objects.for_account(shop.account_id).get(document_id=receipt_id)
            assert bytes(found.content) == PDF

    def test_only_receipts_are_printed(self, shop: Shop) -> None:
        order_id, receipt_id = self.issued(shop)
        invoice_id = shop.api.ok("addInvoice", order_id=order_id)["invoice_id"]
        foreign = self.issued(make_shop())[1]
        for wrong in (invoice_id, foreign, 0, 10**30):
            assert shop.api.call("setOrderReceipt", receipt_id=wrong)["status"] == "ERROR"
            given = {"file": FILE, "external_receipt_number": "P/1"}
            assert shop.api.call("addOrderReceiptFile", receipt_id=wrong, **given)["status"] == "ERROR"
        given = {"file": FILE, "external_invoice_number": "P/1"}
        assert shop.api.call("addOrderInvoiceFile", invoice_id=receipt_id, **given)["error_code"] == "ERROR_NOT_FOUND"
        assert self.waiting(shop) == [receipt_id]
