"""Merging orders: into one of them, or into a technical order beside them."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.orders import events, journal, journal_types
from spinka.orders.models import Order
from spinka.orders.services.heads import finish_copy, insert_copy
from spinka.orders.services.locking import lock_orders, recount, write_order
from spinka.orders.services.moments import fulfilment_of, stage_of
from spinka.orders.totals import in_cents

MOST_MERGED = 100


class MergeMode(StrEnum):
    """What becomes of the merged orders, by the public API's words (enums.merge_mode)."""

    INTO_MAIN = "into_main_order"
    TECHNICAL = "technical_merge"


@transaction.atomic
def merge_orders(
    *,
    account_id: int,
    main_order_id: int,
    order_ids: Sequence[int],
    mode: MergeMode,
    with_delivery: bool = False,
    actor: str,
    origin: str = "",
) -> int:
    """Merge orders into the main one, whose address, status and invoice data stay; the resulting order's id.

    Into the main order: lines move with what they hold in stock, payments move, and the other orders are deleted.
    Technically: a new order bears copies of all lines that move no stock and are never forwarded; the merged ones stay
    as they are and keep their stock and payments. `with_delivery` adds the delivery prices. Journal type 5 on the
    resulting order for each merged one. Raises NotFound, BadParameters for no or too many orders or the main one among
    the others, Conflict for another currency, another stage of stock, or an order that is technical itself.
    """
    others = sorted(set(order_ids))
    if not others:
        raise BadParameters("parameter order_ids_to_merge: at least one order")
    if len(others) > MOST_MERGED:
        raise BadParameters("parameter order_ids_to_merge: at most %(most)s orders", most=MOST_MERGED)
    if main_order_id in others:
        raise BadParameters("parameter order_ids_to_merge: must not contain main_order_id")
    found = {order.pk: order for order in lock_orders(account_id=account_id, order_ids=[main_order_id, *others])}
    missing = {main_order_id, *others} - found.keys()
    if missing:
        raise NotFound("There is no order %(id)s", id=min(missing))
    main = found.pop(main_order_id)
    merged = [found[order_id] for order_id in others]
    _check(account_id, main, merged, mode)
    if mode is MergeMode.TECHNICAL:
        return _merge_technically(main, merged, with_delivery, actor, origin)
    _merge_into(main, merged, with_delivery, actor, origin)
    return int(main.pk)


def _check(account_id: int, main: Order, merged: Sequence[Order], mode: MergeMode) -> None:
    fulfilment = fulfilment_of(account_id)

    def stage(order: Order) -> object:
        confirmed = order.date_confirmed is not None
        return stage_of(fulfilment, status_id=order.status_id, kind=order.status.type, is_confirmed=confirmed)

    for order in (main, *merged):
        if order.is_technical:
            raise Conflict("Order %(id)s is a technical one of merged orders", id=order.pk)
        if order.currency != main.currency:
            raise Conflict(
                "Order %(id)s is in %(currency)s, not in %(main)s",
                id=order.pk,
                currency=order.currency,
                main=main.currency,
            )
        # What has left the house must not become pieces of an order that has not, nor the other way round.
        if mode is MergeMode.INTO_MAIN and stage(order) is not stage(main):
            raise Conflict(
                "Order %(id)s is not as far as order %(main)s: sent, cancelled and open orders are not merged with each"
                " other",
                id=order.pk,
                main=main.pk,
            )


def _merge_into(main: Order, merged: Sequence[Order], with_delivery: bool, actor: str, origin: str) -> None:
    account_id, ids = main.account_id, [order.pk for order in merged]
    was_paid = _is_paid(main)
    changed = ["lines"]
    if with_delivery and any(order.delivery_price for order in merged):
        main.delivery_price += sum((order.delivery_price for order in merged), Decimal(0))
        changed.append("delivery_price")
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_orderline set order_id = %s where account_id = %s and order_id = any(%s)",
            [main.pk, account_id, ids],
        )
        for order in merged:
            _move_payments(cursor, main, order)
        cursor.execute("delete from orders_order where account_id = %s and id = any(%s)", [account_id, ids])
    # The order is as old as the oldest pieces it holds (R6).
    main.created_at = min(order.created_at for order in (main, *merged))
    recount(main)
    write_order(main, "total_cents", "delivery_price", "paid", "created_at")
    facts = []
    for order in merged:
        data = {"number": order.pk, "name": order.delivery_fullname}
        facts += [
            journal.Fact(int(main.pk), journal_types.MERGED, order.pk, data),
            journal.Fact(order.pk, journal_types.REMOVED, 0, {"name": order.delivery_fullname, "into": main.pk}),
        ]
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    events.changed(account_id=account_id, order_id=int(main.pk), fields=sorted(changed), origin=origin)
    for order in merged:
        events.deleted(account_id=account_id, order_id=order.pk, origin=origin)
    if _is_paid(main) and not was_paid:
        events.paid(account_id=account_id, order_id=int(main.pk), origin=origin)


def _is_paid(order: Order) -> bool:
    return 0 < order.total_cents <= in_cents(order.paid)


def _move_payments(cursor: Any, main: Order, order: Order) -> None:
    """Continue the main order's history of the paid amount with that of a merged one."""
    cursor.execute(
        """
        insert into orders_orderpayment
            (account_id, order_id, paid_before, paid_after, currency, external_payment_id, comment, paid_at)
        select account_id, %s, paid_before + %s, paid_after + %s, currency, external_payment_id, comment, paid_at
        from orders_orderpayment where account_id = %s and order_id = %s order by id
        """,
        [main.pk, main.paid, main.paid, main.account_id, order.pk],
    )
    main.paid += order.paid


def _merge_technically(main: Order, merged: Sequence[Order], with_delivery: bool, actor: str, origin: str) -> int:
    account_id = main.account_id
    delivery_price = main.delivery_price
    if with_delivery:
        delivery_price += sum((order.delivery_price for order in merged), Decimal(0))
    made = insert_copy(main, delivery_price=delivery_price, is_technical=True)
    with connection.cursor() as cursor:
        # Without an own product a line moves no stock; what it refers to stays readable.
        cursor.execute(
            """
            insert into orders_orderline (account_id, order_id, storage, storage_id, product_ref, variant_ref, name,
                attributes, sku, ean, location, auction_id, warehouse_id, unit_gross, tax_rate, quantity, backordered,
                weight)
            select l.account_id, %s, l.storage, l.storage_id, l.product_ref, l.variant_ref, l.name, l.attributes, l.sku,
                l.ean, l.location, l.auction_id, w.id, l.unit_gross, l.tax_rate, l.quantity, 0, l.weight
            from orders_orderline l
            left join catalog_warehouse w on w.account_id = l.account_id and w.id = l.warehouse_id and w.kind = 'bl'
            where l.account_id = %s and l.order_id = any(%s)
            order by l.order_id <> %s, l.order_id, l.id
            """,
            [made.pk, account_id, [order.pk for order in (main, *merged)], main.pk],
        )
    finish_copy(made)
    new_id = int(made.pk)
    facts = [journal.Fact(new_id, journal_types.CREATED)]
    if made.date_confirmed is not None:
        facts.append(journal.Fact(new_id, journal_types.CONFIRMED))
    facts += [
        journal.Fact(new_id, journal_types.MERGED, int(order.pk), {"number": order.pk}) for order in (main, *merged)
    ]
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    events.created(account_id=account_id, order_id=new_id, origin=origin)
    if made.date_confirmed is not None:
        events.confirmed(account_id=account_id, order_id=new_id, origin=origin)
    return new_id
