"""Writing the journal: facts of an order's life under the public API's numbers (overview.md section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spinka.core import clock, statements

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


_RECORD = """
insert into orders_journalentry (account_id, order_id, log_type, object_id, data, actor, created_at)
select %s, t.order_id, t.log_type, t.object_id, t.data, %s, %s
from jsonb_to_recordset(%s::jsonb) as t (order_id bigint, log_type int, object_id bigint, data jsonb, nth int)
order by t.nth
"""


def record_all(*, account_id: int, facts: Sequence[Fact], actor: str = "") -> None:
    """Write rows in the order given, all in one statement."""
    if not facts:
        return
    moment = clock.now()
    rows = [
        {
            "order_id": fact.order_id,
            "log_type": fact.log_type,
            "object_id": fact.object_id,
            "data": fact.data,
            "nth": nth,
        }
        for nth, fact in enumerate(facts)
    ]
    statements.rows(_RECORD, account_id, actor[:120], moment, statements.json(rows))
