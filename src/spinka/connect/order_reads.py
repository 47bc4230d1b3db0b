"""What lists and pages of orders say about the exchange: sales of an order, refused tries, orders not forwarded yet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection as database
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from spinka.connect.models import ConnectionState
from spinka.core.errors import NotFound

# A line that one of the account's suppliers could send: linked to an active connection, or of its warehouse (R5, R8).
_OPEN_LINE = """l.account_id = %s and l.quantity > 0
    and (exists (select 1 from connect_productlink k join connect_connection c on c.id = k.connection_id
                 where k.contractor_id = l.account_id and k.product_id = l.product_id and c.state = 'active')
         or exists (select 1 from connect_connection c where c.contractor_id = l.account_id
                    and c.warehouse_id = l.warehouse_id and c.state = 'active'))
    and not exists (select 1 from connect_saleline s where s.contractor_id = l.account_id
                    and s.contractor_line_id = l.id and s.is_open)"""
# Sent, delivered, cancelled and returned orders wait for nobody; a sale's own state says what it waits for.
_WAITING = f"""
    select o.id from orders_order o join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
    where o.account_id = %s and t.type in (0, 1, 2) and (
        exists (select 1 from orders_orderline l where l.order_id = o.id and {_OPEN_LINE})
        or exists (select 1 from connect_forwardattempt a where a.account_id = o.account_id and a.order_id = o.id
                   and (%s = '' or a.reason_code = %s)))
"""
_TRIED = """
    select a.order_id from connect_forwardattempt a
    join orders_order o on o.account_id = a.account_id and o.id = a.order_id
    join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
    where a.account_id = %s and t.type in (0, 1, 2) and (%s = '' or a.reason_code = %s)
"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last try to forward an order to a connection that made no sale (R11, R13)."""

    order_id: int
    connection_id: int | None
    contractor_integration_id: int | None
    partner: str
    state: str
    reason_code: str
    reason: str
    details: dict[str, Any]
    attempts: int
    is_automatic: bool
    next_at: datetime | None
    updated_at: datetime
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaleHead:
    """A sale in a list, seen from one side; `reason` is the refusal's."""

    sale_id: int
    order_id: int
    is_supplier: bool
    partner: str
    state: str
    is_open: bool
    reason_code: str
    reason: str


@dataclass(slots=True)
class Forwarding:
    """What the exchange did with one order; `open_lines` could be forwarded and are not."""

    sales: list[SaleHead] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    open_lines: int = 0


def waiting_orders(account_id: int, reason_code: str = "") -> RawSQL:
    """Ids of a contractor's orders that are not forwarded, as a subquery; of one reason when it is named (R11, R13)."""
    if reason_code:
        return _ids(_TRIED, [account_id, reason_code, reason_code])
    return _ids(_WAITING, [account_id, account_id, "", ""])


def _ids(sql: str, values: list[Any]) -> RawSQL:
    """A statement of this module as a subquery of ids; its values are bound, never written into it."""
    return RawSQL(sql, values, output_field=BigIntegerField())  # noqa: S611


def forwarded_orders(account_id: int) -> RawSQL:
    """Ids of orders with an open sale, on either side, as a subquery."""
    sql = """select contractor_order_id from connect_sale where contractor_id = %s and is_open
        union all select supplier_order_id from connect_sale where supplier_id = %s and is_open"""
    return _ids(sql, [account_id, account_id])


def orders_of_contractor(account_id: int, connection_id: int) -> RawSQL:
    """Ids of orders received from, or forwarded to, one connection, as a subquery."""
    sql = """select case when supplier_id = %s then supplier_order_id else contractor_order_id end from connect_sale
        where (supplier_id = %s or contractor_id = %s) and connection_id = %s"""
    return _ids(sql, [account_id, account_id, account_id, connection_id])


def count_waiting(*, account_id: int, most: int = 1000) -> int:
    """How many orders are not forwarded, counted no further than `most`."""
    with database.cursor() as cursor:
        cursor.execute(f"select count(*) from ({_WAITING} limit %s) found", [account_id, account_id, "", "", most])
        return int(cursor.fetchone()[0])


def reason_counts(*, account_id: int) -> dict[str, int]:
    """How many orders wait with each reason code of R13."""
    with database.cursor() as cursor:
        cursor.execute(
            "select reason_code, count(distinct order_id) from connect_forwardattempt a"
            " join orders_order o on o.account_id = a.account_id and o.id = a.order_id"
            " join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id"
            " where a.account_id = %s and t.type in (0, 1, 2) group by 1 order by 2 desc, 1",
            [account_id],
        )
        return dict(cursor.fetchall())


def tried_orders(*, account_id: int, reason_code: str, most: int = 10_000) -> list[int]:
    """Orders that wait with this reason, oldest try first."""
    with database.cursor() as cursor:
        cursor.execute(
            "select order_id from (select a.order_id, min(a.updated_at) as at from connect_forwardattempt a"
            " join orders_order o on o.account_id = a.account_id and o.id = a.order_id"
            " join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id"
            " where a.account_id = %s and t.type in (0, 1, 2) and a.reason_code = %s group by 1) found"
            " order by at, order_id limit %s",
            [account_id, reason_code, most],
        )
        return [row[0] for row in cursor.fetchall()]


def waiting_ids(*, account_id: int, most: int = 10_000) -> list[int]:
    """Orders that are not forwarded, tried or not, oldest first."""
    with database.cursor() as cursor:
        cursor.execute(f"{_WAITING} order by o.id limit %s", [account_id, account_id, "", "", most])
        return [row[0] for row in cursor.fetchall()]


def is_contractor(*, account_id: int) -> bool:
    """Whether the account has an active supplier to forward to."""
    return _exists("contractor_id", account_id)


def is_supplier(*, account_id: int) -> bool:
    """Whether the account has an active contractor."""
    return _exists("supplier_id", account_id)


def _exists(side: str, account_id: int) -> bool:
    with database.cursor() as cursor:
        cursor.execute(
            f"select exists (select 1 from connect_connection where {side} = %s and state = %s)",
            [account_id, ConnectionState.ACTIVE],
        )
        return bool(cursor.fetchone()[0])


def attempts_of(*, account_id: int, order_ids: Sequence[int]) -> list[Attempt]:
    """The stored refusals of these orders, newest first."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            select a.order_id, a.connection_id, c.contractor_integration_id, coalesce(c.supplier_name, ''), a.state,
                a.reason_code, a.reason, a.details, a.attempts, a.is_automatic, a.next_at, a.updated_at,
                a.created_at
            from connect_forwardattempt a left join connect_connection c on c.id = a.connection_id
            where a.account_id = %s and a.order_id = any(%s) order by a.updated_at desc, a.id desc
            """,
            [account_id, list(order_ids)],
        )
        rows = [list(row) for row in cursor.fetchall()]
    for row in rows:
        row[7] = json.loads(row[7])  # a plain cursor gives JSON as text
    return [Attempt(*row) for row in rows]


def forwarding_of(*, account_id: int, order_ids: Sequence[int]) -> dict[int, Forwarding]:
    """Sales, refused tries and lines still to forward of a page of orders, in three statements."""
    found = {order_id: Forwarding() for order_id in order_ids}
    if not found:
        return found
    with database.cursor() as cursor:
        cursor.execute(
            """
            select s.id, case when s.supplier_id = %s then s.supplier_order_id else s.contractor_order_id end,
                s.supplier_id = %s, case when s.supplier_id = %s then c.contractor_name else c.supplier_name end,
                s.state, s.is_open, s.reason_code, s.reason
            from connect_sale s join connect_connection c on c.id = s.connection_id
            where (s.contractor_id = %s and s.contractor_order_id = any(%s))
               or (s.supplier_id = %s and s.supplier_order_id = any(%s)) order by s.id
            """,
            [account_id, account_id, account_id, account_id, list(order_ids), account_id, list(order_ids)],
        )
        for row in cursor.fetchall():
            found[row[1]].sales.append(SaleHead(*row))
        cursor.execute(
            f"select l.order_id, count(*) from orders_orderline l where l.order_id = any(%s) and {_OPEN_LINE} group by 1",
            [list(order_ids), account_id],
        )
        for order_id, count in cursor.fetchall():
            found[order_id].open_lines = count
    for attempt in attempts_of(account_id=account_id, order_ids=order_ids):
        found[attempt.order_id].attempts.append(attempt)
    return found


def sold_lines(*, account_id: int, order_id: int) -> frozenset[int] | None:
    """Lines of a contractor's order in open sales; None for a supplier's order of one, whose lines are all bound."""
    with database.cursor() as cursor:
        cursor.execute(
            "select supplier_id = %s, (select array_agg(l.contractor_line_id) from connect_saleline l"
            " where l.sale_id = s.id and l.is_open and l.contractor_id = %s) from connect_sale s"
            " where is_open and ((contractor_id = %s and contractor_order_id = %s)"
            " or (supplier_id = %s and supplier_order_id = %s))",
            [account_id, account_id, account_id, order_id, account_id, order_id],
        )
        rows = cursor.fetchall()
    if any(is_supplier for is_supplier, _ in rows):
        return None
    return frozenset(line_id for _, line_ids in rows for line_id in line_ids or ())


def exchange_version(*, account_id: int, order_id: int) -> tuple[Any, ...]:
    """What changes whenever the live parts of an order's page would look different (R55): one statement."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            select o.version,
                (select count(*) from connect_saleevent e join connect_sale s on s.id = e.sale_id
                 where (s.contractor_id = o.account_id and s.contractor_order_id = o.id)
                    or (s.supplier_id = o.account_id and s.supplier_order_id = o.id)),
                (select max(updated_at) from connect_sale s where (s.contractor_id = o.account_id
                    and s.contractor_order_id = o.id) or (s.supplier_id = o.account_id and s.supplier_order_id = o.id)),
                (select max(updated_at) from connect_forwardattempt a
                 where a.account_id = o.account_id and a.order_id = o.id),
                (select json_agg(json_build_array(p.id, p.tracking_status, p.tracking_status_at) order by p.id)::text
                 from shipments_package p where p.account_id = o.account_id and p.order_id = o.id),
                (select count(*) from shipments_packagelabel b join shipments_package p on p.id = b.package_id
                 where p.account_id = o.account_id and p.order_id = o.id),
                (select max(j.id) from orders_journalentry j where j.account_id = o.account_id and j.order_id = o.id)
            from orders_order o where o.account_id = %s and o.id = %s
            """,
            [account_id, order_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound("There is no order %(id)s", id=order_id)
    return tuple(row)
