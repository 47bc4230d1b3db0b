"""More pieces of a forwarded line, at the price it was sold for, if stock and credit allow (R14, R18, R21)."""

from spinka.connect import access, sharing
from spinka.connect.models import ConnectionState, Sale, SaleLine
from spinka.connect.services import charging, holds
from spinka.connect.services.preparation import allocate
from spinka.connect.services.sales import partner_name, recount, tell
from spinka.connect.states import Route
from spinka.connect.sync import offers
from spinka.connect.sync.orders import ForwardedLine, ForwardRefused, allowed_quantity
from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.money import line_amounts
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges
from spinka.orders.models import OrderLine


def check_takes_more(crossing: access.Crossing) -> None:
    """Whether the supplier takes more goods at all: new pieces need an active connection (R25 a). ForwardRefused."""
    supplier = crossing.connection.supplier_name
    if crossing.connection.state != ConnectionState.ACTIVE:
        raise ForwardRefused(
            "state", "The connection is not active: %(state)s", state=str(crossing.connection.state), supplier=supplier
        )
    if not crossing.terms.accept_orders:
        raise ForwardRefused("state", "%(supplier)s does not take orders", supplier=supplier)


def grow(crossing: access.Crossing, sale: Sale, line: SaleLine, pieces: int, actor: str) -> int:
    """Raise a line of an open sale to `pieces` on both orders; the pieces it has now.

    The price is the one the line was sold for; the supplier's rules of quantity hold for the whole line, and are
    rounded up to where the contractor lets them (R34). The caller holds connection and sale. Raises ForwardRefused,
    nothing is written then.
    """
    check_takes_more(crossing)
    before = line.quantity - line.cancelled
    row = (
        OrderLine.objects.for_account(crossing.supplier_id)
        .select_related("warehouse")
        .filter(pk=line.supplier_line_id, order_id=sale.supplier_order_id)
        .first()
    )
    if row is None:
        raise NotFound("There is no line %(id)s", id=line.contractor_line_id)
    if row.warehouse is not None and row.warehouse.kind == "blconnect":
        # The supplier gets it from a supplier of its own, whose stock is nobody's here to promise.
        raise ForwardRefused(
            "stock",
            "%(supplier)s orders %(name)s elsewhere; add a new line and forward the order again",
            supplier=crossing.connection.supplier_name,
            name=row.name,
        )
    more = ForwardedLine(
        line_id=line.contractor_line_id, name=row.name, attributes="", sku=row.sku, ean=row.ean, quantity=pieces
    )
    giving = holds.GivingWay()
    if line.supplier_product_id is not None:
        offer = offers.offers_of(crossing, [line.supplier_product_id], None).get(line.supplier_product_id)
        if offer is None:
            raise ForwardRefused("no_match", "%(name)s is no longer offered by the supplier", name=row.name)
        pieces = allowed_quantity(
            more, offer.rule, round_up=crossing.contractor_terms.round_up_quantities, now=clock.now()
        )
        more.quantity = pieces - before
        _, giving = allocate(crossing, [more], {more.line_id: offer})
    if line.unit_gross is not None and line.gross is not None:
        worth = line_amounts(unit_gross=line.unit_gross, quantity=pieces, rate=line.tax_rate)
        charging.check_growth(crossing, sale, amount=worth.gross - line.gross)
        line.gross, line.net, line.vat = worth.gross, worth.net, worth.vat
    if giving.holds:
        holds.give_way(crossing, giving)
    origin = Route().through(sale.pk)
    orders.grow_line(
        account_id=sale.supplier_id,
        order_id=sale.supplier_order_id,
        line_id=line.supplier_line_id,
        more=pieces - before,
        pieces=more.pieces,
        backordered=more.backordered,
        actor=actor if crossing.account_id == sale.supplier_id else partner_name(crossing),
        origin=origin,
    )
    orders.edit_line(
        account_id=sale.contractor_id,
        order_id=sale.contractor_order_id,
        line_id=line.contractor_line_id,
        changes=LineChanges(quantity=pieces),
        actor=actor if crossing.account_id == sale.contractor_id else partner_name(crossing),
        origin=origin,
    )
    line.quantity = line.cancelled + pieces
    line.save(update_fields=["quantity", "gross", "net", "vat"])
    if giving.holds and line.supplier_product_id is not None:
        holds.settle(
            crossing,
            giving,
            ordered={line.supplier_product_id: more.quantity - more.backordered},
            sale_id=sale.pk,
            places=sharing.warehouse_ids(crossing),
        )
    tell(crossing, sale, "pieces_added", {"line_id": line.pk, "quantity": pieces - before}, actor)
    recount(crossing, sale, actor)
    return pieces
