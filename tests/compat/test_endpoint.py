"""Both addresses of the API: envelope, token, parameters as old clients send them, scopes, limits, status codes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from spinka.accounts import queries
from spinka.accounts import services as accounts
from spinka.accounts.permissions import ALL_SCOPES, Scope
from spinka.accounts.tenancy import acting_for
from spinka.compat import limits
from spinka.compat.errors import HTTP_STATUS
from spinka.compat.pending import PENDING
from spinka.compat.registry import METHODS
from spinka.core.models import KeptAnswer
from tests.factories.accounts import MadeAccount, make_account, make_token
from tests.support.api import Api, read, refusal
from tests.support.jobs import forget_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> MadeAccount:
    return make_account()


def manufacturers(api: Api) -> list[str]:
    return [row["name"] for row in api.ok("getInventoryManufacturers")["manufacturers"]]


@pytest.mark.feature("L-A1")
class TestEnvelope:
    def test_success_holds_status_and_the_fields_beside_it(self, account: MadeAccount) -> None:
        response = account.api.post("getInventoryManufacturers")
        assert response.status_code == 200
        assert read(response) == {"status": "SUCCESS", "manufacturers": []}
        assert response["Content-Type"] == "application/json; charset=utf-8"
        assert response["Cache-Control"] == "no-store"

    def test_error_holds_three_fields_and_status_200(self, account: MadeAccount) -> None:
        response = account.api.post("noSuchMethod")
        assert response.status_code == 200
        assert read(response) == {
            "status": "ERROR",
            "error_code": "ERROR_UNKNOWN_METHOD",
            "error_message": "Unknown method: noSuchMethod",
        }

    def test_text_is_utf_8_as_it_came(self, account: MadeAccount) -> None:
        name = "Żółć & Gęś <b>\"'\u2028 🦆"
        account.api.ok("addInventoryManufacturer", manufacturer_name=name)
        body = account.api.post("getInventoryManufacturers").content
        assert "Żółć & Gęś <b>" in body.decode()
        assert manufacturers(account.api) == [name]

    def test_sets_no_cookie_and_needs_none(self, account: MadeAccount) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post("/connector.php", {"method": "getInventories", "token": account.token})
        assert read(response)["status"] == "SUCCESS"
        assert not response.cookies

    def test_another_verb_is_refused_with_the_envelope(self) -> None:
        for verb in ("get", "put", "delete", "head"):
            response = getattr(Client(), verb)("/connector.php")
            assert response.status_code == 200
            if verb != "head":
                assert refusal(read(response)) == "ERROR_BAD_PARAMETERS"

    def test_a_body_announced_as_too_long_is_refused_unread(self, account: MadeAccount) -> None:
        response = Client().post(
            "/connector.php",
            "method=getInventories",
            content_type="application/x-www-form-urlencoded",
            headers={"X-BLToken": account.token, "Content-Length": str(65 * 1024 * 1024)},
        )
        assert refusal(read(response)) == "ERROR_BAD_PARAMETERS"


@pytest.mark.feature("L-A1")
class TestToken:
    @pytest.mark.parametrize(
        "headers",
        [{"X-BLToken": "{}"}, {"x-bltoken": " {} "}, {"Authorization": "Bearer {}"}, {"Authorization": "bearer {}"}],
    )
    def test_in_a_header(self, account: MadeAccount, headers: dict[str, str]) -> None:
        filled = {name: value.format(account.token) for name, value in headers.items()}
        assert read(Api().form({"method": "getInventories"}, **filled))["status"] == "SUCCESS"

    def test_in_the_form_as_old_clients_send_it(self, account: MadeAccount) -> None:
        assert read(Api().form({"method": "getInventories", "token": account.token}))["status"] == "SUCCESS"

    def test_the_header_wins(self, account: MadeAccount) -> None:
        form = {"method": "getInventories", "token": "wrong"}
        assert read(Api().form(form, **{"X-BLToken": account.token}))["status"] == "SUCCESS"
        form["token"] = account.token
        assert refusal(read(Api().form(form, **{"X-BLToken": "wrong"}))) == "ERROR_AUTH_TOKEN"

    def test_none(self) -> None:
        assert Api().refused("getInventories") == "ERROR_EMPTY_TOKEN"
        assert Api().refused("noSuchMethod") == "ERROR_EMPTY_TOKEN"

    @pytest.mark.parametrize("token", ["wrong", "1-2-3", "x" * 5000, "'; drop table accounts_apitoken; --", "ż", "%00"])
    def test_unknown(self, account: MadeAccount, token: str) -> None:
        form = {"method": "getInventories", "token": token}
        assert refusal(read(Api().form(form))) == "ERROR_AUTH_TOKEN"

    def test_zero_character(self) -> None:
        assert refusal(read(Api().form({"method": "getInventories", "token": "a\0b"}))) == "ERROR_AUTH_TOKEN"

    def test_revoked(self, account: MadeAccount) -> None:
        token = make_token(account.account_id)
        entry = queries.enter_by_token(token)
        assert entry is not None
        with acting_for(account.account_id):
            accounts.revoke_token(account_id=account.account_id, token_id=entry.token_id)
        forget_account()
        assert Api(token).refused("getInventories") == "ERROR_AUTH_TOKEN"
        assert account.api.ok("getInventories")

    def test_of_a_closed_account(self, account: MadeAccount) -> None:
        with acting_for(account.account_id), connection.cursor() as cursor:
            cursor.execute("update accounts_account set is_active = false")
        assert account.api.refused("getInventories") == "ERROR_AUTH_TOKEN"

    def test_opens_its_own_account_only(self, account: MadeAccount) -> None:
        other = make_account()
        other.api.ok("addInventoryManufacturer", manufacturer_name="Theirs")
        assert manufacturers(account.api) == []
        assert manufacturers(other.api) == ["Theirs"]


class TestMethodName:
    @pytest.mark.parametrize(
        "name", ["", "nosuch", "getinventories", "GetInventories", "x" * 500, "__class__", "a\0b", "ż"]
    )
    def test_unknown(self, account: MadeAccount, name: str) -> None:
        assert account.api.refused(name) == "ERROR_UNKNOWN_METHOD"

    def test_none(self, account: MadeAccount) -> None:
        assert refusal(read(Api().form({"token": account.token}))) == "ERROR_UNKNOWN_METHOD"

    def test_a_json_body_is_told_to_be_a_form(self, account: MadeAccount) -> None:
        response = Client(headers={"X-BLToken": account.token}).post(
            "/connector.php", {"method": "getInventories"}, content_type="application/json"
        )
        assert "send a form with the fields method and parameters" in read(response)["error_message"]

    def test_every_pending_one_says_it_is_not_available(self, account: MadeAccount) -> None:
        answers = {name: account.api.refused(name) for name in PENDING}
        assert set(answers.values()) == {"ERROR_METHOD_NOT_AVAILABLE"}


class TestParameters:
    @pytest.mark.parametrize("text", [None, "", "  ", "[]", "{}", "null", " [ ] "])
    def test_none_in_every_spelling(self, account: MadeAccount, text: str | None) -> None:
        assert read(account.api.post("getInventories", text))["status"] == "SUCCESS"

    @pytest.mark.parametrize(
        "text",
        [
            "{",
            "}",
            "{'a': 1}",
            '{"a": }',
            '{"a": 1',
            "[1]",
            '["a"]',
            "1",
            '"text"',
            "true",
            "NaN",
            '{"a": NaN}',
            "{}{}",
            "\ufeff{}",
        ],
    )
    def test_what_is_no_object_is_refused(self, account: MadeAccount, text: str) -> None:
        assert refusal(read(account.api.post("getInventories", text))) == "ERROR_BAD_PARAMETERS"

    @pytest.mark.parametrize("deep", ["[" * 200_000, '{"a":' * 200_000, '{"products":' + "[" * 900 + "]" * 900 + "}"])
    def test_deep_nesting_is_refused(self, account: MadeAccount, deep: str) -> None:
        assert refusal(read(account.api.post("updateInventoryProductsStock", deep))) == "ERROR_BAD_PARAMETERS"

    def test_bytes_that_are_no_utf_8_do_no_harm(self, account: MadeAccount) -> None:
        response = Client().post(
            "/connector.php",
            b'method=addInventoryManufacturer&parameters={"manufacturer_name":"a%ff\xffb"}',
            content_type="application/x-www-form-urlencoded",
            headers={"X-BLToken": account.token},
        )
        assert read(response)["status"] in {"SUCCESS", "ERROR"}
        assert all("\x00" not in name for name in manufacturers(account.api))

    def test_unknown_ones_are_ignored(self, account: MadeAccount) -> None:
        assert account.api.ok("getInventories", colour="red", nested={"a": [1]})["inventories"]

    def test_null_stands_for_not_given(self, account: MadeAccount) -> None:
        made = account.api.ok(
            "addInventoryManufacturer", manufacturer_name="One", manufacturer_id=None, manufacturer_city=None
        )
        assert made["manufacturer_id"] > 0

    def test_ids_as_text(self, account: MadeAccount) -> None:
        made = account.api.ok("addInventoryManufacturer", manufacturer_name="One")
        same = account.api.ok(
            "addInventoryManufacturer", manufacturer_name="Two", manufacturer_id=str(made["manufacturer_id"])
        )
        assert same == made
        assert manufacturers(account.api) == ["Two"]

    @pytest.mark.parametrize(
        ("given", "kept"),
        [(True, True), (1, True), ("1", True), ("true", True), (False, False), (0, False), ("0", False), ("", False)],
    )
    def test_booleans_in_every_spelling(self, account: MadeAccount, given: Any, kept: bool) -> None:
        made = account.api.ok("addInventoryWarehouse", name="Hall", stock_edition=given)
        rows = account.api.ok("getInventoryWarehouses")["warehouses"]
        assert [row["stock_edition"] for row in rows if row["warehouse_id"] == made["warehouse_id"]] == [kept]

    @pytest.mark.parametrize("given", [12.5, "12.5", "12.50"])
    def test_amounts_as_text(self, account: MadeAccount, given: Any) -> None:
        order_id = account.api.ok("addOrder", delivery_price=given)["order_id"]
        assert account.api.ok("getOrders", order_id=order_id)["orders"][0]["delivery_price"] == 12.5

    def test_a_map_with_integer_keys_where_a_list_belongs(self, account: MadeAccount) -> None:
        """A PHP client with JSON_FORCE_OBJECT sends every list as a map."""
        lines = {str(number): {"name": f"Line {number}", "quantity": number + 1} for number in (0, 1, 10, 2)}
        order_id = account.api.ok("addOrder", products=lines)["order_id"]
        kept = account.api.ok("getOrders", order_id=order_id)["orders"][0]["products"]
        assert [(line["name"], line["quantity"]) for line in kept] == [
            ("Line 0", 1),
            ("Line 1", 2),
            ("Line 2", 3),
            ("Line 10", 11),
        ]

    def test_an_empty_list_where_a_map_belongs(self, account: MadeAccount) -> None:
        inventory_id = account.api.ok("getInventories")["inventories"][0]["inventory_id"]
        answer = account.api.ok(
            "addInventoryProduct",
            inventory_id=inventory_id,
            text_fields={"name": "P"},
            prices=[],
            stock=[],
            images=[],
            links=[],
        )
        assert int(answer["product_id"]) > 0

    def test_an_error_names_the_parameter(self, account: MadeAccount) -> None:
        message = account.api.call("getInventoryProductsList", inventory_id="abc")["error_message"]
        assert "inventory_id" in message
        message = account.api.call("getInventoryProductsList")["error_message"]
        assert "inventory_id" in message


class TestForm:
    def test_percent_and_plus_are_decoded(self, account: MadeAccount) -> None:
        body = (
            "method=addInventoryManufacturer&parameters=%7B%22manufacturer_name%22%3A+%22a%2Bb+c%25%26%3D%C5%BC%22%7D"
        )
        Client().post(
            "/connector.php",
            body,
            content_type="application/x-www-form-urlencoded",
            headers={"X-BLToken": account.token},
        )
        assert manufacturers(account.api) == ["a+b c%&=ż"]

    def test_multipart(self, account: MadeAccount) -> None:
        fields = {"method": "addInventoryManufacturer", "parameters": '{"manufacturer_name": "Żółw + 1%"}'}
        response = Client().post("/connector.php", fields, headers={"X-BLToken": account.token})
        assert read(response)["status"] == "SUCCESS"
        assert manufacturers(account.api) == ["Żółw + 1%"]

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("multipart/form-data", b"junk"),
            ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
            ("text/plain", b"method=getInventories"),
            ("application/json", b'{"method": "getInventories"}'),
            ("", b"\x00\xff\xfe"),
        ],
    )
    def test_another_body_is_answered_with_an_envelope(
        self, account: MadeAccount, content_type: str, body: bytes
    ) -> None:
        response = Client().generic(
            "POST", "/connector.php", body, content_type=content_type, headers={"X-BLToken": account.token}
        )
        assert response.status_code == 200
        answer = read(response)
        assert answer["status"] == "SUCCESS" or refusal(answer) in {"ERROR_UNKNOWN_METHOD", "ERROR_BAD_PARAMETERS"}


class TestScopes:
    def test_every_method_is_refused_without_its_scope(self, account: MadeAccount) -> None:
        answers = {}
        for scope in ALL_SCOPES:
            api = Api(make_token(account.account_id, *(ALL_SCOPES - {scope})))
            mine = [name for name, method in METHODS.items() if method.scope is scope]
            answers |= {name: api.refused(name) for name in mine}
        assert answers.keys() == METHODS.keys()
        assert set(answers.values()) == {"ERROR_FORBIDDEN"}

    def test_its_own_scope_is_enough(self, account: MadeAccount) -> None:
        for name, method in METHODS.items():
            answer = Api(make_token(account.account_id, method.scope)).call(name)
            assert answer.get("error_code") != "ERROR_FORBIDDEN", name

    def test_the_refusal_names_the_scope_and_writes_nothing(self, account: MadeAccount) -> None:
        api = Api(make_token(account.account_id, Scope.CATALOG_READ))
        answer = api.call("addInventoryManufacturer", manufacturer_name="x")
        assert answer["error_message"] == "The token lacks the scope catalog:write"
        assert manufacturers(account.api) == []


@pytest.mark.feature("L-A1")
class TestLimit:
    @pytest.fixture(autouse=True)
    def _moment(self) -> Iterator[None]:
        limits.COUNTER.forget()
        with time_machine.travel(datetime(2026, 11, 23, 11, 59, 20, tzinfo=UTC), tick=False):
            yield

    def test_the_third_call_of_two_is_refused_until_the_minute_ends(self, account: MadeAccount) -> None:
        api = Api(make_token(account.account_id, limit=2))
        assert [api.call("getInventories")["status"] for _ in range(2)] == ["SUCCESS", "SUCCESS"]
        assert api.call("getInventories") == {
            "status": "ERROR",
            "error_code": "ERROR_BLOCKED_TOKEN",
            "error_message": "Query limit exceeded, token blocked until 2026-11-23 13:00:00",
        }
        assert account.api.call("getInventories")["status"] == "SUCCESS"
        with time_machine.travel(datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC), tick=False):
            assert api.call("getInventories")["status"] == "SUCCESS"

    def test_status_429_says_when_to_come_back(self, account: MadeAccount) -> None:
        api = Api(make_token(account.account_id, limit=1))
        assert api.rest("getInventories").status_code == 200
        response = api.rest("getInventories")
        assert (response.status_code, response["Retry-After"]) == (429, "40")
        assert refusal(read(response)) == "ERROR_BLOCKED_TOKEN"

    def test_counts_both_addresses_and_failed_calls(self, account: MadeAccount) -> None:
        api = Api(make_token(account.account_id, limit=2))
        assert api.refused("noSuchMethod") == "ERROR_UNKNOWN_METHOD"
        assert api.rest("getInventories").status_code == 200
        assert api.refused("getInventories") == "ERROR_BLOCKED_TOKEN"

    def test_processes_learn_of_each_other(self, account: MadeAccount) -> None:
        first, second = limits.Counter(), limits.Counter()
        assert [first.add(1) for _ in range(3)] == [1, 2, 3]
        assert [second.add(1), second.add(2)] == [1, 1]
        first.exchange()
        second.exchange()
        assert (second.add(1), second.add(2)) == (5, 2)
        second.exchange()
        first.exchange()
        assert first.add(1) == 6

    def test_a_new_minute_begins_with_nothing_of_the_others(self, account: MadeAccount) -> None:
        first, second = limits.Counter(), limits.Counter()
        second.add(1)
        second.exchange()
        first.add(1)
        first.exchange()
        assert first.add(1) == 3
        with time_machine.travel(datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC), tick=False):
            assert first.add(1) == 1

    def test_an_exchange_is_one_statement_and_forgets_earlier_minutes(
        self, account: MadeAccount, django_assert_num_queries: Any
    ) -> None:
        first, second = limits.Counter(), limits.Counter()
        first.add(1)
        with django_assert_num_queries(1):
            first.exchange()
        with time_machine.travel(datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC), tick=False):
            assert [second.add(1), first.add(1)] == [1, 1]
            second.exchange()
            first.exchange()
            assert first.add(1) == 3

    def test_zero_is_no_limit(self, account: MadeAccount) -> None:
        assert {account.api.call("noSuchMethod")["error_code"] for _ in range(120)} == {"ERROR_UNKNOWN_METHOD"}


class TestRest:
    def test_success(self, account: MadeAccount) -> None:
        response = account.api.rest("addInventoryManufacturer", manufacturer_name="One")
        assert (response.status_code, read(response)["status"]) == (200, "SUCCESS")
        assert manufacturers(account.api) == ["One"]

    def test_token_header_of_the_other_address(self, account: MadeAccount) -> None:
        response = Client().post(
            "/api/v1/getInventories", b"", content_type="application/json", headers={"X-BLToken": account.token}
        )
        assert response.status_code == 200

    @pytest.mark.parametrize(
        ("name", "body", "status", "code"),
        [
            ("noSuchMethod", b"{}", 404, "ERROR_UNKNOWN_METHOD"),
            ("getPickPackCarts", b"{}", 404, "ERROR_METHOD_NOT_AVAILABLE"),
            ("getInventories", b"{", 400, "ERROR_BAD_PARAMETERS"),
            ("getInventories", b"\xff\xfe", 400, "ERROR_BAD_PARAMETERS"),
            ("getInventories", b"[1]", 400, "ERROR_BAD_PARAMETERS"),
            ("getInventoryProductsList", b"{}", 400, "ERROR_BAD_PARAMETERS"),
            ("getInventoryProductsList", b'{"inventory_id": 987654321}', 404, "ERROR_NOT_FOUND"),
        ],
    )
    def test_refusals(self, account: MadeAccount, name: str, body: bytes, status: int, code: str) -> None:
        response = Client().post(
            f"/api/v1/{name}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {account.token}"},
        )
        assert (response.status_code, refusal(read(response))) == (status, code)

    def test_tokens(self, account: MadeAccount) -> None:
        reading = Api(make_token(account.account_id, Scope.CATALOG_READ))
        cases = [
            (Api(), 401, "ERROR_EMPTY_TOKEN"),
            (Api("wrong"), 401, "ERROR_AUTH_TOKEN"),
            (reading, 403, "ERROR_FORBIDDEN"),
        ]
        for api, status, code in cases:
            response = api.rest("addInventoryManufacturer", manufacturer_name="x")
            assert (response.status_code, refusal(read(response))) == (status, code)
        assert manufacturers(account.api) == []

    def test_another_verb(self) -> None:
        response = Client().get("/api/v1/getInventories")
        assert (response.status_code, response["Allow"]) == (405, "POST")
        assert refusal(read(response)) == "ERROR_BAD_PARAMETERS"

    def test_every_address_below_answers_with_the_envelope(self, account: MadeAccount) -> None:
        client = Client(headers={"X-BLToken": account.token})
        for name in ("getInventories/", "orders/12"):
            response = client.post(f"/api/v1/{name}", {}, content_type="application/json")
            assert (response.status_code, refusal(read(response))) == (404, "ERROR_UNKNOWN_METHOD")

    def test_a_form_token_is_no_token_here(self, account: MadeAccount) -> None:
        response = Client().post("/api/v1/getInventories", {"token": account.token})
        assert response.status_code == 401

    def test_every_public_code_has_a_status(self) -> None:
        assert all(400 <= status <= 500 for status in HTTP_STATUS.values())


class TestIdempotencyKey:
    def send(self, account: MadeAccount, key: str, method: str = "addInventoryManufacturer", **parameters: Any) -> Any:
        return account.api.client.post(
            f"/api/v1/{method}",
            json.dumps(parameters),
            content_type="application/json",
            headers={"X-BLToken": account.token, "Idempotency-Key": key},
        )

    def test_the_same_call_again_is_answered_as_before_and_not_done_twice(self, account: MadeAccount) -> None:
        first = self.send(account, "a", manufacturer_name="One")
        again = self.send(account, "a", manufacturer_name="One")
        assert (again.status_code, again.content) == (200, first.content)
        assert manufacturers(account.api) == ["One"]

    def test_another_call_with_the_key_is_refused(self, account: MadeAccount) -> None:
        self.send(account, "a", manufacturer_name="One")
        for other in (
            self.send(account, "a", manufacturer_name="Two"),
            self.send(account, "a", "addInventoryTag", name="Two"),
        ):
            assert (other.status_code, refusal(read(other))) == (422, "ERROR_IDEMPOTENCY_KEY")
        assert manufacturers(account.api) == ["One"]

    def test_a_refused_call_may_be_tried_again(self, account: MadeAccount) -> None:
        order_id = account.api.ok("addOrder")["order_id"]
        missing = self.send(account, "a", "setOrderStatus", order_id=order_id, status_id=987_654_321)
        assert missing.status_code == 404
        with acting_for(account.account_id):
            assert KeptAnswer.objects.count() == 0

    def test_another_key_token_or_account_is_another_call(self, account: MadeAccount) -> None:
        other = make_account()
        self.send(account, "a", manufacturer_name="One")
        self.send(account, "b", manufacturer_name="One more")
        self.send(other, "a", manufacturer_name="Theirs")
        second = replace(account, token=make_token(account.account_id))
        self.send(second, "a", manufacturer_name="Of the other token")
        assert manufacturers(account.api) == ["One", "One more", "Of the other token"]
        assert manufacturers(other.api) == ["Theirs"]

    def test_reading_is_never_answered_from_the_past(self, account: MadeAccount) -> None:
        before = self.send(account, "a", "getInventoryManufacturers").content
        self.send(account, "b", manufacturer_name="One")
        assert self.send(account, "a", "getInventoryManufacturers").content != before

    @pytest.mark.parametrize("key", ["x" * 201, "a\tb"])
    def test_a_key_that_cannot_be_kept_is_refused(self, account: MadeAccount, key: str) -> None:
        response = self.send(account, key, manufacturer_name="One")
        assert (response.status_code, refusal(read(response))) == (400, "ERROR_BAD_PARAMETERS")
        assert manufacturers(account.api) == []


class TestHealth:
    def test_answers_ok_while_the_database_does(self) -> None:
        response = Client().get("/health")
        assert (response.status_code, json.loads(response.content)) == (200, {"status": "ok"})


class TestOpenapi:
    @pytest.fixture
    def document(self) -> dict[str, Any]:
        response = Client().get("/api/v1/openapi.json")
        assert response.status_code == 200
        found: dict[str, Any] = json.loads(response.content)
        return found

    def test_is_version_3_1(self, document: dict[str, Any]) -> None:
        assert document["openapi"].startswith("3.1.")
        assert document["info"].keys() >= {"title", "version"}

    @pytest.mark.feature("L-A7")
    def test_has_every_served_method_once(self, document: dict[str, Any]) -> None:
        assert document["paths"].keys() == {f"/api/v1/{name}" for name in METHODS}
        assert {path["post"]["operationId"] for path in document["paths"].values()} == METHODS.keys()

    def test_every_reference_leads_somewhere(self, document: dict[str, Any]) -> None:
        def references(value: Any) -> Iterator[str]:
            if isinstance(value, dict):
                if isinstance(value.get("$ref"), str):
                    yield value["$ref"]
                for entry in value.values():
                    yield from references(entry)
            elif isinstance(value, list):
                for entry in value:
                    yield from references(entry)

        for reference in references(document):
            target: Any = document
            for step in reference.removeprefix("#/").split("/"):
                target = target[step]
            assert isinstance(target, dict)

    def test_every_operation_documents_its_refusals_and_security(self, document: dict[str, Any]) -> None:
        schemes = document["components"]["securitySchemes"].keys()
        for path in document["paths"].values():
            operation = path["post"]
            assert operation["summary"]
            assert operation["responses"].keys() >= {"200", "400", "401", "403", "404", "409", "422", "429"}
            assert {name for choice in operation["security"] for name in choice} <= schemes

    def test_lists_the_parameters_of_a_method(self, document: dict[str, Any]) -> None:
        schema = document["paths"]["/api/v1/setOrderStatus"]["post"]["requestBody"]["content"]["application/json"][
            "schema"
        ]
        name = schema["$ref"].rpartition("/")[2]
        properties = document["components"]["schemas"][name]["properties"]
        assert properties.keys() == {"order_id", "status_id"}
        assert properties["order_id"]["type"] == "integer"
