"""Contact, addresses and notes of a forwarded order: changed on both sides at once, or asked for once it is locked (R14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import connection as database
from django.db import transaction

from spinka.connect import access
from spinka.connect.models import RequestKind, Sale
from spinka.connect.services import sale_rows
from spinka.connect.services.requests import ask, side_of, touch
from spinka.connect.services.routing import hold_connections
from spinka.connect.services.sales import is_locked, lock_sale, partner_name
from spinka.connect.states import Route
from spinka.connect.sync.contractor_orders import ORDER_COLUMNS
from spinka.connect.sync.orders import TRAVELLING_FIELDS, travelling
from spinka.core.events import publish
from spinka.orders import services as orders
from spinka.orders.draft import ORDER_LENGTHS, OrderFields, check_texts


@dataclass(slots=True)
class _Told:
    """What a change means to one supplier: the fields that reach it, as it gets them, and whether its order is locked."""

    sale_id: int
    is_locked: bool
    values: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def edit_order(*, account_id: int, order_id: int, fields: OrderFields, actor: str) -> list[str]:
    """Change fields of an order; the names of those that changed now (orders.edit_order).

    What reaches a supplier changes on its order in the same transaction. Where every supplier of the order has locked
    it, the order keeps the agreed data and each is asked (R14); where only some have, those are asked and the others
    and the order change. Raises what orders.edit_order raises.
    """
    sales = _open_sales(account_id, order_id) if not TRAVELLING.isdisjoint(fields) else []
    if not sales:
        return orders.edit_order(account_id=account_id, order_id=order_id, fields=fields, actor=actor)
    check_texts(fields, ORDER_LENGTHS)
    hold_connections(account_id=account_id, connection_ids=sorted({connection_id for _, connection_id in sales}))
    told = [found for sale_id, _ in sales if (found := _look(account_id, sale_id, fields)) is not None]
    kept: set[str] = set()
    if told and all(item.is_locked for item in told):
        kept = {name for item in told for name in item.values}
    now = cast("OrderFields", {name: value for name, value in fields.items() if name not in kept})
    names = orders.edit_order(
        account_id=account_id,
        order_id=order_id,
        fields=now,
        actor=actor,
        # The suppliers know already: what is done here is not sent on again.
        origin="sale:" + ",".join(str(item.sale_id) for item in told),
    )
    for item in told:
        if item.values:
            _tell_supplier(account_id, item, fields, actor)
    return names


TRAVELLING = frozenset(TRAVELLING_FIELDS)


def _open_sales(account_id: int, order_id: int) -> list[tuple[int, int]]:
    with database.cursor() as cursor:
        cursor.execute(
            "select id, connection_id from connect_sale where contractor_id = %s and contractor_order_id = %s and is_open"
            " order by connection_id",
            [account_id, order_id],
        )
        return list(cursor.fetchall())


def order_columns(account_id: int, order_id: int) -> dict[str, Any] | None:
    """The columns of an order that travelling looks at; none once it is gone."""
    with database.cursor() as cursor:
        cursor.execute(
            f"select {', '.join(ORDER_COLUMNS)} from orders_order where account_id = %s and id = %s",
            [account_id, order_id],
        )
        row = cursor.fetchone()
    return dict(zip(ORDER_COLUMNS, row, strict=True)) if row else None


def _look(account_id: int, sale_id: int, fields: Mapping[str, Any]) -> _Told | None:
    """Hold a sale with its orders and see which of the fields would change for its supplier."""
    with access.crossing(account_id=account_id, sale_id=sale_id, need="sale", lock=True) as crossing:
        sale = lock_sale(crossing, sale_id)
        order = order_columns(account_id, sale.contractor_order_id)
        if not sale.is_open or order is None:
            return None
        before = travelled(crossing, order)
        after = travelled(crossing, order | {name: value for name, value in fields.items() if name in TRAVELLING})
        changed = {name: value for name, value in after.items() if before[name] != value}
        return _Told(sale_id, is_locked(crossing, sale), changed)


def travelled(crossing: access.Crossing, order: Mapping[str, Any]) -> dict[str, Any]:
    """What the supplier gets of an order's data, by its own names."""
    return travelling(order, contractor=crossing.contractor, own=crossing.contractor_terms, terms=crossing.terms)


def _tell_supplier(account_id: int, item: _Told, fields: Mapping[str, Any], actor: str) -> None:
    with access.crossing(account_id=account_id, sale_id=item.sale_id, need="sale", lock=True) as crossing:
        sale = lock_sale(crossing, item.sale_id)
        if item.is_locked:
            values = {name: fields[name] for name in item.values if name in fields}
            ask(crossing, sale, kind=RequestKind.DATA, values=values, actor=actor)
        else:
            write_supplier(crossing, sale, item.values, Route().through(sale.pk), actor)


def write_supplier(
    crossing: access.Crossing, sale: Sale, values: Mapping[str, Any], origin: str, actor: str
) -> Sequence[str]:
    """Write data on the supplier's order and tell it in the history; the names that really changed."""
    names = orders.edit_order(
        account_id=sale.supplier_id,
        order_id=sale.supplier_order_id,
        fields=cast("OrderFields", dict(values)),
        actor=actor if crossing.account_id == sale.supplier_id else partner_name(crossing),
        origin=origin,
    )
    if names:
        note_change(crossing, sale, "changed", names, actor)
    return names


def note_change(crossing: access.Crossing, sale: Sale, event: str, names: Sequence[str], actor: str) -> None:
    """A line of the history and one event for both accounts; the journals have the orders' own entries already."""
    sale_rows.note(
        sale_id=sale.pk,
        supplier_id=sale.supplier_id,
        contractor_id=sale.contractor_id,
        side=side_of(crossing),
        event=event,
        actor=actor,
        data={"fields": list(names)},
    )
    publish(
        "sale.changed",
        account_id=crossing.account_id,
        partner_id=crossing.partner_id,
        stream=f"sale:{sale.pk}",
        sale_id=sale.pk,
        change=event,
    )
    touch(sale)


def apply_data(crossing: access.Crossing, sale: Sale, values: Mapping[str, Any], actor: str) -> None:
    """Write data both sides agreed to on both orders."""
    origin = Route().through(sale.pk)
    orders.edit_order(
        account_id=sale.contractor_id,
        order_id=sale.contractor_order_id,
        fields=cast("OrderFields", dict(values)),
        actor=actor if crossing.account_id == sale.contractor_id else partner_name(crossing),
        origin=origin,
    )
    order = order_columns(sale.contractor_id, sale.contractor_order_id)
    if order is not None:
        mine = travelled(crossing, order)
        write_supplier(crossing, sale, {name: mine[name] for name in values}, origin, actor)
