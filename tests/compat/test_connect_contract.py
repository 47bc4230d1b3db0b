"""The five public Base Connect methods as their documentation has them, and the names they had before."""

from typing import Any

import pytest

from tests.factories.connections import MadeConnection, make_connection
from tests.support.api import Api

pytestmark = pytest.mark.django_db


def with_credit(limit: str = "10000.00") -> MadeConnection:
    made = make_connection()
    made.supplier.api.ok(
        "setConnectContractorCreditLimit", connect_contractor_id=made.connection_id, new_limit=limit, message="Start"
    )
    return made


def history(made: MadeConnection) -> list[dict[str, Any]]:
    answer = made.supplier.api.ok("getConnectContractorCreditHistory", connect_contractor_id=made.connection_id)
    rows: list[dict[str, Any]] = answer["credit_data"]
    return rows


@pytest.mark.feature("L-A2")
class TestShapes:
    def test_integrations_are_two_lists(self) -> None:
        made = make_connection()
        ours = made.supplier.api.ok("getConnectIntegrations")["integrations"]
        theirs = made.contractor.api.ok("getConnectIntegrations")["integrations"]
        assert set(ours) == set(theirs) == {"own_integrations", "connected_integrations"}
        assert (ours["connected_integrations"], theirs["own_integrations"]) == ([], [])
        ((own,), (connected,)) = ours["own_integrations"], theirs["connected_integrations"]
        assert (own["connect_integration_id"], own["name"]) == (made.integration_id, "Hurt")
        assert connected["connect_integration_id"] == made.contractor_integration_id
        assert isinstance(own["settings"], dict)
        assert isinstance(connected["settings"], dict)

    def test_contractors_are_a_map_by_their_id(self) -> None:
        made = with_credit()
        answer = made.supplier.api.ok("getConnectIntegrationContractors", connect_integration_id=made.integration_id)
        ((key, row),) = answer["contractors"].items()
        assert (key, row["connect_contractor_id"]) == (str(made.connection_id), made.connection_id)
        assert row["name"] == "Sklep Kowalska"
        assert row["credit_data"] == {
            "credit_limit": 10000,
            "credit_to_pay": 0,
            "credit_available": 10000,
            "currency": "PLN",
        }
        assert isinstance(row["settings"], dict)

    def test_history_is_a_list_with_text_amounts(self) -> None:
        (entry,) = history(with_credit())
        assert {name: type(value) for name, value in entry.items()} == {
            "credit_entry_id": int,
            "date_add": int,
            "description": str,
            "currency": str,
            "type": str,
            "amount": str,
            "is_accepted": int,
        }

    @pytest.mark.parametrize("limit", [10000, 10000.0, "10000", "10000.00"])
    def test_a_limit_may_be_text_or_number_and_is_said_with_its_currency(self, limit: Any) -> None:
        made = make_connection()
        answer = made.supplier.api.ok(
            "setConnectContractorCreditLimit", connect_contractor_id=made.connection_id, new_limit=limit, message="x"
        )
        assert answer["new_limit_set"] == "10000.00 PLN"


@pytest.mark.feature("L-A3")
class TestOldNames:
    def test_contractor_id_and_token_id_are_taken(self) -> None:
        made = with_credit()
        api = made.supplier.api
        by_old = api.ok("getConnectIntegrationContractors", token_id=made.integration_id)
        assert by_old == api.ok("getConnectIntegrationContractors", connect_integration_id=made.integration_id)
        assert api.ok("getConnectContractorCreditHistory", contractor_id=made.connection_id)["credit_data"] == history(
            made
        )
        api.ok("setConnectContractorCreditLimit", contractor_id=made.connection_id, new_limit=5, message="less")
        assert history(made)[0]["description"] == "less (5.00 PLN)"

    def test_the_new_name_wins(self) -> None:
        made, other = with_credit(), make_connection()
        made.supplier.api.ok(
            "setConnectContractorCreditLimit",
            contractor_id=other.connection_id,
            connect_contractor_id=made.connection_id,
            new_limit=7,
            message="won",
        )
        assert history(made)[0]["description"] == "won (7.00 PLN)"
        assert history(other) == []
        refused = made.supplier.api.refused(
            "getConnectIntegrationContractors",
            token_id=made.integration_id,
            connect_integration_id=other.integration_id,
        )
        assert refused == "ERROR_NOT_FOUND"


@pytest.mark.feature("A-02")
class TestWithoutAnAccount:
    @pytest.mark.parametrize(
        ("token", "code"), [("", "ERROR_EMPTY_TOKEN"), ("1-0123456789abcdef0123456789abcdef", "ERROR_AUTH_TOKEN")]
    )
    def test_a_valid_code_shows_and_opens_nothing(self, token: str, code: str) -> None:
        made = make_connection()
        stranger = Api(token)
        for method, parameters in (
            ("verifyConnectCode", {"code": made.code}),
            ("joinConnectIntegration", {"code": made.code}),
            ("getConnectProducts", {"connect_integration_id": made.contractor_integration_id}),
            ("addOrder", {"products": [{"name": "a", "quantity": 1}]}),
            ("forwardConnectOrder", {"order_id": 1}),
        ):
            answer = stranger.call(method, **parameters)
            assert set(answer) == {"status", "error_code", "error_message"}
            assert answer["error_code"] == code, method
        contractors = made.supplier.api.ok(
            "getConnectIntegrationContractors", connect_integration_id=made.integration_id
        )["contractors"]
        assert list(contractors) == [str(made.connection_id)]
        for shop in (made.supplier, made.contractor):
            assert shop.api.ok("getOrders", get_unconfirmed_orders=True)["orders"] == []
