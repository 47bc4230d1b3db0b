"""Changes of sales over the API: more and fewer pieces, requests, proposals, the contractor as the order's sub-source."""

from typing import Any

import pytest

from tests.factories.connections import make_connection
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import make_shop
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


class Sold:
    """A forwarded order of 3 pieces at 100.00, 5 in stock."""

    def __init__(self, **own: Any) -> None:
        self.x = x = make_exchange(own=own)
        self.ours, self.theirs = x.contractor.api, x.supplier.api
        _, own_product = x.pair(5)
        fields = own.pop("order", {})
        order = x.order((own_product, 3), transaction_number="TX-77", **fields)
        self.order_id, self.line_id = order.order_id, order.line_ids[0]
        (row,) = self.ours.ok("forwardConnectOrder", order_id=self.order_id)["sales"]
        self.sale_id = row["connect_sale_id"]

    def sale(self, *, is_supplier: bool = False) -> Any:
        api = self.theirs if is_supplier else self.ours
        (row,) = api.ok("getConnectSales", connect_sale_id=self.sale_id)["sales"]
        return row

    def lock(self) -> None:
        self.x.supplier.move(self.sale(is_supplier=True)["order_id"], self.x.supplier.sent)
        run_jobs()

    def edit(self, **fields: Any) -> Any:
        return self.ours.call("setOrderProductFields", order_id=self.order_id, order_product_id=self.line_id, **fields)

    def act(self, action: str, *, is_supplier: bool = False, **fields: Any) -> Any:
        line_id = self.sale(is_supplier=is_supplier)["lines"][0]["line_id"]
        api = self.theirs if is_supplier else self.ours
        return api.call(
            "setConnectSaleLines",
            connect_sale_id=self.sale_id,
            lines=[{"line_id": line_id, "action": action, **fields}],
        )


class TestPieces:
    def test_more_apply_at_once_or_are_refused_with_the_reason(self) -> None:
        sold = Sold()
        assert sold.edit(quantity=5)["status"] == "SUCCESS"
        assert (sold.sale()["amount"], sold.sale(is_supplier=True)["lines"][0]["quantity"]) == (500.0, 5)
        refused = sold.edit(quantity=6)
        assert (refused["status"], refused["error_code"]) == ("ERROR", "ERROR_CONNECT_STOCK")
        assert sold.sale()["lines"][0]["quantity"] == 5

    def test_of_a_locked_order_are_asked_for_on_both_sides(self) -> None:
        sold = Sold()
        sold.lock()
        assert sold.edit(quantity=1)["status"] == "SUCCESS"
        (line,) = sold.ours.ok("getOrders", order_id=sold.order_id)["orders"][0]["products"]
        assert line["quantity"] == 3
        for is_supplier in (False, True):
            sale = sold.sale(is_supplier=is_supplier)
            (asked,) = sale["requests"]
            assert (asked["kind"], asked["state"], asked["quantity"]) == ("pieces", "open", 1)
            assert asked["is_ours"] is not is_supplier
            assert asked["line_id"] == sale["lines"][0]["line_id"]
        assert sold.act("accept", is_supplier=True)["sale"]["lines"][0]["quantity"] == 1
        assert sold.sale()["requests"][0]["state"] == "accepted"

    def test_are_cancelled_and_refused_line_by_line(self) -> None:
        sold = Sold()
        assert sold.act("cancel", quantity=1)["sale"]["amount"] == 200.0
        answer = sold.act("refuse", is_supplier=True, quantity=1, reason="Broken")
        assert answer["sale"]["amount"] == 100.0
        assert sold.sale()["history"][-1]["data"]["reason"] == "Broken"
        assert sold.act("refuse")["error_code"] == "ERROR_BAD_PARAMETERS"
        sold.lock()
        assert sold.act("refuse", is_supplier=True)["error_code"] == "ERROR_LOCKED"

    def test_a_proposal_waits_for_the_contractor(self) -> None:
        sold = Sold()
        assert sold.act("change", is_supplier=True, price=110)["sale"]["amount"] == 300.0
        assert sold.act("agree")["sale"]["amount"] == 330.0


class TestAddress:
    @pytest.mark.feature("F-10")
    def test_changes_on_both_sides_and_is_asked_for_once_locked(self) -> None:
        sold = Sold()
        sold.ours.ok("setOrderFields", order_id=sold.order_id, delivery_city="Gdynia")
        their_order = sold.sale(is_supplier=True)["order_id"]
        (order,) = sold.theirs.ok("getOrders", order_id=their_order)["orders"]
        assert order["delivery_city"] == "Gdynia"
        sold.lock()
        sold.ours.ok("setOrderFields", order_id=sold.order_id, delivery_city="Sopot", admin_comments="nasze")
        (own,) = sold.ours.ok("getOrders", order_id=sold.order_id)["orders"]
        assert (own["delivery_city"], own["admin_comments"]) == ("Gdynia", "nasze")
        (asked,) = sold.sale(is_supplier=True)["requests"]
        assert (asked["kind"], asked["fields"]) == ("data", {"delivery_city": "Sopot"})
        sold.theirs.ok(
            "setConnectSaleLines",
            connect_sale_id=sold.sale_id,
            lines=[{"action": "accept", "request_id": asked["request_id"]}],
        )
        orders = [
            sold.ours.ok("getOrders", order_id=sold.order_id)["orders"][0],
            sold.theirs.ok("getOrders", order_id=their_order)["orders"][0],
        ]
        assert [order["delivery_city"] for order in orders] == ["Sopot", "Sopot"]


class TestTransactionNumber:
    @pytest.mark.feature("L-06", "F-12")
    @pytest.mark.parametrize(("own", "sent"), [({}, ""), ({"send_transaction_number": True}, "TX-77")])
    def test_travels_in_its_own_field_when_switched_on(self, own: dict[str, Any], sent: str) -> None:
        sold = Sold(**own)
        order = sold.x.supplier_order()
        assert (order.transaction_number, order.extra_field_1, order.extra_field_2) == (sent, "", "")


class TestSubSource:
    @pytest.mark.feature("L-08")
    def test_orders_are_told_apart_by_the_contractor(self) -> None:
        sold = Sold()
        x = sold.x
        other = make_shop()
        made = make_connection(x.supplier.account, other.account)
        second = Exchange(x.supplier, other, made)
        _, own = second.pair(5)
        order = second.order((own, 1))
        second.forward(order.order_id)
        names = {
            row["order_id"]: row["order_source_info"]
            for row in sold.theirs.ok("getOrders", filter_order_source="blconnect")["orders"]
        }
        assert len(set(names.values())) == 2
        for order_id, name in names.items():
            found = sold.theirs.ok("getOrders", filter_order_source_info=name)["orders"]
            assert [row["order_id"] for row in found] == [order_id]


class TestUnmatchedLines:
    def test_may_be_left_out_for_this_once(self) -> None:
        x = make_exchange(own={"unmatched_lines": "refuse"})
        _, own = x.pair(5)
        order = x.order((own, 1), (x.own_product("Własny"), 1))
        api = x.contractor.api
        (refused,) = api.ok("forwardConnectOrder", order_id=order.order_id)["sales"]
        assert (refused["state"], refused["reason_code"]) == ("refused", "unmatched_line")
        (done,) = api.ok("forwardConnectOrder", order_id=order.order_id, unmatched_lines="skip")["sales"]
        assert (done["state"], done["skipped_lines"]) == ("forwarded", [order.line_ids[1]])


class TestExpectedAmount:
    def test_of_several_suppliers_is_that_of_all_sales(self) -> None:
        x = make_exchange()
        second = make_exchange(contractor=x.contractor)
        lines = [(x.pair(5)[1], 1), (second.pair(5, price="50")[1], 1)]
        order = x.order(*lines)
        api = x.contractor.api
        rows = api.ok("forwardConnectOrder", order_id=order.order_id, expected_amount=140)["sales"]
        assert [(row["state"], row["reason_code"]) for row in rows] == [("waiting", "no_price")] * 2
        assert (x.sales(), x.supplier_orders()) == ([], 0)
        rows = api.ok("forwardConnectOrder", order_id=order.order_id, expected_amount=150)["sales"]
        assert [row["state"] for row in rows] == ["forwarded", "forwarded"]


class TestCreditHistory:
    @pytest.mark.feature("L-17")
    def test_is_narrowed_and_paged_and_whole_by_default(self) -> None:
        x = make_exchange()
        api, number = x.supplier.api, x.connection_id
        api.ok("setConnectContractorCreditLimit", connect_contractor_id=number, new_limit=1000)
        _, own = x.pair(50)
        for _ in range(3):
            x.forward(x.order((own, 1)).order_id)
        api.ok("addConnectContractorCreditSettlement", connect_contractor_id=number, amount=50)

        def types(**wanted: Any) -> list[str]:
            rows = api.ok("getConnectContractorCreditHistory", connect_contractor_id=number, **wanted)["credit_data"]
            return [row["type"] for row in rows]

        assert types() == ["payment", "charge", "charge", "charge", "payment"]
        assert types(filter_type="charge") == ["charge"] * 3
        assert types(filter_type="payment", filter_accepted=True) == ["payment"] * 2
        assert types(filter_accepted=False) == []
        assert [types(page=page, limit=2) for page in (1, 2, 3, 4)] == [
            ["payment", "charge"],
            ["charge", "charge"],
            ["payment"],
            [],
        ]
        assert types(date_from=4_000_000_000) == []
        assert len(types(date_to=4_000_000_000)) == 5
