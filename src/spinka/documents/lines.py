"""Lines of a document to be and their sums (R19)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from spinka.core.errors import BadParameters
from spinka.core.money import REVERSE_CHARGE, LineAmounts, line_amounts, to_cents, to_unit_price
from spinka.documents.drafts import ItemChange
from spinka.documents.models import DocumentLine
from spinka.orders.models import Order, OrderLine

ZERO = Decimal("0.00")
MOST_LINES = 2000
MOST_TOTAL = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Line:
    """One line before it is written; amounts follow from unit price, quantity and rate."""

    name: str
    quantity: int
    unit_gross: Decimal
    tax_rate: Decimal
    sku: str = ""
    ean: str = ""
    order_line_id: int = 0
    is_shipment: bool = False

    @property
    def amounts(self) -> LineAmounts:
        """Gross, VAT and net of the line."""
        return line_amounts(unit_gross=self.unit_gross, quantity=self.quantity, rate=self.tax_rate)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of lines."""

    gross: Decimal
    net: Decimal
    vat: Decimal


def totals_of(lines: Iterable[Line]) -> Totals:
    """Totals are sums of lines, never of prices (R19). Raises BadParameters beyond what a document holds."""
    gross = net = vat = ZERO
    for line in lines:
        amounts = line.amounts
        gross, net, vat = gross + amounts.gross, net + amounts.net, vat + amounts.vat
    if gross >= MOST_TOTAL:
        raise BadParameters("parameter item_price_brutto: the document's total is beyond %(most)s", most=MOST_TOTAL)
    return Totals(gross, net, vat)


def is_reverse_charged(lines: Iterable[Line]) -> bool:
    """Whether the buyer settles the VAT of a line, which the document has to say."""
    return any(line.tax_rate == REVERSE_CHARGE for line in lines)


def lines_of_order(
    order: Order, rows: Sequence[OrderLine], *, rate: Decimal | None, delivery_name: str, with_delivery: bool = True
) -> list[Line]:
    """The order's lines with pieces in them, and the delivery where it costs something.

    `rate` replaces every line's own. The delivery is taxed as the goods are, with several rates as the highest (R17).
    """
    found = [
        Line(
            name=row.name,
            quantity=row.quantity,
            unit_gross=row.unit_gross,
            tax_rate=row.tax_rate if rate is None else rate,
            sku=row.sku,
            ean=row.ean,
            order_line_id=row.pk,
        )
        for row in rows
        if row.quantity > 0
    ]
    if with_delivery and order.delivery_price > 0:
        highest = max((line.tax_rate for line in found), default=ZERO if rate is None else rate)
        found.append(
            Line(
                name=order.delivery_method or delivery_name,
                quantity=1,
                unit_gross=order.delivery_price,
                tax_rate=highest,
                is_shipment=True,
            )
        )
    return found


def lines_of_document(rows: Iterable[DocumentLine]) -> list[Line]:
    """Written lines as they would be written again."""
    return [
        Line(
            name=row.name,
            quantity=row.quantity,
            unit_gross=row.unit_gross,
            tax_rate=row.tax_rate,
            sku=row.sku,
            ean=row.ean,
            order_line_id=row.order_line_id,
            is_shipment=row.is_shipment,
        )
        for row in rows
    ]


def corrected(before: Sequence[Line], changes: Sequence[ItemChange]) -> list[Line]:
    """The lines after a correction: a change replaces the named fields of its line, other lines stay.

    A line is found by the order's line, else by a name only one line without an order's line has (the delivery); a
    change that finds none is a new line. A quantity of 0 takes a line back. Raises BadParameters for two changes of
    one line and for too many lines.
    """
    after = list(before)
    touched: set[int] = set()
    for change in changes:
        place = _place(before, change)
        if place is None:
            after.append(
                Line(
                    name=change.name or "",
                    quantity=1 if change.quantity is None else change.quantity,
                    unit_gross=to_unit_price(change.unit_gross or ZERO),
                    tax_rate=to_cents(change.tax_rate or ZERO),
                    sku=change.sku or "",
                    ean=change.ean or "",
                    order_line_id=change.order_line_id,
                )
            )
            continue
        if place in touched:
            raise BadParameters("parameter items: line %(name)s is named twice", name=before[place].name)
        touched.add(place)
        line = before[place]
        after[place] = replace(
            line,
            name=line.name if change.name is None else change.name,
            sku=line.sku if change.sku is None else change.sku,
            ean=line.ean if change.ean is None else change.ean,
            quantity=line.quantity if change.quantity is None else change.quantity,
            unit_gross=line.unit_gross if change.unit_gross is None else to_unit_price(change.unit_gross),
            tax_rate=line.tax_rate if change.tax_rate is None else to_cents(change.tax_rate),
        )
    if len(after) > MOST_LINES:
        raise BadParameters("parameter items: at most %(most)s lines", most=MOST_LINES)
    return after


def taken_back(before: Sequence[Line], returned: Mapping[int, int]) -> list[Line]:
    """The lines without returned pieces (by order line), none below 0."""
    left = dict(returned)
    after = []
    for line in before:
        pieces = min(left.get(line.order_line_id, 0), line.quantity) if line.order_line_id else 0
        if pieces > 0:
            left[line.order_line_id] -= pieces
        after.append(replace(line, quantity=line.quantity - pieces) if pieces > 0 else line)
    return after


def _place(lines: Sequence[Line], change: ItemChange) -> int | None:
    if change.order_line_id:
        places = [place for place, line in enumerate(lines) if line.order_line_id == change.order_line_id]
    else:
        places = [place for place, line in enumerate(lines) if not line.order_line_id and line.name == change.name]
    return places[0] if len(places) == 1 else None
