"""Methods of returns over HTTP, exact on the wire (overview.md sections 4, 5, 8, 9; R36, R37)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.returns.models import Return, ReturnExtraField
from tests.factories.connections import make_connection
from tests.factories.returns import Desk, make_desk
from tests.factories.shop import make_shop

RETURN_KEYS = {
    "return_id": int,
    "order_id": int,
    "shop_order_id": int,
    "external_order_id": str,
    "reference_number": str,
    "order_return_source": str,
    "order_return_source_id": int,
    "status_id": int,
    "date_add": int,
    "date_in_status": int,
    "user_login": str,
    "currency": str,
    "refunded": str,
    "email": str,
    "phone": str,
    "delivery_price": (int, float),
    "delivery_fullname": str,
    "delivery_company": str,
    "delivery_address": str,
    "delivery_postcode": str,
    "delivery_city": str,
    "delivery_state": str,
    "delivery_country": str,
    "delivery_country_code": str,
    "extra_field_1": str,
    "extra_field_2": str,
    "admin_comments": str,
    "delivery_package_module": str,
    "delivery_package_nr": str,
    "products": list,
    "refund_account_number": str,
    "refund_iban": str,
    "refund_swift": str,
    "fulfillment_status": int,
}
LINE_KEYS = {
    "order_return_product_id": int,
    "storage": str,
    "storage_id": int,
    "product_id": str,
    "variant_id": str,
    "name": str,
    "sku": str,
    "ean": str,
    "location": str,
    "warehouse_id": int,
    "auction_id": str,
    "attributes": str,
    "price_brutto": (int, float),
    "tax_rate": (int, float),
    "quantity": int,
    "weight": (int, float),
    "bundle_id": int,
    "status_id": int,
    "return_reason_id": int,
}


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def one(desk: Desk, return_id: int, **more: Any) -> dict[str, Any]:
    (found,) = desk.shop.api.ok("getOrderReturns", return_id=return_id, **more)["returns"]
    return dict(found)


def count(desk: Desk) -> int:
    with acting_for(desk.account_id):
        return Return.objects.for_account(desk.account_id).count()


class TestAddOrderReturn:
    def test_what_was_sent_comes_back(self, desk: Desk) -> None:
        reason = desk.shop.api.ok("getOrderReturnReasonsList")["return_reasons"][1]["return_reason_id"]
        word = desk.shop.api.ok("getOrderReturnProductStatuses")["order_return_product_statuses"][2]["status_id"]
        answer = desk.shop.api.ok(
            "addOrderReturn",
            order_id=str(desk.order_id),
            status_id=desk.status_ids[1],
            reference_number="R/1",
            date_add=1_600_000_000,
            currency="pln",
            refunded="1",
            admin_comments="uwaga",
            email="jan@example.com",
            delivery_price="9.99",
            delivery_fullname="Jan Żak",
            delivery_country_code="pl",
            products={
                "0": {
                    "order_product_id": str(desk.line_ids[0]),
                    "quantity": "2",
                    "status_id": word,
                    "return_reason_id": reason,
                }
            },
            refund_account_number="61",
            refund_iban="PL61",
            refund_swift="WBK",
        )
        assert set(answer) == {"return_id"}
        row = one(desk, answer["return_id"])
        assert {key: type(row[key]) for key in row} == {
            key: type(row[key]) for key, kind in RETURN_KEYS.items() if isinstance(row[key], kind)
        }
        assert {key: row[key] for key in row if key != "products"} == {
            **dict.fromkeys([key for key, kind in RETURN_KEYS.items() if kind is str], ""),
            "return_id": answer["return_id"],
            "order_id": desk.order_id,
            "shop_order_id": 0,
            "reference_number": "R/1",
            "order_return_source": "personal",
            "order_return_source_id": 0,
            "status_id": desk.status_ids[1],
            "date_add": 1_600_000_000,
            "date_in_status": row["date_in_status"],
            "currency": "PLN",
            "refunded": "34.99",
            "email": "jan@example.com",
            "delivery_price": 9.99,
            "delivery_fullname": "Jan Żak",
            "delivery_country": "Poland",
            "delivery_country_code": "PL",
            "admin_comments": "uwaga",
            "refund_account_number": "61",
            "refund_iban": "PL61",
            "refund_swift": "WBK",
            "fulfillment_status": 5,
        }
        (product,) = row["products"]
        assert {key for key, kind in LINE_KEYS.items() if isinstance(product[key], kind)} == set(product)
        assert (product["name"], product["price_brutto"], product["quantity"]) == ("Kubek", 12.5, 2)
        assert (product["product_id"], product["variant_id"]) == (str(desk.product_ids[0]), "0")
        assert (product["status_id"], product["return_reason_id"]) == (word, reason)

    def test_nothing_is_required(self, desk: Desk) -> None:
        """R36"""
        row = one(desk, desk.shop.api.ok("addOrderReturn")["return_id"])
        assert (row["order_id"], row["products"], row["refunded"], row["currency"]) == (0, [], "0.00", "PLN")
        assert row["status_id"] == desk.status_ids[0]

    @pytest.mark.parametrize(("field", "limit"), [("delivery_state", 20), ("refund_swift", 11), ("user_login", 30)])
    def test_too_long_is_refused_by_name(self, desk: Desk, field: str, limit: int) -> None:
        """R37"""
        answer = desk.shop.api.call("addOrderReturn", **{field: "x" * (limit + 1)})
        assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
        assert field in answer["error_message"]
        assert str(limit) in answer["error_message"]
        assert count(desk) == 0

    def test_foreign_order_lines_are_missing(self, desk: Desk) -> None:
        theirs = make_desk()
        for parameters in (
            {"order_id": theirs.order_id},
            {"order_id": desk.order_id, "products": [{"order_product_id": theirs.line_ids[0]}]},
        ):
            assert desk.shop.api.refused("addOrderReturn", **parameters) == "ERROR_NOT_FOUND"
        assert count(desk) == 0


class TestGetOrderReturns:
    def add(self, desk: Desk, **fields: Any) -> int:
        return int(desk.shop.api.ok("addOrderReturn", **fields)["return_id"])

    def ids(self, desk: Desk, **filters: Any) -> list[int]:
        return [row["return_id"] for row in desk.shop.api.ok("getOrderReturns", **filters)["returns"]]

    def test_filters(self, desk: Desk) -> None:
        first = self.add(desk, order_id=desk.order_id, date_add=1_600_000_000)
        second = self.add(desk, status_id=desk.status_ids[2], date_add=1_700_000_000)
        assert self.ids(desk) == [first, second]
        assert self.ids(desk, order_id=desk.order_id) == [first]
        assert self.ids(desk, status_id=desk.status_ids[2]) == [second]
        assert self.ids(desk, id_from=second) == [second]
        assert self.ids(desk, date_from=1_600_000_001) == [second]
        assert self.ids(desk, filter_order_return_source="personal") == [first, second]
        assert self.ids(desk, filter_order_return_source="personal", filter_order_return_source_id=5) == []
        assert self.ids(desk, filter_order_return_source="shop") == []

    def test_paging_by_time_and_by_id_gives_every_return_once(self, desk: Desk) -> None:
        """A page by time does not end inside a second: clients go on with the last time + 1."""
        for _ in range(130):
            desk.make()
        with acting_for(desk.account_id), connection.cursor() as cursor:
            cursor.execute(
                "update returns_return set date_add = to_timestamp(1600000000 + id / 60) where account_id = %s",
                [desk.account_id],
            )
        everything = self.ids(desk)
        assert len(everything) == 100
        everything += self.ids(desk, id_from=everything[-1] + 1)
        assert len(set(everything)) == 130
        by_time: list[int] = []
        date_from = 1_600_000_000
        while page := desk.shop.api.ok("getOrderReturns", date_from=date_from)["returns"]:
            by_time += [row["return_id"] for row in page]
            date_from = page[-1]["date_add"] + 1
        assert by_time == everything

    def test_extra_fields_are_there_when_asked_for(self, desk: Desk) -> None:
        with acting_for(desk.account_id):
            field = ReturnExtraField(account_id=desk.account_id, name="Kolor", editor="select", options=["a", "b"])
            field.save()
        return_id = self.add(desk, custom_extra_fields={str(field.pk): "a"})
        assert "custom_extra_fields" not in one(desk, return_id)
        assert one(desk, return_id, include_custom_extra_fields=1)["custom_extra_fields"] == {str(field.pk): "a"}
        empty = self.add(desk)
        assert one(desk, empty, include_custom_extra_fields=1)["custom_extra_fields"] == {}
        assert desk.shop.api.ok("getOrderReturnExtraFields")["extra_fields"] == [
            {"extra_field_id": field.pk, "name": "Kolor", "editor_type": "select", "options": ["a", "b"]}
        ]

    def test_names_the_parcel_that_comes_back(self, desk: Desk) -> None:
        for number, is_return in (("OUT-1", False), ("BACK-1", True), ("BACK-2", True)):
            desk.shop.api.ok(
                "createPackageManual",
                order_id=desk.order_id,
                courier_code="dpd",
                package_number=number,
                return_shipment=is_return,
            )
        row = one(desk, self.add(desk, order_id=desk.order_id))
        assert (row["delivery_package_module"], row["delivery_package_nr"]) == ("dpd", "BACK-1")

    def test_the_number_of_queries_does_not_grow(self, desk: Desk) -> None:
        counts = []
        for _ in range(2):
            self.add(desk, order_id=desk.order_id, products=[{"order_product_id": desk.line_ids[0]}])
            with CaptureQueriesContext(connection) as captured:
                desk.shop.api.ok("getOrderReturns", include_connect_data=True)
            counts.append(len([entry for entry in captured if "SAVEPOINT" not in entry["sql"]]))
        assert counts[0] == counts[1] <= 4


class TestConnectData:
    @pytest.mark.feature("F-19", "L-A4")
    def test_returns_know_their_sale_on_both_sides(self, db: None) -> None:
        made = make_connection()
        supplier, contractor = make_shop(made.supplier), make_shop(made.contractor)
        supplier.product(5, price="10", sku="S-1", sku_key="s-1", ean="590", ean_key="590", name="Kubek")
        line = {"name": "Kubek", "sku": "S-1", "ean": "590", "price_brutto": 15, "quantity": 2}
        order_id = contractor.api.ok("addOrder", products=[line])["order_id"]
        (sale,) = contractor.api.ok("forwardConnectOrder", order_id=order_id)["sales"]
        (sold,) = supplier.api.ok("getOrders")["orders"]
        contractor.api.ok("addOrderReturn", order_id=order_id)
        contractor.api.ok("addOrderReturn")
        supplier.api.ok("addOrderReturn", order_id=sold["order_id"])
        shared = {"connect_contractor_id": made.connection_id, "connect_sale_id": sale["connect_sale_id"]}
        bought, alone = contractor.api.ok("getOrderReturns", include_connect_data=True)["returns"]
        assert bought["connect_data"] == {"connect_integration_id": made.contractor_integration_id, **shared}
        assert "connect_data" not in alone
        (received,) = supplier.api.ok("getOrderReturns", include_connect_data=True)["returns"]
        assert received["connect_data"] == {"connect_integration_id": made.integration_id, **shared}
        assert all("connect_data" not in row for row in contractor.api.ok("getOrderReturns")["returns"])


class TestChanges:
    def test_fields_and_lines(self, desk: Desk) -> None:
        api = desk.shop.api
        return_id = api.ok("addOrderReturn", order_id=desk.order_id, email="a@b.pl", phone="1")["return_id"]
        assert api.ok("setOrderReturnFields", return_id=return_id, phone="2", delivery_city="Kraków") == {}
        line_id = api.ok("addOrderReturnProduct", return_id=return_id, order_product_id=desk.line_ids[0], quantity=1)[
            "order_return_product_id"
        ]
        target = {"return_id": return_id, "order_return_product_id": line_id}
        assert api.ok("setOrderReturnProductFields", **target, quantity="3", price_brutto="10.5") == {}
        row = one(desk, return_id)
        assert (row["email"], row["phone"], row["delivery_city"]) == ("a@b.pl", "2", "Kraków")
        assert [(item["quantity"], item["price_brutto"]) for item in row["products"]] == [(3, 10.5)]
        assert api.ok("deleteOrderReturnProduct", **target) == {}
        assert one(desk, return_id)["products"] == []
        assert api.refused("deleteOrderReturnProduct", **target) == "ERROR_NOT_FOUND"

    def test_statuses_refunds_and_the_journal(self, desk: Desk) -> None:
        api = desk.shop.api
        return_id = api.ok("addOrderReturn", order_id=desk.order_id, products=[{"order_product_id": desk.line_ids[0]}])[
            "return_id"
        ]
        assert api.ok("setOrderReturnStatus", return_id=return_id, status_id=desk.status_ids[1]) == {}
        assert api.ok("setOrderReturnStatuses", return_ids=[return_id], status_id=desk.status_ids[2]) == {}
        assert one(desk, return_id)["fulfillment_status"] == 1
        refund = {"refund_date": 1_700_000_000, "refund_comment": "przelew"}
        assert api.ok("setOrderReturnRefund", return_id=return_id, order_refund_done="10.5", **refund) == {}
        api.ok("setOrderReturnRefund", return_id=return_id, order_refund_done=37.5, external_refund_id="P1", **refund)
        assert one(desk, return_id)["refunded"] == "37.50"
        entry = {"total_price": 37.5, "currency": "EUR", "date": 1_700_000_000}
        everything = [
            {"paid_before": 0, "paid_after": 10.5, "external_payment_id": "", **entry},
            {"paid_before": 10.5, "paid_after": 37.5, "external_payment_id": "P1", **entry},
        ]
        history = api.ok("getOrderReturnPaymentsHistory", return_id=return_id, show_full_history=True)
        assert history["payments"] == everything
        assert api.ok("getOrderReturnPaymentsHistory", return_id=return_id)["payments"] == everything[1:]
        logs = api.ok("getOrderReturnJournalList", return_id=return_id)["logs"]
        assert all(set(row) == {"log_id", "return_id", "log_type", "object_id", "date"} for row in logs)
        assert [(row["log_type"], row["object_id"]) for row in logs] == [
            *((1, 0), (11, desk.status_ids[1]), (2, 0), (11, desk.status_ids[2]), (3, 0), (5, 0), (5, 0)),
        ]
        after = api.ok("getOrderReturnJournalList", last_log_id=logs[3]["log_id"], logs_types=[5])["logs"]
        assert after == logs[5:]

    @pytest.mark.parametrize("name", ["setOrderReturnRefund", "setOrderReturnStatus", "setOrderReturnFields"])
    def test_the_object_must_be_named(self, desk: Desk, name: str) -> None:
        assert desk.shop.api.refused(name) == "ERROR_BAD_PARAMETERS"


class TestStatusList:
    def test_the_default_list(self, desk: Desk) -> None:
        first, *others = desk.shop.api.ok("getOrderReturnStatusList")["statuses"]
        assert first == {
            "id": desk.status_ids[0],
            "name": "Nowe zwroty",
            "name_for_customer": "Nowe zwroty",
            "color": "#1565c0",
            "group_id": 0,
            "is_primary": 1,
        }
        assert [row["is_primary"] for row in others] == [0, 0, 0]

    def test_groups_and_statuses_of_ones_own(self, desk: Desk) -> None:
        api = desk.shop.api
        group_id = api.ok("addOrderReturnStatusGroup", name="Spory")["group_id"]
        assert api.ok("addOrderReturnStatusGroup", group_id=group_id, name="Skargi") == {"group_id": group_id}
        assert api.ok("getOrderReturnStatusGroups")["status_groups"] == [
            {"group_id": 0, "name": "Main", "is_main_group": 1},
            {"group_id": group_id, "name": "Skargi", "is_main_group": 0},
        ]
        status_id = api.ok("addOrderReturnStatus", name="Sporne", group_id=group_id)["status_id"]
        api.ok("addOrderReturnStatus", status_id=status_id, color="#112233")
        row = api.ok("getOrderReturnStatusList")["statuses"][-1]
        assert (row["id"], row["name"], row["color"], row["group_id"]) == (status_id, "Sporne", "#112233", group_id)
        assert api.refused("deleteOrderReturnStatusGroup", group_id=0) == "ERROR_CONFLICT"
        assert api.ok("deleteOrderReturnStatusGroup", group_id=group_id) == {}
        assert api.ok("getOrderReturnStatusList")["statuses"][-1]["group_id"] == 0
        assert api.ok("deleteOrderReturnStatus", status_id=status_id, target_status_id=desk.status_ids[0]) == {}
        assert api.refused("deleteOrderReturnStatus", status_id=desk.status_ids[0]) == "ERROR_CONFLICT"
