"""Splitting an order: lines or some of their pieces go to a new order, with the stock they hold (R4, R6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from spinka.core.errors import BadParameters, NotFound
from spinka.core.money import to_cents
from spinka.orders import events, journal, journal_types
from spinka.orders.draft import check_money
from spinka.orders.goods import load_goods
from spinka.orders.models import Order, OrderLine
from spinka.orders.services.allocation import Hold, holds_of
from spinka.orders.services.heads import finish_copy, insert_copy
from spinka.orders.services.locking import lock_order, recount, write_order


@dataclass(frozen=True, slots=True)
class SplitOrder:
    """The new order and its lines by the line they come from; a line that moved whole keeps its id."""

    order_id: int
    line_ids: dict[int, int]


@transaction.atomic
def split_order(
    *,
    account_id: int,
    order_id: int,
    pieces: Sequence[tuple[int, int]],
    delivery_price: Decimal = Decimal(0),
    actor: str,
    origin: str = "",
) -> SplitOrder:
    """Move pieces, given as (line, quantity), and a part of the delivery price to a new order in the same status.

    Nothing changes in stock: what the pieces held they go on holding, reserved or taken. Where a line has fewer pieces
    than it asks for, those that stay keep theirs first. Payments and parcels stay. Journal type 6 on both orders.
    Raises NotFound for a foreign order or line, BadParameters for more pieces than a line has, none at all, all of
    the order, or more delivery than there is.
    """
    order = lock_order(account_id=account_id, order_id=order_id)
    lines = {line.pk: line for line in OrderLine.objects.for_account(account_id).filter(order_id=order_id)}
    moved = _wanted(order_id, lines, pieces)
    check_money("delivery_cost_to_split", delivery_price)
    delivery_price = to_cents(delivery_price)
    if delivery_price > order.delivery_price:
        raise BadParameters(
            "parameter delivery_cost_to_split: at most %(most)s, the order's delivery price", most=order.delivery_price
        )
    made = insert_copy(order, delivery_price=delivery_price)
    whole = [line_id for line_id, quantity in moved.items() if quantity == lines[line_id].quantity]
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_orderline set order_id = %s where account_id = %s and id = any(%s)",
            [made.pk, account_id, whole],
        )
    ids = {line_id: line_id for line_id in whole}
    ids |= _divide(account_id, int(made.pk), [lines[key] for key in moved if key not in ids], moved)
    finish_copy(made)
    order.delivery_price -= delivery_price
    recount(order)
    write_order(order, "total_cents", "delivery_price")
    _tell(order, made, moved, actor, origin, with_delivery=delivery_price > 0)
    return SplitOrder(int(made.pk), ids)


def _wanted(order_id: int, lines: Mapping[int, OrderLine], pieces: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Pieces to move by line, in the order of the lines; a line named twice gives both parts."""
    asked: dict[int, int] = {}
    for line_id, quantity in pieces:
        line = lines.get(line_id)
        if line is None:
            raise NotFound("There is no line %(id)s in order %(order_id)s", id=line_id, order_id=order_id)
        if quantity < 1 or asked.get(line_id, 0) + quantity > line.quantity:
            raise BadParameters(
                "parameter quantity: 1 to %(most)s pieces of line %(id)s", most=line.quantity, id=line_id
            )
        asked[line_id] = asked.get(line_id, 0) + quantity
    if not asked:
        raise BadParameters("parameter items_to_split: at least one line")
    if sum(asked.values()) == sum(line.quantity for line in lines.values()):
        raise BadParameters("parameter items_to_split: at least one piece stays in the order")
    return dict(sorted(asked.items()))


def _divide(account_id: int, order_id: int, lines: Sequence[OrderLine], moved: Mapping[int, int]) -> dict[int, int]:
    """Lines of which only some pieces go: each gets a twin in the new order, with what those pieces held."""
    goods = load_goods(account_id=account_id, product_ids=[line.product_id for line in lines if line.product_id])
    holds = holds_of(account_id=account_id, line_ids=[line.pk for line in lines])
    ids = {}
    for line in lines:
        quantity, line_id = moved[line.pk], int(line.pk)
        stays = line.quantity - quantity
        own = goods.get(line.product_id) if line.product_id else None
        counts = {part.product_id: count for part, count in own.needs} if own else {}
        going = _surplus(holds[line_id], {product_id: count * stays for product_id, count in counts.items()})
        waiting = min(line.backordered, quantity)
        OrderLine.objects.for_account(account_id).filter(pk=line_id).update(
            quantity=stays, backordered=line.backordered - waiting
        )
        line.pk, line.order_id, line.quantity, line.backordered = None, order_id, quantity, waiting
        line.save(force_insert=True)
        _carry(account_id, line_id, int(line.pk), going)
        ids[line_id] = int(line.pk)
    return ids


def _surplus(holds: Sequence[Hold], kept: Mapping[int, int]) -> list[Hold]:
    """What is held beyond `kept` pieces per product, the holds given last."""
    left = dict(kept)
    going = []
    for item in holds:
        stays = min(item.quantity, left.get(item.product_id, 0))
        left[item.product_id] = left.get(item.product_id, 0) - stays
        if stays < item.quantity:
            going.append(Hold(item.product_id, item.warehouse_id, item.quantity - stays, item.is_taken))
    return going


def _carry(account_id: int, from_line_id: int, to_line_id: int, holds: Sequence[Hold]) -> None:
    """Move holds from one line to another; stock does not notice."""
    if not holds:
        return
    places = [[item.product_id for item in holds], [item.warehouse_id for item in holds]]
    quantities = [item.quantity for item in holds]
    with connection.cursor() as cursor:
        # Rows that go whole change their line; an allocation of no pieces must not stand even for a moment.
        cursor.execute(
            "update orders_allocation a set line_id = %s from unnest(%s::bigint[], %s::bigint[], %s::int[]) as t (p, w, n)"
            " where a.account_id = %s and a.line_id = %s and a.product_id = t.p and a.warehouse_id = t.w"
            " and a.quantity = t.n",
            [to_line_id, *places, quantities, account_id, from_line_id],
        )
        cursor.execute(
            """
            with parted as (
                update orders_allocation a set quantity = a.quantity - t.n
                from unnest(%s::bigint[], %s::bigint[], %s::int[]) as t (p, w, n)
                where a.account_id = %s and a.line_id = %s and a.product_id = t.p and a.warehouse_id = t.w
                  and a.quantity > t.n
                returning a.product_id, a.warehouse_id, t.n, a.is_taken
            )
            insert into orders_allocation (account_id, line_id, product_id, warehouse_id, quantity, is_taken)
            select %s, %s, product_id, warehouse_id, n, is_taken from parted
            """,
            [*places, quantities, account_id, from_line_id, account_id, to_line_id],
        )


def _tell(order: Order, made: Order, moved: Mapping[int, int], actor: str, origin: str, *, with_delivery: bool) -> None:
    account_id, order_id, new_id = order.account_id, int(order.pk), int(made.pk)
    data = {"from": order_id, "to": new_id, "quantity": sum(moved.values())}
    facts = [
        journal.Fact(order_id, journal_types.SPLIT, new_id, {**data, "number": new_id}),
        journal.Fact(new_id, journal_types.CREATED),
        journal.Fact(new_id, journal_types.SPLIT, new_id, {**data, "number": order_id}),
    ]
    if made.date_confirmed is not None:
        facts.insert(2, journal.Fact(new_id, journal_types.CONFIRMED))
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    events.created(account_id=account_id, order_id=new_id, origin=origin)
    if made.date_confirmed is not None:
        events.confirmed(account_id=account_id, order_id=new_id, origin=origin)
    fields = ["delivery_price", "lines"] if with_delivery else ["lines"]
    events.changed(account_id=account_id, order_id=order_id, fields=fields, origin=origin)
