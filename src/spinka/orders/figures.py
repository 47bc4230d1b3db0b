"""Figures of orders: how many came in and what they are worth, how many are short of stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import OuterRef, QuerySet

from spinka.core import clock
from spinka.orders.models import OrderLine

DAYS = 7


@dataclass(frozen=True, slots=True)
class DayCount:
    """Orders added on one day of the account's calendar."""

    day: datetime
    count: int


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """Orders of the last seven days: how many a day, and their value by currency."""

    days: Sequence[DayCount]
    total: int
    before: int
    values: Sequence[tuple[str, Decimal]]

    @property
    def most(self) -> int:
        """The greatest day, at least one."""
        return max([1, *(day.count for day in self.days)])


def order_figures(*, account_id: int, time_zone: str) -> OrderFigures:
    """Orders of the last seven days and of the seven before; cancelled and technical ones are left out."""
    now = clock.now()
    since = now - timedelta(days=2 * DAYS)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with days as (
                select d::date as day from generate_series(
                    (%(now)s at time zone %(zone)s)::date - 6, (%(now)s at time zone %(zone)s)::date, interval '1 day') d
            ), counted as (
                select (o.date_add at time zone %(zone)s)::date as day, count(*) as number from orders_order o
                join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
                where o.account_id = %(account)s and o.date_add >= %(since)s and t.type <> 5
                  and not o.is_technical group by 1
            )
            select days.day, coalesce(counted.number, 0),
                (select coalesce(sum(number), 0) from counted c where c.day < (select min(day) from days)
                 and c.day >= (select min(day) from days) - 7)
            from days left join counted using (day) order by 1
            """,
            {"now": now, "zone": time_zone, "account": account_id, "since": since},
        )
        rows = cursor.fetchall()
        cursor.execute(
            """
            select o.currency, sum(o.total_cents) from orders_order o
            join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
            where o.account_id = %(account)s and t.type <> 5 and not o.is_technical
              and (o.date_add at time zone %(zone)s)::date > (%(now)s at time zone %(zone)s)::date - 7
            group by 1 order by 2 desc
            """,
            {"now": now, "zone": time_zone, "account": account_id},
        )
        values = [(row[0], Decimal(row[1]) / 100) for row in cursor.fetchall()]
    days = [DayCount(row[0], int(row[1])) for row in rows]
    return OrderFigures(days, sum(day.count for day in days), int(rows[0][2]) if rows else 0, values)


def short_orders(*, account_id: int) -> int:
    """Open orders with lines accepted without all their pieces (R6), counted up to 1000."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select count(*) from (
                select distinct l.order_id from orders_orderline l
                join orders_order o on o.account_id = l.account_id and o.id = l.order_id
                join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
                where l.account_id = %s and l.backordered > 0 and t.type in (0, 1, 2) limit 1000) found
            """,
            [account_id],
        )
        return int(cursor.fetchone()[0])


def missing_pieces(*, account_id: int, order_id: int) -> dict[int, int]:
    """Pieces lines of an order hold that an absolute write left without stock, by line: reserved beyond on hand (R6)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select l.id, sum(least(a.quantity, s.reserved - s.quantity))::int from orders_orderline l
            join orders_allocation a on a.account_id = l.account_id and a.line_id = l.id and not a.is_taken
            join catalog_stock s on s.account_id = a.account_id and s.product_id = a.product_id
                and s.warehouse_id = a.warehouse_id
            where l.account_id = %s and l.order_id = %s and s.quantity < s.reserved group by l.id
            """,
            [account_id, order_id],
        )
        return {int(line_id): int(count) for line_id, count in cursor.fetchall()}


def short_lines(account_id: int) -> "QuerySet[OrderLine]":
    """Lines accepted without all their pieces, of the order a list asks about (for `Exists`)."""
    return OrderLine.objects.for_account(account_id).filter(order_id=OuterRef("pk"), backordered__gt=0)
