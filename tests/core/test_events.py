"""Events: one row, and the work the table of reactions names."""

from collections.abc import Iterator
from typing import Any

import pytest

from spinka import subscriptions
from spinka.accounts.tenancy import acting_for
from spinka.core import events
from spinka.core.models import Event, Outbox
from tests.core.test_jobs import registered
from tests.factories.accounts import make_account
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    yield
    events.install(subscriptions.SUBSCRIPTIONS)


class TestPublish:
    def test_writes_the_event_and_its_work_with_its_data_and_origin(self) -> None:
        account, seen = make_account(), []

        def react(**given: Any) -> None:
            seen.append(given)

        with registered("test.react", react):
            events.install({"order.created": ("test.react",)})
            with acting_for(account.account_id):
                event_id = events.publish(
                    "order.created", account_id=account.account_id, stream="order:1", origin="partner", order_id=1
                )
            assert run_jobs() == 1
        assert seen == [{"account_id": account.account_id, "event_id": event_id, "origin": "partner", "order_id": 1}]
        with acting_for(account.account_id):
            event = Event.objects.get(pk=event_id)
        assert (event.name, event.data, event.origin, event.partner_id) == (
            "order.created",
            {"order_id": 1},
            "partner",
            None,
        )

    def test_an_event_without_reactions_is_a_row_and_no_work(self) -> None:
        account = make_account()
        events.install({})
        with acting_for(account.account_id):
            events.publish("order.created", account_id=account.account_id, stream="order:1")
            assert Event.objects.count() == 1
            assert Outbox.objects.count() == 0

    @pytest.mark.feature("A-08")
    def test_an_event_of_two_accounts_is_one_row_both_read_and_nobody_else(self) -> None:
        supplier, contractor, stranger = make_account(), make_account(), make_account()
        events.install({})
        with acting_for(supplier.account_id):
            event_id = events.publish(
                "sale.changed",
                account_id=supplier.account_id,
                partner_id=contractor.account_id,
                stream="order:1",
                order_id=1,
            )
        readers = []
        for account in (supplier, contractor, stranger):
            with acting_for(account.account_id):
                readers.append(Event.objects.filter(pk=event_id).exists())
        assert readers == [True, True, False]
        with acting_for(contractor.account_id):
            assert Event.objects.filter(pk=event_id).update(name="forged") == 0
            assert Event.objects.filter(pk=event_id).delete()[0] == 0
