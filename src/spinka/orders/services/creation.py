"""Creating orders: one statement for the order with lines, pieces, reservation, payment and journal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from spinka.catalog import stock
from spinka.core import clock, statements
from spinka.core.events import together
from spinka.core.money import to_cents, to_unit_price
from spinka.core.text import search_key
from spinka.core.transactions import joined
from spinka.orders import events, journal_types
from spinka.orders.draft import OrderDraft, check_order
from spinka.orders.goods import Goods
from spinka.orders.services.allocation import Share, Want, share_pieces
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

# Columns of the order that are worked out here.
_WORKED_OUT = (
    "account_id",
    "status_id",
    "date_add",
    "date_confirmed",
    "date_in_status",
    "currency",
    "delivery_price",
    "extra_fields",
    "paid",
    "total_cents",
    "created_at",
    "updated_at",
    "version",
    "page_address",
    "pick_state",
    "pack_state",
    "star",
)
_HOLD_COLUMNS = "position int, product_id bigint, warehouse_id bigint, quantity int, is_taken bool"

# The stock rows are held by this transaction, so `st` reserves without waiting, and its last test never fails.
_INSERT = f"""
with l as (
    select nextval('orders_orderline_id_seq') as id, x.*
    from (select * from jsonb_to_recordset(%s::jsonb) as x (position int, {_LINE_COLUMNS}) order by position) x
), h as materialized (
    select * from rows from (jsonb_to_recordset(%s::jsonb) as ({_HOLD_COLUMNS})) with ordinality
        as p (position, product_id, warehouse_id, quantity, is_taken, nth)
), n as (
    insert into orders_order (id, search_key, {", ".join((*_WORKED_OUT, *_COLUMNS))})
    select i.id, i.id::text || ' ' || r.search_key, {", ".join(f"r.{name}" for name in (*_WORKED_OUT, *_COLUMNS))}
    from (select nextval('orders_order_id_seq') as id) i, jsonb_populate_record(null::orders_order, %s::jsonb) r
    returning id
), ol as (
    insert into orders_orderline (id, account_id, order_id, {", ".join(_LINE_NAMES)})
    select l.id, %s::bigint, n.id, {", ".join("l." + name for name in _LINE_NAMES)} from l, n
), al as (
    insert into orders_allocation (account_id, line_id, product_id, warehouse_id, quantity, is_taken)
    select %s::bigint, l.id, h.product_id, h.warehouse_id, h.quantity, h.is_taken
    from h join l on l.position = h.position order by h.nth
), w as (
    select product_id, warehouse_id, sum(quantity)::int as pieces from h where not is_taken group by 1, 2
), st as (
    update catalog_stock s set reserved = s.reserved + w.pieces from w
    where s.account_id = %s and s.product_id = w.product_id and s.warehouse_id = w.warehouse_id
      and s.quantity - s.reserved - s.held >= w.pieces
    returning 1
), pay as (
    insert into orders_orderpayment
        (account_id, order_id, paid_before, paid_after, currency, external_payment_id, comment, paid_at)
    select %s::bigint, n.id, 0, m.amount, %s, '', '', %s::timestamptz
    from n, (select %s::numeric as amount) m where m.amount > 0
), j as (
    insert into orders_journalentry (account_id, order_id, log_type, object_id, data, actor, created_at)
    select %s::bigint, n.id, t.log_type, 0, '{{}}', %s, %s::timestamptz from n, unnest(%s::int[]) as t (log_type)
)
select n.id, (select array_agg(l.id order by l.position) from l), (select count(*) from st) = (select count(*) from w)
from n
"""


@dataclass(frozen=True, slots=True)
class CreatedOrder:
    """The ids of a new order and of its lines, in the draft's order."""

    order_id: int
    line_ids: list[int]


def _wants(draft: OrderDraft, goods: Mapping[int, Goods], live: Collection[int], stage: Stage) -> list[Want]:
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


@joined
def create_order(
    *,
    account_id: int,
    draft: OrderDraft,
    actor: str,
    origin: str = "",
    held_goods: Mapping[int, Goods] | None = None,
) -> CreatedOrder:
    """Create an order with its lines, confirmed at once unless the draft says otherwise (R4), and hold its stock.

    What own stock does not cover is noted as backordered, or belongs to the supplier's live warehouse (R5).
    Raises BadParameters, NotFound for foreign statuses, products, warehouses, sources or extra fields, and StockShort
    for pieces given with a line that are not free; the open transaction is then given up (core.transactions.joined).
    `held_goods` are the lines' products as a caller read them who holds the stock rows of all given pieces.
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
    goods, live = resolve_lines(account_id=account_id, lines=draft.lines, known=held_goods)
    stage = stage_of(
        setting.fulfilment, status_id=setting.status_id, kind=setting.status_type, is_confirmed=draft.is_confirmed
    )
    wants = _wants(draft, goods, live, stage)
    shares = share_pieces(account_id=account_id, wants=wants, is_held=held_goods is not None) if wants else {}
    taken = [item.piece for share in shares.values() for item in share.holds if item.is_taken]
    if taken:
        stock.take(account_id=account_id, pieces=taken, from_reserved=False, actor=actor)
    created, paid = _insert(account_id, draft, setting, shares, actor)
    with together():
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
    order: dict[str, Any] = dict(zip(_COLUMNS, _values_of(draft), strict=True))
    order |= {
        "search_key": search_key(*filter(None, _search_texts(draft))),
        "account_id": account_id,
        "status_id": setting.status_id,
        "date_add": draft.date_add or moment,
        "date_confirmed": moment if draft.is_confirmed else None,
        "date_in_status": moment,
        "currency": currency,
        "delivery_price": delivery_price,
        "extra_fields": draft.extra_fields,
        "paid": paid,
        "total_cents": in_cents(total),
        "created_at": moment,
        "updated_at": moment,
        "version": 1,
        "page_address": "",
        "pick_state": 0,
        "pack_state": 0,
        "star": 0,
    }
    found = statements.row(
        _INSERT,
        *(statements.json(lines), statements.json(holds), statements.json(order)),
        *(account_id, account_id, account_id),
        *(account_id, currency, moment, paid),
        *(account_id, actor[:120], moment, statements.array(facts)),
    )
    if found is None or not found[2]:
        raise stock.shortage(
            account_id=account_id,
            pieces=[item.piece for share in shares.values() for item in share.holds if not item.is_taken],
        )
    return CreatedOrder(found[0], found[1] or []), paid


def _announce(account_id: int, draft: OrderDraft, order_id: int, paid: Decimal, origin: str) -> None:
    events.created(account_id=account_id, order_id=order_id, origin=origin)
    if draft.source == "blconnect":
        events.fetched(account_id=account_id, order_id=order_id, origin=origin)
    if draft.is_confirmed:
        events.confirmed(account_id=account_id, order_id=order_id, origin=origin)
    if paid:
        events.paid(account_id=account_id, order_id=order_id, origin=origin)
