"""What is made once is made once when somebody clicks twice."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models.query import QuerySet

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.messaging import services as messaging
from tests.connect.test_parallel import at_once
from tests.factories.accounts import make_account
from tests.factories.exchange import make_exchange

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def looked_up_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds nothing waits until the other has looked too."""
    first = QuerySet.first

    def slow(rows: Any) -> Any:
        found = first(rows)
        if found is None and rows.model.__name__ in {"Mailbox", "ImportProfile"}:
            time.sleep(0.3)
        return found

    monkeypatch.setattr(QuerySet, "first", slow)


def acting(account_id: int, work: Callable[[], int]) -> Callable[[], int]:
    def run() -> int:
        with acting_for(account_id):
            return work()

    return run


def test_a_mailbox() -> None:
    account_id = make_account("Hurt").account_id
    values = {"host": "smtp.example.com", "port": 587, "security": "tls", "user": "", "password": ""}
    save = acting(
        account_id,
        lambda: messaging.save_mailbox(account_id=account_id, from_address="biuro@hurt.example", **values),  # type: ignore[arg-type]
    )
    first, second = at_once(save, save)
    assert first == second


def test_an_import_profile_and_its_run() -> None:
    x = make_exchange()
    account_id = x.contractor.account_id
    save = acting(
        account_id,
        lambda: connect.save_profile(
            account_id=account_id,
            connect_integration_id=x.made.contractor_integration_id,
            inventory_id=x.contractor.inventory_id,
            settings=connect.ProfileSettings(every="24h"),
            actor="Anna",
        ),
    )
    first, second = at_once(save, save)
    assert first == second
