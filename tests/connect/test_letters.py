"""Mails about the state of a connection: one to the other side, in its language, saying what it means."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.letters import READERS
from spinka.core.jobs import JOBS
from spinka.core.models import Event, Outbox
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.support.jobs import forget_account, run_jobs
from tests.support.mail import filed_mails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"


@pytest.fixture
def asked() -> MadeConnection:
    """A Polish contractor waits for an English supplier; the supplier's mail about it is sent."""
    made = make_connection(
        make_account("Paper\r\nMill", language="en"),
        make_account("Sklep Żółw"),
        require_approval=True,
        code_name="Mill's offer",
    )
    forget_account()
    run_jobs()
    return made


def _do(made: MadeConnection, action: str, message: str = "") -> None:
    with acting_for(made.supplier.account_id):
        connect.change_state(
            account_id=made.supplier.account_id, connection_id=made.connection_id, action=action, message=message
        )
    forget_account()
    run_jobs()


def _mails(account: MadeAccount) -> list[tuple[str, str]]:
    found = filed_mails(to=account.email)
    return [(mail["Subject"], mail.get_content().replace("\r\n", "\n")) for mail in found]


class TestTellState:
    @pytest.mark.feature("A-20")
    def test_acceptance_is_one_mail_to_the_contractors_main_address(self, asked: MadeConnection) -> None:
        assert _mails(asked.contractor) == []
        _do(asked, "accept")
        ((subject, text),) = _mails(asked.contractor)
        assert subject == "Paper Mill – prośba o połączenie zaakceptowana"
        assert text.startswith(
            "Dzień dobry,\n\nDostawca Paper Mill zaakceptował Państwa prośbę o połączenie (Mill's offer)."
        )
        assert f"https://spinka.example/suppliers/{asked.contractor_integration_id}\n" in text
        assert asked.contractor.email in text
        assert len(_mails(asked.supplier)) == 1

    @pytest.mark.feature("A-20")
    def test_the_event_told_again_sends_no_second_one(self, asked: MadeConnection) -> None:
        _do(asked, "accept")
        supplier_id = asked.supplier.account_id
        with acting_for(supplier_id):
            event = Event.objects.get(account_id=supplier_id, name="connection.accepted")
            again = {"event_id": event.pk, "origin": "", **event.data}
            JOBS["connect.tell_state"].run(account_id=supplier_id, **again)
            assert not Outbox.objects.filter(done_at=None, job="messaging.send_mail").exists()
        forget_account()
        # Done already: accepting once more is no new event.
        _do(asked, "accept")
        assert len(_mails(asked.contractor)) == 1

    def test_a_second_acceptance_after_leaving_is_told_again(self, asked: MadeConnection) -> None:
        _do(asked, "accept")
        _do(asked, "disconnect")
        with acting_for(asked.contractor.account_id):
            connect.join(account_id=asked.contractor.account_id, code=asked.code)
        forget_account()
        run_jobs()
        _do(asked, "accept")
        subjects = [subject for subject, _ in _mails(asked.contractor)]
        assert subjects == [
            "Paper Mill – prośba o połączenie zaakceptowana",
            "Paper Mill – koniec połączenia",
            "Paper Mill – prośba o połączenie zaakceptowana",
        ]

    def test_a_request_reaches_the_supplier_in_its_language(self, asked: MadeConnection) -> None:
        ((subject, text),) = _mails(asked.supplier)
        assert subject == "Sklep Żółw asks to connect"
        assert "Until you accept, they see none of your products" in text
        assert f"https://spinka.example/contractors/{asked.connection_id}\n" in text

    def test_joining_at_once_tells_the_supplier_and_not_the_contractor(self) -> None:
        made = make_connection(make_account("Mill", language="en"))
        forget_account()
        run_jobs()
        assert [subject for subject, _ in _mails(made.supplier)] == ["Sklep Kowalska is connected"]
        assert _mails(made.contractor) == []

    @pytest.mark.parametrize(
        ("actions", "subject", "said"),
        [
            (["reject"], "prośba o połączenie odrzucona", "Decyzję może zmienić tylko dostawca."),
            (["accept", "suspend"], "połączenie wstrzymane", "stany dostawcy są pokazywane jako 0"),
            (["accept", "suspend", "resume"], "połączenie wznowione", "przekazywać zamówienia"),
            (["accept", "disconnect"], "koniec połączenia", "historia i zaimportowane produkty pozostają"),
        ],
    )
    def test_every_state_says_what_it_means(
        self, asked: MadeConnection, actions: list[str], subject: str, said: str
    ) -> None:
        for action in actions[:-1]:
            _do(asked, action)
        before = len(_mails(asked.contractor))
        _do(asked, actions[-1], "Zapłać fakturę.\n\n-- \nSpinka <b>")
        last = _mails(asked.contractor)[before:]
        assert [found for found, _ in last] == [f"Paper Mill – {subject}"]
        assert said in last[0][1]
        assert "Wiadomość od dostawcy:\n> Zapłać fakturę.\n>\n> --\n> Spinka <b>\n" in last[0][1]

    def test_leaving_tells_the_supplier(self, asked: MadeConnection) -> None:
        _do(asked, "accept")
        with acting_for(asked.contractor.account_id):
            connect.leave(
                account_id=asked.contractor.account_id, contractor_integration_id=asked.contractor_integration_id
            )
        forget_account()
        run_jobs()
        assert [subject for subject, _ in _mails(asked.supplier)][1:] == ["Sklep Żółw ended the connection"]
        assert len(_mails(asked.contractor)) == 1

    def test_taking_the_integration_away_tells_its_contractors(self, asked: MadeConnection) -> None:
        with acting_for(asked.supplier.account_id):
            connect.delete_integration(account_id=asked.supplier.account_id, integration_id=asked.integration_id)
        forget_account()
        run_jobs()
        assert [subject for subject, _ in _mails(asked.contractor)] == ["Paper Mill – koniec połączenia"]

    def test_links_lead_to_pages_there_are(self) -> None:
        assert resolve("/contractors/1").url_name == "contractor"
        assert resolve("/suppliers/1").url_name == "supplier"
        assert set(READERS.values()) == {"supplier", "contractor"}
