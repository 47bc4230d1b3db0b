"""The value of an order: its lines and the delivery (R19)."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import connection

from spinka.core.money import to_cents


def order_total(*, lines: Iterable[tuple[Decimal, int]], delivery_price: Decimal) -> Decimal:
    """Gross value of lines given as (unit gross, quantity), each rounded to 2 decimals, and the delivery."""
    return sum((to_cents(unit * quantity) for unit, quantity in lines), to_cents(delivery_price))


def in_cents(amount: Decimal) -> int:
    """An amount as the whole number of cents that filters and sorting use (R48)."""
    return int(to_cents(amount) * 100)


def from_cents(cents: int) -> Decimal:
    """The amount of 2 decimals a number of cents stands for."""
    return Decimal(cents) / 100


def lines_total(*, account_id: int, order_id: int) -> Decimal:
    """Gross value of an order's lines as they stand."""
    with connection.cursor() as cursor:
        # round() of numeric rounds half away from zero, which is half up for amounts that are not negative.
        cursor.execute(
            "select coalesce(sum(round(unit_gross * quantity, 2)), 0) from orders_orderline"
            " where account_id = %s and order_id = %s",
            [account_id, order_id],
        )
        return Decimal(cursor.fetchone()[0])
