"""Answering what the other side of a sale asked for: agreed on both orders in one transaction, or declined (R14, T2)."""

from decimal import Decimal

from spinka.catalog import pricing, stock
from spinka.connect import access, sharing
from spinka.connect.models import RequestKind, RequestState, Sale, SaleLine, SaleRequest
from spinka.connect.services import charging, holds, sale_rows
from spinka.connect.services.growing import check_takes_more, grow
from spinka.connect.services.order_data import apply_data
from spinka.connect.services.preparation import allocate, check_rules, draft_line, price_lines, sale_line_row
from spinka.connect.services.requests import close, side_of, told, touch
from spinka.connect.services.sales import partner_name, recount, set_pieces, take_off, tell
from spinka.connect.states import Route
from spinka.connect.sync import offers
from spinka.connect.sync.orders import ForwardedLine, ForwardRefused
from spinka.core.errors import BadParameters, Conflict
from spinka.core.money import line_amounts, to_unit_price
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges, LineDraft
from spinka.orders.goods import load_goods
from spinka.orders.models import OrderLine

ZERO = Decimal(0)


def accept(crossing: access.Crossing, sale: Sale, request: SaleRequest, actor: str, answer: str = "") -> None:
    """Agree to what the other side asked; both orders change together. The caller holds connection and sale.

    Raises Conflict for an own question, ForwardRefused or CreditShort when stock, credit or price no longer allow it;
    the request then stays open.
    """
    if request.side == side_of(crossing):
        raise Conflict("The other side answers this request; take it back instead")
    close(request, RequestState.ACCEPTED, actor, answer)
    tell(crossing, sale, "request_accepted", {"request_id": request.pk, "kind": str(request.kind)}, actor)
    touch(sale)
    if request.line_id is None:
        apply_data(crossing, sale, request.values, actor)
        return
    line = SaleLine.objects.for_account(crossing.account_id).select_for_update(of=("self",)).get(pk=request.line_id)
    if not line.is_open:
        raise BadParameters("The line stands in no open sale any more")
    if request.kind == RequestKind.SUBSTITUTE:
        _substitute(crossing, sale, line, request, actor)
    elif request.kind == RequestKind.BACKORDER:
        _put_off(crossing, sale, line, request, actor)
    else:
        if request.price is not None:
            _reprice(crossing, sale, line, request.price, actor)
        if request.quantity is not None:
            _bring_to(crossing, sale, line, request.quantity, actor)
        if request.date is not None:
            line.expected_at = request.date
            line.save(update_fields=["expected_at"])


def _bring_to(crossing: access.Crossing, sale: Sale, line: SaleLine, pieces: int, actor: str) -> None:
    left = line.quantity - line.cancelled
    if pieces < left:
        take_off(crossing, sale, line, left - pieces, actor)
    elif pieces > left:
        grow(crossing, sale, line, pieces, actor)


def _reprice(crossing: access.Crossing, sale: Sale, line: SaleLine, price: Decimal, actor: str) -> None:
    """Another price on the sale and the supplier's order; what the contractor's buyer pays is its own matter (R17)."""
    left = line.quantity - line.cancelled
    worth = line_amounts(unit_gross=price, quantity=left, rate=line.tax_rate)
    charging.check_growth(crossing, sale, amount=max(ZERO, worth.gross - (line.gross or ZERO)))
    line.unit_gross, line.gross, line.net, line.vat = price, worth.gross, worth.net, worth.vat
    line.price_trace = [*line.price_trace, {"step": "agreed", "amount": str(price)}]
    line.save(update_fields=["unit_gross", "gross", "net", "vat", "price_trace"])
    orders.edit_line(
        account_id=sale.supplier_id,
        order_id=sale.supplier_order_id,
        line_id=line.supplier_line_id,
        changes=LineChanges(unit_gross=price),
        actor=actor if crossing.account_id == sale.supplier_id else partner_name(crossing),
        origin=Route().through(sale.pk),
    )
    recount(crossing, sale, actor)


def _put_off(crossing: access.Crossing, sale: Sale, line: SaleLine, request: SaleRequest, actor: str) -> None:
    """So many pieces come later: the supplier's order waits for them and gives their reservation back."""
    left = line.quantity - line.cancelled
    later = min(left, request.quantity if request.quantity is not None else left)
    line.backordered, line.expected_at = later, request.date
    line.save(update_fields=["backordered", "expected_at"])
    orders.put_off_pieces(
        account_id=sale.supplier_id,
        order_id=sale.supplier_order_id,
        line_id=line.supplier_line_id,
        backordered=later,
        actor=actor if crossing.account_id == sale.supplier_id else partner_name(crossing),
        origin=Route().through(sale.pk),
    )


def _substitute(crossing: access.Crossing, sale: Sale, line: SaleLine, request: SaleRequest, actor: str) -> None:
    """Another product in place of the line's: the old line ends and a new one stands on both orders.

    The contractor's buyer pays what the old line cost him; the sale the price agreed, else the contractor's price now.
    """
    check_takes_more(crossing)
    product_id = request.product_id or 0
    left = line.quantity - line.cancelled
    given = sharing.price_terms(crossing) if crossing.terms.shares("prices") else None
    offer = offers.offers_of(crossing, [product_id], given).get(product_id)
    if offer is None:
        raise ForwardRefused("no_match", "%(name)s is no longer offered by the supplier", name=str(product_id))
    old = OrderLine.objects.for_account(sale.contractor_id).get(pk=line.contractor_line_id)
    _lock_stock(crossing, [product_id, *([line.supplier_product_id] if line.supplier_product_id else [])])
    wanted = request.quantity if request.quantity is not None else left
    new = ForwardedLine(line_id=old.pk, name=offer.name, attributes=old.attributes, sku="", ean="", quantity=wanted)
    products = {new.line_id: offer}
    check_rules(crossing, [new], products)
    _price_agreed(crossing, new, products, given, request.price)
    actors = {crossing.account_id: actor}
    origin = Route().through(sale.pk)
    set_pieces(crossing, sale, line, 0, actor)
    _, giving = allocate(crossing, [new], products)
    worth = line_amounts(unit_gross=new.unit_gross or ZERO, quantity=new.quantity, rate=new.tax_rate)
    charging.check_growth(crossing, sale, amount=max(ZERO, worth.gross - (line.gross or ZERO)))
    if giving.holds:
        holds.give_way(crossing, giving)
    supplier_line_id = orders.add_line(
        account_id=sale.supplier_id,
        order_id=sale.supplier_order_id,
        line=draft_line(new),
        actor=actors.get(sale.supplier_id, partner_name(crossing)),
        origin=origin,
    )
    new.line_id = orders.add_line(
        account_id=sale.contractor_id,
        order_id=sale.contractor_order_id,
        line=_contractor_line(crossing, old, new, product_id),
        actor=actors.get(sale.contractor_id, partner_name(crossing)),
        origin=origin,
    )
    row = sale_line_row(new, supplier_line_id, has_amounts=sale.amount is not None)
    sale_rows.add_lines(sale_id=sale.pk, supplier_id=sale.supplier_id, contractor_id=sale.contractor_id, lines=[row])
    tell(crossing, sale, "substituted", told(request), actor)
    recount(crossing, sale, actor)


def _lock_stock(crossing: access.Crossing, product_ids: list[int]) -> None:
    """Hold the stock rows of both products in one order, before either moves."""
    goods = load_goods(account_id=crossing.supplier_id, product_ids=product_ids)
    parts = {part.product_id for item in goods.values() for part, _ in item.needs}
    stock.lock_levels(account_id=crossing.supplier_id, pairs=sharing.stock_pairs(crossing, parts))


def _price_agreed(
    crossing: access.Crossing,
    line: ForwardedLine,
    products: dict[int, offers.Offer],
    given: pricing.Terms | None,
    price: Decimal | None,
) -> None:
    if given is not None:
        price_lines(crossing, [line], products, given)
        if price is not None:
            line.unit_gross = to_unit_price(price)
            line.trace = [*line.trace, {"step": "agreed", "amount": str(price)}]


def _contractor_line(crossing: access.Crossing, old: OrderLine, new: ForwardedLine, product_id: int) -> LineDraft:
    """The contractor's line for a substitute: its own linked product, else one of the supplier's live catalog (R24)."""
    goods = new.goods
    draft = LineDraft(
        name=new.name,
        quantity=new.quantity,
        unit_gross=old.unit_gross,
        tax_rate=old.tax_rate,
        warehouse_id=crossing.connection.warehouse_id,
        attributes=old.attributes,
    )
    own_id = offers.linked_product(crossing.contractor_id, crossing.connection_id, product_id)
    if own_id is not None:
        draft.product_id, draft.name = own_id, ""
    elif crossing.connection.warehouse_id is not None and goods is not None:
        draft.storage, draft.storage_id = "warehouse", crossing.connection.warehouse_id
        draft.product_ref = str(goods.parent_id or goods.product_id)
        draft.variant_ref = str(goods.product_id) if goods.parent_id else "0"
    return draft
