"""Writing the journal: facts of an order's life under the public API's numbers (overview.md section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.db import connection

from spinka.core import clock

KEPT_DAYS = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One journal row to be; `object_id` is what section 8 says for the type, else 0."""

    order_id: int
    log_type: int
    object_id: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)


def record(
    *,
    account_id: int,
    order_id: int,
    log_type: int,
    object_id: int = 0,
    actor: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write one row; `data` is what the panel says about it, `actor` who did it."""
    record_all(account_id=account_id, facts=[Fact(order_id, log_type, object_id, data or {})], actor=actor)


def record_all(*, account_id: int, facts: Sequence[Fact], actor: str = "") -> None:
    """Write rows in the order given, all in one statement."""
    if not facts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into orders_journalentry (account_id, order_id, log_type, object_id, data, actor, created_at)
            select %s, t.order_id, t.log_type, t.object_id, t.data::jsonb, %s, %s
            from unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[]) with ordinality
                as t (order_id, log_type, object_id, data, position)
            order by t.position
            """,
            [
                account_id,
                actor[:120],
                clock.now(),
                [fact.order_id for fact in facts],
                [fact.log_type for fact in facts],
                [fact.object_id for fact in facts],
                [msgspec.json.encode(fact.data).decode() for fact in facts],
            ],
        )
