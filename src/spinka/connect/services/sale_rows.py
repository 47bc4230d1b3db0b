"""Rows of a sale: written together in one statement, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from spinka.core import clock, statements


@dataclass(slots=True, kw_only=True)
class SaleRow:
    """A sale to write; amounts are None where prices are not shared (R20)."""

    connection_id: int
    supplier_id: int
    contractor_id: int
    contractor_order_id: int
    supplier_order_id: int
    currency: str
    amount: Decimal | None
    net: Decimal | None
    vat: Decimal | None
    delivery_price: Decimal
    is_unpaid: bool
    credit_rate: dict[str, str] | None
    cod_amount: Decimal | None
    hide_prices: bool
    contractor_total: Decimal | None
    contractor_currency: str
    bill_to: dict[str, str]
    due_at: datetime | None
    lines: list[dict[str, Any]] = field(default_factory=list)


_LINE_COLUMNS = (
    "contractor_line_id bigint, supplier_line_id bigint, supplier_product_id bigint, quantity int, unit_gross numeric,"
    " tax_rate numeric, gross numeric, net numeric, vat numeric, price_trace jsonb"
)
_LINE_NAMES = ", ".join(part.split()[0] for part in _LINE_COLUMNS.split(","))
_LINES = f"""
    insert into connect_saleline (supplier_id, contractor_id, sale_id, is_open, cancelled, {_LINE_NAMES})
    select %(supplier)s, %(contractor)s, {{sale}}, true, 0, {_LINE_NAMES}
    from jsonb_to_recordset(%(lines)s::jsonb) as x ({_LINE_COLUMNS})
"""
_EVENT = """
    insert into connect_saleevent (supplier_id, contractor_id, sale_id, side, name, data, actor, created_at)
    select %(supplier)s, %(contractor)s, {sale}, %(side)s, %(event)s, %(data)s, %(actor)s, %(now)s
"""


_INSERT = f"""
    with s as (
        insert into connect_sale (connection_id, supplier_id, contractor_id, contractor_order_id, supplier_order_id,
            state, is_open, reason_code, reason, currency, amount, net, vat, delivery_price, charged, is_unpaid,
            credit_rate, cod_amount, hide_prices, contractor_total, contractor_currency, bill_to, due_at, created_at, updated_at,
            version)
        select %(connection)s, %(supplier)s, %(contractor)s, %(contractor_order)s, o.id,
            case t.type when 2 then 'in_progress' when 3 then 'shipped' when 4 then 'delivered' else 'new' end,
            true, '', '', %(currency)s, %(amount)s, %(net)s, %(vat)s, %(delivery)s, 0, %(unpaid)s, %(credit_rate)s, %(cod)s,
            %(hide)s, %(total)s, %(total_currency)s, %(bill_to)s, %(due)s, %(now)s, %(now)s, 1
        from orders_order o join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
        where o.account_id = %(supplier)s and o.id = %(supplier_order)s
        returning id
    ), l as ({_LINES.format(sale="(select id from s)")}), e as ({_EVENT.format(sale="(select id from s)")})
    select id from s
"""


_REOPEN = f"""
    with s as (
        update connect_sale s set supplier_order_id = o.id,
            state = case t.type when 2 then 'in_progress' when 3 then 'shipped' when 4 then 'delivered' else 'new' end,
            is_open = true, reason_code = '', reason = '', currency = %(currency)s, amount = %(amount)s, net = %(net)s,
            vat = %(vat)s, delivery_price = %(delivery)s, is_unpaid = %(unpaid)s, credit_rate = %(credit_rate)s,
            cod_amount = %(cod)s, hide_prices = %(hide)s, contractor_total = %(total)s, contractor_currency = %(total_currency)s,
            bill_to = %(bill_to)s, due_at = %(due)s, updated_at = %(now)s, version = s.version + 1
        from orders_order o join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
        where s.id = %(sale)s and s.supplier_id = %(supplier)s and s.contractor_id = %(contractor)s and not s.is_open
          and o.account_id = %(supplier)s and o.id = %(supplier_order)s
        returning s.id
    ), l as ({_LINES.format(sale="(select id from s)")}), e as ({_EVENT.format(sale="(select id from s)")})
    select id from s
"""


def insert_sale(row: SaleRow, *, actor: str) -> int:
    """Write the sale with its lines and the first line of its history; the state follows the status it arrived in."""
    return int(statements.named(_INSERT, _values(row, "forwarded", actor))[0][0])


def reopen_sale(sale_id: int, row: SaleRow, *, actor: str) -> int:
    """Open a sale that was over again, with a new order at the supplier; its old lines and its history stay."""
    return int(statements.named(_REOPEN, {**_values(row, "reopened", actor), "sale": sale_id})[0][0])


def _values(row: SaleRow, event: str, actor: str) -> dict[str, Any]:
    return {
        "connection": row.connection_id,
        "supplier": row.supplier_id,
        "contractor": row.contractor_id,
        "contractor_order": row.contractor_order_id,
        "supplier_order": row.supplier_order_id,
        "currency": row.currency,
        "amount": row.amount,
        "net": row.net,
        "vat": row.vat,
        "delivery": row.delivery_price,
        "unpaid": row.is_unpaid,
        "credit_rate": None if row.credit_rate is None else statements.json(row.credit_rate),
        "cod": row.cod_amount,
        "hide": row.hide_prices,
        "total": row.contractor_total,
        "total_currency": row.contractor_currency,
        "bill_to": statements.json(row.bill_to),
        "due": row.due_at,
        "now": clock.now(),
        "lines": statements.json(row.lines),
        "side": "contractor",
        "event": event,
        "data": statements.json({"lines": len(row.lines)}),
        "actor": actor[:120],
    }


def add_lines(*, sale_id: int, supplier_id: int, contractor_id: int, lines: Sequence[Mapping[str, Any]]) -> None:
    """Write further lines of a sale (R14)."""
    values: dict[str, Any] = {
        "supplier": supplier_id,
        "contractor": contractor_id,
        "sale": sale_id,
        "lines": statements.json(lines),
    }
    statements.named(_LINES.format(sale="%(sale)s"), values)


def note(
    *,
    sale_id: int,
    supplier_id: int,
    contractor_id: int,
    side: str,
    event: str,
    actor: str,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to the history both sides read; `side` says who acted."""
    values: dict[str, Any] = {
        "supplier": supplier_id,
        "contractor": contractor_id,
        "sale": sale_id,
        "side": side,
        "event": event,
        "data": statements.json(dict(data or {})),
        "actor": actor[:120],
        "now": clock.now(),
    }
    statements.named(_EVENT.format(sale="%(sale)s"), values)
