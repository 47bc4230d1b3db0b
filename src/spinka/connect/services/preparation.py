"""Everything a forward must pass before anything is written: lines, rules, prices, stock, minimum (R2, R9, R18, R20, R34)."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from spinka.catalog import pricing
from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.connect.matching import Matching
from spinka.connect.services import holds
from spinka.connect.sync import offers
from spinka.connect.sync.contractor_orders import ReadLine
from spinka.connect.sync.offers import Offer
from spinka.connect.sync.orders import ForwardedLine, ForwardRefused, allowed_quantity, share_out, supplier_draft
from spinka.core import clock
from spinka.core.money import LineAmounts, line_amounts
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.orders.goods import Goods, load_goods
from spinka.orders.models import StatusType

ZERO = Decimal("0.00")


@dataclass(slots=True)
class Prepared:
    """A forward that passed: the supplier's order to be, its lines, and what the sale is worth."""

    draft: OrderDraft
    lines: list[ForwardedLine]
    currency: str
    amount: Decimal | None = None
    net: Decimal | None = None
    vat: Decimal | None = None
    skipped: list[int] = field(default_factory=list)
    released: list[int] = field(default_factory=list)
    rounded: dict[int, int] = field(default_factory=dict)
    goods: dict[int, Goods] = field(default_factory=dict)
    giving_way: holds.GivingWay = field(default_factory=holds.GivingWay)

    @property
    def ordered(self) -> dict[int, int]:
        """Pieces of the supplier's products the order gets, without those it waits for."""
        pieces: dict[int, int] = {}
        for line in self.lines:
            if line.goods is not None:
                product_id = line.goods.product_id
                pieces[product_id] = pieces.get(product_id, 0) + line.quantity - line.backordered
        return pieces

    def sale_lines(self, line_ids: list[int]) -> list[dict[str, Any]]:
        """The sale's lines for the supplier's new line ids, in order."""
        return [
            sale_line_row(line, supplier_line_id, has_amounts=self.amount is not None)
            for line, supplier_line_id in zip(self.lines, line_ids, strict=True)
        ]


def sale_line_row(line: ForwardedLine, supplier_line_id: int, *, has_amounts: bool) -> dict[str, Any]:
    """A line of a sale to write; without amounts where the sale has none (R20)."""
    worth = _worth(line) if has_amounts else None
    return {
        "contractor_line_id": line.line_id,
        "supplier_line_id": supplier_line_id,
        "supplier_product_id": line.goods.product_id if line.goods is not None else None,
        "quantity": line.quantity,
        "unit_gross": line.unit_gross if worth is not None else None,
        "tax_rate": line.tax_rate,
        "gross": worth.gross if worth is not None else None,
        "net": worth.net if worth is not None else None,
        "vat": worth.vat if worth is not None else None,
        "price_trace": line.trace,
    }


def _worth(line: ForwardedLine) -> LineAmounts:
    return line_amounts(unit_gross=line.unit_gross or ZERO, quantity=line.quantity, rate=line.tax_rate)


def prepare(
    crossing: Crossing,
    *,
    order: dict[str, Any],
    status_type: int,
    lines: list[ReadLine],
    found: Matching,
    is_whole: bool,
    is_automatic: bool,
    unmatched: str | None = None,
    is_joining: bool = False,
) -> Prepared:
    """Check the order against everything this connection asks for. Raises ForwardRefused; writes nothing.

    `unmatched` is what a person chose for lines that match nobody, in place of the setting (R9). With `is_joining` the
    lines go to a sale there is: its delivery price stays and the supplier's minimum was held already.
    """
    _check_order(crossing, order, status_type)
    matches = found.of_connection(crossing.connection_id)
    open_lines = [line for line in lines if not line.is_sold and line.quantity > 0]
    texts, skipped = _unmatched(
        crossing, open_lines, found, is_whole, unmatched or crossing.contractor_terms.unmatched_lines
    )
    given = sharing.price_terms(crossing) if crossing.terms.shares("prices") else None
    offered = offers.offers_of(crossing, [match.supplier_product_id for match in matches.values()], given)
    chosen = [
        ForwardedLine(
            line_id=line.line_id,
            name=line.name,
            attributes=line.attributes,
            sku=line.sku,
            ean=line.ean,
            quantity=line.quantity,
            tax_rate=line.tax_rate,
        )
        for line in open_lines
        if line.line_id in matches or line.line_id in texts
    ]
    for line in chosen:
        match = matches.get(line.line_id)
        if match is not None and match.supplier_product_id not in offered:
            raise ForwardRefused("no_match", "%(name)s is no longer offered by the supplier", name=line.name)
    products = {
        line.line_id: offered[matches[line.line_id].supplier_product_id] for line in chosen if line.line_id in matches
    }
    check_rules(crossing, chosen, products)
    currency = str(order["currency"])
    if given is not None:
        currency = given.currency
        price_lines(crossing, chosen, products, given)
        if is_automatic:
            _guard_rise(crossing, chosen, products)
    goods, giving_way = allocate(crossing, chosen, products)
    draft = supplier_draft(
        order,
        contractor=crossing.contractor,
        own=crossing.contractor_terms,
        terms=crossing.terms,
        integration_id=crossing.integration.pk,
        integration_name=crossing.integration.name,
    )
    draft.currency = currency
    asked = {line.line_id: line.quantity for line in open_lines}
    prepared = Prepared(
        draft=draft, lines=chosen, currency=currency, skipped=skipped, goods=goods, giving_way=giving_way
    )
    _total(crossing, prepared, is_joining=is_joining)
    draft.lines = [draft_line(line) for line in chosen]
    prepared.rounded = {line.line_id: line.quantity for line in chosen if line.quantity != asked[line.line_id]}
    live = crossing.connection.warehouse_id
    prepared.released = [
        line.line_id
        for line in open_lines
        if line.line_id in matches and (line.is_reserved or line.warehouse_id != live)
    ]
    return prepared


def _check_order(crossing: Crossing, order: dict[str, Any], status_type: int) -> None:
    if not crossing.terms.accept_orders:
        raise ForwardRefused("state", "%(supplier)s does not take orders", supplier=crossing.connection.supplier_name)
    if crossing.supplier_id in order["chain"] or crossing.supplier_id == crossing.contractor_id:
        raise ForwardRefused(
            "loop", "The order came from %(supplier)s already", supplier=crossing.connection.supplier_name
        )
    if status_type == StatusType.CANCELLED:
        raise ForwardRefused("state", "The order is cancelled")
    if order["is_cod"] and not crossing.contractor_terms.send_cod:
        raise ForwardRefused("cod", "The order is cash on delivery and this connection does not send such orders")


def _unmatched(
    crossing: Crossing, lines: list[ReadLine], found: Matching, is_whole: bool, mode: str
) -> tuple[set[int], list[int]]:
    """Lines that travel as text and lines left out (R9)."""
    has_matches = bool(found.of_connection(crossing.connection_id))
    own = [line for line in lines if line.line_id in set(found.unmatched)]
    others = [line.line_id for line in lines if line.line_id in found.matches]
    others = [line_id for line_id in others if found.matches[line_id].connection_id != crossing.connection_id]
    is_fulfilment = not crossing.terms.share_products
    if not has_matches and not is_fulfilment:
        raise ForwardRefused(
            "no_match",
            "No line of the order matches a product of %(supplier)s",
            supplier=crossing.connection.supplier_name,
        )
    if own and mode == "refuse":
        raise ForwardRefused(
            "unmatched_line",
            "%(count)s of %(total)s lines are not linked: %(names)s",
            count=len(own),
            total=len(lines),
            names=", ".join(line.name for line in own[:3]),
        )
    if is_fulfilment and not has_matches and not own:
        raise ForwardRefused(
            "no_match", "The order has no line for %(supplier)s", supplier=crossing.connection.supplier_name
        )
    if (mode == "text" and is_whole) or (is_fulfilment and not has_matches):
        return {line.line_id for line in own}, others
    return set(), sorted([*others, *(line.line_id for line in own)])


def check_rules(crossing: Crossing, lines: list[ForwardedLine], products: dict[int, Offer]) -> None:
    """Hold the supplier's rules of quantity, rounding up where the contractor lets it (R34). Raises ForwardRefused."""
    moment = clock.now()
    for line in lines:
        offer = products.get(line.line_id)
        if offer is not None:
            line.quantity = allowed_quantity(
                line, offer.rule, round_up=crossing.contractor_terms.round_up_quantities, now=moment
            )


def price_lines(
    crossing: Crossing, lines: list[ForwardedLine], products: dict[int, Offer], given: pricing.Terms
) -> None:
    """Freeze every line's price with its trace (R18, R19)."""
    for line in lines:
        offer = products.get(line.line_id)
        if offer is None:
            line.unit_gross = ZERO
            continue
        found = (
            pricing.explain(
                offer.priced,
                given,
                tax_rate=offer.tax_rate,
                mode=crossing.terms.vat_mode,
                quantity=line.quantity,
            )
            if offer.priced is not None
            else None
        )
        if found is None or found.price is None:
            raise ForwardRefused("no_price", "%(name)s has no price at the supplier", name=line.name)
        line.unit_gross, line.tax_rate, line.trace = found.price.gross, found.price.rate, found.trace


def _guard_rise(crossing: Crossing, lines: list[ForwardedLine], products: dict[int, Offer]) -> None:
    """An automatic forward waits when a price rose by more than the contractor allows since its last sale (R18)."""
    most = crossing.contractor_terms.max_price_rise_percent
    if most is None:
        return
    ids = [offer.product_id for offer in products.values()]
    earlier = offers.earlier_prices(crossing.connection_id, crossing.contractor_id, ids)
    for line in lines:
        offer = products.get(line.line_id)
        last = earlier.get(offer.product_id) if offer is not None else None
        if last and line.unit_gross is not None and line.unit_gross > last * (100 + most) / 100:
            raise ForwardRefused(
                "no_price",
                "The price of %(name)s rose from %(last)s to %(now)s",
                is_waiting=True,
                name=line.name,
                last=last,
                now=line.unit_gross,
            )


def allocate(
    crossing: Crossing, lines: list[ForwardedLine], products: dict[int, Offer]
) -> tuple[dict[int, Goods], holds.GivingWay]:
    """Lock the stock of the lines' goods, compare with what is shown, and give every line its pieces (R2, R3).

    Gives the goods, and the contractor's holds that give way; the rows of all pieces stay locked.
    """
    if not products:
        return {}, holds.GivingWay()
    ids = [offer.product_id for offer in products.values()]
    goods = load_goods(account_id=crossing.supplier_id, product_ids=ids)
    needed: set[int] = set()
    for line in lines:
        offer = products.get(line.line_id)
        if offer is not None:
            line.goods = goods[offer.product_id]
            needed.update(part.product_id for part, _ in line.goods.needs)
    warehouse_ids = sharing.warehouse_ids(crossing)
    levels, giving_way = holds.lock_stock(crossing, product_ids=needed)
    is_shared = crossing.terms.shares("stock")
    mode = crossing.terms.stock_on_shortage
    shown = (
        sharing.shown_stock(crossing.connection_id, sorted({*needed, *ids})) if is_shared and mode != "accept" else {}
    )
    share_out(
        lines=lines, levels=levels, shown=shown, warehouse_ids=warehouse_ids, on_shortage=mode, is_shared=is_shared
    )
    return goods, giving_way


def _total(crossing: Crossing, prepared: Prepared, *, is_joining: bool) -> None:
    """Sum the lines, add the delivery fee, hold the supplier's minimum (R17, R19, R20)."""
    if not crossing.terms.shares("prices"):
        return
    worth = [_worth(line) for line in prepared.lines]
    goods = sum((line.gross for line in worth), ZERO)
    least = crossing.terms.min_order_value
    if goods < least and not is_joining:
        raise ForwardRefused(
            "minimum",
            "%(supplier)s takes orders from %(least)s %(currency)s; this one is worth %(amount)s",
            supplier=crossing.connection.supplier_name,
            least=least,
            currency=prepared.currency,
            amount=goods,
        )
    fee = ZERO if is_joining else crossing.terms.delivery_price(goods)
    prepared.draft.delivery_price = fee
    # The delivery is taxed as the goods are; with several rates as the highest of them.
    delivery = line_amounts(
        unit_gross=fee, quantity=1, rate=max((line.tax_rate for line in prepared.lines), default=ZERO)
    )
    prepared.amount = goods + delivery.gross
    prepared.net = sum((line.net for line in worth), ZERO) + delivery.net
    prepared.vat = sum((line.vat for line in worth), ZERO) + delivery.vat


def draft_line(line: ForwardedLine) -> LineDraft:
    """The supplier's line: its own product with the sale's price, or plain text at 0.00 (R9, R17)."""
    goods = line.goods
    if goods is None:
        return LineDraft(
            name=line.name,
            attributes=line.attributes,
            sku=line.sku,
            ean=line.ean,
            unit_gross=ZERO,
            tax_rate=line.tax_rate,
            quantity=line.quantity,
            weight=ZERO,
            pieces=(),
        )
    return LineDraft(
        product_id=goods.product_id,
        product_ref=str(goods.parent_id or goods.product_id),
        variant_ref=str(goods.product_id) if goods.parent_id else "0",
        attributes=line.attributes,
        unit_gross=line.unit_gross or ZERO,
        tax_rate=line.tax_rate if line.unit_gross is not None else None,
        quantity=line.quantity,
        backordered=line.backordered,
        pieces=line.pieces,
    )
