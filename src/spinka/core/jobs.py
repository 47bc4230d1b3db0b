"""Work after the change: an outbox row in the same transaction, done in order per stream by a worker (R50).

A *transactional* job runs inside the transaction that marks its row done: both happen or neither. A *long* job
(`long=True`) runs outside, under a lease, commits its own progress, and must be safe to start again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from spinka.core import clock
from spinka.core.models import Outbox

JobFunction = Callable[..., None]
RETRY_AFTER = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))


@dataclass(frozen=True, slots=True)
class Job:
    """A registered job: its function takes `account_id` and the row's payload as keywords."""

    name: str
    run: JobFunction
    long: bool
    retries: tuple[timedelta, ...]
    given_up: JobFunction | None


JOBS: dict[str, Job] = {}


def job(
    name: str,
    *,
    long: bool = False,
    retries: tuple[timedelta, ...] = RETRY_AFTER,
    given_up: JobFunction | None = None,
) -> Callable[[JobFunction], JobFunction]:
    """Register a function as the job `name`; after the last of `retries` the row is kept as failed, with its error.

    `given_up` is called with the same keywords in the transaction that marks the row failed: what waits for the work
    learns there that it will not come.
    """

    def register(function: JobFunction) -> JobFunction:
        if name in JOBS:
            raise RuntimeError(f"two jobs are called {name}")
        JOBS[name] = Job(name=name, run=function, long=long, retries=retries, given_up=given_up)
        return function

    return register


def require_job(name: str) -> None:
    """Raises RuntimeError for a name no job has."""
    if name not in JOBS:
        raise RuntimeError(f"no job is called {name}")


def enqueue_many(
    name: str, /, *, account_id: int, work: Sequence[tuple[str, dict[str, Any]]], delay: timedelta | None = None
) -> None:
    """Write rows of the same job as `enqueue` does, (stream, payload) each, in one statement."""
    require_job(name)
    if not connection.in_atomic_block:
        raise RuntimeError("work is written in the transaction of the change that causes it")
    moment = clock.now()
    due_at = moment + (delay or timedelta())
    Outbox.objects.bulk_create(
        Outbox(account_id=account_id, stream=stream, job=name, payload=ids, created_at=moment, due_at=due_at)
        for stream, ids in work
    )


def enqueue(name: str, /, *, stream: str, account_id: int, delay: timedelta | None = None, **ids: Any) -> int:
    """Write a row of work in the current transaction; work of one `stream` is done in the order it was written.

    Raises RuntimeError for a name no job has and outside a transaction, where the row could outlive its cause.
    """
    require_job(name)
    if not connection.in_atomic_block:
        raise RuntimeError("work is written in the transaction of the change that causes it")
    moment = clock.now()
    row = Outbox(
        account_id=account_id,
        stream=stream,
        job=name,
        payload=ids,
        created_at=moment,
        due_at=moment + (delay or timedelta()),
    )
    row.save(force_insert=True)
    return row.pk
