"""What happened: one row per event, and the work the table of reactions names for it."""

from collections.abc import Mapping
from typing import Any

from spinka.core import clock
from spinka.core.jobs import enqueue
from spinka.core.models import Event

_reactions: dict[str, tuple[str, ...]] = {}


def install(reactions: Mapping[str, tuple[str, ...]]) -> None:
    """Take the table event name → job names (spinka/subscriptions.py is its one place)."""
    _reactions.clear()
    _reactions.update(reactions)


def publish(
    name: str, /, *, account_id: int, partner_id: int | None = None, stream: str, origin: str = "", **data: Any
) -> int:
    """Write the event in the current transaction with the work it causes; `stream` keeps that work in order.

    `origin` names the event a chain began with, so that a change never echoes (R12). `data` must be plain JSON values.
    """
    event = Event(
        account_id=account_id, partner_id=partner_id, name=name, data=data, origin=origin, created_at=clock.now()
    )
    event.save(force_insert=True)
    for job_name in _reactions.get(name, ()):
        enqueue(job_name, stream=stream, account_id=account_id, event_id=event.pk, origin=origin, **data)
    return event.pk
