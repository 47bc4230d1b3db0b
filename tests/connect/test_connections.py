"""Codes, joining, states, leaving."""

from datetime import UTC, datetime, timedelta

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Warehouse
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.models import CodeAttempt, Connection, Integration
from spinka.connect.queries import connected_integrations, contractors, get_connection
from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.models import Event
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_connection, make_integration


def _rows(account: MadeAccount) -> int:
    with acting_for(account.account_id):
        return Connection.objects.for_account(account.account_id).count()


@pytest.mark.django_db
class TestVerifyCode:
    @pytest.mark.feature("A-15", "B-03")
    def test_right_code_names_the_supplier_and_connects_nobody(self) -> None:
        supplier, contractor = make_account("Hurtownia Nowak"), make_account()
        _, code = make_integration(supplier, name="Lista", code_name="Nowak B2B", accept_orders=False)
        with acting_for(contractor.account_id):
            found = connect.verify_code(account_id=contractor.account_id, code=f" {code.lower()} ")
        assert (found.supplier_name, found.code_name) == ("Hurtownia Nowak", "Nowak B2B")
        assert (found.settings.share_products, found.settings.accept_orders, found.require_approval) == (
            True,
            False,
            False,
        )
        assert _rows(supplier) == 0

    @pytest.mark.feature("A-15")
    def test_wrong_used_and_expired_are_one_answer(self) -> None:
        supplier, contractor = make_account(), make_account()
        integration_id, old = make_integration(supplier)
        with acting_for(supplier.account_id):
            code = connect.reset_code(
                account_id=supplier.account_id,
                integration_id=integration_id,
                expires_at=clock.now() + timedelta(hours=1),
            ).code
        with acting_for(supplier.account_id):
            Integration.objects.for_account(supplier.account_id).update(
                code_expires_at=datetime(2020, 1, 1, tzinfo=UTC)
            )
        answers = set()
        for wrong in ("AAAAA", "", old, code):
            with acting_for(contractor.account_id), pytest.raises(connect.WrongCode) as caught:
                connect.verify_code(account_id=contractor.account_id, code=wrong)
            answers.add(str(caught.value))
        assert len(answers) == 1


class TestWrongCodesAreCounted:
    def test_ten_an_hour_survive_the_refusals_and_close_the_door(self, committed_db: None) -> None:
        supplier, contractor, other = make_account(), make_account(), make_account()
        _, code = make_integration(supplier)
        for _ in range(10):
            assert contractor.api.refused("verifyConnectCode", code="WRONG") == "ERROR_CONNECT_CODE"
        with acting_for(contractor.account_id):
            assert CodeAttempt.objects.for_account(contractor.account_id).count() == 10
        answer = contractor.api.call("joinConnectIntegration", code=code)
        assert answer["error_code"] == "ERROR_CONNECT_CODE"
        assert "Too many" in answer["error_message"]
        assert _rows(contractor) == 0
        assert (
            other.api.ok("verifyConnectCode", code=code)["supplier_name"] == "Firm " + supplier.email[5:].split("@")[0]
        )
        with acting_for(contractor.account_id):
            CodeAttempt.objects.for_account(contractor.account_id).update(at=clock.now() - timedelta(minutes=61))
        assert contractor.api.ok("joinConnectIntegration", code=code)["state"] == "active"


@pytest.mark.django_db
class TestJoin:
    @pytest.mark.feature("A-19", "E-21", "B-02")
    def test_without_approval_the_connection_is_active_with_a_warehouse_of_its_own(self) -> None:
        made = make_connection(code_name="Nowak B2B")
        contractor_id = made.contractor.account_id
        with acting_for(contractor_id):
            row = get_connection(account_id=contractor_id, connection_id=made.connection_id)
            warehouse = Warehouse.objects.for_account(contractor_id).get(pk=made.warehouse_id)
            [listed] = connected_integrations(account_id=contractor_id)
        assert row.state == "active"
        assert (warehouse.kind, warehouse.name, warehouse.stock_edition) == ("blconnect", "Nowak B2B", False)
        assert (listed.integration_id, listed.name) == (made.contractor_integration_id, "Nowak B2B")
        assert made.contractor_integration_id != made.integration_id

    @pytest.mark.feature("A-19", "A-18")
    def test_with_approval_it_waits_for_the_supplier(self) -> None:
        made = make_connection(require_approval=True)
        with acting_for(made.supplier.account_id):
            [row] = contractors(account_id=made.supplier.account_id)
            assert row.state == "pending"
            assert (
                connect.change_state(
                    account_id=made.supplier.account_id, connection_id=made.connection_id, action="accept"
                )
                == "active"
            )
        with acting_for(made.contractor.account_id):
            names = list(Event.objects.filter(account_id=made.contractor.account_id).values_list("name", flat=True))
        assert names == ["connection.requested"]

    def test_again_gives_the_same_connection(self) -> None:
        made = make_connection()
        with acting_for(made.contractor.account_id):
            joined = connect.join(account_id=made.contractor.account_id, code=made.code)
        assert (joined.connect_contractor_id, joined.warehouse_id) == (made.connection_id, made.warehouse_id)
        assert _rows(made.supplier) == 1

    @pytest.mark.feature("A-21")
    def test_after_leaving_it_revives_pending_where_approval_is_on(self) -> None:
        made = make_connection()
        contractor_id = made.contractor.account_id
        with acting_for(made.supplier.account_id):
            connect.save_integration(
                account_id=made.supplier.account_id,
                integration_id=made.integration_id,
                fields={"require_approval": True},
            )
        with acting_for(contractor_id):
            assert (
                connect.leave(account_id=contractor_id, contractor_integration_id=made.contractor_integration_id)
                == "disconnected"
            )
            joined = connect.join(account_id=contractor_id, code=made.code)
        assert (joined.connect_contractor_id, joined.state, joined.warehouse_id) == (
            made.connection_id,
            "pending",
            made.warehouse_id,
        )

    @pytest.mark.parametrize("action", ["reject", "suspend"])
    def test_only_the_supplier_lifts_a_rejection_or_suspension(self, action: str) -> None:
        made = make_connection(require_approval=action == "reject")
        contractor_id = made.contractor.account_id
        with acting_for(made.supplier.account_id):
            connect.change_state(
                account_id=made.supplier.account_id,
                connection_id=made.connection_id,
                action=action,
                message="Nie teraz",
            )
        with acting_for(contractor_id):
            for attempt in (
                lambda: connect.join(account_id=contractor_id, code=made.code),
                lambda: connect.leave(
                    account_id=contractor_id, contractor_integration_id=made.contractor_integration_id
                ),
            ):
                with pytest.raises(ConnectionStateRefused):
                    attempt()
            row = get_connection(account_id=contractor_id, connection_id=made.connection_id)
        assert row.state == {"reject": "rejected", "suspend": "suspended"}[action]
        assert row.state_message == "Nie teraz"

    def test_refuses_ones_own_integration(self) -> None:
        supplier = make_account()
        _, code = make_integration(supplier)
        with acting_for(supplier.account_id), pytest.raises(connect.LoopRefused):
            connect.join(account_id=supplier.account_id, code=code)
        assert _rows(supplier) == 0

    def test_a_code_for_one_use_serves_once(self) -> None:
        supplier, first, second = make_account(), make_account(), make_account()
        integration_id, _ = make_integration(supplier)
        with acting_for(supplier.account_id):
            code = connect.reset_code(
                account_id=supplier.account_id, integration_id=integration_id, single_use=True
            ).code
        with acting_for(first.account_id):
            joined = connect.join(account_id=first.account_id, code=code)
        with acting_for(second.account_id), pytest.raises(connect.WrongCode):
            connect.join(account_id=second.account_id, code=code)
        with acting_for(first.account_id):
            assert connect.join(account_id=first.account_id, code=code) == joined
        assert _rows(supplier) == 1

    def test_wrong_settings_connect_nobody(self) -> None:
        supplier, contractor = make_account(), make_account()
        _, code = make_integration(supplier)
        with pytest.raises(BadParameters, match="priority"), acting_for(contractor.account_id):
            connect.join(account_id=contractor.account_id, code=code, values={"priority": "x"})
        assert _rows(supplier) == 0

    def test_the_terms_in_force_are_kept(self) -> None:
        made = make_connection(terms_text="Dostawa 48 h")
        with acting_for(made.supplier.account_id):
            row = get_connection(account_id=made.supplier.account_id, connection_id=made.connection_id)
        assert row.terms_accepted == "Dostawa 48 h"
        assert row.terms_accepted_at is not None


@pytest.mark.django_db
class TestChangeState:
    @pytest.mark.feature("A-21")
    def test_runs_through_suspend_resume_disconnect(self) -> None:
        made = make_connection()
        supplier_id = made.supplier.account_id
        with acting_for(supplier_id):
            states = [
                connect.change_state(account_id=supplier_id, connection_id=made.connection_id, action=action)
                for action in ("suspend", "suspend", "resume", "disconnect")
            ]
            with pytest.raises(ConnectionStateRefused):
                connect.change_state(account_id=supplier_id, connection_id=made.connection_id, action="accept")
            events = list(Event.objects.filter(account_id=supplier_id).order_by("pk").values_list("name", flat=True))
        assert states == ["suspended", "suspended", "active", "disconnected"]
        assert events == ["connection.suspended", "connection.accepted", "connection.ended"]

    def test_only_the_supplier_may(self) -> None:
        made, stranger = make_connection(), make_account()
        for account in (made.contractor, stranger):
            with acting_for(account.account_id), pytest.raises(NotFound):
                connect.change_state(account_id=account.account_id, connection_id=made.connection_id, action="suspend")
        with acting_for(made.supplier.account_id):
            row = get_connection(account_id=made.supplier.account_id, connection_id=made.connection_id)
        assert row.state == "active"


@pytest.mark.django_db
class TestIntegrations:
    @pytest.mark.feature("A-01", "A-03", "A-07", "B-16")
    def test_one_account_offers_many_and_joins_others(self) -> None:
        account = make_account()
        first, second = make_integration(account)[0], make_integration(account, name="Druga")[0]
        made = make_connection(contractor=account)
        answer = account.api.ok("getConnectIntegrations")["integrations"]
        assert [row["connect_integration_id"] for row in answer["own_integrations"]] == [first, second]
        assert [row["connect_integration_id"] for row in answer["connected_integrations"]] == [
            made.contractor_integration_id
        ]

    @pytest.mark.feature("A-21")
    def test_deleting_ends_its_connections_and_keeps_them(self) -> None:
        made = make_connection()
        supplier_id = made.supplier.account_id
        with acting_for(supplier_id):
            connect.delete_integration(account_id=supplier_id, integration_id=made.integration_id)
            [row] = contractors(account_id=supplier_id)
            assert row.state == "disconnected"
            with pytest.raises(NotFound):
                connect.delete_integration(account_id=supplier_id, integration_id=made.integration_id)
        with acting_for(made.contractor.account_id), pytest.raises(connect.WrongCode):
            connect.join(account_id=made.contractor.account_id, code=made.code)

    @pytest.mark.feature("B-02")
    def test_a_renamed_code_renames_only_what_the_contractor_left(self) -> None:
        supplier = make_account()
        integration_id, code = make_integration(supplier, code_name="Stara")
        plain, own = make_account(), make_account()
        for account, values in ((plain, None), (own, {"name": "Moja"})):
            with acting_for(account.account_id):
                connect.join(account_id=account.account_id, code=code, values=values)
        with acting_for(supplier.account_id):
            connect.save_integration(
                account_id=supplier.account_id, integration_id=integration_id, fields={"code_name": "Nowa"}
            )
        names = []
        for account in (plain, own):
            with acting_for(account.account_id):
                names.append(connected_integrations(account_id=account.account_id)[0].name)
        assert names == ["Nowa", "Moja"]
