"""Goods sold on: a line that is received and forwarded stands in two sales, and both keep its number of pieces (R12, R14)."""

from django.db import connection as database
from django.db import transaction

from spinka.connect import access
from spinka.connect.models import Sale, SaleLine
from spinka.connect.services import sale_rows
from spinka.connect.services.sales import (
    CONTRACTOR,
    SUPPLIER,
    is_locked,
    lock_sale,
    move_to_cancelled,
    recount,
    set_pieces,
    tell,
)
from spinka.core import clock
from spinka.core.events import publish
from spinka.core.jobs import enqueue
from spinka.orders import journal_types
from spinka.orders import services as orders

LOCKED = "locked"
TOO_LATE = "Fewer pieces came too late: the supplier's order is locked"

# Open sales of a line, on either side, that hold more pieces than the account's own order still has.
_BEHIND = """
select s.id, x.id, coalesce(o.quantity, 0)
from connect_saleline x join connect_sale s on s.id = x.sale_id
left join orders_orderline o on o.account_id = %(account)s and o.id = %(line)s and o.order_id = %(order)s
where s.is_open and x.is_open and x.quantity - x.cancelled > coalesce(o.quantity, 0) and (
    (s.supplier_id = %(account)s and s.supplier_order_id = %(order)s and x.supplier_line_id = %(line)s)
    or (s.contractor_id = %(account)s and s.contractor_order_id = %(order)s and x.contractor_line_id = %(line)s))
order by s.id
"""


def _behind(account_id: int, order_id: int, line_id: int) -> list[tuple[int, int, int]]:
    with database.cursor() as cursor:
        cursor.execute(_BEHIND, {"account": account_id, "order": order_id, "line": line_id})
        return list(cursor.fetchall())


@transaction.atomic
def pass_pieces(*, account_id: int, order_id: int, line_id: int) -> None:
    """Take the pieces that an order of the middle lost off the other sale its line stands in, both sides at once.

    Pieces only become fewer and a chain never comes back to an account, so passing on ends. A sale whose supplier has
    locked it stays, and says why to both sides until it follows.
    """
    for sale_id, sale_line_id, _ in _behind(account_id, order_id, line_id):
        with access.crossing(account_id=account_id, sale_id=sale_id, need="sale", lock=True) as crossing:
            sale = lock_sale(crossing, sale_id)
            # Read again under the locks: it may have followed, or ended, meanwhile.
            pieces = {found[1]: found[2] for found in _behind(account_id, order_id, line_id)}.get(sale_line_id)
            if pieces is None:
                continue
            line = SaleLine.objects.for_account(account_id).select_for_update(of=("self",)).get(pk=sale_line_id)
            fewer = line.quantity - line.cancelled - pieces
            if is_locked(crossing, sale):
                _stop(crossing, sale, line, fewer)
            else:
                _follow(crossing, sale, line, pieces, fewer)


def _actor(crossing: access.Crossing) -> str:
    mine = crossing.supplier if crossing.account_id == crossing.supplier_id else crossing.contractor
    return mine.name


def _follow(crossing: access.Crossing, sale: Sale, line: SaleLine, pieces: int, fewer: int) -> None:
    actor = _actor(crossing)
    set_pieces(crossing, sale, line, pieces, actor)
    tell(crossing, sale, "pieces_cancelled", {"line_id": line.pk, "quantity": fewer}, actor)
    recount(crossing, sale, actor)
    if not sale.is_open:
        if crossing.account_id == sale.contractor_id:
            move_to_cancelled(crossing, sale)
    elif sale.reason_code == LOCKED and not _stopped_lines(sale):
        _give_reason(sale, "", "")


def _stop(crossing: access.Crossing, sale: Sale, line: SaleLine, fewer: int) -> None:
    """Leave the sale as it is and say so: on the sale, in its history, in the journal of the order in the middle."""
    if sale.reason_code == LOCKED and line.pk in _told_lines(sale, fewer):
        return
    _give_reason(sale, LOCKED, TOO_LATE)
    data = {"line_id": line.pk, "quantity": fewer}
    is_supplier = crossing.account_id == sale.supplier_id
    sale_rows.note(
        sale_id=sale.pk,
        supplier_id=sale.supplier_id,
        contractor_id=sale.contractor_id,
        side=SUPPLIER if is_supplier else CONTRACTOR,
        event="pieces_too_late",
        actor=_actor(crossing),
        data=data,
    )
    orders.record_journal(
        account_id=crossing.account_id,
        order_id=sale.supplier_order_id if is_supplier else sale.contractor_order_id,
        log_type=journal_types.DATA_EDITED,
        actor=_actor(crossing),
        data={"connect": "pieces_too_late", "sale_id": sale.pk, **data},
    )
    publish(
        "sale.changed",
        account_id=crossing.account_id,
        partner_id=crossing.partner_id,
        stream=f"sale:{sale.pk}",
        sale_id=sale.pk,
        change="pieces_too_late",
    )


def _give_reason(sale: Sale, code: str, reason: str) -> None:
    sale.reason_code, sale.reason, sale.updated_at = code, reason, clock.now()
    sale.save(update_fields=["reason_code", "reason", "updated_at"])


def _told_lines(sale: Sale, fewer: int) -> set[int]:
    """Lines of which the sale's history says already that so many pieces came too late."""
    with database.cursor() as cursor:
        cursor.execute(
            "select (data ->> 'line_id')::bigint from connect_saleevent where sale_id = %s and name = 'pieces_too_late'"
            " and (supplier_id = %s and contractor_id = %s) and (data ->> 'quantity')::int = %s",
            [sale.pk, sale.supplier_id, sale.contractor_id, fewer],
        )
        return {row[0] for row in cursor.fetchall()}


_STOPPED = """
select l.account_id, l.order_id, l.id
from connect_saleline x join orders_orderline l on (l.account_id = x.contractor_id and l.id = x.contractor_line_id)
    or (l.account_id = x.supplier_id and l.id = x.supplier_line_id)
where x.sale_id = %s and x.supplier_id = %s and x.contractor_id = %s and x.is_open
  and l.quantity < x.quantity - x.cancelled
order by x.id
"""


def _stopped_lines(sale: Sale) -> list[tuple[int, int, int]]:
    """Account, order and line of the lines that have fewer pieces than the sale; inside the crossing."""
    with database.cursor() as cursor:
        cursor.execute(_STOPPED, [sale.pk, sale.supplier_id, sale.contractor_id])
        return list(cursor.fetchall())


def follow_again(crossing: access.Crossing, sale: Sale) -> None:
    """Let a stopped sale follow once its supplier's order has left the locking status."""
    if not sale.is_open or sale.reason_code != LOCKED or is_locked(crossing, sale):
        return
    for account_id, order_id, line_id in _stopped_lines(sale):
        enqueue(
            "connect.pass_pieces", stream=f"order:{order_id}", account_id=account_id, order_id=order_id, line_id=line_id
        )
