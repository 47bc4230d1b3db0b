"""A supplier's contractors: list, states, own settings, trade credit."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Connection, CreditEntry
from spinka.panel.listing import pack
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.exchange import make_exchange
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, as_role, hidden, text


@pytest.fixture
def made(firm: MadeAccount) -> MadeConnection:
    return make_connection(firm, make_account(f"Zielona Polka {HOSTILE}"))


def stored(made: MadeConnection) -> Connection:
    with acting_for(made.supplier.account_id):
        return Connection.objects.as_supplier(made.supplier.account_id).get(pk=made.connection_id)


def entries(made: MadeConnection) -> list[tuple[str, Decimal]]:
    with acting_for(made.supplier.account_id):
        rows = CreditEntry.objects.for_account(made.supplier.account_id).order_by("number")
        return [(str(row.kind), row.amount) for row in rows]


def mark_in(page: str, form: str) -> str:
    return hidden(page.split(f'id="{form}"')[1], "mark")


class TestList:
    @pytest.mark.feature("B-14")
    def test_shows_each_with_state_and_integration(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get("/contractors"))
        assert f'href="/contractors/{made.connection_id}"' in page
        assert "Zielona Polka &lt;script&gt;" in page
        assert HOSTILE not in page
        assert "Hurt" in page

    def test_views_and_search_narrow(self, made: MadeConnection, owner: Client) -> None:
        row = f'href="/contractors/{made.connection_id}"'
        for query, found in (
            ("state=active", True),
            ("state=pending", False),
            ("q=zielona", True),
            ("q=nobody", False),
            (f"q={made.connection_id}", True),
            (f"integration={made.integration_id}", True),
            ("credit=over", False),
            ("sort=-last", True),
            ("sort=total", True),
            ("state=nonsense&integration=x&sort=y", True),
        ):
            assert (row in text(owner.get(f"/contractors?{query}"))) is found, query

    @pytest.mark.parametrize("value", ["1", "x", "9" * 40, "2026-11-23T10:00:00+00:00"])
    @pytest.mark.parametrize("sort", ["turn", "name", "last", "total", "-last", "-total"])
    def test_a_place_that_was_tampered_with_is_the_first_page(
        self, made: MadeConnection, owner: Client, sort: str, value: str
    ) -> None:
        assert (
            owner.get(
                "/contractors", {"sort": sort, "after": pack([value, value, "1"][-(3 if sort == "turn" else 2) :])}
            ).status_code
            == 200
        )

    def test_pages_by_every_sort(self, firm: MadeAccount, owner: Client) -> None:
        first = make_connection(firm)
        for _ in range(29):
            with acting_for((other := make_account()).account_id):
                connect.join(account_id=other.account_id, code=first.code)
        for sort in ("turn", "name", "-last", "-total"):
            page = owner.get("/contractors", {"sort": sort, "size": "25"})
            found = text(page).count('name="id"')
            following = next(part for part in text(page).split('href="') if 'rel="next"' in part[:400]).split('"')[0]
            assert found + text(owner.get(following.replace("&amp;", "&"))).count('name="id"') == 30

    def test_htmx_gets_the_rows_alone(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get("/contractors", headers={"HX-Request": "true", "HX-Request-Type": "partial"}))
        assert page.lstrip().startswith('<div id="rows">')

    def test_role_without_prices_and_credit_sees_none(self, made: MadeConnection, owner: Client) -> None:
        with acting_for(made.supplier.account_id):
            connect.set_limit(
                account_id=made.supplier.account_id, connection_id=made.connection_id, limit=Decimal("4321.09")
            )
        assert "4,321.09" in text(owner.get("/contractors"))
        as_role(made.supplier, "warehouse")
        for path in ("/contractors", f"/contractors/{made.connection_id}"):
            assert "4,321.09" not in text(owner.get(path))
        assert owner.get("/settlements").status_code == 403


class TestState:
    def test_dialog_names_what_follows(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get(f"/contractors/{made.connection_id}/suspend"))
        assert "It will place no new orders" in page
        assert "0 sales under way" in page

    def test_suspend_and_resume(self, made: MadeConnection, owner: Client) -> None:
        response = owner.post(f"/contractors/{made.connection_id}/suspend", {"message": "Unpaid <b>"})
        assert (response.status_code, response["Location"]) == (303, f"/contractors/{made.connection_id}")
        assert (stored(made).state, stored(made).state_message) == ("suspended", "Unpaid <b>")
        owner.post(f"/contractors/{made.connection_id}/suspend")
        assert stored(made).state == "suspended"
        their = text(signed_in(made.contractor).get(f"/suppliers/{made.contractor_integration_id}"))
        assert "Unpaid &lt;b&gt;" in their
        owner.post(f"/contractors/{made.connection_id}/resume")
        assert stored(made).state == "active"

    def test_action_of_another_state_changes_nothing(self, made: MadeConnection, owner: Client) -> None:
        response = owner.post(f"/contractors/{made.connection_id}/reject")
        assert response.status_code == 409
        assert "stands differently now" in text(response)
        assert stored(made).state == "active"

    def test_unknown_action_is_missing(self, made: MadeConnection, owner: Client) -> None:
        assert owner.post(f"/contractors/{made.connection_id}/explode").status_code == 404

    def test_contractor_cannot_act_for_the_supplier(self, made: MadeConnection, db: None) -> None:
        client = signed_in(made.contractor)
        for path in ("", "/suspend", "/settings/general", "/restore", "/limit", "/settle"):
            assert client.post(f"/contractors/{made.connection_id}{path}").status_code in {404, 405}
        assert client.get(f"/contractors/{made.connection_id}").status_code == 404
        assert stored(made).state == "active"

    def test_many_are_accepted_at_once(self, firm: MadeAccount, owner: Client) -> None:
        waiting = [make_connection(firm, make_account(), require_approval=True) for _ in range(2)]
        active = make_connection(firm, make_account())
        ids = [one.connection_id for one in [*waiting, active]]
        foreign = make_connection(require_approval=True)
        response = owner.post("/contractors/accept", {"id": [*ids, foreign.connection_id, "x"]})
        assert response.status_code == 303
        assert [stored(one).state for one in [*waiting, active]] == ["active"] * 3
        assert stored(foreign).state == "pending"
        assert "Accepted 2 contractors · 2 stay as they are" in text(owner.get("/contractors"))

    def test_many_are_suspended_after_a_question(self, made: MadeConnection, owner: Client) -> None:
        question = owner.post("/contractors/suspend", {"id": made.connection_id})
        assert "Suspend 1 contractor?" in text(question)
        assert stored(made).state == "active"
        owner.post("/contractors/suspend", {"id": made.connection_id, "asked": "1"})
        assert stored(made).state == "suspended"

    def test_viewer_changes_nothing(self, made: MadeConnection, owner: Client) -> None:
        as_role(made.supplier, "viewer")
        assert owner.post(f"/contractors/{made.connection_id}/suspend").status_code == 403
        assert stored(made).state == "active"


class TestCredit:
    def post(self, made: MadeConnection, owner: Client, kind: str, form: str, **values: Any) -> tuple[Any, Any]:
        """The same form sent twice."""
        page = text(owner.get(f"/contractors/{made.connection_id}"))
        data = {"mark": mark_in(page, form), **values}
        path = f"/contractors/{made.connection_id}/{kind}"
        return owner.post(path, data), owner.post(path, data)

    @pytest.mark.feature("I-02")
    def test_limit_is_set_once(self, made: MadeConnection, owner: Client) -> None:
        values = {"limit-limit": "1 500,00", "limit-message": HOSTILE}
        first, second = self.post(made, owner, "limit", "limit-form", **values)
        assert (first.status_code, second.status_code) == (303, 409)
        assert entries(made) == [("limit", Decimal("0.00"))]
        assert stored(made).credit_limit == Decimal("1500.00")
        for path in (f"/contractors/{made.connection_id}", f"/settlements/{made.connection_id}"):
            assert HOSTILE not in text(owner.get(path))
        their = text(signed_in(made.contractor).get(f"/settlements/{made.connection_id}"))
        assert "1 500,00" in their.replace("\u00a0", " ")

    def test_settlement_without_a_debt_is_refused(self, made: MadeConnection, owner: Client) -> None:
        self.post(made, owner, "limit", "limit-form", **{"limit-limit": "100"})
        page = text(owner.get(f"/contractors/{made.connection_id}"))
        values = {"mark": mark_in(page, "limit-form"), "paid-amount": "10"}
        response = owner.post(f"/contractors/{made.connection_id}/settle", values)
        assert response.status_code == 422
        assert entries(made) == [("limit", Decimal("0.00"))]

    def test_clerk_reads_and_does_not_write(self, made: MadeConnection, owner: Client) -> None:
        as_role(made.supplier, "clerk")
        assert "limit-form" not in text(owner.get(f"/contractors/{made.connection_id}"))
        response = owner.post(f"/contractors/{made.connection_id}/limit", {"limit-limit": "5"})
        assert response.status_code == 403
        assert entries(made) == []

    def test_stranger_sees_no_ledger(self, made: MadeConnection, db: None) -> None:
        client = signed_in(make_account("Stranger"))
        assert client.get(f"/settlements/{made.connection_id}").status_code == 404
        assert f"/settlements/{made.connection_id}" not in text(client.get("/settlements"))


class TestHolds:
    @pytest.mark.feature("L-05")
    def test_the_supplier_sees_what_is_held_and_releases_it(self, firm: MadeAccount, owner: Client) -> None:
        shop = make_shop(firm)
        x = make_exchange(supplier=shop, contractor=make_shop(), holds=True)
        product = x.product(10, name=f"Kubek {HOSTILE}")
        with acting_for(x.contractor.account_id):
            held = connect.add_hold(
                account_id=x.contractor.account_id,
                connect_integration_id=x.made.contractor_integration_id,
                supplier_product_id=product,
                quantity=2,
                actor="Anna",
            )
        page = text(owner.get(f"/contractors/{x.connection_id}"))
        assert "Held pieces" in page
        assert f'href="/products/{product}"' in page
        assert HOSTILE not in page
        owner.post(f"/contractors/{x.connection_id}/holds/{held.hold_id}")
        assert "Held pieces" not in text(owner.get(f"/contractors/{x.connection_id}"))
        assert owner.post(f"/contractors/{x.connection_id}/holds/{held.hold_id}").status_code == 404
