"""Reading by a growing id or time while others write: how far nothing can appear any more (docs/decisions/0009).

A transaction takes its ids and times before it commits, so a later one may be seen first. A reader that goes on from
the last row it saw would never see the earlier one. Writers mark themselves (`spinka_arrives`), readers stop before them.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from spinka.core import clock

# How long a reader waits for transactions that are about to end before it stops before them.
PATIENCE = 0.3
_PAUSE = 0.01
# Readers of one process that wait at once; were there more, nobody would be left to answer everything else.
MOST_WAITING = 3
_turns = threading.BoundedSemaphore(MOST_WAITING)


@dataclass(frozen=True, slots=True)
class Stream:
    """A table whose rows programs read by growing ids, with the number its mark has."""

    number: int
    table: str

    @property
    def ids(self) -> str:
        """The sequence the ids come from."""
        return f"{self.table}_id_seq"


def announce(stream: Stream, *, account_id: int) -> None:
    """Mark the transaction before it takes ids or times of the stream; inserts mark themselves before they take ids."""
    with connection.cursor() as cursor:
        cursor.execute("select spinka_arrives(%s, %s, %s)", [stream.number, stream.ids, account_id])


@contextmanager
def turn() -> Iterator[bool]:
    """Whether this reader may wait: not while as many as may do so already; its page ends earlier instead."""
    may_wait = _turns.acquire(blocking=False)
    try:
        yield may_wait
    finally:
        if may_wait:
            _turns.release()


def settled_id(stream: Stream, *, account_id: int) -> int:
    """The id up to which no row of the account can appear any more.

    Rows are read in a later statement than this one. Transactions that end soon are waited for, so that a program
    sees what it has just written although somebody else has been writing a little longer.
    """
    first, settled = _settled(stream, account_id)
    if settled >= first:
        return settled
    with turn() as may_wait:
        until = time.monotonic() + PATIENCE
        while may_wait and settled < first and time.monotonic() < until:
            time.sleep(_PAUSE)
            settled = _settled(stream, account_id)[1]
    return settled


def _settled(stream: Stream, account_id: int) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(pg_sequence_last_value(%s::regclass), 0), spinka_settled(%s, %s, %s)",
            [stream.ids, stream.number, stream.ids, account_id],
        )
        row = cursor.fetchone()
    return row[0], row[1]


def after_this_second(account_id: int, moment: datetime) -> datetime:
    """Wait for the second of `moment` to end, and for who has been writing in it; orders confirmed before the given
    end are all there. Who may not wait gets the beginning of that second as the end.
    """
    second = clock.to_unix(moment)
    with turn() as may_wait:
        if may_wait:
            time.sleep(1 - moment.microsecond / 1_000_000)
        until = time.monotonic() + PATIENCE
        oldest = oldest_second(account_id)
        while may_wait and oldest is not None and oldest <= second and time.monotonic() < until:
            time.sleep(_PAUSE)
            oldest = oldest_second(account_id)
    end = second + 1 if may_wait else second
    return clock.from_unix(end if oldest is None else min(end, oldest))


def oldest_second(account_id: int) -> int | None:
    """The unix second in which the oldest transaction that writes orders of the account began to, None without one."""
    with connection.cursor() as cursor:
        cursor.execute("select spinka_settled_second(%s)", [account_id])
        found: int | None = cursor.fetchone()[0]
    return found
