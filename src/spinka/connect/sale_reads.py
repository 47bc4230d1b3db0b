"""Sales as the API gives them: one account's side, with the partner's status, lines, parcels and history (R23, R31)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection as database

from spinka.connect import access
from spinka.core import clock
from spinka.core.errors import NotFound

PAGE = 100


def connect_data_of(*, account_id: int, order_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """`connect_data` of the orders that stand in a sale, with the reader's own integration id (F-08, R23).

    An order with several sales names the first open one, else the first.
    """
    with database.cursor() as cursor:
        cursor.execute(
            """
            select distinct on (own.order_id) own.order_id, own.integration_id, own.connection_id, own.id
            from (
                select s.contractor_order_id as order_id, c.contractor_integration_id as integration_id,
                       s.connection_id, s.id, s.is_open
                from connect_sale s join connect_connection c on c.id = s.connection_id
                where s.contractor_id = %s and s.contractor_order_id = any(%s)
                union all
                select s.supplier_order_id, c.integration_id, s.connection_id, s.id, s.is_open
                from connect_sale s join connect_connection c on c.id = s.connection_id
                where s.supplier_id = %s and s.supplier_order_id = any(%s)
            ) own order by own.order_id, own.is_open desc, own.id
            """,
            [account_id, list(order_ids), account_id, list(order_ids)],
        )
        return {
            row[0]: {"connect_integration_id": row[1], "connect_contractor_id": row[2], "connect_sale_id": row[3]}
            for row in cursor.fetchall()
        }


_PAGE = """
select s.id, s.connection_id, s.supplier_id, s.state, s.is_open, s.reason_code, s.reason, s.currency, s.amount, s.net,
       s.vat, s.delivery_price, s.charged, s.is_unpaid, s.cod_amount, s.hide_prices, s.contractor_total,
       s.contractor_currency, s.bill_to, s.due_at, s.created_at, s.updated_at, s.supplier_order_id,
       s.contractor_order_id, c.supplier_name, c.contractor_name, c.integration_id, c.contractor_integration_id, t.name
from connect_sale s join connect_connection c on c.id = s.connection_id
left join orders_order o on o.account_id = %(account)s
  and o.id = case when s.supplier_id = %(account)s then s.supplier_order_id else s.contractor_order_id end
left join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
where (s.supplier_id = %(account)s or s.contractor_id = %(account)s)
  and (%(sale)s::bigint is null or s.id = %(sale)s)
  and (%(order)s::bigint is null or (s.supplier_id = %(account)s and s.supplier_order_id = %(order)s)
       or (s.contractor_id = %(account)s and s.contractor_order_id = %(order)s))
  and (%(integration)s::bigint is null or (s.supplier_id = %(account)s and c.integration_id = %(integration)s)
       or (s.contractor_id = %(account)s and c.contractor_integration_id = %(integration)s))
  and (%(connection)s::bigint is null or s.connection_id = %(connection)s)
  and s.id >= %(id_from)s and s.updated_at >= %(updated_from)s
order by s.id limit %(limit)s
"""
_LINES = """
select l.sale_id, case when l.supplier_id = %(account)s then l.supplier_line_id else l.contractor_line_id end,
       l.supplier_product_id, l.quantity, l.cancelled, l.is_open, l.unit_gross, l.tax_rate, l.gross, l.net, l.vat,
       l.price_trace
from connect_saleline l where (l.supplier_id = %(account)s or l.contractor_id = %(account)s)
  and l.sale_id = any(%(sales)s) order by l.id
"""
_PACKAGES = """
select k.sale_id, p.id, p.courier_code, p.courier_name, p.number, p.tracking_url, p.is_return, p.is_partner,
       p.tracking_status, p.tracking_status_at, b.id is not null
from connect_packagelink k
join shipments_package p on p.account_id = %(account)s
  and p.id = case when k.supplier_id = %(account)s then k.supplier_package_id else k.contractor_package_id end
left join shipments_packagelabel b on b.account_id = p.account_id and b.package_id = p.id
where (k.supplier_id = %(account)s or k.contractor_id = %(account)s) and k.sale_id = any(%(sales)s) order by p.id
"""
_HISTORY = """
select e.sale_id, e.side, e.name, e.data, e.actor, e.created_at from connect_saleevent e
where (e.supplier_id = %(account)s or e.contractor_id = %(account)s) and e.sale_id = any(%(sales)s) order by e.id
"""


def _fetch(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with database.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def sales_page(
    *,
    account_id: int,
    sale_id: int | None = None,
    order_id: int | None = None,
    integration_id: int | None = None,
    connection_id: int | None = None,
    id_from: int = 0,
    updated_from: datetime | None = None,
) -> list[dict[str, Any]]:
    """Up to 100 sales by id, as `getConnectSales` gives them. `integration_id` and `order_id` are the reader's own."""
    rows = _fetch(
        _PAGE,
        {
            "account": account_id,
            "sale": sale_id,
            "order": order_id,
            "integration": integration_id,
            "connection": connection_id,
            "id_from": id_from,
            "updated_from": updated_from or clock.from_unix(0),
            "limit": PAGE,
        },
    )
    sales = {row[0]: _sale(account_id, row) for row in rows}
    if not sales:
        return []
    params = {"account": account_id, "sales": list(sales)}
    for row in _fetch(_LINES, params):
        sales[row[0]]["lines"].append(_line(row))
    for row in _fetch(_PACKAGES, params):
        sales[row[0]]["packages"].append(_package(row))
    for row in _fetch(_HISTORY, params):
        entry = {"side": row[1], "name": row[2], "data": row[3], "actor": row[4], "date": clock.to_unix(row[5])}
        sales[row[0]]["history"].append(entry)
    by_connection: dict[int, list[int]] = {}
    for row in rows:
        by_connection.setdefault(row[1], []).append(row[0])
    for number, ids in by_connection.items():
        for found_id, name in _partner_statuses(account_id, number, ids).items():
            sales[found_id]["partner_status"] = name
    return list(sales.values())


def _partner_statuses(account_id: int, connection_id: int, sale_ids: list[int]) -> dict[int, str]:
    """Names of the partner's statuses, by sale; read through the sales, whatever the connection's state (R25 b)."""
    try:
        with access.crossing(account_id=account_id, connection_id=connection_id, need="sale") as crossing:
            rows = _fetch(
                "select s.id, t.name from connect_sale s join orders_order o on o.account_id = %(partner)s"
                " and o.id = case when s.supplier_id = %(partner)s then s.supplier_order_id else s.contractor_order_id end"
                " join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id"
                " where (s.supplier_id = %(account)s or s.contractor_id = %(account)s) and s.id = any(%(sales)s)",
                {"account": account_id, "partner": crossing.partner_id, "sales": sale_ids},
            )
    except NotFound:
        return {}
    return {row[0]: row[1] for row in rows}


def _sale(account_id: int, row: tuple[Any, ...]) -> dict[str, Any]:
    is_supplier = row[2] == account_id
    return {
        "connect_sale_id": row[0],
        "connect_integration_id": row[26] if is_supplier else row[27],
        "connect_contractor_id": row[1],
        "role": "supplier" if is_supplier else "contractor",
        "order_id": row[22] if is_supplier else row[23],
        "partner_name": row[25] if is_supplier else row[24],
        "state": row[3],
        "is_open": row[4],
        "reason_code": row[5],
        "reason": row[6],
        "status": row[28] or "",
        "partner_status": "",
        "currency": row[7],
        "amount": row[8],
        "amount_net": row[9],
        "amount_vat": row[10],
        "delivery_price": row[11],
        "charged": row[12],
        "is_unpaid": row[13],
        "cod_amount": row[14],
        "contractor_total": None if is_supplier and row[15] else row[16],
        "contractor_currency": "" if is_supplier and row[15] else row[17],
        "bill_to": row[18],
        "due_date": clock.to_unix(row[19]),
        "date_add": clock.to_unix(row[20]),
        "date_updated": clock.to_unix(row[21]),
        "lines": [],
        "packages": [],
        "documents": [],
        "history": [],
    }


def _line(row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "line_id": row[1],
        "supplier_product_id": row[2] or 0,
        "quantity": row[3] - row[4],
        "quantity_forwarded": row[3],
        "quantity_cancelled": row[4],
        "is_open": row[5],
        "price": row[6],
        "tax_rate": row[7],
        "gross": row[8],
        "net": row[9],
        "vat": row[10],
        "price_trace": row[11],
    }


def _package(row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "package_id": row[1],
        "courier_code": row[2],
        "courier_other_name": row[3],
        "courier_package_nr": row[4],
        "tracking_url": row[5],
        "is_return": row[6],
        "is_partner": row[7],
        "tracking_status": row[8],
        "tracking_status_date": clock.to_unix(row[9]),
        "has_label": row[10],
    }
