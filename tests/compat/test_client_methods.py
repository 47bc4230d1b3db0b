"""Methods of the book of clients over HTTP, exact on the wire (overview.md sections 4, 5; R36, R37)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.clients import services as clients
from spinka.clients.models import ClientExtraField
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_connection

TEXTS = (
    *("login", "phone", "email", "invoice_company", "invoice_fullname", "invoice_address", "invoice_postcode"),
    *("invoice_city", "invoice_state", "invoice_country_code", "invoice_tax_id", "delivery_company"),
    *("delivery_fullname", "delivery_address", "delivery_postcode", "delivery_city", "delivery_state"),
    "delivery_country_code",
)
NUMBERS = ("crm_client_id", "status_id", "star", "contractor_id")


@pytest.fixture
def account(db: None) -> MadeAccount:
    return make_account()


def add(account: MadeAccount, **fields: Any) -> int:
    return int(account.api.ok("addCrmClient", **fields)["crm_client_id"])


def ids(account: MadeAccount, **filters: Any) -> list[int]:
    return [row["crm_client_id"] for row in account.api.ok("getCrmClients", **filters)["clients"]]


class TestAddCrmClient:
    def test_what_was_sent_comes_back(self, account: MadeAccount) -> None:
        sent = {name: f"Ż {name}"[:20] for name in TEXTS if "country" not in name and "tax" not in name}
        client_id = add(
            account,
            **sent,
            star="3",
            notes="uwagi",
            invoice_country_code="pl",
            delivery_country_code="de",
            invoice_tax_id="526-025 09-95",
        )
        status_id = account.api.ok("getCrmClientStatuses")["statuses"][0]["id"]
        row = {
            "crm_client_id": client_id,
            "status_id": status_id,
            "star": 3,
            "contractor_id": 0,
            **sent,
            "invoice_country_code": "PL",
            "delivery_country_code": "DE",
            "invoice_tax_id": "5260250995",
        }
        assert account.api.ok("getCrmClientData", crm_client_id=client_id) == {**row, "notes": "uwagi"}
        assert account.api.ok("getCrmClients")["clients"] == [row]
        assert set(row) == {*TEXTS, *NUMBERS}

    def test_nothing_is_required_and_an_id_updates(self, account: MadeAccount) -> None:
        client_id = add(account)
        assert add(account, crm_client_id=str(client_id), login="anna", email=None) == client_id
        assert account.api.ok("getCrmClientData", crm_client_id=client_id)["login"] == "anna"

    def test_a_contractor_must_be_ones_own(self, db: None) -> None:
        made = make_connection()
        client_id = add(made.supplier, contractor_id=made.connection_id)
        data = made.supplier.api.ok("getCrmClientData", crm_client_id=client_id)
        assert data["contractor_id"] == made.connection_id
        for stranger in (made.contractor, make_account()):
            code = stranger.api.refused("addCrmClient", contractor_id=made.connection_id)
            assert code == "ERROR_NOT_FOUND"
            assert ids(stranger) == []
        add(made.supplier, crm_client_id=client_id, contractor_id=0)
        assert made.supplier.api.ok("getCrmClientData", crm_client_id=client_id)["contractor_id"] == 0

    @pytest.mark.parametrize(("field", "limit"), [("email", 220), ("invoice_postcode", 20), ("delivery_state", 35)])
    def test_too_long_is_refused_by_name(self, account: MadeAccount, field: str, limit: int) -> None:
        """R37"""
        answer = account.api.call("addCrmClient", **{field: "x" * (limit + 1)})
        assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
        assert field in answer["error_message"]
        assert ids(account) == []

    def test_extra_fields_are_there_when_asked_for(self, account: MadeAccount) -> None:
        with acting_for(account.account_id):
            field = ClientExtraField(account_id=account.account_id, name="Kolor")
            field.save()
        client_id = add(account, custom_extra_fields={str(field.pk): "a"})
        data = account.api.ok("getCrmClientData", crm_client_id=client_id, include_custom_extra_fields=True)
        assert data["custom_extra_fields"] == {str(field.pk): "a"}
        assert "custom_extra_fields" not in account.api.ok("getCrmClientData", crm_client_id=client_id)
        assert account.api.ok("getCrmClientExtraFields")["extra_fields"] == [
            {"extra_field_id": field.pk, "name": "Kolor", "editor_type": "text"}
        ]
        file = {"custom_extra_fields": {str(field.pk): {"title": "a.pdf", "file": "data:"}}}
        assert account.api.refused("addCrmClient", **file) == "ERROR_BAD_PARAMETERS"


class TestGetCrmClients:
    def test_filters(self, account: MadeAccount) -> None:
        second = account.api.ok("getCrmClientStatuses")["statuses"][1]["id"]
        anna = add(account, email="Anna@Example.com", phone="600 100", login="anna_k", invoice_company="Młyn 100%")
        jan = add(account, email="jan@example.com", invoice_tax_id="526-025", invoice_fullname="Jan", status_id=second)
        assert ids(account) == [anna, jan]
        assert ids(account, filter_email="example.COM") == [anna, jan]
        assert ids(account, filter_email="anna@") == [anna]
        assert ids(account, filter_phone="100") == [anna]
        assert ids(account, filter_login="_") == [anna]
        assert ids(account, filter_invoice_company="100%") == [anna]
        assert ids(account, filter_invoice_company="%") == [anna]
        assert ids(account, filter_invoice_tax_id="526 025") == [jan]
        assert ids(account, filter_invoice_fullname="JAN") == [jan]
        assert ids(account, filter_status_id=second) == [jan]
        assert ids(account, filter_crm_client_id=anna, filter_email="jan") == []

    def test_pages_of_a_hundred_with_one_query_each(self, account: MadeAccount) -> None:
        with acting_for(account.account_id):
            made = [clients.save_client(account_id=account.account_id, fields={}) for _ in range(101)]
        counts = []
        for page, expected in ((1, made[:100]), (2, made[100:]), (3, [])):
            with CaptureQueriesContext(connection) as captured:
                assert ids(account, page=page) == expected
            counts.append(len([entry for entry in captured if "SAVEPOINT" not in entry["sql"]]))
        assert len(set(counts)) == 1
        assert counts[0] <= 3

    def test_another_accounts_clients_are_not_there(self, account: MadeAccount) -> None:
        theirs = add(make_account(), email="x@y.pl")
        assert ids(account) == ids(account, filter_crm_client_id=theirs) == []
        for name in ("getCrmClientData", "deleteCrmClient"):
            assert account.api.refused(name, crm_client_id=theirs) == "ERROR_NOT_FOUND"


class TestDeleteCrmClient:
    def test_is_gone(self, account: MadeAccount) -> None:
        client_id = add(account)
        assert account.api.ok("deleteCrmClient", crm_client_id=client_id) == {}
        assert account.api.refused("getCrmClientData", crm_client_id=client_id) == "ERROR_NOT_FOUND"


class TestStatuses:
    def test_groups_and_statuses_of_ones_own(self, account: MadeAccount) -> None:
        api = account.api
        first = api.ok("getCrmClientStatuses")["statuses"][0]
        assert first == {**first, "name": "Nowi klienci", "color": "#1565c0", "group_id": 0, "is_primary": 1}
        assert set(first) == {"id", "name", "color", "group_id", "is_primary"}
        group_id = api.ok("addCrmClientStatusGroup", name="Ważni")["group_id"]
        assert api.ok("getCrmClientStatusGroups")["status_groups"] == [
            {"group_id": 0, "name": "Main", "is_main_group": 1},
            {"group_id": group_id, "name": "Ważni", "is_main_group": 0},
        ]
        status_id = api.ok("addCrmClientStatus", name="VIP", color="#112233", group_id=group_id)["status_id"]
        client_id = add(account, status_id=status_id)
        assert api.refused("deleteCrmClientStatus", status_id=status_id) == "ERROR_CONFLICT"
        assert api.ok("deleteCrmClientStatus", status_id=status_id, target_status_id=first["id"]) == {}
        assert api.ok("getCrmClientData", crm_client_id=client_id)["status_id"] == first["id"]
        assert api.refused("deleteCrmClientStatusGroup", group_id=0) == "ERROR_CONFLICT"
        assert api.ok("deleteCrmClientStatusGroup", group_id=group_id) == {}
