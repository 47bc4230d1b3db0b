"""What happened: one row per event, and the work the table of reactions names for it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

from spinka.core import clock, statements
from spinka.core.jobs import require_job

_reactions: dict[str, tuple[str, ...]] = {}
_collected: ContextVar[list[dict[str, Any]] | None] = ContextVar("published events", default=None)


def install(reactions: Mapping[str, tuple[str, ...]]) -> None:
    """Take the table event name → job names (spinka/subscriptions.py is its one place)."""
    _reactions.clear()
    _reactions.update(reactions)


_WRITE = """
with e as materialized (
    select nextval('core_event_id_seq') as id, x.* from (
        select * from jsonb_to_recordset(%s::jsonb) as r (nth int, account_id bigint, partner_id bigint, name text,
            data jsonb, origin text, stream text, jobs jsonb) order by nth
    ) x
), written as (
    insert into core_event (id, account_id, partner_id, name, data, origin, created_at)
    select e.id, e.account_id, e.partner_id, e.name, e.data, e.origin, %s from e order by e.nth
), work as (
    insert into core_outbox (account_id, stream, job, payload, created_at, due_at, attempts, error)
    select e.account_id, e.stream, j.name, e.data || jsonb_build_object('event_id', e.id, 'origin', e.origin), %s, %s, 0,
        '' from e cross join lateral jsonb_array_elements_text(e.jobs) with ordinality as j (name, nth)
    order by e.nth, j.nth
)
select id from e order by nth
"""


def publish(
    name: str, /, *, account_id: int, partner_id: int | None = None, stream: str, origin: str = "", **data: Any
) -> int:
    """Write the event in the current transaction with the work it causes; `stream` keeps that work in order.

    `origin` names the event a chain began with, so that a change never echoes (R12). `data` must be plain JSON values.
    Gives the event's number; 0 inside `together`, where it is not known yet.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its change")
    jobs = _reactions.get(name, ())
    for job in jobs:
        require_job(job)
    event = {
        "account_id": account_id,
        "partner_id": partner_id,
        "name": name,
        "data": data,
        "origin": origin,
        "stream": stream,
        "jobs": jobs,
    }
    collected = _collected.get()
    if collected is not None:
        collected.append(event)
        return 0
    return _write([event])[0]


def _write(published: list[dict[str, Any]]) -> list[int]:
    moment = clock.now()
    numbered = [{**event, "nth": nth} for nth, event in enumerate(published)]
    return [row[0] for row in statements.rows(_WRITE, statements.json(numbered), moment, moment, moment)]


@contextmanager
def together() -> Iterator[None]:
    """Write the events published inside in one statement at the end of the block, in their order.

    None of them can be lost: an exception that leaves the block aborts the whole transaction, changes and all.
    """
    if _collected.get() is not None:
        yield
        return
    published: list[dict[str, Any]] = []
    with transaction.atomic(savepoint=False):
        token = _collected.set(published)
        try:
            yield
        finally:
            _collected.reset(token)
        if published:
            _write(published)
