"""Invitations from several connections at once: one per address, and one account to a link."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.invitation_reads import FoundInvitation, secret_digest
from spinka.connect.services import invitations
from spinka.core.errors import SpinkaError
from tests.connect.test_parallel import at_once
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_integration

pytestmark = pytest.mark.usefixtures("committed_db")
SECRET = "s" * 27


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.SMTP_URL = ""


def invite(supplier: MadeAccount, integration_id: int) -> Callable[[], int]:
    def run() -> int:
        with acting_for(supplier.account_id):
            return connect.invite(
                account_id=supplier.account_id, integration_id=integration_id, email="biuro@sklep.example"
            )

    return run


def take_up(account: MadeAccount) -> Callable[[], str]:
    def run() -> str:
        try:
            with acting_for(account.account_id):
                connect.take_up_invitation(account_id=account.account_id, digest=secret_digest(SECRET))
        except SpinkaError as error:
            return type(error).__name__
        return "taken"

    return run


def test_two_clicks_make_one_invitation() -> None:
    supplier = make_account("Hurt")
    integration_id, _ = make_integration(supplier)
    work = invite(supplier, integration_id)
    first, second = at_once(work, work)
    assert first == second


def test_a_link_belongs_to_one_of_two_accounts_that_take_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    supplier = make_account("Hurt")
    integration_id, _ = make_integration(supplier)
    monkeypatch.setattr(invitations, "random_address", lambda: SECRET)
    invite(supplier, integration_id)()
    found = invitations._found

    def looked_up_by_both(digest: str) -> FoundInvitation:
        row = found(digest)
        time.sleep(0.3)
        return row

    monkeypatch.setattr(invitations, "_found", looked_up_by_both)
    answers = at_once(take_up(make_account("Sklep")), take_up(make_account("Kiosk")))
    assert sorted(map(str, answers)) == ["InvitationClosed", "taken"]
