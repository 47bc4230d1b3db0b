"""The product log: what changed on a product, with the public API's type numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from spinka.core import clock


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one product."""

    product_id: int
    log_type: int
    info: str = ""
    old: str = ""
    new: str = ""


def record(*, account_id: int, entries: Sequence[Entry], actor: str) -> None:
    """Write log rows, all in one statement."""
    if not entries:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
            select %s, t.product_id, t.log_type, t.info, t.old, t.new, %s, %s
            from unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[])
                as t (product_id, log_type, info, old, new)
            """,
            [
                account_id,
                actor[:120],
                clock.now(),
                [entry.product_id for entry in entries],
                [entry.log_type for entry in entries],
                [entry.info[:200] for entry in entries],
                [entry.old for entry in entries],
                [entry.new for entry in entries],
            ],
        )
