"""Sales from one account's side, with the partner's status, lines, parcels and history (R23, R25 b)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection as database

from spinka.catalog.pricing import payers_steps
from spinka.connect import access
from spinka.core import clock
from spinka.core.errors import NotFound

PAGE = 100


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A line of a sale by the reader's own line id; amounts are null when no prices are shared (R20)."""

    line_id: int
    supplier_product_id: int | None
    quantity: int
    cancelled: int
    is_open: bool
    unit_gross: Decimal | None
    tax_rate: Decimal
    gross: Decimal | None
    net: Decimal | None
    vat: Decimal | None
    price_trace: list[dict[str, Any]]
    backordered: int = 0
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AskedChange:
    """A change one side asks for, by the reader's own line id; `is_ours` says who asked (R14)."""

    request_id: int
    line_id: int | None
    side: str
    is_ours: bool
    kind: str
    state: str
    quantity: int | None
    price: Decimal | None
    date: datetime | None
    product_id: int | None
    values: dict[str, Any]
    reason: str
    actor: str
    created_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class SaleParcel:
    """A parcel both sides share, by the reader's own parcel id (G-03)."""

    package_id: int
    courier_code: str
    courier_name: str
    number: str
    tracking_url: str
    is_return: bool
    is_partner: bool
    tracking_status: int
    tracking_status_at: datetime | None
    has_label: bool


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history both sides read; `is_ours` says who acted."""

    at: datetime
    side: str
    is_ours: bool
    name: str
    data: dict[str, Any]
    actor: str


@dataclass(slots=True)
class OrderSale:
    """A whole sale as one of its sides sees it. Amounts are gross, null when no prices are shared (R20)."""

    sale_id: int
    connection_id: int
    is_supplier: bool
    order_id: int
    own_integration_id: int
    partner: str
    state: str
    is_open: bool
    reason_code: str
    reason: str
    currency: str
    amount: Decimal | None
    net: Decimal | None
    vat: Decimal | None
    delivery_price: Decimal
    charged: Decimal
    charged_currency: str
    is_unpaid: bool
    cod_amount: Decimal | None
    hide_prices: bool
    contractor_total: Decimal | None
    contractor_currency: str
    bill_to: dict[str, Any]
    due_at: datetime | None
    created_at: datetime
    updated_at: datetime
    status: str
    partner_status: str = ""
    lines: list[SaleLine] = field(default_factory=list)
    packages: list[SaleParcel] = field(default_factory=list)
    history: list[HistoryEntry] = field(default_factory=list)
    requests: list[AskedChange] = field(default_factory=list)

    @property
    def open_requests(self) -> list[AskedChange]:
        """What waits for an answer."""
        return [request for request in self.requests if request.state == "open"]


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
select s.id, s.connection_id, own.is_supplier,
       case when own.is_supplier then s.supplier_order_id else s.contractor_order_id end,
       case when own.is_supplier then c.integration_id else c.contractor_integration_id end,
       case when own.is_supplier then c.contractor_name else c.supplier_name end,
       s.state, s.is_open, s.reason_code, s.reason, s.currency, s.amount, s.net, s.vat, s.delivery_price, s.charged,
       coalesce(s.credit_rate ->> 'to', s.currency), s.is_unpaid, s.cod_amount, s.hide_prices, s.contractor_total,
       s.contractor_currency, s.bill_to, s.due_at,
       s.created_at, s.updated_at, coalesce(t.name, '')
from connect_sale s join connect_connection c on c.id = s.connection_id
cross join lateral (select s.supplier_id = %(account)s as is_supplier) own
left join orders_order o on o.account_id = %(account)s
  and o.id = case when own.is_supplier then s.supplier_order_id else s.contractor_order_id end
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
       l.price_trace, l.backordered, l.expected_at
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
select e.sale_id, e.created_at, e.side, (e.side = 'supplier') = (e.supplier_id = %(account)s), e.name, e.data, e.actor
from connect_saleevent e
where (e.supplier_id = %(account)s or e.contractor_id = %(account)s) and e.sale_id = any(%(sales)s) order by e.id
"""
_REQUESTS = """
select r.sale_id, r.id,
       case when r.supplier_id = %(account)s then l.supplier_line_id else l.contractor_line_id end,
       r.side, (r.side = 'supplier') = (r.supplier_id = %(account)s), r.kind, r.state, r.quantity, r.price, r.date,
       r.product_id, r."values", r.reason, r.actor, r.created_at, r.answer, r.answered_by, r.answered_at
from connect_salerequest r left join connect_saleline l on l.sale_id = r.sale_id and l.id = r.line_id
where (r.supplier_id = %(account)s or r.contractor_id = %(account)s) and r.sale_id = any(%(sales)s) order by r.id
"""
_PARTNER_STATUSES = """
select s.id, t.name from connect_sale s
join orders_order o on o.account_id = %(partner)s
  and o.id = case when s.supplier_id = %(partner)s then s.supplier_order_id else s.contractor_order_id end
join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
where (s.supplier_id = %(account)s or s.contractor_id = %(account)s) and s.id = any(%(sales)s)
"""


def _fetch(sql: str, params: dict[str, Any], *, json_at: int | None = None) -> list[list[Any]]:
    """Rows of a statement; a plain cursor gives the JSON column as text, so it is read here."""
    with database.cursor() as cursor:
        cursor.execute(sql, params)
        rows = [list(row) for row in cursor.fetchall()]
    if json_at is not None:
        for row in rows:
            row[json_at] = json.loads(row[json_at])
    return rows


def sales_page(
    *,
    account_id: int,
    sale_id: int | None = None,
    order_id: int | None = None,
    integration_id: int | None = None,
    connection_id: int | None = None,
    id_from: int = 0,
    updated_from: datetime | None = None,
) -> list[OrderSale]:
    """Up to 100 sales by id, oldest first. `integration_id` and `order_id` are the reader's own."""
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
        json_at=22,
    )
    sales = {row[0]: OrderSale(*row) for row in rows}
    if not sales:
        return []
    params = {"account": account_id, "sales": list(sales)}
    for row in _fetch(_LINES, params, json_at=11):
        sale = sales[row[0]]
        # How the supplier comes to its price is the supplier's own; the payer sees from the agreed price on.
        if not sale.is_supplier:
            row[11] = payers_steps(row[11])
        sale.lines.append(SaleLine(*row[1:]))
    for row in _fetch(_REQUESTS, params, json_at=11):
        sales[row[0]].requests.append(AskedChange(*row[1:]))
    for row in _fetch(_PACKAGES, params):
        sales[row[0]].packages.append(SaleParcel(*row[1:]))
    for row in _fetch(_HISTORY, params, json_at=5):
        sales[row[0]].history.append(HistoryEntry(*row[1:]))
    by_connection: dict[int, list[int]] = {}
    for sale in sales.values():
        by_connection.setdefault(sale.connection_id, []).append(sale.sale_id)
    for number, ids in by_connection.items():
        for found_id, name in _partner_statuses(account_id, number, ids).items():
            sales[found_id].partner_status = name
    return list(sales.values())


def _partner_statuses(account_id: int, connection_id: int, sale_ids: list[int]) -> dict[int, str]:
    """Names of the partner's statuses, by sale, without deleted orders; whatever the connection's state (R25 b)."""
    try:
        with access.crossing(account_id=account_id, connection_id=connection_id, need="sale") as crossing:
            rows = _fetch(_PARTNER_STATUSES, {"account": account_id, "partner": crossing.partner_id, "sales": sale_ids})
    except NotFound:
        return {}
    return {row[0]: row[1] for row in rows}
