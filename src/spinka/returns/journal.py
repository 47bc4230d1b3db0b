"""Writing the journal of returns: facts under the public API's numbers (overview.md section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.db import connection

from spinka.core import clock
from spinka.returns.models import ReturnStatusType

CREATED, ACCEPTED, COMPLETED, CANCELLED, REFUNDED = 1, 2, 3, 4, 5
DELIVERY_EDITED, LINE_ADDED, LINE_EDITED, LINE_REMOVED = 6, 7, 8, 9
DATA_EDITED, STATUS_CHANGED, LINE_STATUS_CHANGED = 10, 11, 12
KEPT_DAYS = 3
# Facts beside "status changed" when a return enters a status of another type.
OF_TYPE: Mapping[int, int] = {
    ReturnStatusType.ACCEPTED: ACCEPTED,
    ReturnStatusType.DONE: COMPLETED,
    ReturnStatusType.CANCELLED: CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One journal row to be; `object_id` is the status of 11, the line of 9 and 12, else 0."""

    return_id: int
    log_type: int
    object_id: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)


def record_all(*, account_id: int, facts: Sequence[Fact], actor: str = "") -> None:
    """Write rows in the order given, all in one statement."""
    if not facts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into returns_returnjournalentry (account_id, return_id, log_type, object_id, data, actor, created_at)
            select %s, t.return_id, t.log_type, t.object_id, t.data::jsonb, %s, %s
            from unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[]) with ordinality
                as t (return_id, log_type, object_id, data, position)
            order by t.position
            """,
            [
                account_id,
                actor[:120],
                clock.now(),
                [fact.return_id for fact in facts],
                [fact.log_type for fact in facts],
                [fact.object_id for fact in facts],
                [msgspec.json.encode(fact.data).decode() for fact in facts],
            ],
        )
