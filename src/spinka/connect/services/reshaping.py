"""Splitting and merging orders that may be forwarded, invoiced, sent or returned: what a sale or a document binds stays."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from spinka.connect.order_reads import sold_lines
from spinka.connect.services.sales import open_sale_ids
from spinka.core.errors import Locked
from spinka.documents import queries as documents
from spinka.orders import services as orders
from spinka.orders.services import MergeMode, SplitOrder
from spinka.returns import services as returns
from spinka.shipments.moving import move_packages


@transaction.atomic
def split_order(
    *,
    account_id: int,
    order_id: int,
    pieces: Sequence[tuple[int, int]],
    delivery_price: Decimal = Decimal(0),
    actor: str,
) -> SplitOrder:
    """Split an order (orders.split_order); lines that stand in an open sale stay in the order they were forwarded with.

    Raises what orders.split_order raises, and Locked for a line of a sale, for an order received through Connect, and
    for one with an invoice or receipt, whose lines would be invoiced twice.
    """
    orders.lock_order(account_id=account_id, order_id=order_id)
    # The order's row is held: a forward that starts now waits for it, one that was first is seen.
    sold = sold_lines(account_id=account_id, order_id=order_id)
    if sold is None:
        raise Locked("Order %(id)s was received through Connect and stays as its contractor sent it", id=order_id)
    for line_id, _ in pieces:
        if line_id in sold:
            raise Locked("Line %(id)s is forwarded to a supplier and stays in its order", id=line_id)
    _refuse_documented(account_id, [order_id])
    return orders.split_order(
        account_id=account_id, order_id=order_id, pieces=pieces, delivery_price=delivery_price, actor=actor
    )


@transaction.atomic
def merge_orders(
    *,
    account_id: int,
    main_order_id: int,
    order_ids: Sequence[int],
    mode: MergeMode,
    with_delivery: bool = False,
    actor: str,
) -> int:
    """Merge orders (orders.merge_orders); parcels and returns of orders that go hang on the main one then.

    Raises what orders.merge_orders raises, and Locked for an order in an open sale (R15), and for one with an invoice
    or receipt when it would change or go.
    """
    asked = [main_order_id, *order_ids]
    found = [order.pk for order in orders.lock_orders(account_id=account_id, order_ids=asked)]
    sales = open_sale_ids(account_id=account_id, order_ids=found)
    if sales:
        raise Locked("An order of sale %(id)s cannot be merged: both sides of a sale stay equal", id=sales[0])
    if mode is MergeMode.INTO_MAIN:
        _refuse_documented(account_id, found)
        if set(asked) == set(found) and main_order_id not in order_ids:
            move_packages(account_id=account_id, order_ids=order_ids, to_order_id=main_order_id)
            returns.move_returns(account_id=account_id, order_ids=order_ids, to_order_id=main_order_id)
    return orders.merge_orders(
        account_id=account_id,
        main_order_id=main_order_id,
        order_ids=order_ids,
        mode=mode,
        with_delivery=with_delivery,
        actor=actor,
    )


def _refuse_documented(account_id: int, order_ids: Sequence[int]) -> None:
    found = documents.first_of_orders(account_id=account_id, order_ids=order_ids)
    if found is not None:
        raise Locked(
            "Order %(id)s has the document %(number)s; its lines stay as they were invoiced",
            id=found.order_id,
            number=found.full_number,
        )
