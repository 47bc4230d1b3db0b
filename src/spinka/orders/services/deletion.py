"""Deleting orders."""

from collections.abc import Sequence

from django.db import connection, transaction

from spinka.orders import events, journal, journal_types
from spinka.orders.services.allocation import free_lines
from spinka.orders.services.locking import lock_orders
from spinka.orders.services.moments import SENT_TYPES
from spinka.orders.services.moves import check_count


@transaction.atomic
def delete_orders(*, account_id: int, order_ids: Sequence[int], actor: str, origin: str = "") -> list[int]:
    """Delete up to 1000 orders with lines, payments and parcels; the ids really deleted, others are passed over.

    Reserved pieces become free; what was taken is put back unless the order has left the house (R4). The journal
    outlives the order. Raises BadParameters for more than 1000 ids.
    """
    check_count(order_ids)
    orders = lock_orders(account_id=account_id, order_ids=order_ids)
    if not orders:
        return []
    for has_left in (False, True):
        ids = [order.pk for order in orders if (order.status.type in SENT_TYPES) is has_left]
        lines = _line_ids(account_id, ids) if ids else []
        free_lines(account_id=account_id, line_ids=lines, with_taken=not has_left, actor=actor)
    found = [order.pk for order in orders]
    with connection.cursor() as cursor:
        cursor.execute("delete from orders_order where account_id = %s and id = any(%s)", [account_id, found])
    facts = [journal.Fact(order.pk, journal_types.REMOVED, 0, {"name": order.delivery_fullname}) for order in orders]
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    for order_id in found:
        events.deleted(account_id=account_id, order_id=order_id, origin=origin)
    deleted = set(found)
    return [order_id for order_id in dict.fromkeys(order_ids) if order_id in deleted]


def _line_ids(account_id: int, order_ids: Sequence[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from orders_orderline where account_id = %s and order_id = any(%s)",
            [account_id, list(order_ids)],
        )
        return [row[0] for row in cursor.fetchall()]
