"""What other web processes counted: one statement a second at most, whatever the number of calls (R39)."""

from collections.abc import Mapping

from django.db import connection


def exchange(*, minute: int, process: str, counts: Mapping[int, int]) -> dict[int, int]:
    """Leave this process's calls per token in `minute` (minutes since 1970) and get the sums of all other processes.

    A token nobody else saw is missing from the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select token_id, used from spinka_exchange_calls(%s, %s, %s, %s)",
            [minute, process, list(counts), list(counts.values())],
        )
        return dict(cursor.fetchall())
