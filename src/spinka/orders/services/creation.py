"""Creating orders: one statement for the order with lines, pieces, payment and journal."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

import msgspec
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from spinka.core import clock
from spinka.core.money import to_cents, to_unit_price
from spinka.core.text import search_key
from spinka.orders import events, journal_types
from spinka.orders.draft import OrderDraft, check_order
from spinka.orders.goods import Goods
from spinka.orders.services.allocation import Share, Want, hold_pieces
from spinka.orders.services.moments import Setting, Stage, opening_setting, stage_of
from spinka.orders.services.resolving import resolve_lines
from spinka.orders.services.searching import SEARCHED
from spinka.orders.totals import in_cents, order_total

# Fields of the draft that are columns of the order as they are.
_NOT_COLUMNS = {
    "status_id",
    "date_add",
    "is_confirmed",
    "is_paid",
    "currency",
    "delivery_price",
    "extra_fields",
    "lines",
}
_COLUMNS = tuple(item.name for item in fields(OrderDraft) if item.name not in _NOT_COLUMNS)
_values_of = attrgetter(*_COLUMNS)
_search_texts = attrgetter(*SEARCHED)

_LINE_COLUMNS = (
    "product_id bigint, storage text, storage_id bigint, product_ref text, variant_ref text, name text,"
    " attributes text, sku text, ean text, location text, auction_id text, warehouse_id bigint, unit_gross numeric,"
    " tax_rate numeric, quantity int, backordered int, weight numeric"
)
_LINE_NAMES = tuple(part.split()[0] for part in _LINE_COLUMNS.split(","))

_INSERT = f"""
with n as (
    select nextval(pg_get_serial_sequence('orders_order', 'id')) as id
), l as (
    select nextval(pg_get_serial_sequence('orders_orderline', 'id')) as id, x.*
    from (select * from jsonb_to_recordset(%s) as x (position int, {_LINE_COLUMNS}) order by position) x
), o as (
    insert into orders_order (id, search_key, account_id, status_id, date_add, date_confirmed, date_in_status, currency,
        delivery_price, extra_fields, paid, total_cents, created_at, updated_at, version, page_address, pick_state,
        pack_state, star, {", ".join(_COLUMNS)})
    select n.id, n.id::text || ' ' || %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 1, '', 0, 0, 0,
        {", ".join(["%s"] * len(_COLUMNS))} from n
), ol as (
    insert into orders_orderline (id, account_id, order_id, {", ".join(_LINE_NAMES)})
    select l.id, %s, n.id, {", ".join("l." + name for name in _LINE_NAMES)} from l, n
), al as (
    insert into orders_allocation (account_id, line_id, product_id, warehouse_id, quantity, is_taken)
    select %s, l.id, p.product_id, p.warehouse_id, p.quantity, p.is_taken
    from rows from (jsonb_to_recordset(%s)
        as (position int, product_id bigint, warehouse_id bigint, quantity int, is_taken bool)
    ) with ordinality as p (position, product_id, warehouse_id, quantity, is_taken, nth)
    join l on l.position = p.position order by p.nth
), pay as (
    insert into orders_orderpayment
        (account_id, order_id, paid_before, paid_after, currency, external_payment_id, comment, paid_at)
    select %s, n.id, 0, m.amount, %s, '', '', %s from n, (select %s::numeric as amount) m where m.amount > 0
), j as (
    insert into orders_journalentry (account_id, order_id, log_type, object_id, data, actor, created_at)
    select %s, n.id, t.log_type, 0, '{{}}', %s, %s from n, unnest(%s::int[]) as t (log_type)
)
select n.id, (select array_agg(l.id order by l.position) from l) from n
"""


@dataclass(frozen=True, slots=True)
class CreatedOrder:
    """The ids of a new order and of its lines, in the draft's order."""

    order_id: int
    line_ids: list[int]


def _wants(draft: OrderDraft, goods: dict[int, Goods], live: Collection[int], stage: Stage) -> list[Want]:
    """What the lines want from stock; lines of a supplier's warehouse and lines without an own product want nothing."""
    if stage is Stage.NONE:
        return []
    return [
        Want(
            key=position,
            goods=goods[line.product_id],
            quantity=line.quantity,
            warehouse_id=line.warehouse_id,
            takes=stage is Stage.TAKEN,
            may_go_live=True,
            pieces=line.pieces,
        )
        for position, line in enumerate(draft.lines)
        if line.product_id is not None and line.warehouse_id not in live
    ]


@transaction.atomic
def create_order(*, account_id: int, draft: OrderDraft, actor: str, origin: str = "") -> CreatedOrder:
    """Create an order with its lines, confirmed at once unless the draft says otherwise (R4), and hold its stock.

    What own stock does not cover is noted as backordered, or belongs to the supplier's live warehouse (R5).
    Raises BadParameters, NotFound for foreign statuses, products, warehouses, sources or extra fields, and StockShort
    for pieces given with a line that are not free; nothing is written then.
    """
    check_order(draft)
    setting = opening_setting(
        account_id=account_id,
        status_id=draft.status_id,
        personal_source_id=draft.source_id if draft.source == "personal" else 0,
        extra_field_ids=list(draft.extra_fields),
    )
    if draft.source == "personal" and draft.source_id:
        draft.source_name = setting.source_name
    goods, live = resolve_lines(account_id=account_id, lines=draft.lines)
    stage = stage_of(
        setting.fulfilment, status_id=setting.status_id, kind=setting.status_type, is_confirmed=draft.is_confirmed
    )
    wants = _wants(draft, goods, live, stage)
    shares = hold_pieces(account_id=account_id, wants=wants, actor=actor) if wants else {}
    created, paid = _insert(account_id, draft, setting, shares, actor)
    _announce(account_id, draft, created.order_id, paid, origin)
    return created


def _insert(
    account_id: int, draft: OrderDraft, setting: Setting, shares: dict[int, Share], actor: str
) -> tuple[CreatedOrder, Decimal]:
    moment = clock.now()
    delivery_price = to_cents(draft.delivery_price)
    currency = draft.currency.upper() or setting.currency
    lines = []
    for position, line in enumerate(draft.lines):
        share = shares.get(position)
        row: dict[str, Any] = {name: getattr(line, name) for name in _LINE_NAMES}
        row["position"] = position
        row["unit_gross"] = line.unit_gross = to_unit_price(line.unit_gross or Decimal(0))
        row["tax_rate"] = line.tax_rate or Decimal(0)
        row["weight"] = line.weight or Decimal(0)
        if share is not None:
            row["warehouse_id"] = share.warehouse_id
            row["backordered"] = line.backordered if line.pieces is not None else share.backordered
        lines.append(row)
    holds = [
        {
            "position": position,
            "product_id": item.product_id,
            "warehouse_id": item.warehouse_id,
            "quantity": item.quantity,
            "is_taken": item.is_taken,
        }
        for position, share in shares.items()
        for item in share.holds
    ]
    total = order_total(
        lines=((line.unit_gross or Decimal(0), line.quantity) for line in draft.lines), delivery_price=delivery_price
    )
    paid = total if draft.is_paid else Decimal("0.00")
    facts = [journal_types.CREATED]
    if draft.is_confirmed:
        facts.append(journal_types.CONFIRMED)
    if paid:
        facts.append(journal_types.PAID)
    added = draft.date_add or moment
    values = [
        Jsonb(lines, dumps=msgspec.json.encode),
        search_key(*filter(None, _search_texts(draft))),
        account_id,
        setting.status_id,
        added,
        moment if draft.is_confirmed else None,
        moment,
        currency,
        delivery_price,
        Jsonb(draft.extra_fields),
        paid,
        in_cents(total),
        moment,
        moment,
        *_values_of(draft),
        account_id,
        account_id,
        Jsonb(holds, dumps=msgspec.json.encode),
        account_id,
        currency,
        moment,
        paid,
        account_id,
        actor[:120],
        moment,
        facts,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        order_id, line_ids = cursor.fetchone()
    return CreatedOrder(order_id, line_ids or []), paid


def _announce(account_id: int, draft: OrderDraft, order_id: int, paid: Decimal, origin: str) -> None:
    events.created(account_id=account_id, order_id=order_id, origin=origin)
    if draft.source == "blconnect":
        events.fetched(account_id=account_id, order_id=order_id, origin=origin)
    if draft.is_confirmed:
        events.confirmed(account_id=account_id, order_id=order_id, origin=origin)
    if paid:
        events.paid(account_id=account_id, order_id=order_id, origin=origin)
