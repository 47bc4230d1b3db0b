"""A contractor's suppliers: list, settings, state, leaving."""

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.connect.models import Connection
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, hidden, text

OWN = {"forwarding": "manual", "unmatched_lines": "text"}


@pytest.fixture
def made(firm: MadeAccount) -> MadeConnection:
    return make_connection(make_account(f"Domix {HOSTILE}"), firm, code_name=f"Domix {HOSTILE}")


def stored(made: MadeConnection) -> Connection:
    with acting_for(made.contractor.account_id):
        return Connection.objects.as_contractor(made.contractor.account_id).get()


class TestList:
    def test_shows_names_escaped(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get("/suppliers"))
        assert f'href="/suppliers/{made.contractor_integration_id}"' in page
        assert HOSTILE not in page

    @pytest.mark.parametrize(("query", "found"), [("q=DOMIX", True), ("q=nobody", False), ("state=pending", False)])
    def test_search_and_views(self, made: MadeConnection, owner: Client, query: str, found: bool) -> None:
        page = text(owner.get(f"/suppliers?{query}"))
        assert (f'href="/suppliers/{made.contractor_integration_id}"' in page) is found


class TestPage:
    def test_settings_are_saved(self, made: MadeConnection, owner: Client) -> None:
        path = f"/suppliers/{made.contractor_integration_id}"
        mark = hidden(text(owner.get(path)), "mark")
        values = {**OWN, "mark": mark, "name": "My Domix", "overwrites": "on", "invoice_company": "Papierex"}
        assert owner.post(path, values).status_code == 303
        settings = stored(made).contractor_settings
        assert (settings["name"], settings["overwrite_invoice"]["invoice_company"]) == ("My Domix", "Papierex")
        assert owner.post(path, {**values, "name": "Other"}).status_code == 409
        assert stored(made).contractor_settings["name"] == "My Domix"

    def test_wrong_settings_come_back(self, made: MadeConnection, owner: Client) -> None:
        path = f"/suppliers/{made.contractor_integration_id}"
        mark = hidden(text(owner.get(path)), "mark")
        response = owner.post(path, {**OWN, "mark": mark, "name": "D", "overwrites": "on"})
        assert response.status_code == 422
        assert "Give the company or the person" in text(response)
        assert stored(made).contractor_settings == {}

    @pytest.mark.feature("I-11")
    def test_credit_is_read_only(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get(f"/suppliers/{made.contractor_integration_id}"))
        assert "no trade credit" in page
        assert "limit-form" not in page

    def test_supplier_does_not_open_the_contractors_page(self, made: MadeConnection, db: None) -> None:
        client = signed_in(made.supplier)
        for path in ("", "/leave"):
            assert client.get(f"/suppliers/{made.contractor_integration_id}{path}").status_code == 404
            assert client.post(f"/suppliers/{made.contractor_integration_id}{path}").status_code == 404


class TestLeave:
    @pytest.mark.feature("A-21")
    def test_asks_and_ends(self, made: MadeConnection, owner: Client) -> None:
        path = f"/suppliers/{made.contractor_integration_id}/leave"
        assert "You can no longer forward orders to it" in text(owner.get(path))
        for _ in range(2):
            assert owner.post(path).status_code == 303
        assert stored(made).state == "disconnected"
        assert "The connection has ended" in text(owner.get(f"/suppliers/{made.contractor_integration_id}"))
