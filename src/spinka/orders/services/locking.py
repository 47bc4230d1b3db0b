"""Locking an order before it is changed, and writing what every change leaves behind."""

from collections.abc import Sequence

from django.db.models import F

from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.models import Order, OrderStatus
from spinka.orders.services.searching import SEARCHED, search_key_of
from spinka.orders.totals import in_cents, lines_total


def _locked(account_id: int, order_ids: Sequence[int]) -> list[Order]:
    # The status is read after the lock and not joined: a row that changed its status while we waited would not match
    # the joined row any more and be missing from the result.
    rows = Order.objects.for_account(account_id).select_for_update().filter(pk__in=list(order_ids))
    orders = list(rows.order_by("pk"))
    wanted = {order.status_id for order in orders}
    statuses = OrderStatus.objects.for_account(account_id).in_bulk(wanted) if wanted else {}
    for order in orders:
        order.status = statuses[order.status_id]
    return orders


def lock_order(*, account_id: int, order_id: int) -> Order:
    """The order with its row locked until the transaction ends, its status as it is then. Raises NotFound."""
    orders = _locked(account_id, [order_id]) if 0 < order_id <= BIGGEST_ID else []
    if not orders:
        raise NotFound("There is no order %(id)s", id=order_id)
    return orders[0]


def lock_orders(*, account_id: int, order_ids: Sequence[int]) -> list[Order]:
    """The account's orders among these ids, locked in id order; others are left out."""
    return _locked(account_id, [order_id for order_id in set(order_ids) if 0 < order_id <= BIGGEST_ID])


def recount(order: Order) -> None:
    """Set the order's total from its lines as they stand and the delivery; the caller writes it."""
    total = lines_total(account_id=order.account_id, order_id=order.pk) + order.delivery_price
    order.total_cents = in_cents(total)


def write_order(order: Order, *names: str) -> None:
    """Write the named columns of a locked order with its version and time, and the search key when it is touched."""
    written = {*names, "version", "updated_at"}
    if not written.isdisjoint(SEARCHED):
        order.search_key = search_key_of(order)
        written.add("search_key")
    values = {name: getattr(order, name) for name in written}
    # The row is locked, so the version read is the present one.
    values["version"] = F("version") + 1
    values["updated_at"] = order.updated_at = clock.now()
    Order.objects.for_account(order.account_id).filter(pk=order.pk).update(**values)
    order.version += 1
