"""Background work that was given up, as its account sees it."""

from datetime import timedelta

from django.db import connection

from spinka.core import clock

KEPT_DAYS = 30


def failed_jobs(*, account_id: int) -> int:
    """How many jobs of the account were given up in the last 30 days."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from core_outbox where account_id = %s and failed_at >= %s",
            [account_id, clock.now() - timedelta(days=KEPT_DAYS)],
        )
        return int(cursor.fetchone()[0])
