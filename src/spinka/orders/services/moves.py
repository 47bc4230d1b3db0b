"""Moving orders between statuses, with what that does to stock (R4)."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from spinka.core import arrivals, clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders import events, journal, journal_types
from spinka.orders.arrivals import ORDERS
from spinka.orders.goods import load_goods
from spinka.orders.models import Order, OrderStatus
from spinka.orders.services.allocation import Want, free_lines, hold_pieces, holds_of, take_orders, write_holds
from spinka.orders.services.locking import lock_order, lock_orders
from spinka.orders.services.moments import SENT_TYPES, Fulfilment, Stage, fulfilment_of, stage_of

MOST_ORDERS = 1000


def check_count(order_ids: Sequence[int]) -> None:
    """Refuse more than 1000 orders in one call. Raises BadParameters."""
    if len(order_ids) > MOST_ORDERS:
        raise BadParameters("parameter order_ids: at most %(most)s orders", most=MOST_ORDERS)


def own_status(*, account_id: int, status_id: int) -> OrderStatus:
    """A status of the account. Raises NotFound."""
    known = 0 < status_id <= BIGGEST_ID
    status = OrderStatus.objects.for_account(account_id).filter(pk=status_id).first() if known else None
    if status is None:
        raise NotFound("There is no order status %(id)s", id=status_id)
    return status


@transaction.atomic
def change_status(*, account_id: int, order_id: int, status_id: int, actor: str, origin: str = "") -> None:
    """Move an order to a status of the account; being there already changes nothing.

    Stock follows R4. `origin` names the event the change came from, so that it is not sent back (R12).
    Raises NotFound for a foreign order or status.
    """
    status = own_status(account_id=account_id, status_id=status_id)
    order = lock_order(account_id=account_id, order_id=order_id)
    _move(account_id, [order], status, actor, origin)


@transaction.atomic
def change_statuses(
    *, account_id: int, order_ids: Sequence[int], status_id: int, actor: str, origin: str = ""
) -> list[int]:
    """Move up to 1000 orders to one status, all or none; the ids of those that were not there already.

    Raises NotFound when the status or one of the orders is not the account's, BadParameters for too many.
    """
    check_count(order_ids)
    status = own_status(account_id=account_id, status_id=status_id)
    orders = lock_orders(account_id=account_id, order_ids=order_ids)
    missing = set(order_ids) - {order.pk for order in orders}
    if missing:
        raise NotFound("There is no order %(id)s", id=min(missing))
    return _move(account_id, orders, status, actor, origin)


def _move(account_id: int, orders: Iterable[Order], status: OrderStatus, actor: str, origin: str) -> list[int]:
    moved = [order for order in orders if order.status_id != status.pk]
    if not moved:
        return []
    ids = [order.pk for order in moved]
    moment = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_order set status_id = %s, date_in_status = %s, updated_at = %s, version = version + 1"
            " where account_id = %s and id = any(%s)",
            [status.pk, moment, moment, account_id, ids],
        )
    _move_stock(account_id, moved, status, fulfilment_of(account_id), actor)
    facts = [
        journal.Fact(order.pk, journal_types.STATUS_CHANGED, status.pk, {"from": order.status_id, "to": status.pk})
        for order in moved
    ]
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    for order in moved:
        events.status_changed(
            account_id=account_id,
            order_id=order.pk,
            old_status_id=order.status_id,
            new_status_id=status.pk,
            origin=origin,
        )
    return ids


def _move_stock(
    account_id: int, moved: Sequence[Order], status: OrderStatus, fulfilment: Fulfilment, actor: str
) -> None:
    freed: dict[bool, list[int]] = {True: [], False: []}
    filled: list[int] = []
    taken: list[int] = []
    for order in moved:
        confirmed = order.date_confirmed is not None
        before = stage_of(fulfilment, status_id=order.status_id, kind=order.status.type, is_confirmed=confirmed)
        after = stage_of(fulfilment, status_id=status.pk, kind=status.type, is_confirmed=confirmed)
        if after is Stage.NONE and before is not Stage.NONE:
            # What has left the house does not come back by a cancellation; that is a return.
            freed[order.status.type not in SENT_TYPES].append(order.pk)
        elif after is not Stage.NONE and (before is Stage.NONE or (after is Stage.TAKEN and before is not after)):
            filled.append(order.pk)
        if after is Stage.TAKEN and before is Stage.RESERVED:
            taken.append(order.pk)
    for with_taken, order_ids in freed.items():
        if order_ids:
            free_lines(
                account_id=account_id,
                line_ids=_clear_backorders(account_id, order_ids),
                with_taken=with_taken,
                actor=actor,
            )
    if taken:
        take_orders(account_id=account_id, order_ids=taken, actor=actor)
    if filled:
        stage = stage_of(fulfilment, status_id=status.pk, kind=status.type, is_confirmed=True)
        fill_orders(account_id=account_id, order_ids=filled, takes=stage is Stage.TAKEN, actor=actor)


def _clear_backorders(account_id: int, order_ids: Sequence[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_orderline set backordered = 0 where account_id = %s and order_id = any(%s) returning id",
            [account_id, list(order_ids)],
        )
        return [row[0] for row in cursor.fetchall()]


def fill_orders(
    *, account_id: int, order_ids: Sequence[int], takes: bool, actor: str, line_id: int | None = None
) -> None:
    """Hold what is free now for lines that hold less than they want, or for one of them.

    Lines of a supplier's warehouse want nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select l.id, l.product_id, l.quantity, l.warehouse_id from orders_orderline l
            left join catalog_warehouse w on w.id = l.warehouse_id
            where l.account_id = %s and l.order_id = any(%s) and l.product_id is not null and l.quantity > 0
              and coalesce(w.kind, 'bl') = 'bl' and (%s::bigint is null or l.id = %s)
            order by l.order_id, l.id
            """,
            [account_id, list(order_ids), line_id, line_id],
        )
        lines = cursor.fetchall()
    goods = load_goods(account_id=account_id, product_ids={row[1] for row in lines})
    held = holds_of(account_id=account_id, line_ids=[row[0] for row in lines])
    wants = []
    for key, product_id, quantity, warehouse_id in lines:
        have: dict[int, int] = {}
        for item in held[key]:
            have[item.product_id] = have.get(item.product_id, 0) + item.quantity
        whole = goods[product_id]
        if all(have.get(part.product_id, 0) >= count * quantity for part, count in whole.needs):
            continue
        modes = {(item.product_id, item.warehouse_id): item.is_taken for item in held[key]}
        wants.append(
            Want(
                key=key,
                goods=whole,
                quantity=quantity,
                # A line that was spread goes on looking through the whole catalog.
                warehouse_id=warehouse_id if warehouse_id not in whole.warehouse_ids else None,
                have=have,
                takes=takes,
                modes=modes,
            )
        )
    if wants:
        shares = hold_pieces(account_id=account_id, wants=wants, actor=actor)
        places = {row[0]: row[3] for row in lines}
        for key, share in shares.items():
            share.warehouse_id = places[key] or share.warehouse_id
        write_holds(account_id=account_id, shares=shares)


@transaction.atomic
def confirm(*, account_id: int, order_id: int, actor: str, origin: str = "") -> None:
    """Confirm an order that waits for it; a confirmed one stays as it is. Raises NotFound."""
    order = lock_order(account_id=account_id, order_id=order_id)
    if order.date_confirmed is not None:
        return
    arrivals.announce(ORDERS, account_id=account_id)
    moment = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_order set date_confirmed = %s, updated_at = %s, version = version + 1"
            " where account_id = %s and id = %s",
            [moment, moment, account_id, order_id],
        )
    fulfilment = fulfilment_of(account_id)
    stage = stage_of(fulfilment, status_id=order.status_id, kind=order.status.type, is_confirmed=True)
    before = stage_of(fulfilment, status_id=order.status_id, kind=order.status.type, is_confirmed=False)
    if stage is Stage.TAKEN and before is Stage.RESERVED:
        take_orders(account_id=account_id, order_ids=[order_id], actor=actor)
        fill_orders(account_id=account_id, order_ids=[order_id], takes=True, actor=actor)
    journal.record(account_id=account_id, order_id=order_id, log_type=journal_types.CONFIRMED, actor=actor)
    events.confirmed(account_id=account_id, order_id=order_id, origin=origin)
