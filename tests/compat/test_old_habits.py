"""What programs written for the original do and rely on, whatever the method (overview.md sections 1 and 4)."""

import base64
import types
import typing
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.compat import methods
from spinka.compat.registry import METHODS, Method
from tests.architecture.tables import tenant_models
from tests.compat.contract import published
from tests.compat.examples import EXAMPLES, fill
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.world import PDF, World
from tests.support.api import Api, read
from tests.support.rows import rolled_back

methods.load()
Row = dict[str, Any]

# Methods that change an object named by this parameter: the world's own, which the example fills completely.
SETS = {
    "setOrderFields": "order_id",
    "setOrderProductFields": "order_product_id",
    "setOrderReturnFields": "return_id",
    "setOrderReturnProductFields": "order_return_product_id",
}
# Written anew by every change, or a record that something was asked.
VOLATILE = ["updated_at", "version", "search_key"]
RECORDS = {"core_event", "core_outbox", "orders_journalentry", "returns_returnjournalentry", "catalog_productlog"}
# What names the object or where it stands; it is sent with every call.
PLACE = {"storage_id", "inventory_id", "order_id", "return_id"}


def fields_of(struct: Any) -> dict[str, Any]:
    """The names and types of a struct."""
    hints = typing.get_type_hints(struct, include_extras=True)
    return {field.encode_name: hints[field.name] for field in msgspec.structs.fields(struct)}


def made_and_changed(method: Method) -> str:
    """The id a method answers with and takes, not as a must: given, it means an update. Empty for other methods."""
    if method.reply is None or not method.name.startswith("add"):
        return ""
    optional = {field.encode_name for field in msgspec.structs.fields(method.params) if not field.required}
    return next((name for name in fields_of(method.reply) if name.endswith("_id") and name in optional), "")


UPDATES = {name: parameter for name, method in METHODS.items() if (parameter := made_and_changed(method))} | SETS


def state(account_id: int) -> dict[str, tuple[int, int]]:
    """Number and digest of everything the account has, by table, without what every change writes anew."""
    tables = [model._meta.db_table for model in tenant_models() if model._meta.db_table not in RECORDS]
    parts = [
        f"select '{table}', count(*), coalesce(bit_xor(hashtextextended((to_jsonb(t) - %s::text[])::text, 0)), 0)"
        f" from {table} t"
        for table in tables
    ]
    with acting_for(account_id), connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), [VOLATILE] * len(parts))
        return {name: (count, digest) for name, count, digest in cursor.fetchall()}


class TestPartialUpdates:
    def test_the_methods_that_make_and_change_are_found(self) -> None:
        assert UPDATES.keys() >= {
            *("addInventory", "addInventoryPriceGroup", "addInventoryWarehouse", "addInventoryCategory"),
            *("addInventoryManufacturer", "addInventoryTag", "addInventoryProduct", "addCategory", "addProduct"),
            *("addProductVariant", "addOrderStatus", "addOrderReturnStatus", "addCrmClient", "addCrmClientStatus"),
        }

    @pytest.mark.parametrize("name", sorted(UPDATES))
    def test_one_key_changes_nothing_else(self, name: str, world: World) -> None:
        """The object has a value for every parameter; each is sent again alone, and no row becomes another."""
        parameter, full = UPDATES[name], fill(EXAMPLES[name], world.ids)
        with rolled_back():
            object_id = world.ids[parameter] if name in SETS else world.api.ok(name, **full)[parameter]
            needed = {field.encode_name for field in msgspec.structs.fields(METHODS[name].params) if field.required}
            place = {key: full[key] for key in PLACE | needed if key in full} | {parameter: object_id}
            answer = world.api.ok(name, **{**full, **place})
            assert str(answer.get(parameter, object_id)) == str(object_id)
            before = state(world.account.account_id)
            changed = {}
            for key in [None, *(full.keys() - place.keys())]:
                answer = world.api.call(name, **place, **({key: full[key]} if key else {}))
                # Nothing at all to change may be refused, as a name left out.
                assert answer["status"] == "SUCCESS" or key is None, answer
                after = state(world.account.account_id)
                if differing := {table for table in before if before[table] != after[table]}:
                    changed[str(key)] = differing
            assert changed == {}

    def test_the_key_that_is_sent_does_change(self, world: World) -> None:
        """The other half of the test above, for one method of each kind."""
        ids = world.ids
        with rolled_back():
            world.api.ok("setOrderFields", order_id=ids["order_id"], delivery_city="Gdynia")
            world.api.ok("addInventoryProduct", inventory_id=ids["inventory_id"], product_id=ids["product_id"], sku="N")
            world.api.ok("addCrmClient", crm_client_id=ids["crm_client_id"], phone="500")
            (order,) = world.api.ok("getOrders", order_id=ids["order_id"])["orders"]
            wanted = {"inventory_id": ids["inventory_id"], "products": [ids["product_id"]]}
            (product,) = world.api.ok("getInventoryProductsData", **wanted)["products"].values()
        assert (order["delivery_city"], order["delivery_fullname"]) == ("Gdynia", "Marker fullname")
        assert (product["sku"], product["ean"]) == ("N", "5901234123457")

    def test_tags_stay_when_missing_and_go_when_empty(self, world: World) -> None:
        wanted = {"inventory_id": world.ids["inventory_id"], "product_id": world.ids["product_id"]}

        def tags() -> list[str]:
            found = world.api.ok(
                "getInventoryProductsData", inventory_id=wanted["inventory_id"], products=[wanted["product_id"]]
            )
            (product,) = found["products"].values()
            kept: list[str] = product["tags"]
            return kept

        with rolled_back():
            for given in ({}, {"tags": None}):
                world.api.ok("addInventoryProduct", **wanted, **given)
                assert tags() == ["Marker tag"]
            world.api.ok("addInventoryProduct", **wanted, tags=[])
            assert tags() == []


class TestPayments:
    def test_the_amount_paid_is_absolute(self, world: World) -> None:
        with rolled_back():
            for amount in (30, "12.50", 12.5):
                world.api.ok("setOrderPayment", order_id=world.ids["order_id"], payment_done=amount, payment_date=0)
            (order,) = world.api.ok("getOrders", order_id=world.ids["order_id"])["orders"]
        assert order["payment_done"] == 12.5


# A PDF whose base64 has pluses, which a client that forgets to escape them loses to blanks.
PLUSES = PDF + b"%" + b"\xfb\xef\xbe" * 30 + b"\n%%EOF\n"


class TestFiles:
    @pytest.fixture
    def sent(self) -> str:
        text = base64.b64encode(PLUSES).decode()
        assert "+" in text
        return text.replace("+", " ")

    @pytest.mark.parametrize("prefix", ["", "data:"])
    def test_an_invoices_pluses_come_back(self, world: World, sent: str, prefix: str) -> None:
        with rolled_back():
            world.api.ok("addOrderInvoiceFile", invoice_id=world.ids["invoice_id"], file=prefix + sent)
            answer = world.api.ok("getInvoiceFile", invoice_id=world.ids["invoice_id"], get_external=True)
        assert answer["invoice"].startswith("data:")
        assert base64.b64decode(answer["invoice"].removeprefix("data:")) == PLUSES

    def test_a_labels_pluses_come_back(self, world: World, sent: str) -> None:
        with rolled_back():
            package = {"package_id": world.ids["package_id"]}
            world.api.ok("addOrderPackageLabel", **package, extension="pdf", label=sent)
            answer = world.api.ok("getLabel", courier_code="other", **package)
        assert base64.b64decode(answer["label"]) == PLUSES

    def test_a_receipts_pluses_come_back(self, world: World, sent: str) -> None:
        with rolled_back():
            world.api.ok("addOrderReceiptFile", receipt_id=world.ids["receipt_id"], file=f"data:{sent}")


class TestForms:
    """The request variants that hang on no method; those of parameters are in test_endpoint.py and test_examples.py."""

    @pytest.fixture
    def account(self, db: None) -> MadeAccount:
        return make_account()

    @pytest.mark.feature("L-A1")
    def test_parameters_as_a_file_part(self, account: MadeAccount) -> None:
        part = SimpleUploadedFile("parameters.json", '{"manufacturer_name": "Żółw + 1%"}'.encode())
        form = {"method": "addInventoryManufacturer", "token": account.token, "parameters": part}
        assert read(Client().post("/connector.php", form))["status"] == "SUCCESS"
        (row,) = account.api.ok("getInventoryManufacturers")["manufacturers"]
        assert row["name"] == "Żółw + 1%"

    @pytest.mark.feature("L-A1")
    def test_the_header_goes_before_the_token_of_a_multipart_form(self, account: MadeAccount) -> None:
        form = {"method": "getInventories", "token": "wrong"}
        right = {"X-BLToken": account.token}
        assert read(Client().post("/connector.php", form, headers=right))["status"] == "SUCCESS"
        assert read(Client().post("/connector.php", form))["error_code"] == "ERROR_AUTH_TOKEN"

    def test_maps_for_lists_at_any_depth(self, account: MadeAccount) -> None:
        inventory = account.api.ok("getInventories")["inventories"][0]["inventory_id"]
        products = {
            "0": {"text_fields": {"name": "A"}, "tags": {"0": "a", "1": "b"}},
            "1": {"text_fields": {"name": "B"}, "ean_additional": {"0": {"ean": "1", "quantity": "2"}}},
        }
        made = account.api.ok("addInventoryProducts", inventory_id=str(inventory), products=products)
        found = account.api.ok(
            "getInventoryProductsData",
            inventory_id=inventory,
            products={str(nth): str(row) for nth, row in enumerate(made["product_ids"])},
            include_additional_eans="1",
        )["products"]
        first, second = found.values()
        assert first["tags"] == ["a", "b"]
        assert second["ean_additional"] == [{"ean": "1", "quantity": 2}]

    def test_unknown_parameters_are_ignored_inside_lists_too(self, account: MadeAccount) -> None:
        order_id = account.api.ok("addOrder", colour="red", products=[{"name": "x", "quantity": 1, "colour": {"a": 1}}])
        (order,) = account.api.ok("getOrders", **order_id, with_colour=1)["orders"]
        assert [line["name"] for line in order["products"]] == ["x"]


INCLUDED = [
    ("getOrders", {"order_id": "$order_id"}, "orders", "include_custom_extra_fields", "custom_extra_fields"),
    ("getOrders", {"order_id": "$order_id"}, "orders", "include_commissions", "commissions"),
    ("getOrders", {"order_id": "$order_id"}, "orders", "with_commission", "commission"),
    ("getOrders", {"order_id": "$forwarded_order_id"}, "orders", "include_connect_data", "connect_data"),
    ("getOrderReturns", {"return_id": "$return_id"}, "returns", "include_custom_extra_fields", "custom_extra_fields"),
    ("getCrmClientData", {"crm_client_id": "$crm_client_id"}, "", "include_custom_extra_fields", "custom_extra_fields"),
    ("getInventoryProductsData", {}, "products", "include_additional_eans", "ean_additional"),
    ("getInventoryProductsData", {}, "products", "include_erp_units", "stock_erp_units"),
    ("getInventoryProductsData", {}, "products", "include_wms_units", "stock_wms_units"),
    ("getInventoryProductsData", {}, "products", "include_suppliers", "suppliers"),
    ("getInventoryProductsData", {}, "products", "include_relations", "relations"),
]


class TestAnswers:
    @pytest.mark.feature("L-A4")
    @pytest.mark.parametrize(
        ("method", "given", "answer", "flag", "block"), INCLUDED, ids=[f"{row[0]}-{row[3]}" for row in INCLUDED]
    )
    def test_a_block_is_there_when_asked_for_and_absent_otherwise(
        self, world: World, method: str, given: Row, answer: str, flag: str, block: str
    ) -> None:
        parameters = fill(given, world.ids)
        if method == "getInventoryProductsData":
            parameters = {"inventory_id": world.ids["inventory_id"], "products": [world.ids["product_id"]]}

        def first(**asked: Any) -> Row:
            whole = world.api.ok(method, **parameters, **asked)
            found = whole[answer] if answer else [whole]
            row: Row = next(iter(found.values())) if isinstance(found, dict) else found[0]
            return row

        for no in ({}, {flag: False}, {flag: 0}, {flag: "0"}, {flag: "false"}, {flag: None}):
            assert block not in first(**no)
        for yes in (True, 1, "1", "true"):
            assert block in first(**{flag: yes})
            assert first(**{flag: yes})[block] is not None

    def test_warnings_are_a_map_or_a_list_by_their_type(self) -> None:
        kinds = {
            name: fields_of(method.reply)["warnings"]
            for name, method in METHODS.items()
            if method.reply is not None and "warnings" in fields_of(method.reply)
        }
        assert kinds.keys() >= {"addInventoryProduct", "updateInventoryProductsStock", "updateInventoryProductsPrices"}
        for name, kind in kinds.items():
            bare = plain(kind)
            parts = typing.get_args(bare) if isinstance(bare, types.UnionType) else (bare,)
            assert {typing.get_origin(part) for part in parts} <= {dict, list}, name

    def test_moments_are_whole_seconds_by_their_type(self) -> None:
        """Every answer the tests see is checked against its type, so the types are enough."""
        found = {place for method in METHODS.values() if method.reply for place in moments(method.reply, method.name)}
        assert len(found) > 30
        assert [place for place, kind in found if kind is not int and not place.endswith(DAYS)] == []

    def test_empty_maps_are_objects_and_empty_lists_lists(self, db: None) -> None:
        """An account that has nothing yet answers every list with the kind the contract names."""
        account, wrong = make_account(), {}
        inventory = account.api.ok("getInventories")["inventories"][0]["inventory_id"]
        for name, contract in published().items():
            if name not in METHODS or not name.startswith("get"):
                continue
            answer = account.api.call(name, inventory_id=inventory, storage_id=f"bl_{inventory}", products=[])
            if answer["status"] == "ERROR":
                continue
            for entry in contract["response"]:
                value = answer.get(entry["name"])
                if entry["json"] == "map" and not isinstance(value, dict):
                    wrong[name] = value
                if entry["json"] == "array" and not isinstance(value, list | dict):
                    wrong[name] = value
        assert wrong == {}


# Days, which the contract has as text YYYY-MM-DD.
DAYS = (
    *(".expiry_date", ".exchange_date", ".gov_date"),
    *(f".{place}.{end}" for place in ("price_rules", "price_trace") for end in ("date_from", "date_to")),
)


def moments(kind: Any, path: str, above: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every field of an answer whose name says a date, with its type."""
    origin = typing.get_origin(kind)
    if origin is not None:
        parts = typing.get_args(kind)
        for part in parts[:1] if origin is typing.Annotated else parts:
            yield from moments(part, path, above)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in above:
        for name, inner in fields_of(kind).items():
            if name == "date" or name.startswith("date_") or name.endswith("_date"):
                yield f"{path}.{name}", plain(inner)
            else:
                yield from moments(inner, f"{path}.{name}", (*above, kind))


def plain(kind: Any) -> Any:
    """A type without its annotation and without the mark of an optional one."""
    if typing.get_origin(kind) is typing.Annotated:
        return plain(typing.get_args(kind)[0])
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        parts = [part for part in typing.get_args(kind) if part is not msgspec.UnsetType]
        return plain(parts[0]) if len(parts) == 1 else kind
    return kind


class TestOldNames:
    @pytest.mark.feature("L-A3")
    def test_every_deprecated_method_is_served(self, world: World) -> None:
        deprecated = {name for name, entry in published().items() if entry["deprecated"]}
        assert deprecated & METHODS.keys() >= {
            "getStoragesList",
            "addProduct",
            "updateProductsQuantity",
            "addConnectContractorCredit",
        }

    def test_the_old_credit_call_changes_nothing(self, world: World) -> None:
        before = state(world.account.account_id)
        answer = world.api.ok(
            "addConnectContractorCredit",
            connect_contractor_id=world.ids["connect_contractor_id"],
            amount="500.00",
            message="text",
        )
        assert answer == {}
        assert state(world.account.account_id) == before

    def test_of_a_stranger_too(self, world: World) -> None:
        assert Api(make_account().token).ok("addConnectContractorCredit", connect_contractor_id=1, amount=1) == {}


class TestJournal:
    @pytest.mark.feature("L-A6")
    def test_every_event_has_its_published_number_and_object(self, world: World) -> None:
        """What an ERP bridge asks the journal for, one deed after the other."""
        api, ids = world.api, world.ids

        def told(order_id: int, method: str, /, **parameters: Any) -> tuple[Row, list[tuple[int, int]]]:
            known = api.ok("getJournalList", last_log_id=0, order_id=order_id)["logs"]
            answer = api.ok(method, **parameters)
            logs = api.ok("getJournalList", last_log_id=known[-1]["log_id"] if known else 0, order_id=order_id)["logs"]
            return answer, [(row["log_type"], row["object_id"]) for row in logs]

        with rolled_back():
            line = {"name": "x", "quantity": 2, "price_brutto": 5}
            order_id = api.ok("addOrder", products=[line])["order_id"]
            own = {"order_id": order_id}
            logs = api.ok("getJournalList", last_log_id=0, order_id=order_id)["logs"]
            assert [(row["log_type"], row["object_id"]) for row in logs] == [(1, 0), (2, 0)]
            assert told(order_id, "setOrderPayment", **own, payment_done=1, payment_date=0)[1] == [(3, 0)]
            answer, events = told(order_id, "addInvoice", **own, series_id=ids["series_id"])
            assert events == [(7, answer["invoice_id"])]
            _, events = told(order_id, "addReceipt", **own, series_id=ids["receipt_series_id"])
            assert events == [(8, 0)]
            parcel = {"courier_code": "other", "package_number": "N1", "pickup_date": 0}
            answer, events = told(order_id, "createPackageManual", **own, **parcel)
            assert events == [(9, answer["package_id"])]
            _, events = told(order_id, "deleteCourierPackage", courier_code="other", package_id=answer["package_id"])
            assert events == [(10, answer["package_id"])]
            assert told(order_id, "setOrderFields", **own, delivery_city="Gdynia")[1] == [(11, 0)]
            answer, events = told(order_id, "addOrderProduct", **own, **line)
            assert events == [(12, 0)]
            row = {**own, "order_product_id": answer["order_product_id"]}
            assert told(order_id, "setOrderProductFields", **row, quantity=1)[1] == [(13, 0)]
            assert told(order_id, "deleteOrderProduct", **row)[1] == [(14, row["order_product_id"])]
            assert told(order_id, "setOrderFields", **own, admin_comments="note")[1] == [(16, 0)]
            answer, events = told(order_id, "addOrderDuplicate", **own)
            assert events == [(17, answer["order_id"])]
            _, events = told(order_id, "setOrderStatus", **own, status_id=ids["other_status_id"])
            assert events == [(18, ids["other_status_id"])]
            assert told(answer["order_id"], "deleteOrders", order_ids=[answer["order_id"]])[1] == [(4, 0)]
