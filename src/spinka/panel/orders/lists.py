"""The list of orders: what its address asks for, its views and its rows."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Exists, F, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import order_reads
from spinka.connect import queries as connect
from spinka.connect.order_reads import Forwarding
from spinka.orders import queries
from spinka.orders.figures import short_lines
from spinka.orders.finding import find_orders
from spinka.orders.models import Order, OrderStatus, StatusType
from spinka.orders.totals import from_cents, in_cents
from spinka.panel.cells import WITHHELD, Withheld
from spinka.panel.components import SALE_STATES, Chip, Label, payment_chip
from spinka.panel.http import PanelRequest, may
from spinka.panel.listing import Listing, listing, sort_order, views, with_parameters
from spinka.panel.orders.reasons import reason_text
from spinka.panel.orders.words import REASONS, buyer_name, source_name

SORTS: Final = {"number": ("pk",), "date": ("date_add", "pk"), "total": ("total_cents", "pk")}
DEFAULT_SORT: Final = "-date"
PAID: Final = {"yes": _("Paid"), "part": _("Paid in part"), "no": _("Not paid")}
FORWARDED: Final = {"yes": _("Forwarded"), "no": _("Not forwarded")}
OPEN_TYPES: Final = (StatusType.OTHER, StatusType.UNPAID, StatusType.IN_PROGRESS)
MOST_VIEWS: Final = 7
ID_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class State:
    """What the exchange did with an order, in one chip with the partner's name or the reason beside it."""

    chip: Chip
    note: Label = ""
    since: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Orders that wait with one reason, in words, with the address that shows them."""

    code: str
    label: Label
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A row of the list."""

    order: Order
    buyer: str
    recipient: str
    source: str
    total: Decimal | Withheld
    payment: Chip
    states: list[State]
    may_forward: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of the filter form."""

    name: str
    label: Label
    value: str
    choices: list[tuple[str, Label]] = field(default_factory=list)

    @property
    def shown(self) -> Label:
        """The chosen value in words."""
        return dict(self.choices).get(self.value, self.value)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= ID_DIGITS else None


def _day(text: str, *, is_end: bool = False) -> datetime | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    if day is None:
        return None
    try:
        moment = datetime.combine(day, time.min)
        return timezone.make_aware(moment + timedelta(days=1) if is_end else moment)
    except OverflowError:
        return None


@dataclass(slots=True)
class OrderList:
    """The list as one address asks for it."""

    request: PanelRequest
    statuses: list[OrderStatus]
    is_contractor: bool
    partners: dict[int, str]
    personal: dict[int, str]

    @classmethod
    def of(cls, request: PanelRequest) -> "OrderList":
        """Read what filters and views need."""
        account_id = request.account_id
        rows = [*connect.contractors(account_id=account_id), *connect.connected_integrations(account_id=account_id)]
        return cls(
            request=request,
            statuses=queries.statuses(account_id),
            is_contractor=order_reads.is_contractor(account_id=account_id),
            partners={row.connection_id: row.partner_name for row in rows},
            personal=queries.personal_sources(account_id),
        )

    def value(self, name: str) -> str:
        """A parameter of the address."""
        return self.request.GET.get(name, "").strip()[:200]

    def filters(self) -> list[Filter]:
        """The choices of the filter form; those that have nothing to choose from are left out."""
        reasons = order_reads.reason_counts(account_id=self.request.account_id) if self.is_contractor else {}
        chosen = self.value("reason")
        codes = [*reasons, *([chosen] if chosen in REASONS and chosen not in reasons else [])]
        found = [
            Filter(
                "status_id", _("Status"), self.value("status_id"), [(str(row.pk), row.name) for row in self.statuses]
            ),
            Filter("source", _("Source"), self.value("source"), self._sources()),
            Filter(
                "connection_id",
                _("Partner"),
                self.value("connection_id"),
                [(str(number), name) for number, name in sorted(self.partners.items(), key=lambda pair: pair[1])],
            ),
            Filter("paid", _("Payment"), self.value("paid"), list(PAID.items())),
        ]
        if self.is_contractor:
            found.append(Filter("forwarded", _("Forwarding"), self.value("forwarded"), list(FORWARDED.items())))
            found.append(Filter("reason", _("Reason"), chosen, [(code, REASONS.get(code, code)) for code in codes]))
        return [item for item in found if item.choices]

    def reasons(self) -> list[ReasonCount]:
        """Why orders are not forwarded, the most frequent first, on the list of those."""
        if not self.is_contractor or not (self.value("forwarded") == "no" or self.value("reason")):
            return []
        counts = order_reads.reason_counts(account_id=self.request.account_id)
        chosen = self.value("reason")
        return [
            ReasonCount(
                code,
                REASONS.get(code, code),
                count,
                with_parameters(self.request, reason=None if code == chosen else code),
                code == chosen,
            )
            for code, count in counts.items()
        ]

    def _sources(self) -> list[tuple[str, Label]]:
        return [("personal", _("Own")), ("blconnect", _("Connect")), ("shop", _("Shop"))]

    def rows(self) -> "QuerySet[Order]":
        """Orders the address asks for."""
        account_id = self.request.account_id
        rows = queries.orders_list(
            account_id=account_id,
            status_id=_number(self.value("status_id")),
            source=self.value("source"),
            added_from=_day(self.value("date_from")),
            added_before=_day(self.value("date_to"), is_end=True),
        )
        text = self.value("q")
        if text:
            rows = rows.filter(pk__in=find_orders(account_id=account_id, text=text))
        partner = _number(self.value("connection_id"))
        if partner is not None:
            rows = rows.filter(pk__in=order_reads.orders_of_contractor(account_id, partner))
        if self.value("state") == "in_progress":
            rows = rows.filter(status__type=StatusType.IN_PROGRESS)
        if self.value("short") == "yes":
            rows = rows.filter(Exists(short_lines(account_id)), status__type__in=OPEN_TYPES)
        return self._forwarded(self._paid(rows))

    def _paid(self, rows: "QuerySet[Order]") -> "QuerySet[Order]":
        asked = self.value("paid")
        if asked not in PAID:
            return rows
        rows = rows.alias(paid_cents=F("paid") * 100)
        if asked == "yes":
            return rows.filter(paid_cents__gte=F("total_cents"))
        unpaid = rows.filter(paid_cents__lt=F("total_cents"))
        return unpaid.filter(paid__gt=0) if asked == "part" else unpaid.filter(paid=0)

    def _forwarded(self, rows: "QuerySet[Order]") -> "QuerySet[Order]":
        account_id, asked, reason = self.request.account_id, self.value("forwarded"), self.value("reason")
        if reason in REASONS:
            return rows.filter(pk__in=order_reads.waiting_orders(account_id, reason))
        if asked == "no":
            return rows.filter(pk__in=order_reads.waiting_orders(account_id))
        if asked == "yes":
            return rows.filter(pk__in=order_reads.forwarded_orders(account_id))
        return rows

    def applied(self, filters: list[Filter]) -> list[tuple[Label, Label]]:
        """What narrows the list, in words."""
        text = self.value("q")
        found: list[tuple[Label, Label]] = [(gettext("search"), text)] if text else []
        found += [(item.label, item.shown) for item in filters if item.value]
        for name, label in (("date_from", gettext("From")), ("date_to", gettext("To"))):
            if self.value(name):
                found.append((label, self.value(name)))
        if self.value("state") == "in_progress":
            found.append((gettext("Status"), gettext("In progress")))
        if self.value("short") == "yes":
            found.append((gettext("Stock"), gettext("short")))
        return found

    def listing(self, filters: list[Filter]) -> Listing:
        """One page of rows with everything the frame shows."""
        # The place on a page by total carries it in its address.
        sees_prices = may(self.request, "prices:read")
        sorts = SORTS if sees_prices else {name: SORTS[name] for name in SORTS if name != "total"}
        sort, order = sort_order(self.request.GET, sorts, DEFAULT_SORT)
        page = listing(
            self.request,
            self.rows(),
            order=order,
            sort=sort,
            views=self._views(),
            applied=self.applied(filters),
            search_hint=gettext("Number, name, e-mail, phone, product"),
        )
        return replace(page, rows=self._drawn(page.rows))

    def _views(self) -> list[Any]:
        account_id = self.request.account_id
        counts = queries.status_counts(account_id)
        choices: list[tuple[Label, dict[str, str], int | None]] = [(pgettext("orders", "All"), {}, None)]
        if self.is_contractor:
            waiting = order_reads.count_waiting(account_id=account_id)
            choices.append((gettext("Not forwarded"), {"forwarded": "no"}, waiting))
        shown = [row for row in self.statuses if counts.get(row.pk) or self.value("status_id") == str(row.pk)]
        choices += [(row.name, {"status_id": str(row.pk)}, counts.get(row.pk, 0)) for row in shown[:MOST_VIEWS]]
        return views(self.request, choices)

    def _drawn(self, rows: Any) -> list[OrderRow]:
        forwarding = order_reads.forwarding_of(
            account_id=self.request.account_id, order_ids=[order.pk for order in rows]
        )
        sees_prices = may(self.request, "prices:read")
        return [draw_row(order, forwarding[order.pk], self.personal, sees_prices=sees_prices) for order in rows]


def draw_row(order: Order, forwarding: Forwarding, personal: dict[int, str], *, sees_prices: bool) -> OrderRow:
    """A row of the list from the order and what the exchange did with it."""
    buyer = buyer_name(order)
    recipient = order.delivery_fullname if order.source == "blconnect" else order.email or order.phone
    return OrderRow(
        order=order,
        buyer=buyer,
        recipient="" if recipient == buyer else recipient,
        source=source_text(order, personal),
        total=from_cents(order.total_cents) if sees_prices else WITHHELD,
        payment=payment_chip(Decimal(in_cents(order.paid)), Decimal(order.total_cents)),
        states=forwarding_states(order, forwarding, sees_prices=sees_prices),
        may_forward=bool(forwarding.open_lines or forwarding.attempts),
    )


def source_text(order: Order, personal: dict[int, str]) -> str:
    """Where an order came from, of one received through Connect with the contractor as its sub-source (L-08)."""
    name = source_name(order, personal)
    is_received = order.source == "blconnect" and order.source_info
    return f"{name} · {order.source_info}" if is_received else name


def forwarding_states(order: Order, forwarding: Forwarding, *, sees_prices: bool) -> list[State]:
    """Refusals first, then sales, then what is still to forward."""
    is_over = order.status.type not in OPEN_TYPES
    found: list[State] = []
    if not is_over:
        for attempt in forwarding.attempts[:1]:
            is_waiting = attempt.state == "waiting"
            label = gettext("Waits for you") if is_waiting else gettext("Not forwarded")
            found.append(
                State(
                    Chip("wait" if is_waiting else "bad", label),
                    reason_text(attempt, sees_amounts=sees_prices),
                    since=attempt.created_at,
                    next_at=attempt.next_at,
                )
            )
    found += [State(SALE_STATES[sale.state], sale.partner) for sale in forwarding.sales[:3]]
    if forwarding.open_lines and not found and not is_over:
        found.append(State(Chip("wait", gettext("To forward")), gettext("Not forwarded yet"), since=order.date_add))
    return found
