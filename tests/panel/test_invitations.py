"""The pages of invitations: the supplier's list, and where the link leads."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.connect.invitation_reads import InvitationRow, invitations_page
from spinka.connect.models import Connection
from spinka.core.masking import WithoutSecrets, masked
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_integration
from tests.panel.test_integrations import as_role, text
from tests.support.jobs import forget_account, run_jobs
from tests.support.mail import filed_mails

GUEST = "biuro@sklep.example"
LIST = "/contractors/invitations"


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"


def rows(firm: MadeAccount) -> list[InvitationRow]:
    with acting_for(firm.account_id):
        found, _ = invitations_page(account_id=firm.account_id)
    forget_account()
    return found


def invite(firm: MadeAccount, owner: Client, message: str = "") -> str:
    """Invite somebody through the page; the path of the link."""
    integration_id, _ = make_integration(firm)
    forget_account()
    form = {"email": GUEST, "integration": integration_id, "language": "pl", "message": message}
    assert owner.post(LIST, form).status_code == 303
    forget_account()
    run_jobs()
    return link()


def link() -> str:
    content = filed_mails(to=GUEST)[-1].get_content()
    return "/invitation/" + content.partition("https://spinka.example/invitation/")[2].split()[0]


class TestList:
    @pytest.mark.feature("R34")
    def test_shows_what_became_of_each_and_sends_again(self, firm: MadeAccount, owner: Client) -> None:
        assert "No integration to invite to" in text(owner.get(LIST))
        first = invite(firm, owner)
        shown = text(owner.get(LIST))
        assert GUEST in shown
        assert "Sent" in shown
        assert Client().get(first).status_code == 200
        assert "Opened" in text(owner.get(LIST))
        (row,) = rows(firm)
        assert owner.post(f"{LIST}/{row.row.pk}/resend").status_code == 303
        forget_account()
        run_jobs()
        assert (Client().get(first).status_code, Client().get(link()).status_code) == (404, 200)
        assert f"Revoke the invitation of {GUEST}?" in text(owner.get(f"{LIST}/{row.row.pk}/revoke"))
        assert owner.post(f"{LIST}/{row.row.pk}/revoke").status_code == 303
        assert Client().get(link()).status_code == 404
        assert rows(firm)[0].state == "revoked"

    def test_a_refused_form_says_why_and_sends_nothing(self, firm: MadeAccount, owner: Client) -> None:
        integration_id, _ = make_integration(firm)
        for wrong in ({"email": "biuro"}, {"integration": "0"}, {"message": "x" * 1001}, {"language": "de"}):
            form = {"email": GUEST, "integration": integration_id, "language": "pl", "message": "", **wrong}
            assert owner.post(LIST, form).status_code == 422
        assert rows(firm) == []

    def test_only_those_who_may_connect_invite(self, firm: MadeAccount, owner: Client) -> None:
        integration_id, _ = make_integration(firm)
        as_role(firm, "viewer")
        assert "invite-send" not in text(owner.get(LIST))
        form = {"email": GUEST, "integration": integration_id, "language": "pl"}
        assert owner.post(LIST, form).status_code == 403
        assert rows(firm) == []


class TestLink:
    @pytest.mark.feature("R34")
    def test_leads_through_signing_in_to_the_form_with_the_code(self, firm: MadeAccount, owner: Client) -> None:
        path = invite(firm, owner, "Zapraszam <b>wszystkich</b>")
        guest, visitor = make_account("Sklep", language="pl"), Client()
        answer = visitor.get(path)
        shown = answer.content.decode()
        assert "Papierex zaprasza" in shown
        assert "Zapraszam &lt;b&gt;wszystkich&lt;/b&gt;" in shown
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Sign in and connect" in visitor.get(f"{path}?lang=en").content.decode()
        onward = visitor.get(f"{path}/go")
        assert (onward.status_code, onward.headers["Location"]) == (302, "/invitation/join")
        assert onward.headers["Referrer-Policy"] == "no-referrer"
        assert visitor.get("/invitation/join").headers["Location"].startswith("/login?next=/invitation/join")
        signed = visitor.post(
            "/login", {"username": guest.email, "password": "correct-horse-battery", "next": "/invitation/join"}
        )
        assert signed.headers["Location"] == "/invitation/join"
        form = visitor.get("/invitation/join").content.decode()
        code = form.partition('name="code"')[2].partition('value="')[2].partition('"')[0]
        assert len(code) == 30
        joined = visitor.post(
            "/integrations/add/base-connect/code",
            {"code": code, "step": "join", "name": "Papierex", "forwarding": "manual", "unmatched_lines": "text"},
        )
        assert joined.status_code == 303
        with acting_for(guest.account_id):
            assert Connection.objects.as_contractor(guest.account_id).count() == 1
        assert rows(firm)[0].state == "joined"

    def test_shows_nothing_of_a_link_that_is_none(self, firm: MadeAccount, owner: Client) -> None:
        for path in ("/invitation/none", "/invitation/%00", f"/invitation/{'x' * 500}"):
            assert Client().get(path).status_code == 404
        assert "no longer works" in text(owner.get("/invitation/join"))

    def test_leads_to_signing_up_where_that_is_open(self, firm: MadeAccount, owner: Client, settings: Any) -> None:
        path = invite(firm, owner)
        assert "take-signup" not in Client().get(path).content.decode()
        settings.OPEN_SIGNUP = True
        visitor = Client()
        assert "take-signup" in visitor.get(path).content.decode()
        assert visitor.get(f"{path}/go?signup=1").headers["Location"] == "/signup"


class TestMasking:
    def test_a_log_never_holds_the_secret(self) -> None:
        assert masked("GET /invitation/AbC-d_9/go?signup=1") == "GET /invitation/…/go?signup=1"
        assert masked("/login?next=/reset%2Fabc") == "/login?next=/reset%2F…"
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed: %s", ("/invitation/secret",), None)
        assert WithoutSecrets().filter(record)
        assert record.getMessage() == "failed: /invitation/…"
