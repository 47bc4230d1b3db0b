"""A supplier's terms are read and ticked before joining; the text and the time are kept (R34)."""

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Connection
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_integration
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, hidden, text

PATH = "/integrations/add/base-connect/code"
VALUES = {"step": "join", "name": "Domix", "forwarding": "manual", "unmatched_lines": "text"}


def rows(account: MadeAccount) -> list[Connection]:
    with acting_for(account.account_id):
        return list(Connection.objects.as_contractor(account.account_id))


def set_terms(supplier: MadeAccount, integration_id: int, terms: str) -> None:
    with acting_for(supplier.account_id):
        connect.set_integration_settings(
            account_id=supplier.account_id, integration_id=integration_id, values={"terms_text": terms}, actor="Jan"
        )


class TestTerms:
    @pytest.mark.feature("A-18")
    def test_joining_needs_the_tick_under_the_text_of_now(self, firm: MadeAccount, owner: Client) -> None:
        supplier = make_account("Domix")
        number, code = make_integration(supplier, terms_text=f"Zwroty w 14 dni {HOSTILE}")
        shown = text(owner.post(PATH, {"step": "verify", "code": code}))
        assert "Zwroty w 14 dni &lt;script" in shown
        assert HOSTILE not in shown
        values = {**VALUES, "code": code, "terms": hidden(shown, "terms")}
        refused = owner.post(PATH, values)
        assert refused.status_code == 422
        assert "only contractors who accept its terms" in text(refused)
        assert rows(firm) == []
        set_terms(supplier, number, "Zwroty w 7 dni")
        changed = owner.post(PATH, {**values, "accepts_terms": "on"})
        page = text(changed)
        assert changed.status_code == 422
        assert "The supplier changed its terms in the meantime" in page
        assert "Zwroty w 7 dni" in page
        assert 'id="id_accepts_terms" checked' not in page
        assert rows(firm) == []
        again = {**values, "terms": hidden(page, "terms"), "accepts_terms": "on"}
        assert owner.post(PATH, again).status_code == 303
        (row,) = rows(firm)
        assert row.terms_accepted == "Zwroty w 7 dni"
        assert row.terms_accepted_at is not None
        # Terms changed later are asked for at the next joining only.
        set_terms(supplier, number, "Zwroty nigdy")
        assert "Zwroty w 7 dni" in text(owner.get(f"/suppliers/{row.contractor_integration_id}"))
        assert rows(firm)[0].terms_accepted == "Zwroty w 7 dni"

    def test_without_terms_nothing_is_ticked(self, firm: MadeAccount, owner: Client) -> None:
        _number, code = make_integration(make_account("Domix"))
        assert "accepts_terms" not in text(owner.post(PATH, {"step": "verify", "code": code}))
        assert owner.post(PATH, {**VALUES, "code": code}).status_code == 303
        assert rows(firm)[0].terms_accepted_at is None

    def test_leaving_the_form_leaves_no_trace(self, db: None) -> None:
        supplier, reader = make_account("Domix"), make_account("Sklep")
        number, _old = make_integration(supplier, terms_text="Zwroty w 14 dni")
        with acting_for(supplier.account_id):
            code = connect.reset_code(account_id=supplier.account_id, integration_id=number, single_use=True).code
        signed_in(reader).post(PATH, {"step": "verify", "code": code})
        assert rows(reader) == []
        assert signed_in(make_account("Inny")).post(PATH, {"step": "verify", "code": code}).status_code == 200
