"""Lines of orders that may stand in a sale: added, edited and deleted on both sides at once, or asked for (R14, R15)."""

from decimal import Decimal

from django.db import connection as database
from django.db import transaction

from spinka.connect import access
from spinka.connect.live_lines import fill_live_lines
from spinka.connect.models import RequestKind, Sale, SaleLine
from spinka.connect.services.growing import grow
from spinka.connect.services.requests import ask
from spinka.connect.services.sales import (
    CONTRACTOR,
    SUPPLIER,
    SoldLine,
    cancel_pieces,
    hold_line,
    is_locked,
    lock_sale,
    take_off,
)
from spinka.core.errors import BadParameters, Locked, NotFound
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges, LineDraft, check_line
from spinka.orders.models import Order, OrderLine

ZERO = Decimal(0)


@transaction.atomic
def edit_line(
    *, account_id: int, order_id: int, line_id: int, changes: LineChanges, actor: str, origin: str = ""
) -> None:
    """Edit a line; another number of pieces of a forwarded one applies on both sides, or is asked for (R14).

    Until the supplier locks its order the contractor's fewer pieces are a cancellation and more are ordered at once,
    if stock and credit allow; afterwards each becomes a request and the line keeps the agreed pieces. The supplier can
    only reduce. The contractor's own price, name and other information of the line stay its own. Another product, and
    on the supplier's side another price, raise Locked with the reason (R15); more pieces ForwardRefused or CreditShort.
    """
    sold = hold_line(account_id, order_id, line_id)
    if sold is not None:
        line = OrderLine.objects.for_account(account_id).filter(pk=line_id, order_id=order_id).first()
        if line is None:
            raise NotFound("There is no line %(id)s", id=line_id)
        check_line(changes)
        _check_edit(line, changes, sold.side)
        if changes.quantity is not None and changes.quantity != line.quantity:
            set_quantity(account_id=account_id, sold=sold, quantity=changes.quantity, actor=actor)
        # The pieces are settled with the partner; what is left concerns the own order alone.
        changes.quantity = None
        if not changes.named():
            return
    orders.edit_line(
        account_id=account_id, order_id=order_id, line_id=line_id, changes=changes, actor=actor, origin=origin
    )


def set_quantity(*, account_id: int, sold: SoldLine, quantity: int, actor: str, reason: str = "") -> bool:
    """Bring a forwarded line to so many pieces on both sides, or ask for it once it is locked (R14).

    Whether it is done; False means it waits for the supplier's answer. The supplier can only reduce, and not a locked
    order: raises Locked.
    """
    with access.crossing(account_id=account_id, sale_id=sold.sale_id, need="sale", lock=True) as crossing:
        sale, line = hold_sale_line(crossing, sold)
        left = line.quantity - line.cancelled
        if quantity == left:
            return True
        if is_locked(crossing, sale):
            if sold.side == SUPPLIER:
                raise Locked("The order is locked: propose the change, the contractor has to agree to it")
            ask(crossing, sale, kind=RequestKind.PIECES, line=line, quantity=quantity, reason=reason, actor=actor)
            return False
        if quantity < left:
            take_off(crossing, sale, line, left - quantity, actor, reason)
        elif sold.side == SUPPLIER:
            raise Locked("More pieces come from the contractor; propose the change, it has to agree to it")
        else:
            grow(crossing, sale, line, quantity, actor)
    return True


def hold_sale_line(crossing: access.Crossing, sold: SoldLine) -> tuple[Sale, SaleLine]:
    """The sale and its line, held. Raises BadParameters when it is over."""
    sale = lock_sale(crossing, sold.sale_id)
    rows = SaleLine.objects.for_account(crossing.account_id).select_for_update(of=("self",))
    line = rows.get(pk=sold.sale_line_id)
    if not sale.is_open or not line.is_open:
        raise BadParameters("The line stands in no open sale any more")
    return sale, line


def _check_edit(line: OrderLine, changes: LineChanges, side: str) -> None:
    named = changes.named()
    goods = ("storage", "storage_id", "product_ref", "variant_ref")
    if any(name in named and named[name] != getattr(line, name) for name in goods):
        raise Locked("The line is forwarded: its product cannot be replaced; cancel it and add another line")
    if side == SUPPLIER:
        priced = ("unit_gross", "tax_rate")
        if any(name in named and named[name] != getattr(line, name) for name in priced):
            raise Locked("The price of a sale is fixed at the moment of forwarding")


@transaction.atomic
def delete_line(*, account_id: int, order_id: int, line_id: int, actor: str, origin: str = "") -> None:
    """Delete a line; a forwarded one is cancelled on both sides first and goes from the contractor's order only.

    Of a locked sale the contractor's deletion becomes a request and the line stays (R14). On the supplier's side a
    cancelled line stays with no pieces, so that the sale can still be read. Raises Locked for the supplier then.
    """
    sold = hold_line(account_id, order_id, line_id)
    if sold is not None:
        if sold.side == CONTRACTOR:
            if not set_quantity(account_id=account_id, sold=sold, quantity=0, actor=actor):
                return
        else:
            line = SaleLine.objects.for_account(account_id).get(pk=sold.sale_line_id)
            cancel_pieces(
                account_id=account_id,
                order_id=order_id,
                line_id=line_id,
                quantity=line.quantity - line.cancelled,
                actor=actor,
            )
            return
    orders.delete_line(account_id=account_id, order_id=order_id, line_id=line_id, actor=actor, origin=origin)


@transaction.atomic
def add_line(*, account_id: int, order_id: int, line: LineDraft, actor: str, origin: str = "") -> int:
    """Add a line; one of a supplier's live catalog is filled (R24). It joins a sale by forwarding again (R14).

    On a supplier's order of an open sale it is refused: both sides would differ. Raises Locked.
    """
    with database.cursor() as cursor:
        cursor.execute(
            "select 1 from connect_sale where supplier_id = %s and supplier_order_id = %s and is_open",
            [account_id, order_id],
        )
        if cursor.fetchone() is not None:
            raise Locked("The order belongs to a sale: lines come from the contractor's order only")
    if line.storage == "warehouse":
        rows = Order.objects.for_account(account_id).filter(pk=order_id)
        currency = rows.values_list("currency", flat=True).first() or ""
        fill_live_lines(account_id=account_id, lines=[line], currency=currency)
    return orders.add_line(account_id=account_id, order_id=order_id, line=line, actor=actor, origin=origin)
