"""Numbers of parcels that are given once: counted without gaps behind a head, and never given again."""

from django.db import connection

from spinka.core import clock
from spinka.core.errors import Conflict


def next_serial(*, account_id: int, head: str, most: int) -> int:
    """The next serial behind a head, from 1.

    The counter's row stays locked until the transaction ends: a second caller waits, and takes the same serial when
    the first one is rolled back. Raises Conflict when every serial up to `most` is used up.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into shipments_serialcounter as c (account_id, head, last) values (%s, %s, 1)
            on conflict (account_id, head) do update set last = c.last + 1 where c.last < %s
            returning last
            """,
            [account_id, head, most],
        )
        row = cursor.fetchone()
    if row is None:
        raise Conflict("Every number that begins with %(head)s is used up; use another prefix", head=head)
    return int(row[0])


def issue(*, account_id: int, number: str) -> bool:
    """Note a number as given for ever; false when it was given before, behind another head."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into shipments_issuednumber (account_id, number, issued_at) values (%s, %s, %s)"
            " on conflict (account_id, number) do nothing",
            [account_id, number, clock.now()],
        )
        return bool(cursor.rowcount)
