"""The mailbox under the settings."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.messaging import services as messaging
from spinka.messaging.models import Mail
from spinka.messaging.queries import latest_mails, mailbox_of
from tests.factories.accounts import MadeAccount
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text
from tests.support.jobs import forget_account, run_jobs
from tests.support.mail import MailServer

PAGE = "/settings/mailbox"


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"


def form(server: MailServer, **given: Any) -> dict[str, Any]:
    return {
        "from_address": "biuro@papierex.example",
        "from_name": "Papierex",
        "host": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "user": "biuro",
        "password": "Sekret-9",
        **given,
    }


def mails(firm: MadeAccount) -> list[Mail]:
    with acting_for(firm.account_id):
        found = latest_mails(firm.account_id)
    forget_account()
    return found


class TestMailbox:
    @pytest.mark.feature("D-04")
    def test_is_connected_tested_and_disconnected(self, firm: MadeAccount, owner: Client, settings: Any) -> None:
        assert "No mailbox is connected" in text(owner.get(PAGE))
        with MailServer() as server:
            settings.OUTBOUND_ALLOW = frozenset({server.address})
            assert owner.post(PAGE, form(server)).status_code == 303
            shown = text(owner.get(PAGE))
            assert 'value="biuro@papierex.example"' in shown
            assert "Sekret-9" not in shown
            assert owner.post(f"{PAGE}/test").status_code == 303
            forget_account()
            run_jobs()
        (received,) = server.received
        assert (received.sender, received.recipient) == ("biuro@papierex.example", firm.email)
        assert received.message["Subject"] == "Test mail from Spinka"
        assert "Disconnect the mailbox?" in text(owner.get(f"{PAGE}/delete"))
        assert owner.post(f"{PAGE}/delete").status_code == 303
        with acting_for(firm.account_id):
            assert mailbox_of(firm.account_id) is None
        assert owner.post(f"{PAGE}/test").status_code == 404

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"host": "a b"}, "host"), ({"port": "0"}, "port"), ({"from_address": "x"}, "from_address")],
    )
    def test_a_refused_form_names_the_field(
        self, firm: MadeAccount, owner: Client, wrong: dict[str, str], field: str
    ) -> None:
        answer = owner.post(PAGE, form(MailServer(port=587), security="starttls", **wrong))
        assert answer.status_code == 422
        assert f'id="id_{field}-error"' in text(answer) or "is-invalid" in text(answer)
        with acting_for(firm.account_id):
            assert mailbox_of(firm.account_id) is None

    def test_a_mail_that_failed_says_why_and_goes_out_again(
        self, firm: MadeAccount, owner: Client, settings: Any
    ) -> None:
        with MailServer(answers={"RCPT": "550 no such user"}) as server:
            settings.SMTP_URL = f"smtp://{server.address}?tls=none"
            with acting_for(firm.account_id):
                messaging.queue_mail(
                    account_id=firm.account_id,
                    to="a@b.example",
                    subject="Pytanie <b>",
                    text="x",
                    language="pl",
                    purpose="test",
                )
            forget_account()
            run_jobs()
            shown = text(owner.get(PAGE))
            assert "550 no such user" in shown
            assert "Pytanie &lt;b&gt;" in shown
            server.answers.clear()
            assert owner.post(f"{PAGE}/mails/{mails(firm)[0].pk}/retry").status_code == 303
            forget_account()
            run_jobs()
        assert (mails(firm)[0].state, len(server.received)) == ("sent", 1)

    def test_is_for_those_who_set_the_account_up(self, firm: MadeAccount) -> None:
        as_role(firm, "clerk")
        clerk = signed_in(firm)
        assert (clerk.get(PAGE).status_code, clerk.post(f"{PAGE}/delete").status_code) == (403, 403)
