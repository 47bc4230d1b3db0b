"""What one side of a sale changes and the other learns: statuses, contact and address, deletion (R12–R15, F-10, F-11)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection as database
from django.db import transaction

from spinka.connect import access
from spinka.connect.models import RequestKind, Sale, SaleState
from spinka.connect.services import charging, sale_rows
from spinka.connect.services.chains import follow_again
from spinka.connect.services.order_data import order_columns, travelled, write_supplier
from spinka.connect.services.requests import ask
from spinka.connect.services.sales import (
    end_sale,
    end_sales_of,
    is_locked,
    lock_sale,
    open_sale_ids,
    supplier_status,
)
from spinka.connect.states import Route, mapped_status, sale_state
from spinka.connect.sync.orders import TRAVELLING_FIELDS
from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.events import publish
from spinka.orders import services as orders


@transaction.atomic
def pass_status(*, account_id: int, order_id: int, new_status_id: int, origin: str) -> None:
    """Bring the state of the order's sales up to date and set the partner's mapped status, once and without echo.

    The supplier's status makes the sale's state (R13); a status of type cancelled ends the sale and frees its lines.
    """
    for sale_id in open_sale_ids(account_id=account_id, order_ids=[order_id]):
        with access.crossing(account_id=account_id, sale_id=sale_id, need="sale", lock=True) as crossing:
            sale = lock_sale(crossing, sale_id)
            if not sale.is_open:
                continue
            if account_id == sale.supplier_id:
                _derive_state(crossing, sale)
                follow_again(crossing, sale)
            _map_status(crossing, sale, new_status_id, origin)


def _derive_state(crossing: access.Crossing, sale: Sale) -> None:
    status_id, status_type = supplier_status(sale)
    state = sale_state(
        status_type=status_type,
        status_id=status_id,
        start_status_id=crossing.terms.start_status_id or _first_status(sale.supplier_id),
        open_lines=1,
    )
    if state == SaleState.CANCELLED:
        end_sale(
            crossing,
            sale,
            state=state,
            reason_code="state",
            reason="The supplier cancelled the order",
            actor=crossing.supplier.name,
        )
        return
    charging.charge_released(crossing, sale=sale, status_id=status_id, actor=crossing.supplier.name)
    if state == sale.state:
        return
    sale.state, sale.updated_at = state, clock.now()
    sale.save(update_fields=["state", "updated_at"])
    sale_rows.note(
        sale_id=sale.pk,
        supplier_id=sale.supplier_id,
        contractor_id=sale.contractor_id,
        side="supplier",
        event=str(state),
        actor=crossing.supplier.name,
    )
    publish(
        "sale.changed",
        account_id=sale.supplier_id,
        partner_id=sale.contractor_id,
        stream=f"sale:{sale.pk}",
        sale_id=sale.pk,
        change=str(state),
    )


def _first_status(account_id: int) -> int:
    with database.cursor() as cursor:
        cursor.execute(
            "select id from orders_orderstatus where account_id = %s order by position, id limit 1", [account_id]
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _map_status(crossing: access.Crossing, sale: Sale, status_id: int, origin: str) -> None:
    """Tell the partner a status of ours it maps, unless the change came from there or travelled far enough (R12)."""
    route = Route.read(origin)
    if not route.may_enter(sale.pk):
        return
    if crossing.account_id == sale.supplier_id:
        told, partner_map = crossing.terms.status_map_out, crossing.contractor_terms.status_map_in
        partner_order_id, actor = sale.contractor_order_id, crossing.supplier.name
    else:
        told, partner_map = crossing.contractor_terms.status_map_out, crossing.terms.status_map_in
        partner_order_id, actor = sale.supplier_order_id, crossing.contractor.name
    target = mapped_status(status_id=status_id, told=told, partner_map=partner_map)
    if target is None:
        return
    try:
        # A savepoint: a mapping to a status that is gone must not undo the change it came from (F-18).
        with transaction.atomic():
            orders.change_status(
                account_id=crossing.partner_id,
                order_id=partner_order_id,
                status_id=target,
                actor=actor,
                origin=route.through(sale.pk),
            )
    except NotFound:
        return


@transaction.atomic
def pass_changes(*, account_id: int, order_id: int, fields: Iterable[str], origin: str) -> None:
    """Send changed contact, addresses and notes of a forwarded order on to its suppliers (F-10).

    One that has locked its order is asked; here the own order has the new data already (R14).
    """
    changed = set(fields) & set(TRAVELLING_FIELDS)
    if not changed:
        return
    for sale_id in open_sale_ids(account_id=account_id, order_ids=[order_id]):
        with access.crossing(account_id=account_id, sale_id=sale_id, need="sale", lock=True) as crossing:
            sale = lock_sale(crossing, sale_id)
            if not sale.is_open or account_id != sale.contractor_id or not Route.read(origin).may_enter(sale_id):
                continue
            order = order_columns(account_id, order_id)
            if order is not None:
                values = travelled(crossing, order)
                _send(crossing, sale, order, {name: values[name] for name in sorted(changed)}, origin)


def _send(crossing: access.Crossing, sale: Sale, order: dict[str, Any], values: dict[str, Any], origin: str) -> None:
    actor = crossing.contractor.name
    if is_locked(crossing, sale):
        # What the supplier has already by its own names is not asked for again.
        known = order_columns(sale.supplier_id, sale.supplier_order_id) or {}
        asked = {name: order[name] for name, value in values.items() if known.get(name) != value}
        if asked:
            ask(crossing, sale, kind=RequestKind.DATA, values=asked, actor=actor)
    else:
        write_supplier(crossing, sale, values, Route.read(origin).through(sale.pk), actor)


@transaction.atomic
def pass_deletion(*, account_id: int, order_ids: Sequence[int]) -> None:
    """End open sales whose order is gone however it went: the supplier's refuses, the contractor's cancels (R15)."""
    end_sales_of(account_id=account_id, order_ids=order_ids)
