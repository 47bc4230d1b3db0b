"""Numbering series, made by themselves with a warehouse's first document, and their counters."""

from django.db import connection

from spinka.accounts.models import Account
from spinka.core.numbering import Period
from spinka.warehousing.models import DocumentSeries, Kind
from spinka.warehousing.wording import code_of


def series_for(*, account: Account, warehouse_id: int, kind: int) -> DocumentSeries:
    """The series of a kind of document at a warehouse. The first one asked for makes those of every kind.

    The format ends in the warehouse's id: no two documents of an account bear the same number.
    """
    rows = DocumentSeries.objects.for_account(account.pk).filter(warehouse_id=warehouse_id, kind=kind)
    found = rows.first()
    if found is not None:
        return found
    codes = {every: code_of(account.language, every) for every in sorted(Kind.values)}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into warehousing_documentseries (account_id, warehouse_id, kind, name, format)
            select %s, %s, t.kind, t.code, t.code || ' %%N/%%M/%%Y/' || %s
            from unnest(%s::int[], %s::text[]) as t (kind, code) order by t.kind
            on conflict (account_id, warehouse_id, kind) do nothing
            """,
            [account.pk, warehouse_id, warehouse_id, list(codes), list(codes.values())],
        )
    return rows.get()


def next_number(*, account_id: int, series_id: int, period: Period) -> int:
    """The next number of a series and month.

    The counter's row stays locked until the transaction ends: a second writer waits, and takes the same number when
    the first one is rolled back. Call it as late as possible.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into warehousing_documentcounter as c (account_id, series_id, year, month, last)
            values (%s, %s, %s, %s, 1)
            on conflict (series_id, year, month) do update set last = c.last + 1
            returning last
            """,
            [account_id, series_id, period.year, period.month],
        )
        return int(cursor.fetchone()[0])
