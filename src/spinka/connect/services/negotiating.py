"""Line by line agreement on a sale: what either side may do, propose and answer, all or nothing (R14, R15, T2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

from django.db import transaction

from spinka.connect import access
from spinka.connect.models import RequestKind, Sale, SaleLine, SaleRequest
from spinka.connect.services import answers, requests
from spinka.connect.services.order_lines import set_quantity
from spinka.connect.services.sales import CONTRACTOR, SUPPLIER, SoldLine, lock_sale, tell
from spinka.connect.sync import offers
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.money import to_unit_price
from spinka.orders.draft import MOST_PIECES, check_money

Action = Literal["accept", "change", "substitute", "backorder", "refuse", "agree", "decline", "cancel", "withdraw"]
MOST_LINES: Final = 1000
_OF_SUPPLIER: Final = frozenset({"accept", "change", "substitute", "backorder", "refuse", "decline", "withdraw"})
_OF_CONTRACTOR: Final = frozenset({"agree", "change", "cancel", "decline", "withdraw"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAction:
    """What is to be done with a line of a sale, by the caller's own line id, or with a request by its number.

    `quantity` is the pieces the line is to have; of cancel and refuse those that go, of backorder those that come
    later. `price` is gross per piece, `product_id` the supplier's product.
    """

    action: Action
    line_id: int = 0
    request_id: int = 0
    quantity: int | None = None
    price: Decimal | None = None
    date: datetime | None = None
    product_id: int | None = None
    reason: str = ""


@transaction.atomic
def set_sale_lines(*, account_id: int, sale_id: int, lines: Sequence[LineAction], actor: str) -> None:
    """Do every action on an open sale, or none of them.

    The supplier refuses pieces at once until its order is locked, proposes change, substitute and backorder, and
    accepts or declines what the contractor asks; `accept` of a line nobody asked about confirms it. The contractor
    cancels and changes pieces, at once or as a request once the order is locked, and agrees to or declines proposals.
    Raises NotFound, BadParameters for what the side cannot do, Locked, Conflict, and what the change itself raises.
    """
    if len(lines) > MOST_LINES:
        raise BadParameters("parameter lines: at most %(most)s", most=MOST_LINES)
    with access.crossing(account_id=account_id, sale_id=sale_id, need="sale", lock=True) as crossing:
        for item in lines:
            sale = lock_sale(crossing, sale_id)
            if not sale.is_open:
                raise Conflict("The sale is over; its lines can no longer be changed")
            _act(crossing, sale, item, actor)


def _act(crossing: access.Crossing, sale: Sale, item: LineAction, actor: str) -> None:
    side = requests.side_of(crossing)
    if item.action not in (_OF_SUPPLIER if side == SUPPLIER else _OF_CONTRACTOR):
        other = CONTRACTOR if side == SUPPLIER else SUPPLIER
        raise BadParameters("parameter action: %(action)s is for the %(side)s", action=item.action, side=other)
    requests.check_reason(item.reason)
    if item.action in {"accept", "agree", "decline", "withdraw"}:
        _answer(crossing, sale, item, actor)
        return
    line = _own_line(crossing, sale, item.line_id)
    left = line.quantity - line.cancelled
    _check_numbers(item, left)
    sold = SoldLine(sale.pk, line.pk, side)
    account_id = crossing.account_id
    if item.action in {"refuse", "cancel"}:
        fewer = left if item.quantity is None else item.quantity
        set_quantity(account_id=account_id, sold=sold, quantity=left - fewer, actor=actor, reason=item.reason)
    elif side == CONTRACTOR:
        if item.quantity is None or item.price is not None:
            raise BadParameters("parameter quantity: the contractor changes the number of pieces only")
        set_quantity(account_id=account_id, sold=sold, quantity=item.quantity, actor=actor, reason=item.reason)
    else:
        _propose(crossing, sale, line, item, actor)


def _check_numbers(item: LineAction, left: int) -> None:
    if item.quantity is not None:
        most = left if item.action in {"refuse", "cancel", "backorder"} else MOST_PIECES
        least = 1 if item.action in {"refuse", "cancel", "backorder", "substitute"} else 0
        if not least <= item.quantity <= most:
            raise BadParameters("parameter quantity: %(least)s to %(most)s", least=least, most=most)
    if item.price is not None:
        check_money("price", item.price)
    if item.date is not None and item.date < clock.now():
        raise BadParameters("parameter date: a moment that is still to come")


def _own_line(crossing: access.Crossing, sale: Sale, line_id: int) -> SaleLine:
    """An open line of the sale by the caller's own line id, held. Raises NotFound."""
    column = "supplier_line_id" if crossing.account_id == sale.supplier_id else "contractor_line_id"
    rows = SaleLine.objects.for_account(crossing.account_id).select_for_update(of=("self",))
    line = rows.filter(sale=sale, is_open=True, **{column: line_id}).first() if 0 < line_id < 2**63 else None
    if line is None:
        raise NotFound("There is no open line %(id)s in the sale", id=line_id)
    return line


def _answer(crossing: access.Crossing, sale: Sale, item: LineAction, actor: str) -> None:
    request: SaleRequest | None
    if item.request_id:
        request, line = requests.find_request(crossing, sale, item.request_id), None
    else:
        line = _own_line(crossing, sale, item.line_id)
        request = requests.open_request(crossing, sale, line)
    if request is None:
        if item.action == "accept" and line is not None:
            tell(crossing, sale, "line_confirmed", {"line_id": line.pk}, actor)
            requests.touch(sale)
            return
        raise NotFound("Nothing is asked about line %(id)s", id=item.line_id)
    if item.action == "withdraw":
        requests.withdraw(crossing, sale, request, actor)
    elif item.action == "decline":
        requests.decline(crossing, sale, request, actor, item.reason)
    else:
        answers.accept(crossing, sale, request, actor, item.reason)


def _propose(crossing: access.Crossing, sale: Sale, line: SaleLine, item: LineAction, actor: str) -> None:
    """A supplier's proposal: nothing changes until the contractor agrees."""
    price = None if item.price is None else to_unit_price(item.price)
    if price is not None and line.unit_gross is None:
        raise BadParameters("parameter price: the sale has no prices")
    left = line.quantity - line.cancelled
    if item.action == "change":
        quantity = None if item.quantity == left else item.quantity
        if quantity is None and (price is None or price == line.unit_gross) and item.date is None:
            raise BadParameters("parameter quantity, price or date: nothing would change")
        kind, product_id = RequestKind.CHANGE, None
    elif item.action == "backorder":
        kind, quantity, price, product_id = RequestKind.BACKORDER, item.quantity or left, None, None
    else:
        kind, quantity, product_id = RequestKind.SUBSTITUTE, item.quantity or left, item.product_id or 0
        if product_id not in offers.offers_of(crossing, [product_id], None):
            raise NotFound("There is no product %(id)s", id=product_id)
    requests.ask(
        crossing,
        sale,
        kind=kind,
        line=line,
        quantity=quantity,
        price=price,
        date=item.date,
        product_id=product_id,
        reason=item.reason,
        actor=actor,
    )
