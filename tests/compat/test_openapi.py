"""The OpenAPI document says what the API takes and answers, and is valid."""

import re
from typing import Any

import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from spinka.compat import methods, openapi
from spinka.compat.errors import HTTP_STATUS
from spinka.compat.pending import PENDING
from spinka.compat.registry import METHODS
from spinka.compat.replies.connect_settings import ContractorSettingsRow, SettingsRow, SupplierSettingsRow
from spinka.connect import settings
from tests.compat.contract import longest, published

methods.load()
DOCUMENT = openapi.document()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
OPERATIONS: dict[str, Any] = {path.rpartition("/")[2]: item["post"] for path, item in DOCUMENT["paths"].items()}
every_method = pytest.mark.parametrize("name", sorted(METHODS))


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


@every_method
class TestOperation:
    def test_says_what_it_does_and_which_scope_it_needs(self, name: str) -> None:
        item = OPERATIONS[name]
        assert item["operationId"] == name
        assert len(item["summary"]) > 10
        assert f"`{METHODS[name].scope}`" in item["description"]
        assert item["x-scope"] == METHODS[name].scope

    def test_documents_every_status_it_can_answer_with(self, name: str) -> None:
        assert OPERATIONS[name]["responses"].keys() == {"200", "413", *map(str, HTTP_STATUS.values())}

    def test_only_writing_takes_an_idempotency_key(self, name: str) -> None:
        assert ("parameters" in OPERATIONS[name]) is not METHODS[name].is_reading

    def test_the_answer_is_its_type_and_nothing_else(self, name: str) -> None:
        reply = reply_of(name)
        fields = msgspec.structs.fields(METHODS[name].reply)
        assert reply["additionalProperties"] is False
        assert reply["properties"]["status"] == {"const": "SUCCESS"}
        assert reply["properties"].keys() == {"status", *(field.encode_name for field in fields)}
        assert set(reply["required"]) == {"status", *(field.encode_name for field in fields if field.required)}

    def test_a_body_is_needed_where_a_parameter_is(self, name: str) -> None:
        required = params_of(name).get("required", [])
        assert required == [
            field.encode_name for field in msgspec.structs.fields(METHODS[name].params) if field.required
        ]
        assert OPERATIONS[name]["requestBody"]["required"] is bool(required)


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

    @pytest.mark.parametrize("name", sorted(METHODS.keys() & published().keys()))
    def test_texts_have_their_lengths(self, name: str) -> None:
        """R37; a length of ours may be larger where the contract has several."""
        fields = params_of(name)["properties"]
        for parameter in published()[name]["parameters"]:
            most = longest(parameter)
            field = fields.get(parameter["name"], {})
            if most is not None and "maxLength" in field:
                assert field["maxLength"] >= most, parameter["name"]

    def test_maps_by_id_have_numbers_as_keys(self) -> None:
        products = params_of("updateInventoryProductsPrices")["properties"]["products"]
        assert products["propertyNames"] == products["additionalProperties"]["propertyNames"]
        assert products["maxProperties"] == 1000
        assert products["additionalProperties"]["additionalProperties"]["type"] == "number"

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
