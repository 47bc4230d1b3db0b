"""Changes of a forwarded order that keep both sides equal: fewer pieces, cancelled, refused, deleted (R14, R15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection as database
from django.db import transaction

from spinka.connect import access
from spinka.connect.models import Sale, SaleLine, SaleState
from spinka.connect.services import charging, sale_rows
from spinka.connect.services.onward import pass_on
from spinka.connect.states import Route, is_locking
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, Locked, NotFound
from spinka.core.events import publish
from spinka.core.money import line_amounts, to_cents
from spinka.orders import journal_types
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges
from spinka.orders.models import OrderLine, StatusType

ZERO = Decimal("0.00")
SUPPLIER, CONTRACTOR = "supplier", "contractor"


@dataclass(frozen=True, slots=True)
class SoldLine:
    """An open line of a sale as one of its two accounts names it."""

    sale_id: int
    sale_line_id: int
    side: str


def sold_line(account_id: int, order_id: int, line_id: int) -> SoldLine | None:
    """Where the account's line stands in an open sale, on either side."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            select s.id, l.id, case when s.supplier_id = %s then 'supplier' else 'contractor' end
            from connect_saleline l join connect_sale s on s.id = l.sale_id
            where l.is_open and s.is_open and (
                (l.contractor_id = %s and l.contractor_line_id = %s and s.contractor_order_id = %s)
                or (l.supplier_id = %s and l.supplier_line_id = %s and s.supplier_order_id = %s))
            order by l.id limit 1
            """,
            [account_id, account_id, line_id, order_id, account_id, line_id, order_id],
        )
        row = cursor.fetchone()
    return SoldLine(*row) if row else None


def hold_line(account_id: int, order_id: int, line_id: int) -> SoldLine | None:
    """Where the line stands in an open sale, held until the transaction ends: what is read afterwards stays so.

    Without it a forward or another change between the look and the write would leave both sides unequal. Raises
    NotFound for a foreign order, Conflict when the line was forwarded while the order was waited for.
    """
    sold = sold_line(account_id, order_id, line_id)
    if sold is not None:
        with access.crossing(account_id=account_id, sale_id=sold.sale_id, need="sale", lock=True) as crossing:
            lock_sale(crossing, sold.sale_id)
        return sold_line(account_id, order_id, line_id)
    orders.lock_order(account_id=account_id, order_id=order_id)
    if sold_line(account_id, order_id, line_id) is not None:
        # A connection is locked before its orders, so it cannot be taken now.
        raise Conflict("The order was forwarded meanwhile; read it again and retry")
    return None


def open_sale_ids(*, account_id: int, order_ids: Sequence[int]) -> list[int]:
    """Open sales in which the account's orders stand, on either side."""
    with database.cursor() as cursor:
        cursor.execute(
            "select id from connect_sale where is_open and ((contractor_id = %s and contractor_order_id = any(%s))"
            " or (supplier_id = %s and supplier_order_id = any(%s))) order by id",
            [account_id, list(order_ids), account_id, list(order_ids)],
        )
        return [row[0] for row in cursor.fetchall()]


def lock_sale(crossing: access.Crossing, sale_id: int) -> Sale:
    """The sale with both orders' rows held, in id order, after the connection."""
    sale = Sale.objects.for_account(crossing.account_id).select_for_update(no_key=True, of=("self",)).get(pk=sale_id)
    with database.cursor() as cursor:
        cursor.execute(
            "select id from orders_order where (account_id = %s and id = %s) or (account_id = %s and id = %s)"
            " order by id for no key update",
            [sale.supplier_id, sale.supplier_order_id, sale.contractor_id, sale.contractor_order_id],
        )
    return sale


def supplier_status(sale: Sale) -> tuple[int, int]:
    """Id and type of the supplier's status; inside the crossing. (0, cancelled) once the order is gone."""
    with database.cursor() as cursor:
        cursor.execute(
            "select o.status_id, t.type from orders_order o join orders_orderstatus t"
            " on t.account_id = o.account_id and t.id = o.status_id where o.account_id = %s and o.id = %s",
            [sale.supplier_id, sale.supplier_order_id],
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (0, int(StatusType.CANCELLED))


def is_locked(crossing: access.Crossing, sale: Sale) -> bool:
    """Whether the supplier's order stands in a locking status (R14)."""
    status_id, status_type = supplier_status(sale)
    return is_locking(status_id=status_id, status_type=status_type, lock_status_ids=crossing.terms.lock_status_ids)


def _refuse_locked(crossing: access.Crossing, sale: Sale) -> None:
    """Raises Locked once the supplier's order stands in a locking status (R14)."""
    if is_locked(crossing, sale):
        raise Locked(
            "The supplier's order has left the stage in which it can be changed; agree the change with the partner"
        )


def set_pieces(crossing: access.Crossing, sale: Sale, line: SaleLine, pieces: int, actor: str) -> None:
    """Bring the sale's line and both orders' lines to `pieces`, stock included, and sales further along after them."""
    origin = Route().through(sale.pk)
    sides = (
        (sale.contractor_id, sale.contractor_order_id, line.contractor_line_id),
        (sale.supplier_id, sale.supplier_order_id, line.supplier_line_id),
    )
    for account_id, order_id, line_id in sides:
        if OrderLine.objects.for_account(account_id).filter(pk=line_id, order_id=order_id).exists():
            orders.edit_line(
                account_id=account_id,
                order_id=order_id,
                line_id=line_id,
                changes=LineChanges(quantity=pieces),
                actor=actor if account_id == crossing.account_id else partner_name(crossing),
                origin=origin,
            )
    line.cancelled = line.quantity - pieces
    line.is_open = pieces > 0
    if line.unit_gross is not None:
        worth = line_amounts(unit_gross=line.unit_gross, quantity=pieces, rate=line.tax_rate)
        line.gross, line.net, line.vat = worth.gross, worth.net, worth.vat
    line.backordered = min(line.backordered, pieces)
    line.save(update_fields=["cancelled", "is_open", "gross", "net", "vat", "backordered"])
    if not line.is_open:
        _lapse_requests(crossing, sale, line)
    pass_on(sale, line)


def _lapse_requests(crossing: access.Crossing, sale: Sale, line: SaleLine | None = None) -> None:
    """What was asked of a sale or a line that is over asks no more."""
    with database.cursor() as cursor:
        cursor.execute(
            "update connect_salerequest set state = 'lapsed', answered_at = %s where state = 'open'"
            " and (supplier_id = %s or contractor_id = %s) and sale_id = %s and (%s::bigint is null or line_id = %s)",
            [clock.now(), crossing.account_id, crossing.account_id, sale.pk, *([line.pk if line else None] * 2)],
        )


def partner_name(crossing: access.Crossing) -> str:
    """How the other account's journal names who acted: the acting account."""
    acting = crossing.supplier if crossing.account_id == crossing.supplier_id else crossing.contractor
    return acting.name


def recount(crossing: access.Crossing, sale: Sale, actor: str) -> None:
    """Amounts of the sale from its open lines, and the credit they leave charged; a sale without a line left ends.

    What the buyer pays, and what is left of it to collect on delivery, follows the contractor's order.
    Raises credit.CreditShort where a charged sale grew beyond what is available.
    """
    with database.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(gross), 0), coalesce(sum(net), 0), coalesce(sum(vat), 0), count(*),"
            " coalesce(max(tax_rate), 0), (select array[total_cents / 100.0, paid] from orders_order"
            " where account_id = %s and id = %s) from connect_saleline where sale_id = %s and is_open",
            [sale.contractor_id, sale.contractor_order_id, sale.pk],
        )
        gross, net, vat, count, rate, buyer = cursor.fetchone()
    if not count:
        end_sale(crossing, sale, state=SaleState.CANCELLED, reason_code="", reason="", actor=actor)
        return
    if buyer is not None:
        total, paid = (to_cents(figure) for figure in buyer)
        sale.contractor_total = total if sale.contractor_total is not None else None
        sale.cod_amount = max(Decimal(0), total - paid) if sale.cod_amount is not None else None
        sale.save(update_fields=["contractor_total", "cod_amount"])
    if sale.amount is None:
        return
    delivery = line_amounts(unit_gross=sale.delivery_price, quantity=1, rate=rate)
    sale.amount, sale.net, sale.vat = gross + delivery.gross, net + delivery.net, vat + delivery.vat
    sale.updated_at = clock.now()
    sale.save(update_fields=["amount", "net", "vat", "updated_at"])
    charging.follow(crossing, sale, actor=actor)


def end_sale(
    crossing: access.Crossing, sale: Sale, *, state: SaleState, reason_code: str, reason: str, actor: str
) -> None:
    """Close a sale: lines free for another supplier, the charge released, told to both sides' history."""
    sale.state, sale.is_open = state, False
    sale.reason_code, sale.reason, sale.updated_at = reason_code, reason[:500], clock.now()
    sale.save(update_fields=["state", "is_open", "reason_code", "reason", "updated_at"])
    with database.cursor() as cursor:
        cursor.execute(
            "update connect_saleline set is_open = false where (supplier_id = %s or contractor_id = %s) and sale_id = %s",
            [crossing.account_id, crossing.account_id, sale.pk],
        )
    _lapse_requests(crossing, sale)
    if sale.charged:
        charging.release(crossing, sale, amount=sale.charged, actor=actor)
    tell(crossing, sale, str(state), {"reason": reason} if reason else {}, actor)


def tell(crossing: access.Crossing, sale: Sale, event: str, data: dict[str, object], actor: str) -> None:
    """History of the sale, both journals, one event for both accounts (R35)."""
    side = SUPPLIER if crossing.account_id == sale.supplier_id else CONTRACTOR
    sale_rows.note(
        sale_id=sale.pk,
        supplier_id=sale.supplier_id,
        contractor_id=sale.contractor_id,
        side=side,
        event=event,
        actor=actor,
        data=data,
    )
    for account_id, order_id in (
        (sale.supplier_id, sale.supplier_order_id),
        (sale.contractor_id, sale.contractor_order_id),
    ):
        orders.record_journal(
            account_id=account_id,
            order_id=order_id,
            log_type=journal_types.DATA_EDITED,
            actor=actor if account_id == crossing.account_id else partner_name(crossing),
            data={"connect": event, "sale_id": sale.pk, **data},
        )
    publish(
        "sale.changed",
        account_id=crossing.account_id,
        partner_id=crossing.partner_id,
        stream=f"sale:{sale.pk}",
        sale_id=sale.pk,
        change=event,
    )


@transaction.atomic
def cancel_pieces(*, account_id: int, order_id: int, line_id: int, quantity: int, actor: str, reason: str = "") -> None:
    """Cancel pieces of a forwarded line on both sides at once: stock, credit, journals (R14).

    Either side may; the whole line with all its pieces. Raises NotFound for a line in no open sale, BadParameters for
    more pieces than the sale holds, Locked once the supplier's order is in a locking status.
    """
    sold = sold_line(account_id, order_id, line_id)
    if sold is None:
        raise NotFound("There is no forwarded line %(id)s", id=line_id)
    with access.crossing(account_id=account_id, sale_id=sold.sale_id, need="sale", lock=True) as crossing:
        sale = lock_sale(crossing, sold.sale_id)
        line = SaleLine.objects.for_account(account_id).select_for_update(of=("self",)).get(pk=sold.sale_line_id)
        left = line.quantity - line.cancelled
        if not sale.is_open or not line.is_open or not 0 < quantity <= left:
            raise BadParameters("parameter quantity: 1 to %(most)s", most=left)
        _refuse_locked(crossing, sale)
        take_off(crossing, sale, line, quantity, actor, reason)


def take_off(crossing: access.Crossing, sale: Sale, line: SaleLine, fewer: int, actor: str, reason: str = "") -> None:
    """Take pieces off a line on both sides; the caller holds connection and sale and has looked what may change."""
    set_pieces(crossing, sale, line, line.quantity - line.cancelled - fewer, actor)
    data: dict[str, object] = {"line_id": line.pk, "quantity": fewer}
    tell(crossing, sale, "pieces_cancelled", {**data, "reason": reason} if reason else data, actor)
    recount(crossing, sale, actor)


@transaction.atomic
def delete_orders(*, account_id: int, order_ids: Sequence[int], actor: str, origin: str = "") -> list[int]:
    """Delete orders; the ids really deleted. A forwarded one is cancelled first, a received one refused (R15).

    Raises Locked, nothing is deleted then, when the contractor's order is with a supplier that has locked it, and
    BadParameters for more than 1000 ids.
    """
    orders.check_count(order_ids)
    end_sales_of(account_id=account_id, order_ids=order_ids, actor=actor, refuse_locked=True)
    return orders.delete_orders(account_id=account_id, order_ids=order_ids, actor=actor, origin=origin)


def end_sales_of(*, account_id: int, order_ids: Sequence[int], actor: str = "", refuse_locked: bool = False) -> None:
    """End open sales whose order goes: the contractor's order cancels, the supplier's refuses (R15).

    Without an actor the account itself has acted. With `refuse_locked` raises Locked for a contractor's order that
    its supplier has locked.
    """
    for sale_id in open_sale_ids(account_id=account_id, order_ids=order_ids):
        with access.crossing(account_id=account_id, sale_id=sale_id, need="sale", lock=True) as crossing:
            sale = lock_sale(crossing, sale_id)
            if not sale.is_open:
                continue
            if account_id == sale.contractor_id:
                if refuse_locked:
                    _refuse_locked(crossing, sale)
                cancel_at_supplier(crossing, sale, actor or crossing.contractor.name)
            else:
                end_sale(
                    crossing,
                    sale,
                    state=SaleState.REFUSED,
                    reason_code="state",
                    reason="The supplier deleted the order",
                    actor=actor or crossing.supplier.name,
                )


def cancel_at_supplier(crossing: access.Crossing, sale: Sale, actor: str) -> None:
    """Take every piece off the supplier's order and move it to its first status of type cancelled, if it has one."""
    for line in SaleLine.objects.for_account(crossing.account_id).filter(sale=sale, is_open=True).order_by("pk"):
        set_pieces(crossing, sale, line, 0, actor)
    end_sale(crossing, sale, state=SaleState.CANCELLED, reason_code="", reason="", actor=actor)
    move_to_cancelled(crossing, sale)


def move_to_cancelled(crossing: access.Crossing, sale: Sale) -> None:
    """Move the supplier's order to its first status of type cancelled, if it has one."""
    with database.cursor() as cursor:
        cursor.execute(
            "select id from orders_orderstatus where account_id = %s and type = %s order by position, id limit 1",
            [sale.supplier_id, StatusType.CANCELLED],
        )
        row = cursor.fetchone()
    if row is not None:
        orders.change_status(
            account_id=sale.supplier_id,
            order_id=sale.supplier_order_id,
            status_id=row[0],
            actor=partner_name(crossing),
            origin=Route().through(sale.pk),
        )
