"""Where pages of orders and of their journal end while others are writing (docs/decisions/0009)."""

from dataclasses import replace
from datetime import datetime

from django.db import connection

from spinka.core import arrivals, clock
from spinka.core.arrivals import Stream
from spinka.orders.queries import OrderFilter

ORDERS = Stream(1, "orders_order")
JOURNAL = Stream(2, "orders_journalentry")


def settled(*, account_id: int, wanted: OrderFilter) -> OrderFilter:
    """The filter with the end before which no order can appear any more, for callers that go on from the last row.

    By time the page ends with a whole second: when orders were confirmed in the present one, the caller waits until it
    is over. Pages by `date_add` have no end: callers set that date themselves, in the past as well.
    """
    if wanted.is_lookup:
        return wanted
    if wanted.cursor == "id":
        return replace(wanted, last_id=arrivals.settled_id(ORDERS, account_id=account_id))
    if wanted.cursor == "date_confirmed":
        return replace(wanted, confirmed_before=_settled_time(account_id))
    return wanted


def _settled_time(account_id: int) -> datetime:
    moment = clock.now()
    present = moment.replace(microsecond=0)
    # The marks first: what is confirmed later is confirmed in the present second.
    is_writing = arrivals.oldest_second(account_id) is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from orders_order where account_id = %s and date_confirmed >= %s)",
            [account_id, present],
        )
        is_new = bool(cursor.fetchone()[0])
    return arrivals.after_this_second(account_id, moment) if is_writing or is_new else present
