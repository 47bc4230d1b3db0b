"""Everything an order's page shows: lines with their stock, the exchange, parcels, histories, notices."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext, ngettext

from spinka.connect import order_reads, sale_reads
from spinka.connect.sale_reads import OrderSale
from spinka.core.money import to_cents
from spinka.orders import queries
from spinka.orders.figures import missing_pieces
from spinka.orders.models import Allocation, Order, OrderLine, OrderPayment, StatusType
from spinka.orders.totals import from_cents
from spinka.panel.cells import WITHHELD, Withheld
from spinka.panel.components import Chip, Event, Label, Step, payment_chip, route
from spinka.panel.http import PanelRequest, may
from spinka.panel.orders.reasons import Refusal, refusal_of
from spinka.panel.orders.requests import RequestView, draw_requests
from spinka.panel.orders.words import TRACKING, courier_name, history_text, journal_text, source_name
from spinka.shipments import parcel_reads
from spinka.shipments import queries as shipments
from spinka.shipments.models import Package

MOST_NOTICES: Final = 3
OPEN_TYPES: Final = frozenset({StatusType.OTHER, StatusType.UNPAID, StatusType.IN_PROGRESS})
Money = Decimal | Withheld | None


@dataclass(frozen=True, slots=True)
class LineView:
    """A line with what it holds and where it went."""

    line: OrderLine
    price: Money
    value: Money
    purchase: Money
    has_purchase: bool
    stock: Chip | None
    stock_note: str
    sale: Chip | None
    is_sold: bool = False


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel with its state and whether it has a label."""

    parcel: Package
    courier: Label
    chip: Chip
    has_label: bool


@dataclass(frozen=True, slots=True)
class SaleView:
    """A sale as the Connect box shows it."""

    sale: OrderSale
    amount: Money
    contractor_total: Money
    delivery_price: Money
    steps: list[Step]
    events: list[Event]
    parcels: list[ParcelView]
    reason: str
    charged_note: str
    requests: list[RequestView] = field(default_factory=list)


@dataclass(slots=True)
class Exchange:
    """The Connect box: sales, refusals, and what could still be forwarded."""

    sales: list[SaleView] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    open_lines: int = 0
    is_contractor: bool = False
    is_received: bool = False
    hides_prices: bool = False
    may_forward: bool = False

    @property
    def refused(self) -> int:
        """Refusals that the heading counts: of suppliers and of forwarding."""
        return sum(1 for view in self.sales if view.sale.state == "refused") + len(self.refusals)

    @property
    def asked(self) -> int:
        """Changes that wait for the reader's answer."""
        return sum(1 for view in self.sales for item in view.requests if item.may_answer)

    @property
    def is_shown(self) -> bool:
        """Whether the order has anything to do with the exchange."""
        return bool(self.sales or self.refusals or self.open_lines or self.is_contractor)

    @property
    def poll_seconds(self) -> int:
        """How often an open page asks for news: often while a sale is on its way."""
        return 3 if any(view.sale.is_open and view.sale.state != "delivered" for view in self.sales) else 15

    @property
    def is_again(self) -> bool:
        """Whether something was forwarded or refused before."""
        return bool(self.sales or self.refusals)


@dataclass(frozen=True, slots=True)
class Totals:
    """Amounts under the lines."""

    lines: Money
    delivery: Money
    total: Money
    paid: Money
    left: Money
    purchase: Money
    has_purchase: bool


@dataclass(slots=True)
class OrderPage:
    """An order as its page shows it."""

    order: Order
    source: str
    lines: list[LineView]
    totals: Totals
    payment: Chip
    exchange: Exchange
    parcels: list[ParcelView]
    journal: list[Event]
    payments: list[OrderPayment]
    short: int
    extra_fields: list[tuple[str, str]]
    sees_prices: bool


def read_exchange(request: PanelRequest, order: Order) -> Exchange:
    """The Connect box of an order."""
    account_id = request.account_id
    sales = sale_reads.sales_page(account_id=account_id, order_id=order.pk)
    forwarding = order_reads.forwarding_of(account_id=account_id, order_ids=[order.pk])[order.pk]
    is_open = order.status.type in OPEN_TYPES
    may_act = may(request, "connect:write")
    parcels = read_parcels(account_id, order.pk)
    of_sale = {parcel.package_id: sale.sale_id for sale in sales for parcel in sale.packages}
    sees_prices = may(request, "prices:read")
    names = line_names(account_id, order.pk) if any(sale.requests for sale in sales) else {}
    return Exchange(
        sales=[
            draw_sale(
                sale,
                draw_requests(request, sale, names, sees_prices=sees_prices),
                [view for view in parcels if view.parcel.is_partner and of_sale.get(view.parcel.pk) == sale.sale_id],
                sees_prices=sees_prices,
            )
            for sale in sales
        ],
        refusals=[refusal_of(attempt, may_mend=may_act, sees_amounts=sees_prices) for attempt in forwarding.attempts]
        if is_open
        else [],
        open_lines=forwarding.open_lines if is_open else 0,
        is_contractor=order_reads.is_contractor(account_id=account_id),
        is_received=any(sale.is_supplier for sale in sales),
        hides_prices=any(sale.hide_prices for sale in sales if not sale.is_supplier),
        may_forward=may_act and is_open and bool(forwarding.open_lines or forwarding.attempts),
    )


def line_names(account_id: int, order_id: int) -> dict[int, str]:
    """Names of an order's lines by their numbers."""
    return {line.pk: line.name for line in queries.lines_of(account_id=account_id, order_id=order_id)}


def draw_sale(
    sale: OrderSale, requests: list[RequestView], parcels: list[ParcelView], *, sees_prices: bool
) -> SaleView:
    """A sale with its route, history and amounts the reader may see."""
    times = {entry.name: entry.at for entry in sale.history}
    times["new"] = sale.created_at
    events = []
    for entry in reversed(sale.history):
        text, note = history_text(entry)
        events.append(Event(at=entry.at, text=text, note=note, is_ours=entry.is_ours))
    if sale.is_supplier:
        total: Money = WITHHELD if sale.hide_prices else sale.contractor_total
    else:
        total = None
    note = ""
    if sale.charged:
        note = gettext("From trade credit")
    elif sale.is_unpaid:
        note = gettext("Over the credit limit, unpaid")
    return SaleView(
        sale=sale,
        amount=sale.amount if sees_prices else WITHHELD,
        contractor_total=total if sees_prices else WITHHELD,
        delivery_price=sale.delivery_price if sees_prices and sale.amount and not sale.is_supplier else None,
        steps=route(sale.state, times),
        events=events,
        parcels=parcels,
        reason=gettext(sale.reason) if sale.reason else "",
        charged_note=note,
        requests=requests,
    )


def read_parcels(account_id: int, order_id: int) -> list[ParcelView]:
    """Parcels of an order, newest last."""
    found = list(shipments.packages_of(account_id=account_id, order_id=order_id))
    labelled = parcel_reads.labelled(account_id=account_id, package_ids=[parcel.pk for parcel in found])
    return [
        ParcelView(
            parcel=parcel,
            courier=courier_name(parcel.courier_code, parcel.courier_name),
            chip=TRACKING.get(parcel.tracking_status, TRACKING[0]),
            has_label=parcel.pk in labelled,
        )
        for parcel in found
    ]


def read_order(request: PanelRequest, order_id: int) -> OrderPage:
    """The whole page. Raises NotFound."""
    account_id = request.account_id
    order = queries.get_order(account_id=account_id, order_id=order_id)
    lines = queries.lines_of(account_id=account_id, order_id=order_id)
    holds: dict[int, list[Allocation]] = defaultdict(list)
    for hold in queries.allocations_of(account_id=account_id, order_id=order_id):
        holds[hold.line_id].append(hold)
    exchange = read_exchange(request, order)
    sees_prices = may(request, "prices:read")
    missing = missing_pieces(account_id=account_id, order_id=order_id)
    drawn = [
        draw_line(line, holds[line.pk], exchange, sees_prices=sees_prices, missing=missing.get(line.pk, 0))
        for line in lines
    ]
    total = from_cents(order.total_cents)
    names = {row.pk: row.name for row in queries.statuses(account_id)}
    fields = {str(row.pk): row.name for row in queries.extra_fields(account_id)}
    in_sales = {view.parcel.pk for sale in exchange.sales for view in sale.parcels}
    return OrderPage(
        order=order,
        source=source_name(order, queries.personal_sources(account_id)),
        lines=drawn,
        totals=draw_totals(order, total, lines, exchange, sees_prices=sees_prices),
        payment=payment_chip(order.paid, total),
        exchange=exchange,
        parcels=[view for view in read_parcels(account_id, order_id) if view.parcel.pk not in in_sales],
        journal=read_journal(account_id, order_id, names),
        payments=queries.payments_of(account_id=account_id, order_id=order_id) if sees_prices else [],
        short=sum(1 for line in lines if line.backordered),
        extra_fields=[(fields[key], str(value)) for key, value in order.extra_fields.items() if key in fields],
        sees_prices=sees_prices,
    )


def read_surroundings(account_id: int, order: Order) -> dict[str, object]:
    """What changes with the exchange outside its box: the payment's chip, short lines, the journal."""
    lines = queries.lines_of(account_id=account_id, order_id=order.pk)
    names = {row.pk: row.name for row in queries.statuses(account_id)}
    return {
        "payment": payment_chip(order.paid, from_cents(order.total_cents)),
        "short": sum(1 for line in lines if line.backordered),
        "journal": read_journal(account_id, order.pk, names),
    }


def read_journal(account_id: int, order_id: int, statuses: dict[int, str]) -> list[Event]:
    """The order's journal in words, newest first."""
    events = []
    for entry in reversed(queries.journal_of_order(account_id=account_id, order_id=order_id)):
        text, note = journal_text(entry, statuses)
        events.append(Event(at=entry.created_at, text=text, note=" · ".join(filter(None, (note, entry.actor)))))
    return events


def draw_line(
    line: OrderLine, holds: list[Allocation], exchange: Exchange, *, sees_prices: bool, missing: int = 0
) -> LineView:
    """A line with its price, what it holds and the sale it stands in."""
    sold = None
    purchase: Money = None
    for view in exchange.sales:
        for part in view.sale.lines:
            if part.line_id == line.pk and part.is_open:
                sold, purchase = view, part.unit_gross
    chip, note = stock_state(line, holds, is_sold=sold is not None, missing=missing)
    received = exchange.is_received
    return LineView(
        line=line,
        price=line.unit_gross if sees_prices else WITHHELD,
        value=to_cents(line.unit_gross * line.quantity) if sees_prices else WITHHELD,
        purchase=(purchase if sees_prices else WITHHELD) if sold and not received else None,
        has_purchase=sold is not None and not received,
        stock=chip,
        stock_note=note,
        sale=None if received else _sale_chip(line, sold, exchange),
        is_sold=sold is not None,
    )


def _sale_chip(line: OrderLine, sold: SaleView | None, exchange: Exchange) -> Chip | None:
    if sold is not None:
        return Chip("sent", sold.sale.partner)
    refused = {refusal.attempt.details.get("line_id") for refusal in exchange.refusals}
    if line.pk in refused:
        return Chip("bad", gettext("Not forwarded"))
    return None


def stock_state(
    line: OrderLine, holds: list[Allocation], *, is_sold: bool, missing: int = 0
) -> tuple[Chip | None, str]:
    """Where the pieces of a line come from; nothing for text lines and services."""
    places = ", ".join(dict.fromkeys(hold.warehouse.name for hold in holds))
    if line.backordered:
        have = line.quantity - line.backordered
        note = gettext("%(have)s of %(wanted)s pcs") % {"have": have, "wanted": line.quantity}
        return Chip("bad", gettext("Short"), "alert-triangle"), note
    if line.warehouse is not None and line.warehouse.kind == "blconnect":
        return (None if is_sold else Chip("wait", gettext("At the supplier"))), line.warehouse.name
    if not holds:
        return None, ""
    if missing:
        words = ngettext("%(count)s pc missing", "%(count)s pcs missing", missing) % {"count": missing}
        return Chip("bad", words, "alert-triangle"), places
    if all(hold.is_taken for hold in holds):
        return Chip("ok", gettext("Taken from stock")), places
    return Chip("work", gettext("Reserved")), places


def draw_totals(
    order: Order, total: Decimal, lines: list[OrderLine], exchange: Exchange, *, sees_prices: bool
) -> Totals:
    """Amounts under the lines; purchase is what open sales cost the contractor."""
    own = [view.sale for view in exchange.sales if not view.sale.is_supplier and view.sale.is_open]
    goods = sum((to_cents(line.unit_gross * line.quantity) for line in lines), Decimal(0))
    bought = sum((sale.amount for sale in own if sale.amount is not None), Decimal(0))
    if not sees_prices:
        return Totals(WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, bool(own))
    left = max(Decimal(0), total - order.paid)
    return Totals(goods, order.delivery_price, total, order.paid, left, bought, bool(own))
