"""Methods of orders over HTTP, exact on the wire (overview.md sections 4, 5, 8, 9; R4, R28, R36, R37)."""

import base64
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.core import clock
from spinka.core.models import Event
from spinka.orders.models import Order, OrderExtraField, OrderSource
from tests.factories.shop import Shop, make_shop

ORDER_KEYS = {
    "order_id": int,
    "shop_order_id": int,
    "external_order_id": str,
    "order_source": str,
    "order_source_id": int,
    "order_source_info": str,
    "order_status_id": int,
    "date_add": int,
    "date_confirmed": int,
    "date_in_status": int,
    "confirmed": bool,
    "user_login": str,
    "currency": str,
    "payment_method": str,
    "payment_method_cod": str,
    "payment_done": (int, float),
    "user_comments": str,
    "admin_comments": str,
    "email": str,
    "phone": str,
    "delivery_method_id": int,
    "delivery_method": str,
    "delivery_price": (int, float),
    "delivery_package_module": str,
    "delivery_package_nr": str,
    "delivery_fullname": str,
    "delivery_company": str,
    "delivery_address": str,
    "delivery_postcode": str,
    "delivery_city": str,
    "delivery_state": str,
    "delivery_country": str,
    "delivery_country_code": str,
    "delivery_point_id": str,
    "delivery_point_name": str,
    "delivery_point_address": str,
    "delivery_point_postcode": str,
    "delivery_point_city": str,
    "invoice_fullname": str,
    "invoice_company": str,
    "invoice_nip": str,
    "invoice_address": str,
    "invoice_postcode": str,
    "invoice_city": str,
    "invoice_state": str,
    "invoice_country": str,
    "invoice_country_code": str,
    "want_invoice": str,
    "extra_field_1": str,
    "extra_field_2": str,
    "order_page": str,
    "pick_state": int,
    "pack_state": int,
    "star": int,
    "crm_client_id": int,
    "products": list,
}

LINE_KEYS = {
    "storage": str,
    "storage_id": int,
    "order_product_id": int,
    "product_id": str,
    "variant_id": str,
    "name": str,
    "attributes": str,
    "sku": str,
    "ean": str,
    "location": str,
    "auction_id": str,
    "price_brutto": (int, float),
    "tax_rate": (int, float),
    "quantity": int,
    "weight": (int, float),
    "bundle_id": int,
    "warehouse_id": int,
}


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def count_orders(shop: Shop) -> int:
    with acting_for(shop.account_id):
        return Order.objects.for_account(shop.account_id).count()


def one_order(shop: Shop, order_id: int, **more: Any) -> dict[str, Any]:
    orders = shop.api.ok("getOrders", order_id=order_id, **more)["orders"]
    assert len(orders) == 1
    return dict(orders[0])


def journal_of(shop: Shop, order_id: int) -> list[tuple[int, int]]:
    logs = shop.api.ok("getJournalList", order_id=order_id)["logs"]
    return [(row["log_type"], row["object_id"]) for row in logs]


def event_names(shop: Shop) -> list[str]:
    with acting_for(shop.account_id):
        return list(Event.objects.filter(account_id=shop.account_id).order_by("pk").values_list("name", flat=True))


class TestAddOrder:
    def test_what_was_sent_comes_back(self, shop: Shop) -> None:
        product_id = shop.product(10, price="12.5", name="Kubek", sku="K-1", ean="590", tax_rate=8, weight=0.4)
        answer = shop.api.ok(
            "addOrder",
            order_status_id=str(shop.in_progress),
            date_add=1_600_000_000,
            currency="pln",
            payment_method="Przelew",
            payment_method_cod="1",
            paid="1",
            user_comments="proszę szybko",
            admin_comments="stały",
            email="jan@example.com",
            phone="600 100 200",
            user_login="jan",
            delivery_method="Kurier",
            delivery_price="9.99",
            delivery_fullname="Jan Łoś",
            delivery_address="Polna 1",
            delivery_postcode="00-001",
            delivery_city="Łódź",
            delivery_country_code="pl",
            want_invoice=1,
            extra_field_1="pole 1",
            extra_field_2="pole 2",
            products=[
                {"storage": "db", "storage_id": 0, "product_id": product_id, "variant_id": 0, "quantity": 2},
                {"name": "Obcy", "price_brutto": 1.005, "tax_rate": -1, "quantity": "3", "weight": "1.5"},
            ],
        )
        assert set(answer) == {"order_id"}
        order = one_order(shop, answer["order_id"])
        assert set(order) == set(ORDER_KEYS)
        assert [key for key, kind in ORDER_KEYS.items() if not isinstance(order[key], kind)] == []
        assert order["order_status_id"] == shop.in_progress
        assert (order["order_source"], order["order_source_id"], order["order_source_info"]) == ("personal", 0, "-")
        assert (order["date_add"], order["confirmed"]) == (1_600_000_000, True)
        assert order["date_confirmed"] == pytest.approx(clock.to_unix(clock.now()), abs=5)
        assert (order["payment_method_cod"], order["want_invoice"], order["currency"]) == ("1", "1", "PLN")
        assert (order["delivery_country"], order["delivery_country_code"]) == ("Poland", "PL")
        assert (order["invoice_country"], order["invoice_country_code"]) == ("", "")
        assert (order["extra_field_1"], order["extra_field_2"]) == ("pole 1", "pole 2")
        assert (order["user_comments"], order["admin_comments"]) == ("proszę szybko", "stały")
        own, foreign = order["products"]
        for line in (own, foreign):
            assert set(line) == set(LINE_KEYS)
            assert [key for key, kind in LINE_KEYS.items() if not isinstance(line[key], kind)] == []
        assert (own["product_id"], own["variant_id"], own["warehouse_id"]) == (str(product_id), "0", shop.warehouse_id)
        assert (own["name"], own["sku"], own["ean"]) == ("Kubek", "K-1", "590")
        assert (own["price_brutto"], own["tax_rate"], own["weight"]) == (12.5, 8, 0.4)
        assert (foreign["product_id"], foreign["auction_id"], foreign["warehouse_id"]) == ("", "0", 0)
        assert (foreign["price_brutto"], foreign["tax_rate"], foreign["quantity"]) == (1.005, -1, 3)
        # 2 × 12.50 + 3 × 1.005 rounded half up + 9.99
        assert order["payment_done"] == 38.01
        assert shop.levels(product_id) == (10, 2)
        assert journal_of(shop, answer["order_id"]) == [(1, 0), (2, 0), (3, 0)]
        assert event_names(shop) == ["order.created", "order.confirmed", "order.paid"]

    def test_nothing_is_required(self, shop: Shop) -> None:
        """R36: everything has a default; the first status, the account's currency, now."""
        order = one_order(shop, shop.api.ok("addOrder")["order_id"])
        assert order["order_status_id"] == shop.new
        assert (order["currency"], order["products"], order["payment_done"]) == ("PLN", [], 0)
        assert order["date_add"] == pytest.approx(clock.to_unix(clock.now()), abs=5)

    def test_php_clients_send_maps_for_lists(self, shop: Shop) -> None:
        products = {"0": {"name": "A", "quantity": 1}, "1": {"name": "B", "quantity": 1}}
        order = one_order(shop, shop.api.ok("addOrder", products=products, custom_extra_fields=[])["order_id"])
        assert [line["name"] for line in order["products"]] == ["A", "B"]

    def test_what_is_sent_wins_over_the_product(self, shop: Shop) -> None:
        product_id = shop.product(1, price="10", name="Kubek", sku="K-1", tax_rate=23)
        line = {"product_id": product_id, "quantity": 1, "name": "Inny", "price_brutto": 0, "tax_rate": 5, "sku": "X"}
        order = one_order(shop, shop.api.ok("addOrder", products=[line])["order_id"])
        found = order["products"][0]
        assert (found["name"], found["price_brutto"], found["tax_rate"], found["sku"]) == ("Inny", 0, 5, "X")

    def test_a_variant_is_named_beside_its_product(self, shop: Shop) -> None:
        parent = shop.product(name="Koszulka")
        variant = shop.product(4, name="Koszulka M", parent_id=parent)
        line = {"product_id": parent, "variant_id": variant, "quantity": 1}
        order = one_order(shop, shop.api.ok("addOrder", products=[line])["order_id"])
        found = order["products"][0]
        assert (found["product_id"], found["variant_id"], found["name"]) == (str(parent), str(variant), "Koszulka M")
        assert shop.levels(variant) == (4, 1)

    def test_the_source_is_a_personal_one(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            source = OrderSource(account_id=shop.account_id, name="Telefon")
            source.save(force_insert=True)
        order = one_order(shop, shop.api.ok("addOrder", custom_source_id=source.pk)["order_id"])
        assert (order["order_source"], order["order_source_id"]) == ("personal", source.pk)
        sources = shop.api.ok("getOrderSources")["sources"]
        assert sources == {"personal": {"0": "Personal", str(source.pk): "Telefon"}, "blconnect": {}}

    def test_extra_fields_are_shown_when_asked_for(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            field = OrderExtraField(account_id=shop.account_id, name="Kolor", editor="select", options=["a", "b"])
            field.save(force_insert=True)
        order_id = shop.api.ok("addOrder", custom_extra_fields={str(field.pk): "a"})["order_id"]
        assert "custom_extra_fields" not in one_order(shop, order_id)
        order = one_order(shop, order_id, include_custom_extra_fields=True)
        assert order["custom_extra_fields"] == {str(field.pk): "a"}
        assert shop.api.ok("getOrderExtraFields")["extra_fields"] == [
            {"extra_field_id": field.pk, "name": "Kolor", "editor_type": "select", "options": ["a", "b"]}
        ]
        shop.api.ok("setOrderFields", order_id=order_id, custom_extra_fields={str(field.pk): ""})
        assert one_order(shop, order_id, include_custom_extra_fields=True)["custom_extra_fields"] == {}

    @pytest.mark.parametrize(
        ("parameters", "named"),
        [
            ({"email": "e" * 151}, ("email", "150")),
            ({"payment_method": "p" * 31}, ("payment_method", "30")),
            ({"user_comments": "u" * 511}, ("user_comments", "510")),
            ({"delivery_fullname": "d" * 157}, ("delivery_fullname", "156")),
            ({"delivery_state": "d" * 36}, ("delivery_state", "35")),
            ({"invoice_company": "i" * 501}, ("invoice_company", "500")),
            ({"extra_field_1": "x" * 51}, ("extra_field_1", "50")),
            ({"products": [{"name": "n" * 201}]}, ("products", "200")),
            ({"products": [{"name": "n", "quantity": -1}]}, ("quantity", ">= 0")),
            ({"products": [{"name": "n", "quantity": 10**9}]}, ("quantity", "1000000")),
            ({"products": [{"name": "n", "price_brutto": -1}]}, ("price_brutto", "0")),
            ({"products": [{"name": "n", "price_brutto": "NaN"}]}, ("price_brutto", "number")),
            ({"products": [{"name": "n", "price_brutto": "1e400"}]}, ("price_brutto", "")),
            ({"products": [{"name": "n", "tax_rate": 101}]}, ("tax_rate", "100")),
            ({"products": [{"name": "n", "weight": -3}]}, ("weight", "")),
            ({"products": [{"name": "n", "storage": "moon"}]}, ("storage", "db")),
            ({"products": "none"}, ("products", "")),
            ({"delivery_price": "Infinity"}, ("delivery_price", "")),
            ({"currency": "ZLOTY"}, ("currency", "3")),
            ({"currency": "12$"}, ("currency", "")),
            ({"date_add": -5}, ("date_add", "")),
            ({"date_add": 10**15}, ("date_add", "")),
            ({"email": "a\x00b"}, ("", "zero")),
        ],
    )
    def test_refuses_wrong_values_naming_them(
        self, shop: Shop, parameters: dict[str, Any], named: tuple[str, str]
    ) -> None:
        answer = shop.api.call("addOrder", **parameters)
        assert (answer["status"], answer.get("error_code")) == ("ERROR", "ERROR_BAD_PARAMETERS"), answer
        for part in named:
            assert part in answer["error_message"]
        assert count_orders(shop) == 0

    @pytest.mark.parametrize("what", ["status", "product", "warehouse", "source", "extra field", "external warehouse"])
    def test_refuses_what_is_not_the_accounts(self, shop: Shop, what: str) -> None:
        other = make_shop()
        theirs = other.product(5)
        with acting_for(other.account_id):
            source = OrderSource(account_id=other.account_id, name="Telefon")
            source.save(force_insert=True)
        parameters: dict[str, Any] = {
            "status": {"order_status_id": other.new},
            "product": {"products": [{"product_id": theirs, "quantity": 1}]},
            "warehouse": {"products": [{"name": "a", "quantity": 1, "warehouse_id": other.warehouse_id}]},
            "source": {"custom_source_id": source.pk},
            "extra field": {"custom_extra_fields": {"1": "a"}},
            "external warehouse": {"products": [{"storage": "warehouse", "storage_id": shop.warehouse_id}]},
        }[what]
        assert shop.api.refused("addOrder", **parameters) == "ERROR_NOT_FOUND"
        assert count_orders(shop) == 0
        assert other.levels(theirs) == (5, 0)

    def test_a_line_of_a_suppliers_live_catalog_is_kept_as_it_is(self, shop: Shop) -> None:
        live = shop.warehouse("blconnect")
        line = {"storage": "warehouse", "storage_id": live, "product_id": "77", "variant_id": 0, "quantity": 2}
        order = one_order(shop, shop.api.ok("addOrder", products=[line])["order_id"])
        found = order["products"][0]
        assert (found["storage"], found["storage_id"], found["product_id"]) == ("warehouse", live, "77")
        assert (found["variant_id"], found["warehouse_id"]) == ("0", live)

    def test_statements_do_not_grow_with_lines(self, shop: Shop) -> None:
        products = [shop.product(10) for _ in range(12)]

        def statements(count: int) -> int:
            lines = [{"product_id": product_id, "quantity": 1} for product_id in products[:count]]
            with CaptureQueriesContext(connection) as queries:
                shop.api.ok("addOrder", products=lines)
            return len(queries)

        assert statements(1) == statements(12)


class TestAddOrders:
    def test_refused_ones_leave_the_others_written(self, shop: Shop) -> None:
        product_id = shop.product(5)
        good = {"products": [{"product_id": product_id, "quantity": 1}]}
        orders = [good, {"email": "e" * 151}, {"products": [{"product_id": 10**12, "quantity": 1}]}, good]
        answer = shop.api.ok("addOrders", orders=orders)
        first, none, neither, last = answer["order_ids"]
        assert (none, neither) == (0, 0)
        assert {index: error["error_code"] for index, error in answer["errors"].items()} == {
            "1": "ERROR_BAD_PARAMETERS",
            "2": "ERROR_NOT_FOUND",
        }
        assert [order["order_id"] for order in shop.api.ok("getOrders")["orders"]] == [first, last]
        assert shop.levels(product_id) == (5, 2)

    def test_takes_a_hundred(self, shop: Shop) -> None:
        assert shop.api.refused("addOrders", orders=[{}] * 101) == "ERROR_BAD_PARAMETERS"
        assert count_orders(shop) == 0


class TestGetOrders:
    def confirm(self, shop: Shop, seconds: list[float]) -> list[int]:
        ids = [shop.api.ok("addOrder", email="a@example.com")["order_id"] for _ in seconds]
        with acting_for(shop.account_id), connection.cursor() as cursor:
            cursor.execute(
                "update orders_order o set date_confirmed = to_timestamp(t.at), date_add = to_timestamp(t.at)"
                " from unnest(%s::bigint[], %s::float8[]) as t (id, at) where o.id = t.id",
                [ids, seconds],
            )
        return ids

    def test_ascends_by_confirmation(self, shop: Shop) -> None:
        ids = self.confirm(shop, [300.0, 100.0, 200.0])
        orders = shop.api.ok("getOrders")["orders"]
        assert [order["order_id"] for order in orders] == [ids[1], ids[2], ids[0]]
        orders = shop.api.ok("getOrders", date_confirmed_from=200)["orders"]
        assert [order["date_confirmed"] for order in orders] == [200, 300]

    def test_ascends_by_id(self, shop: Shop) -> None:
        ids = self.confirm(shop, [300.0, 100.0, 200.0])
        orders = shop.api.ok("getOrders", id_from=ids[1])["orders"]
        assert [order["order_id"] for order in orders] == ids[1:]

    def test_ascends_by_the_date_of_adding(self, shop: Shop) -> None:
        ids = self.confirm(shop, [300.0, 100.0, 200.0])
        orders = shop.api.ok("getOrders", date_from=150)["orders"]
        assert [order["order_id"] for order in orders] == [ids[2], ids[0]]

    def test_a_page_never_cuts_inside_a_second(self, shop: Shop) -> None:
        """98 orders, then 5 within one second, then 2: going on with the last time + 1 loses none."""
        seconds = [*(float(n) for n in range(1, 99)), *(200.0 + n / 10 for n in range(5)), 300.0, 301.0]
        ids = self.confirm(shop, seconds)
        first = shop.api.ok("getOrders", date_confirmed_from=1)["orders"]
        assert [order["order_id"] for order in first] == ids[:103]
        second = shop.api.ok("getOrders", date_confirmed_from=first[-1]["date_confirmed"] + 1)["orders"]
        assert [order["order_id"] for order in second] == ids[103:]

    def test_filters(self, shop: Shop) -> None:
        first = shop.api.ok("addOrder", email="a@example.com", order_status_id=shop.sent)["order_id"]
        second = shop.api.ok("addOrder", email="b@example.com")["order_id"]

        def found(**parameters: Any) -> list[int]:
            return [order["order_id"] for order in shop.api.ok("getOrders", **parameters)["orders"]]

        assert found(filter_email="a@example.com") == [first]
        assert found(status_id=shop.new) == [second]
        assert found(filter_order_source="personal", filter_order_source_id=0) == [first, second]
        assert found(filter_order_source="blconnect") == []
        assert found(filter_external_order_id="no") == []
        assert found(order_id=second) == [second]
        assert found(order_id=10**17) == []
        assert found(date_confirmed_from=4_000_000_000) == []

    def test_unconfirmed_orders_only_when_asked_for(self, shop: Shop) -> None:
        waiting = shop.order(is_confirmed=False).order_id
        assert shop.api.ok("getOrders")["orders"] == []
        orders = shop.api.ok("getOrders", get_unconfirmed_orders=True)["orders"]
        assert [(order["order_id"], order["confirmed"], order["date_confirmed"]) for order in orders] == [
            (waiting, False, 0)
        ]

    def test_shows_nothing_of_others(self, shop: Shop) -> None:
        theirs = make_shop().order(email="a@example.com").order_id
        assert shop.api.ok("getOrders", order_id=theirs)["orders"] == []
        assert shop.api.ok("getOrders", filter_email="a@example.com")["orders"] == []
        assert shop.api.ok("getOrdersByEmail", email="a@example.com")["orders"] == []

    def test_takes_as_many_queries_for_many_orders_as_for_one(self, shop: Shop) -> None:
        def statements() -> int:
            with CaptureQueriesContext(connection) as queries:
                shop.api.ok("getOrders", include_custom_extra_fields=True, include_commissions=True)
            return len([query for query in queries if "orders_order" in query["sql"]])

        shop.api.ok("addOrder", products=[{"name": "a", "quantity": 1}])
        assert statements() == 2
        for _ in range(5):
            shop.api.ok("addOrder", products=[{"name": "a", "quantity": 1}, {"name": "b", "quantity": 1}])
        assert statements() == 2

    def test_the_first_parcel_stands_on_the_order(self, shop: Shop) -> None:
        order_id = shop.api.ok("addOrder")["order_id"]
        shop.api.ok("createPackageManual", order_id=order_id, courier_code="dpd", package_number="A1", pickup_date=5)
        shop.api.ok("createPackageManual", order_id=order_id, courier_code="ups", package_number="B2", pickup_date=5)
        order = one_order(shop, order_id)
        assert (order["delivery_package_module"], order["delivery_package_nr"]) == ("dpd", "A1")


class TestConnectData:
    @pytest.mark.feature("L-A4", "L-A5", "F-08")
    def test_stands_on_both_sides_when_asked_for(self, db: None) -> None:
        from tests.factories.connections import make_connection

        made = make_connection()
        supplier, contractor = make_shop(made.supplier), make_shop(made.contractor)
        supplier.product(5, price="10", sku="S-1", sku_key="s-1", ean="590", ean_key="590", name="Kubek")
        line = {"name": "Kubek", "sku": "S-1", "ean": "590", "price_brutto": 15, "quantity": 2}
        order_id = contractor.api.ok("addOrder", products=[line])["order_id"]
        alone = contractor.api.ok("addOrder")["order_id"]
        (sale,) = contractor.api.ok("forwardConnectOrder", order_id=order_id)["sales"]
        assert "connect_data" not in one_order(contractor, order_id)
        assert "connect_data" not in one_order(contractor, alone, include_connect_data=True)
        shared = {"connect_contractor_id": made.connection_id, "connect_sale_id": sale["connect_sale_id"]}
        bought = one_order(contractor, order_id, include_connect_data=True)
        assert bought["connect_data"] == {"connect_integration_id": made.contractor_integration_id, **shared}
        (sold,) = supplier.api.ok("getOrders", include_connect_data=True)["orders"]
        assert sold["connect_data"] == {"connect_integration_id": made.integration_id, **shared}
        assert (sold["order_source"], sold["order_source_id"]) == ("blconnect", made.integration_id)
        assert supplier.api.ok("getOrderSources")["sources"]["blconnect"] == {str(made.integration_id): "Hurt"}


class TestShortForms:
    def test_by_email_and_phone(self, shop: Shop) -> None:
        order_id = shop.api.ok("addOrder", email="a@b.pl", phone="600", delivery_fullname="Jan")["order_id"]
        by_email = shop.api.ok("getOrdersByEmail", email="a@b.pl")["orders"]
        assert [set(row) for row in by_email] == [{"order_id", "order_status_id", "date_in_status", "date_add"}]
        by_phone = shop.api.ok("getOrdersByPhone", phone="600")["orders"]
        assert [(row["order_id"], row["delivery_fullname"], row["delivery_company"]) for row in by_phone] == [
            (order_id, "Jan", "")
        ]
        assert shop.api.ok("getOrdersByPhone", phone="")["orders"] == []

    def test_the_longest_an_order_keeps_are_found(self, shop: Shop) -> None:
        email, phone = f"{'a' * 138}@example.com", "6" * 100
        order_id = shop.api.ok("addOrder", email=email, phone=phone)["order_id"]
        for found in (
            shop.api.ok("getOrders", filter_email=email),
            shop.api.ok("getOrdersByEmail", email=email),
            shop.api.ok("getOrdersByPhone", phone=phone),
        ):
            assert [row["order_id"] for row in found["orders"]] == [order_id]
        assert shop.api.refused("getOrders", filter_email=f"a{email}") == "ERROR_BAD_PARAMETERS"
        assert shop.api.refused("getOrdersByEmail", email=f"a{email}") == "ERROR_BAD_PARAMETERS"
        assert shop.api.refused("getOrdersByPhone", phone=f"6{phone}") == "ERROR_BAD_PARAMETERS"


class TestSetOrderFields:
    def test_changes_only_what_is_named(self, shop: Shop) -> None:
        order_id = shop.api.ok("addOrder", email="a@b.pl", phone="600", delivery_city="Łódź")["order_id"]
        assert shop.api.ok("setOrderFields", order_id=order_id, delivery_city="Kraków", star=3, pick_state=1) == {}
        order = one_order(shop, order_id)
        assert (order["email"], order["phone"], order["delivery_city"]) == ("a@b.pl", "600", "Kraków")
        assert (order["star"], order["pick_state"], order["pack_state"]) == (3, 1, 0)
        assert journal_of(shop, order_id) == [(1, 0), (2, 0), (11, 0), (16, 0)]
        with acting_for(shop.account_id):
            event = Event.objects.filter(account_id=shop.account_id, name="order.changed").get()
        assert event.data == {"order_id": order_id, "fields": ["delivery_city", "pick_state", "star"]}

    def test_the_same_again_writes_nothing(self, shop: Shop) -> None:
        order_id = shop.api.ok("addOrder", email="a@b.pl")["order_id"]
        shop.api.ok("setOrderFields", order_id=order_id, email="a@b.pl")
        assert journal_of(shop, order_id) == [(1, 0), (2, 0)]
        assert shop.found(order_id).version == 1

    def test_the_delivery_counts_in_the_total_and_the_search_follows(self, shop: Shop) -> None:
        from spinka.orders.queries import search_orders

        order_id = shop.api.ok("addOrder", delivery_fullname="Jan Łoś")["order_id"]
        shop.api.ok("setOrderFields", order_id=order_id, delivery_price=9.99, delivery_fullname="Ewa Żak")
        assert shop.found(order_id).total_cents == 999
        with acting_for(shop.account_id):
            assert search_orders(account_id=shop.account_id, text="zak EWA") == [order_id]
            assert search_orders(account_id=shop.account_id, text="łoś") == []

    @pytest.mark.parametrize(
        "parameters",
        [
            {"email": "e" * 151},
            {"star": 6},
            {"pick_state": 2},
            {"delivery_price": -1},
            {"custom_extra_fields": {"1": {}}},
        ],
    )
    def test_refuses_wrong_values(self, shop: Shop, parameters: dict[str, Any]) -> None:
        order_id = shop.api.ok("addOrder", email="a@b.pl")["order_id"]
        before = one_order(shop, order_id)
        assert shop.api.refused("setOrderFields", order_id=order_id, **parameters) == "ERROR_BAD_PARAMETERS"
        assert one_order(shop, order_id) == before

    def test_refuses_orders_of_others(self, shop: Shop) -> None:
        other = make_shop()
        theirs = other.order(email="x@y.pl").order_id
        assert shop.api.refused("setOrderFields", order_id=theirs, email="a@b.pl") == "ERROR_NOT_FOUND"
        assert shop.api.refused("setOrderFields", email="a@b.pl") == "ERROR_BAD_PARAMETERS"
        assert other.found(theirs).email == "x@y.pl"


class TestLines:
    def test_add_change_remove(self, shop: Shop) -> None:
        product_id = shop.product(10, price="5", name="Kubek")
        order_id = shop.api.ok("addOrder")["order_id"]
        answer = shop.api.ok(
            "addOrderProduct", order_id=order_id, storage="db", storage_id=0, product_id=product_id, quantity=2
        )
        assert set(answer) == {"order_product_id"}
        line_id = answer["order_product_id"]
        assert shop.found(order_id).total_cents == 1000
        shop.api.ok(
            "setOrderProductFields", order_id=order_id, order_product_id=line_id, quantity=3, price_brutto="4.50"
        )
        line = one_order(shop, order_id)["products"][0]
        assert (line["quantity"], line["price_brutto"], line["name"]) == (3, 4.5, "Kubek")
        assert (shop.levels(product_id), shop.found(order_id).total_cents) == ((10, 3), 1350)
        shop.api.ok("deleteOrderProduct", order_id=order_id, order_product_id=line_id)
        assert one_order(shop, order_id)["products"] == []
        assert (shop.levels(product_id), shop.found(order_id).total_cents) == ((10, 0), 0)
        assert journal_of(shop, order_id) == [(1, 0), (2, 0), (12, 0), (13, 0), (14, line_id)]

    def test_refuses_wrong_and_foreign_values(self, shop: Shop) -> None:
        other = make_shop()
        theirs = other.product(5)
        order_id = shop.api.ok("addOrder", products=[{"name": "a", "quantity": 1}])["order_id"]
        line_id = one_order(shop, order_id)["products"][0]["order_product_id"]
        line = {"order_id": order_id, "order_product_id": line_id}
        before = one_order(shop, order_id)
        refused = shop.api.refused
        assert refused("addOrderProduct", order_id=order_id, product_id=theirs, quantity=1) == "ERROR_NOT_FOUND"
        assert refused("addOrderProduct", order_id=order_id, name="n" * 201) == "ERROR_BAD_PARAMETERS"
        assert refused("addOrderProduct", order_id=other.order().order_id, name="n") == "ERROR_NOT_FOUND"
        assert refused("setOrderProductFields", **line, quantity=-1) == "ERROR_BAD_PARAMETERS"
        assert refused("setOrderProductFields", **line, product_id=theirs) == "ERROR_NOT_FOUND"
        assert refused("setOrderProductFields", **line, warehouse_id=other.warehouse_id) == "ERROR_NOT_FOUND"
        assert refused("setOrderProductFields", order_id=order_id, order_product_id=10**12) == "ERROR_NOT_FOUND"
        assert refused("deleteOrderProduct", order_id=order_id) == "ERROR_BAD_PARAMETERS"
        assert one_order(shop, order_id) == before
        assert other.levels(theirs) == (5, 0)


class TestStatuses:
    def test_the_list(self, shop: Shop) -> None:
        rows = shop.api.ok("getOrderStatusList")["statuses"]
        assert [row["id"] for row in rows] == list(shop.status_ids)
        assert [row["is_primary"] for row in rows] == [1, 0, 0, 0]
        assert set(rows[0]) == {"id", "name", "name_for_customer", "color", "group_id", "is_primary"}

    def test_set_one_and_many(self, shop: Shop) -> None:
        first, second = (shop.api.ok("addOrder")["order_id"] for _ in range(2))
        assert shop.api.ok("setOrderStatus", order_id=first, status_id=shop.sent) == {}
        assert journal_of(shop, first) == [(1, 0), (2, 0), (18, shop.sent)]
        shop.api.ok("setOrderStatuses", order_ids=[first, second], status_id=shop.sent)
        assert journal_of(shop, first) == [(1, 0), (2, 0), (18, shop.sent)]
        assert journal_of(shop, second) == [(1, 0), (2, 0), (18, shop.sent)]
        with acting_for(shop.account_id):
            event = Event.objects.filter(account_id=shop.account_id, name="order.status_changed").first()
        assert event is not None
        assert event.data == {"order_id": first, "old_status_id": shop.new, "new_status_id": shop.sent}

    def test_refuses_foreign_orders_and_statuses(self, shop: Shop) -> None:
        other = make_shop()
        mine, theirs = shop.api.ok("addOrder")["order_id"], other.order().order_id
        refused = shop.api.refused
        assert refused("setOrderStatus", order_id=mine, status_id=other.sent) == "ERROR_NOT_FOUND"
        assert refused("setOrderStatus", order_id=theirs, status_id=shop.sent) == "ERROR_NOT_FOUND"
        assert refused("setOrderStatuses", order_ids=[mine, theirs], status_id=shop.sent) == "ERROR_NOT_FOUND"
        assert refused("setOrderStatuses", order_ids=[1] * 1001, status_id=shop.sent) == "ERROR_BAD_PARAMETERS"
        assert (shop.found(mine).status_id, other.found(theirs).status_id) == (shop.new, other.new)

    def test_add_and_change(self, shop: Shop) -> None:
        status_id = shop.api.ok("addOrderStatus", name="Pakowane", short_name="Pak", color="#112233", type=2)[
            "status_id"
        ]
        row = shop.api.ok("getOrderStatusList")["statuses"][-1]
        assert (row["id"], row["name"], row["color"]) == (status_id, "Pakowane", "#112233")
        again = shop.api.ok("addOrderStatus", status_id=status_id, name="Do paczki")
        assert again == {"status_id": status_id}
        row = shop.api.ok("getOrderStatusList")["statuses"][-1]
        assert (row["name"], row["color"]) == ("Do paczki", "#112233")

    @pytest.mark.parametrize(
        "parameters",
        [
            {},
            {"name": "n" * 31},
            {"name": "a", "color": "red"},
            {"name": "a", "type": 9},
            {"name": "a", "short_name": "s" * 18},
        ],
    )
    def test_refuses_wrong_statuses(self, shop: Shop, parameters: dict[str, Any]) -> None:
        assert shop.api.refused("addOrderStatus", **parameters) == "ERROR_BAD_PARAMETERS"
        assert len(shop.api.ok("getOrderStatusList")["statuses"]) == 4

    def test_deleting_moves_the_orders(self, shop: Shop) -> None:
        product_id = shop.product(5)
        order_id = shop.api.ok(
            "addOrder", order_status_id=shop.in_progress, products=[{"product_id": product_id, "quantity": 2}]
        )["order_id"]
        refused = shop.api.refused
        assert refused("deleteOrderStatus", status_id=shop.in_progress) == "ERROR_CONFLICT"
        assert refused("deleteOrderStatus", status_id=shop.new, target_status_id=shop.sent) == "ERROR_CONFLICT"
        same = {"status_id": shop.sent, "target_status_id": shop.sent}
        assert refused("deleteOrderStatus", **same) == "ERROR_BAD_PARAMETERS"
        theirs = make_shop().sent
        assert refused("deleteOrderStatus", status_id=shop.in_progress, target_status_id=theirs) == "ERROR_NOT_FOUND"
        assert shop.found(order_id).status_id == shop.in_progress
        shop.api.ok("deleteOrderStatus", status_id=shop.in_progress, target_status_id=shop.sent)
        assert shop.found(order_id).status_id == shop.sent
        assert shop.levels(product_id) == (3, 0)
        assert [row["id"] for row in shop.api.ok("getOrderStatusList")["statuses"]] == [
            shop.new,
            shop.sent,
            shop.cancelled,
        ]


class TestPayments:
    def test_the_amount_is_absolute(self, shop: Shop) -> None:
        order_id = shop.api.ok("addOrder", products=[{"name": "a", "price_brutto": 55, "quantity": 1}])["order_id"]
        pay = {"order_id": order_id, "payment_date": 1_600_000_000}
        shop.api.ok("setOrderPayment", **pay, payment_done=20, payment_comment="zaliczka")
        shop.api.ok("setOrderPayment", **pay, payment_done="55.00", external_payment_id="P-1")
        shop.api.ok("setOrderPayment", **pay, payment_done=55, external_payment_id="P-1")
        assert one_order(shop, order_id)["payment_done"] == 55
        entries = shop.api.ok("getOrderPaymentsHistory", order_id=order_id, show_full_history=True)["payments"]
        assert [(entry["paid_before"], entry["paid_after"], entry["total_price"]) for entry in entries] == [
            (0, 20, 55),
            (20, 55, 55),
        ]
        external = shop.api.ok("getOrderPaymentsHistory", order_id=order_id)["payments"]
        assert external == [
            {
                "paid_before": 20,
                "paid_after": 55,
                "total_price": 55,
                "currency": "PLN",
                "external_payment_id": "P-1",
                "date": 1_600_000_000,
                "comment": "",
            }
        ]
        assert journal_of(shop, order_id) == [(1, 0), (2, 0), (3, 0), (3, 0)]
        assert event_names(shop).count("order.paid") == 1

    def test_refuses_wrong_values(self, shop: Shop) -> None:
        theirs = make_shop().order().order_id
        order_id = shop.api.ok("addOrder")["order_id"]
        refused = shop.api.refused
        assert refused("setOrderPayment", order_id=order_id) == "ERROR_BAD_PARAMETERS"
        assert refused("setOrderPayment", order_id=order_id, payment_done=-1) == "ERROR_BAD_PARAMETERS"
        assert refused("setOrderPayment", order_id=order_id, payment_done="NaN") == "ERROR_BAD_PARAMETERS"
        long = {"payment_done": 1, "payment_comment": "c" * 31}
        assert refused("setOrderPayment", order_id=order_id, **long) == "ERROR_BAD_PARAMETERS"
        assert refused("setOrderPayment", order_id=theirs, payment_done=1) == "ERROR_NOT_FOUND"
        assert refused("getOrderPaymentsHistory", order_id=theirs) == "ERROR_NOT_FOUND"
        assert one_order(shop, order_id)["payment_done"] == 0


class TestDeleteOrders:
    def test_tells_what_was_really_deleted(self, shop: Shop) -> None:
        other = make_shop()
        theirs, mine = other.order().order_id, shop.api.ok("addOrder")["order_id"]
        answer = shop.api.ok("deleteOrders", order_ids=[theirs, mine, 10**12])
        assert answer == {"deleted_order_ids": [mine]}
        assert shop.api.ok("getOrders")["orders"] == []
        assert other.found(theirs).pk == theirs
        assert journal_of(shop, mine) == [(1, 0), (2, 0), (4, 0)]

    def test_refuses_too_many_and_none(self, shop: Shop) -> None:
        assert shop.api.refused("deleteOrders", order_ids=list(range(1001))) == "ERROR_BAD_PARAMETERS"
        assert shop.api.refused("deleteOrders") == "ERROR_BAD_PARAMETERS"


class TestJournal:
    @pytest.mark.feature("L-A6")
    def test_goes_on_after_an_id_and_filters(self, shop: Shop) -> None:
        order_id = shop.api.ok("addOrder")["order_id"]
        shop.api.ok("setOrderStatus", order_id=order_id, status_id=shop.sent)
        logs = shop.api.ok("getJournalList")["logs"]
        assert [set(row) for row in logs] == [{"log_id", "order_id", "log_type", "object_id", "date"}] * 3
        assert [row["log_type"] for row in logs] == [1, 2, 18]
        later = shop.api.ok("getJournalList", last_log_id=logs[0]["log_id"])["logs"]
        assert [row["log_type"] for row in later] == [2, 18]
        assert [row["log_type"] for row in shop.api.ok("getJournalList", logs_types=[18, 1])["logs"]] == [1, 18]
        assert make_shop().api.ok("getJournalList")["logs"] == []

    def test_keeps_three_days(self, shop: Shop) -> None:
        shop.api.ok("addOrder")
        with acting_for(shop.account_id), connection.cursor() as cursor:
            cursor.execute("update orders_journalentry set created_at = now() - interval '73 hours' where log_type = 1")
        assert [row["log_type"] for row in shop.api.ok("getJournalList")["logs"]] == [2]


class TestPackages:
    PDF = base64.b64encode(b"%PDF-1.4 \xfb\xff label").decode()

    def make(self, shop: Shop, **more: Any) -> tuple[int, int]:
        order_id = shop.api.ok("addOrder")["order_id"]
        answer = shop.api.ok(
            "createPackageManual",
            order_id=order_id,
            courier_code="dpd",
            package_number="622222",
            pickup_date=1_600_000_000,
            **more,
        )
        assert set(answer) == {"package_id", "package_number"}
        assert answer["package_number"] == "622222"
        return order_id, answer["package_id"]

    @pytest.mark.feature("G-02")
    def test_a_parcel_with_its_label(self, shop: Shop) -> None:
        url = "https://tracktrace.dpd.com.pl/622222"
        order_id, package_id = self.make(shop, label=self.PDF.replace("+", " "), extension="pdf", tracking_url=url)
        assert shop.api.ok("getOrderPackages", order_id=order_id)["packages"] == [
            {
                "package_id": package_id,
                "courier_package_nr": "622222",
                "courier_inner_number": "",
                "courier_code": "dpd",
                "courier_other_name": "",
                "account_id": 0,
                "tracking_status_date": 0,
                "tracking_delivery_days": 0,
                "tracking_status": 0,
                "package_type": 0,
                "tracking_url": url,
                "is_return": False,
            }
        ]
        label = shop.api.ok("getLabel", courier_code="dpd", package_number="622222")
        assert label == {"extension": "pdf", "label": self.PDF}
        assert journal_of(shop, order_id) == [(1, 0), (2, 0), (9, package_id)]
        shop.api.ok("deleteCourierPackage", courier_code="dpd", package_id=package_id)
        assert shop.api.ok("getOrderPackages", order_id=order_id)["packages"] == []
        assert journal_of(shop, order_id)[-1] == (10, package_id)
        assert event_names(shop)[2:] == ["package.created", "package.deleted"]

    @pytest.mark.feature("G-05")
    def test_tracking_states(self, shop: Shop) -> None:
        order_id, package_id = self.make(shop, return_shipment=True)
        friday, monday = 1_600_416_000, 1_600_675_200
        shop.api.ok("setOrderPackageStatus", package_id=package_id, tracking_status=2, date=friday)
        shop.api.ok("setOrderPackageStatus", package_id=package_id, tracking_status=5, date=monday)
        shop.api.ok("setOrderPackageStatus", package_id=package_id, tracking_status=5)
        row = shop.api.ok("getOrderPackages", order_id=order_id)["packages"][0]
        assert (row["tracking_status"], row["tracking_status_date"], row["tracking_delivery_days"]) == (5, monday, 1)
        assert (row["is_return"], row["package_type"]) == (True, 1)
        history = shop.api.ok("getCourierPackagesStatusHistory", package_ids=[package_id])["packages_history"]
        assert history == {
            str(package_id): [
                {"tracking_status_date": friday, "courier_status_code": "", "tracking_status": 2},
                {"tracking_status_date": monday, "courier_status_code": "", "tracking_status": 5},
            ]
        }

    def test_a_label_can_follow(self, shop: Shop) -> None:
        _, package_id = self.make(shop)
        assert shop.api.refused("getLabel", courier_code="dpd", package_id=package_id) == "ERROR_NOT_FOUND"
        answer = shop.api.ok("addOrderPackageLabel", package_id=package_id, extension="zpl", label=self.PDF)
        assert answer == {"package_id": package_id}
        assert shop.api.ok("getLabel", courier_code="dpd", package_id=package_id)["extension"] == "zpl"

    def test_refuses_wrong_and_foreign_values(self, shop: Shop) -> None:
        other = make_shop()
        theirs = self.make(other)[1]
        order_id, package_id = self.make(shop)
        refused = shop.api.refused
        parcel = {"order_id": order_id, "courier_code": "dpd", "package_number": "1"}
        assert refused("createPackageManual", **{**parcel, "package_number": "1" * 41}) == "ERROR_BAD_PARAMETERS"
        assert refused("createPackageManual", **parcel, label="%%%") == "ERROR_BAD_PARAMETERS"
        assert refused("createPackageManual", **parcel, label=self.PDF, extension="exe") == "ERROR_BAD_PARAMETERS"
        assert refused("createPackageManual", **parcel, tracking_url="javascript:1") == "ERROR_BAD_PARAMETERS"
        big = base64.b64encode(b"x" * (2 * 1024 * 1024 + 1)).decode()
        assert refused("createPackageManual", **parcel, label=big) == "ERROR_BAD_PARAMETERS"
        assert refused("createPackageManual", **{**parcel, "order_id": 10**12}) == "ERROR_NOT_FOUND"
        assert refused("setOrderPackageStatus", package_id=package_id, tracking_status=14) == "ERROR_BAD_PARAMETERS"
        assert refused("setOrderPackageStatus", package_id=theirs, tracking_status=1) == "ERROR_NOT_FOUND"
        assert refused("addOrderPackageLabel", package_id=theirs, label=self.PDF) == "ERROR_NOT_FOUND"
        assert refused("deleteCourierPackage", courier_code="dpd", package_id=theirs) == "ERROR_NOT_FOUND"
        assert refused("deleteCourierPackage", courier_code="dpd") == "ERROR_BAD_PARAMETERS"
        assert refused("getLabel", courier_code="dpd", package_id=theirs) == "ERROR_NOT_FOUND"
        assert refused("getCourierPackagesStatusHistory", package_ids=[1] * 101) == "ERROR_BAD_PARAMETERS"
        assert shop.api.ok("getCourierPackagesStatusHistory", package_ids=[theirs])["packages_history"] == {}
        assert len(shop.api.ok("getOrderPackages", order_id=order_id)["packages"]) == 1


class TestAnswers:
    def test_are_plain_json_objects(self, shop: Shop) -> None:
        """The page's JSON comes from the database and is put into the envelope unread; it must fit there."""
        shop.api.ok("addOrder", user_comments='"}],{ \\ \u2028 ł')
        response = shop.api.post("getOrders", {})
        assert json.loads(response.content)["orders"][0]["user_comments"] == '"}],{ \\ \u2028 ł'
