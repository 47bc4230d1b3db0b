"""Figures of the exchange for the start page: refusals, requests, sales of a time."""

from datetime import datetime
from decimal import Decimal

from django.db import connection as database


def refused_sales(*, account_id: int, since: datetime) -> int:
    """How many of a contractor's sales suppliers refused since a moment."""
    with database.cursor() as cursor:
        cursor.execute(
            "select count(*) from connect_sale where contractor_id = %s and state = 'refused' and updated_at >= %s",
            [account_id, since],
        )
        return int(cursor.fetchone()[0])


def pending_connections(*, account_id: int) -> tuple[int, int]:
    """Contractors that wait for this account's approval, and suppliers whose approval it waits for."""
    with database.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where supplier_id = %s), count(*) filter (where contractor_id = %s)"
            " from connect_connection where (supplier_id = %s or contractor_id = %s) and state = 'pending'",
            [account_id, account_id, account_id, account_id],
        )
        row = cursor.fetchone()
        return int(row[0]), int(row[1])


def sales_since(*, account_id: int, since: datetime) -> list[tuple[bool, str, int, Decimal]]:
    """Sales since a moment by side (True: as supplier) and currency: how many, gross in total."""
    with database.cursor() as cursor:
        cursor.execute(
            "select supplier_id = %s, currency, count(*), coalesce(sum(amount), 0) from connect_sale"
            " where (supplier_id = %s or contractor_id = %s) and created_at >= %s and state not in ('refused', 'cancelled')"
            " group by 1, 2 order by 1, 2",
            [account_id, account_id, account_id, since],
        )
        return [(bool(row[0]), row[1], int(row[2]), row[3]) for row in cursor.fetchall()]
