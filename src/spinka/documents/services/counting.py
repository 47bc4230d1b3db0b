"""The counter of a series: numbers without gaps and without doubles, whoever issues at the same moment (R53)."""

from django.db import connection

from spinka.documents.numbering import Period


def next_number(*, account_id: int, series_id: int, period: Period) -> int:
    """The next number of a series and period.

    The counter's row stays locked until the transaction ends: a second issuer waits, and takes the same number when
    the first one is rolled back. Call it as late as possible.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into documents_seriescounter as c (account_id, series_id, year, month, last)
            values (%s, %s, %s, %s, 1)
            on conflict (series_id, year, month) do update set last = c.last + 1
            returning last
            """,
            [account_id, series_id, period.year, period.month],
        )
        return int(cursor.fetchone()[0])


def give_back(*, account_id: int, series_id: int, period: Period, number: int) -> bool:
    """Take a number back if it is the last one given; false when another one was given after it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update documents_seriescounter set last = last - 1"
            " where account_id = %s and series_id = %s and year = %s and month = %s and last = %s",
            [account_id, series_id, period.year, period.month, number],
        )
        return bool(cursor.rowcount)
