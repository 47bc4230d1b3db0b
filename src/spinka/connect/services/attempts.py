"""Attempts to forward that made no sale: stored with their reason, counted, cleared by success (R11, decision 7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection as database
from psycopg.types.json import Jsonb

from spinka.connect.sync.orders import ForwardRefused
from spinka.core import clock


@dataclass(frozen=True, slots=True)
class StoredAttempt:
    """The attempt as it stands after this one: how many there were."""

    attempts: int


def store(
    *,
    account_id: int,
    order_id: int,
    connection_id: int | None,
    refusal: ForwardRefused,
    is_automatic: bool,
    next_at: datetime | None = None,
) -> StoredAttempt:
    """Note the refusal; the sentence stays English with its details beside it, so the panel can translate it."""
    moment = clock.now()
    values: list[Any] = [
        account_id,
        order_id,
        connection_id,
        "waiting" if refusal.is_waiting else "refused",
        refusal.reason_code,
        refusal.sentence,
        Jsonb(_plain(refusal.details)),
        is_automatic,
        next_at,
        moment,
        moment,
    ]
    with database.cursor() as cursor:
        cursor.execute(
            """
            insert into connect_forwardattempt as a (account_id, order_id, connection_id, state, reason_code, reason,
                details, attempts, is_automatic, next_at, created_at, updated_at)
            values (%s, %s, %s, %s, %s, %s, %s, 1, %s, %s, %s, %s)
            on conflict (order_id, connection_id) do update set state = excluded.state,
                reason_code = excluded.reason_code, reason = excluded.reason, details = excluded.details,
                attempts = a.attempts + 1, is_automatic = excluded.is_automatic, next_at = excluded.next_at,
                updated_at = excluded.updated_at
            where a.account_id = excluded.account_id
            returning a.attempts
            """,
            values,
        )
        return StoredAttempt(int(cursor.fetchone()[0]))


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, (int, bool, str)) else str(value) for name, value in details.items()}


def clear(*, account_id: int, order_id: int, connection_ids: list[int]) -> None:
    """Forget the refusals of connections that took the order, and of the order as a whole."""
    with database.cursor() as cursor:
        cursor.execute(
            "delete from connect_forwardattempt where account_id = %s and order_id = %s"
            " and (connection_id is null or connection_id = any(%s))",
            [account_id, order_id, connection_ids],
        )


def schedule(*, account_id: int, order_id: int, connection_id: int | None, next_at: datetime | None) -> None:
    """Set or clear the moment of the next automatic try."""
    with database.cursor() as cursor:
        cursor.execute(
            "update connect_forwardattempt set next_at = %s, is_automatic = true"
            " where account_id = %s and order_id = %s and connection_id is not distinct from %s",
            [next_at, account_id, order_id, connection_id],
        )


def is_scheduled(*, account_id: int, order_id: int, connection_id: int) -> bool:
    """Whether the refused forward waits for its next automatic try."""
    with database.cursor() as cursor:
        cursor.execute(
            "select 1 from connect_forwardattempt where account_id = %s and order_id = %s and connection_id = %s"
            " and next_at is not null",
            [account_id, order_id, connection_id],
        )
        return cursor.fetchone() is not None
