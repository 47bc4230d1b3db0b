"""Forwarding without a click: when an order is ready, and what happens after a refusal (R11, F-02)."""

from datetime import timedelta
from typing import Any

from django.db import connection as database
from django.db import transaction

from spinka.connect.models import Connection, ConnectionState
from spinka.connect.services import attempts
from spinka.connect.services.forwarding import REFUSED, ForwardResult, forward_order
from spinka.connect.settings import contractor_terms
from spinka.core import clock
from spinka.core.jobs import enqueue
from spinka.core.models import Event

RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
# Reasons that can pass by themselves; the others wait for a person at once.
RETRIED = frozenset({"stock", "credit"})
ACTOR = "Spinka"


def _order(account_id: int, order_id: int) -> dict[str, Any] | None:
    with database.cursor() as cursor:
        cursor.execute(
            "select status_id, date_confirmed is not null, is_cod, total_cents > 0 and paid * 100 >= total_cents"
            " from orders_order where account_id = %s and id = %s",
            [account_id, order_id],
        )
        row = cursor.fetchone()
    return dict(zip(("status_id", "is_confirmed", "is_cod", "is_paid"), row, strict=True)) if row else None


def _is_ready(row: Connection, order: dict[str, Any], event: str) -> bool:
    """Whether the order is to be forwarded now (R11); `event` "" asks whether it still is."""
    own = contractor_terms(row.contractor_settings)
    if own.forwarding != "automatic" or not order["is_confirmed"]:
        return False
    if own.forward_status_ids:
        return event != "order.paid" and order["status_id"] in own.forward_status_ids
    return event != "order.status_changed" and (order["is_paid"] or order["is_cod"])


@transaction.atomic
def forward_ready(*, account_id: int, event_id: int, order_id: int) -> None:
    """Forward the order to every active connection that forwards by itself and for which it is ready now.

    Orders without a line for such a connection are none of its business and leave no attempt.
    """
    rows = list(Connection.objects.as_contractor(account_id).filter(state=ConnectionState.ACTIVE))
    rows = [row for row in rows if row.contractor_settings.get("forwarding") == "automatic"]
    order = _order(account_id, order_id) if rows else None
    if order is None:
        return
    event = Event.objects.filter(pk=event_id).values_list("name", flat=True).first() or ""
    ready = [row.pk for row in rows if _is_ready(row, order, event)]
    if ready:
        _forward(account_id, order_id, ready, attempt=0)


@transaction.atomic
def retry(*, account_id: int, order_id: int, connection_id: int, attempt: int) -> None:
    """Try again unless the order left the status, was forwarded meanwhile or a person took the attempt over."""
    row = Connection.objects.as_contractor(account_id).filter(pk=connection_id).first()
    order = _order(account_id, order_id)
    if (
        row is None
        or order is None
        or not attempts.is_scheduled(account_id=account_id, order_id=order_id, connection_id=connection_id)
    ):
        return
    if row.state != ConnectionState.ACTIVE or not _is_ready(row, order, ""):
        attempts.schedule(account_id=account_id, order_id=order_id, connection_id=connection_id, next_at=None)
        return
    _forward(account_id, order_id, [connection_id], attempt=attempt)


def _forward(account_id: int, order_id: int, connection_ids: list[int], *, attempt: int) -> None:
    results = forward_order(
        account_id=account_id, order_id=order_id, only=frozenset(connection_ids), actor=ACTOR, is_automatic=True
    )
    for result in results:
        if result.state == REFUSED and result.reason_code in RETRIED:
            _plan(account_id, order_id, result, attempt)


def _plan(account_id: int, order_id: int, result: ForwardResult, attempt: int) -> None:
    """The next try after 1, 5 and 30 minutes; then the order waits for a person."""
    if result.connection_id is None or attempt >= len(RETRY_AFTER):
        return
    delay = RETRY_AFTER[attempt]
    attempts.schedule(
        account_id=account_id, order_id=order_id, connection_id=result.connection_id, next_at=clock.now() + delay
    )
    # A stream of its own: a try that waits must not hold up the order's other work.
    enqueue(
        "connect.retry_forward",
        stream=f"forward:{order_id}:{result.connection_id}",
        account_id=account_id,
        delay=delay,
        order_id=order_id,
        connection_id=result.connection_id,
        attempt=attempt + 1,
    )
