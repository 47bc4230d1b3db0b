"""Creating a return with its lines in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import msgspec
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.money import to_cents, to_unit_price
from spinka.orders.draft import LineDraft
from spinka.orders.models import Order
from spinka.orders.queries import get_order, personal_sources
from spinka.orders.totals import in_cents, order_total
from spinka.returns import events, journal
from spinka.returns.draft import ReturnDraft, ReturnLineFields, check_return
from spinka.returns.models import Return, ReturnRefund
from spinka.returns.services.resolving import STORED, merged_extra_fields, resolve_new_lines
from spinka.returns.services.statuses import first_status, own_status

_NOT_COLUMNS = {
    *("status_id", "order_id", "date_add", "currency", "is_refunded", "delivery_price", "extra_fields", "lines"),
}
_COLUMNS = tuple(item.name for item in fields(ReturnDraft) if item.name not in _NOT_COLUMNS)
_LINE_TYPES = {
    **dict.fromkeys(STORED, "text"),
    **dict.fromkeys(("product_id", "storage_id", "warehouse_id", "order_line_id", "status_id", "reason_id"), "bigint"),
    **dict.fromkeys(("unit_gross", "tax_rate", "weight"), "numeric"),
    "quantity": "int",
}
_INSERT_LINES = f"""
    insert into returns_returnline (account_id, parent_id, {", ".join(_LINE_TYPES)})
    select %s, %s, {", ".join("x." + name for name in _LINE_TYPES)}
    from jsonb_to_recordset(%s) as x (position int, {", ".join(f"{name} {kind}" for name, kind in _LINE_TYPES.items())})
    order by x.position returning id
"""


@dataclass(frozen=True, slots=True)
class CreatedReturn:
    """The ids of a new return and of its lines, in the draft's order."""

    return_id: int
    line_ids: list[int]


def insert_lines(
    *, account_id: int, return_id: int, lines: Sequence[ReturnLineFields], drafts: Sequence[LineDraft]
) -> list[int]:
    """Write resolved lines in one statement; their ids in order."""
    rows = []
    for position, (line, draft) in enumerate(zip(lines, drafts, strict=True)):
        row = {name: getattr(draft, name) for name in STORED}
        row |= {
            "position": position,
            "unit_gross": to_unit_price(draft.unit_gross or Decimal(0)),
            "tax_rate": draft.tax_rate or Decimal(0),
            "weight": draft.weight or Decimal(0),
            "order_line_id": line.order_line_id or None,
            "status_id": line.status_id or None,
            "reason_id": line.reason_id or None,
        }
        rows.append(row)
    values: list[Any] = [account_id, return_id, Jsonb(rows, dumps=msgspec.json.encode)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_LINES, values)
        return sorted(row[0] for row in cursor.fetchall())


def _currency(account_id: int, draft: ReturnDraft, order: Order | None) -> str:
    if draft.currency:
        return draft.currency.upper()
    if order is not None:
        return order.currency
    with connection.cursor() as cursor:
        cursor.execute("select currency from accounts_account where id = %s", [account_id])
        return str(cursor.fetchone()[0])


@transaction.atomic
def create_return(*, account_id: int, draft: ReturnDraft, actor: str) -> CreatedReturn:
    """Create a return with its lines; stock stays as it is until somebody receives the goods.

    Raises BadParameters, NotFound for a foreign order, status, source, order line, product, warehouse, item status,
    reason or extra field; nothing is written then.
    """
    check_return(draft)
    order = None if draft.order_id is None else get_order(account_id=account_id, order_id=draft.order_id)
    if draft.status_id is None:
        status = first_status(account_id=account_id)
    else:
        status = own_status(account_id=account_id, status_id=draft.status_id)
    if draft.source_id and draft.source_id not in personal_sources(account_id):
        raise NotFound("There is no order source %(id)s", id=draft.source_id)
    extra_fields = merged_extra_fields(account_id=account_id, present={}, given=draft.extra_fields)
    drafts = resolve_new_lines(account_id=account_id, order_id=draft.order_id, lines=draft.lines)
    delivery_price = to_cents(draft.delivery_price)
    total = order_total(
        lines=((to_unit_price(line.unit_gross or Decimal(0)), line.quantity) for line in drafts),
        delivery_price=delivery_price,
    )
    moment = clock.now()
    row = Return(
        account_id=account_id,
        order_id=draft.order_id,
        status=status,
        date_add=draft.date_add or moment,
        date_in_status=moment,
        currency=_currency(account_id, draft, order),
        delivery_price=delivery_price,
        extra_fields=extra_fields,
        refunded=total if draft.is_refunded else Decimal(0),
        total_cents=in_cents(total),
        created_at=moment,
        updated_at=moment,
        **{name: getattr(draft, name) for name in _COLUMNS},
    )
    row.save(force_insert=True)
    line_ids = insert_lines(account_id=account_id, return_id=row.pk, lines=draft.lines, drafts=drafts)
    facts = [journal.Fact(row.pk, journal.CREATED)]
    if row.refunded:
        facts.append(journal.Fact(row.pk, journal.REFUNDED, 0, {"from": "0.00", "to": str(total)}))
        ReturnRefund(
            account_id=account_id,
            parent_id=row.pk,
            refunded_before=Decimal(0),
            refunded_after=total,
            total=total,
            currency=row.currency,
            refunded_at=moment,
        ).save(force_insert=True)
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    events.created(account_id=account_id, return_id=row.pk)
    if row.refunded:
        events.refunded(account_id=account_id, return_id=row.pk)
    return CreatedReturn(row.pk, line_ids)
