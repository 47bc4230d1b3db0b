"""A second order with the head of another: what splitting and technical merging begin with."""

import copy
from decimal import Decimal

from spinka.core import arrivals, clock
from spinka.orders.arrivals import ORDERS
from spinka.orders.models import Order
from spinka.orders.services.locking import recount, write_order
from spinka.orders.services.searching import search_key_of
from spinka.orders.totals import in_cents


def insert_copy(order: Order, *, delivery_price: Decimal, is_technical: bool = False) -> Order:
    """Insert an order with everything the locked one says but its lines, payments and parcels.

    It is in the same status since now, and confirmed now if the other is: programs that read on from the last time
    of confirmation find it. The total is that of the delivery; `finish_copy` counts the lines.
    """
    arrivals.announce(ORDERS, account_id=order.account_id)
    moment = clock.now()
    made = copy.copy(order)
    made.pk = None
    made.date_confirmed = moment if order.date_confirmed is not None else None
    # `created_at` stays: it says since when the pieces that come along are granted (R6).
    made.date_in_status = made.updated_at = moment
    made.paid = Decimal(0)
    made.delivery_price = delivery_price
    made.total_cents = in_cents(delivery_price)
    made.is_technical = is_technical or order.is_technical
    made.page_address = ""
    made.pick_state = made.pack_state = 0
    made.version = 1
    made.save(force_insert=True)
    return made


def finish_copy(made: Order) -> None:
    """Write the copy's search key, which holds its number, and its total from the lines it got."""
    made.search_key = search_key_of(made)
    recount(made)
    write_order(made, "total_cents", "search_key")
