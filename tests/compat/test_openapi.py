"""The OpenAPI document says what the API takes and answers, and is valid."""

import re
from typing import Any

import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from spinka.compat import methods, openapi
from spinka.compat.errors import HTTP_STATUS
from spinka.compat.glossary import LIMITS
from spinka.compat.pending import PENDING
from spinka.compat.registry import METHODS
from spinka.compat.replies.connect_settings import ContractorSettingsRow, SettingsRow, SupplierSettingsRow
from spinka.connect import settings
from tests.compat.contract import longest, published
from tests.factories.accounts import make_account

methods.load()
DOCUMENT = openapi.document()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
OPERATIONS: dict[str, Any] = {path.rpartition("/")[2]: item["post"] for path, item in DOCUMENT["paths"].items()}
# What calls with a list that is too long need besides it.
FURTHER: dict[str, dict[str, Any]] = {
    "addInvoiceCorrection": {"original_invoice_id": 1},
    "getCourierDocument": {"document_type": "protocol"},
}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    return SCHEMAS[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def params_of(name: str) -> dict[str, Any]:
    return resolved(OPERATIONS[name]["requestBody"]["content"]["application/json"]["schema"])


def reply_of(name: str) -> dict[str, Any]:
    return resolved(OPERATIONS[name]["responses"]["200"]["content"]["application/json"]["schema"])


@pytest.mark.feature("L-A7")
class TestDocument:
    def test_is_valid(self) -> None:
        assert [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []

    def test_component_names_are_short_and_plain(self) -> None:
        assert [name for name in SCHEMAS if not re.fullmatch("[A-Z][A-Za-z0-9]*", name)] == []

    def test_serves_from_where_it_came(self) -> None:
        assert [server["url"] for server in DOCUMENT["servers"]] == ["/"]

    def test_both_addresses_and_both_headers_are_explained(self) -> None:
        assert "/connector.php" in DOCUMENT["info"]["description"]
        schemes = DOCUMENT["components"]["securitySchemes"]
        assert schemes["token"]["name"] == "X-BLToken"
        assert schemes["bearer"]["scheme"] == "bearer"
        assert DOCUMENT["security"] == [{"bearer": []}, {"token": []}]

    def test_says_what_is_not_served_and_why(self) -> None:
        assert DOCUMENT["x-not-served"] == PENDING

    def test_every_tag_is_explained_and_in_a_group(self) -> None:
        tags = {tag["name"] for tag in DOCUMENT["tags"]}
        assert {tag for item in OPERATIONS.values() for tag in item["tags"]} == tags
        assert sorted(tag for group in DOCUMENT["x-tagGroups"] for tag in group["tags"]) == sorted(tags)
        assert all(tag["description"] for tag in DOCUMENT["tags"])

    def test_refusals_have_examples_with_the_codes_of_their_status(self) -> None:
        for status, name in openapi.RESPONSES.items():
            examples = DOCUMENT["components"]["responses"][name]["content"]["application/json"]["examples"]
            assert examples
            for code, example in examples.items():
                assert example["value"]["error_code"] == code
                assert HTTP_STATUS[code] == status or status == 413
        assert SCHEMAS["Error"]["properties"]["error_code"]["enum"] == sorted(HTTP_STATUS)


class TestOperations:
    def test_say_what_they_do_and_which_scope_they_need(self) -> None:
        for name, item in OPERATIONS.items():
            assert (item["operationId"], item["x-scope"]) == (name, METHODS[name].scope)
            assert len(item["summary"]) > 10, name
            assert f"`{METHODS[name].scope}`" in item["description"], name

    def test_document_every_status_they_can_answer_with(self) -> None:
        wanted = {"200", "413", *map(str, HTTP_STATUS.values())}
        assert [name for name, item in OPERATIONS.items() if item["responses"].keys() != wanted] == []

    def test_only_writing_takes_an_idempotency_key(self) -> None:
        taking = {name for name, item in OPERATIONS.items() if "parameters" in item}
        assert taking == {name for name, method in METHODS.items() if not method.scope.endswith(":read")}

    def test_answers_are_their_types_and_nothing_else(self) -> None:
        for name in OPERATIONS:
            reply, fields = reply_of(name), msgspec.structs.fields(METHODS[name].reply)
            assert reply["additionalProperties"] is False, name
            assert reply["properties"]["status"] == {"const": "SUCCESS"}, name
            assert reply["properties"].keys() == {"status", *(field.encode_name for field in fields)}, name
            assert set(reply["required"]) == {"status", *(field.encode_name for field in fields if field.required)}, (
                name
            )

    def test_a_body_is_needed_where_a_parameter_is(self) -> None:
        for name, item in OPERATIONS.items():
            fields = msgspec.structs.fields(METHODS[name].params)
            required = [field.encode_name for field in fields if field.required]
            assert params_of(name).get("required", []) == required, name
            assert item["requestBody"]["required"] is bool(required), name


class TestParameters:
    @pytest.mark.parametrize(
        ("name", "required"),
        [
            ("addOrder", []),
            ("deleteOrders", ["order_ids"]),
            ("setOrderPayment", ["order_id", "payment_done"]),
            ("addInventoryProduct", ["inventory_id"]),
            ("updateInventoryProductsStock", ["inventory_id", "products"]),
            ("getOrders", []),
        ],
    )
    def test_only_what_a_call_means_nothing_without_is_required(self, name: str, required: list[str]) -> None:
        """R36."""
        assert params_of(name).get("required", []) == required

    def test_texts_have_their_lengths(self) -> None:
        """R37; a length of ours may be larger where the contract has several."""
        for name in METHODS.keys() & published().keys():
            fields = params_of(name)["properties"]
            for parameter in published()[name]["parameters"]:
                most = longest(parameter)
                field = fields.get(parameter["name"], {})
                if most is not None and "maxLength" in field:
                    assert field["maxLength"] >= most, (name, parameter["name"])

    def test_maps_by_id_have_numbers_as_keys(self) -> None:
        products = params_of("updateInventoryProductsPrices")["properties"]["products"]
        assert products["propertyNames"] == products["additionalProperties"]["propertyNames"]
        assert products["maxProperties"] == 1000
        assert products["additionalProperties"]["additionalProperties"]["type"] == "number"

    @pytest.mark.django_db
    @pytest.mark.parametrize("name", sorted(LIMITS))
    def test_longer_lists_than_documented_are_refused(self, name: str) -> None:
        api, fields = make_account().api, params_of(name)
        for field, most in LIMITS[name].items():
            schema = fields["properties"][field]
            assert schema["maxItems"] == most
            rows: list[Any] = list(range(2, most + 3))
            if "$ref" in schema["items"]:
                rows = [dict.fromkeys(resolved(schema["items"]).get("required", []), row) for row in rows]
            elif schema["items"]["type"] == "string":
                rows = list(map(str, rows))
            others = dict.fromkeys(fields.get("required", []), 1) | FURTHER.get(name, {})
            answer = api.call(name, **others | {field: rows})
            assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
            assert str(most) in answer["error_message"]

    def test_older_names_are_named(self) -> None:
        item = OPERATIONS["getConnectIntegrationContractors"]
        assert item["x-old-names"] == {"token_id": "connect_integration_id"}
        assert "`token_id` for `connect_integration_id`" in item["description"]

    def test_units_are_named(self) -> None:
        assert SCHEMAS["ProductRow"]["properties"]["weight"]["description"] == "kg"
        assert "unix seconds" in SCHEMAS["OrderRow"]["properties"]["date_add"]["description"].lower()
        assert "Gross" in SCHEMAS["OrderLineRow"]["properties"]["price_brutto"]["description"]


class TestSettings:
    """Answers name every key of rules R31 and R33, on its own side."""

    def test_each_side_has_its_keys(self) -> None:
        suppliers = {field.encode_name for field in msgspec.structs.fields(SupplierSettingsRow)}
        contractors = {field.encode_name for field in msgspec.structs.fields(ContractorSettingsRow)}
        both = {field.encode_name for field in msgspec.structs.fields(SettingsRow)}
        assert suppliers == set(settings.keys_of(settings.SupplierSettings))
        assert contractors == set(settings.keys_of(settings.ContractorSettings))
        assert both == suppliers | contractors
