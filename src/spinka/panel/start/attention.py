"""What orders and the exchange put on the start page: lines of "to do", figures of the week, the first-run guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext

from spinka.connect import figures, first_steps, order_reads
from spinka.core import clock
from spinka.core.failed_work import failed_jobs
from spinka.orders.figures import order_figures, short_orders
from spinka.panel.cells import WITHHELD, weekday_text
from spinka.panel.components import Label
from spinka.panel.http import PanelRequest, may
from spinka.panel.orders.words import REASONS
from spinka.panel.start.blocks import Block, Size, Task, block, tasks

REFUSED_DAYS = 14
NAMED_REASONS = 3


def address(name: str, query: str = "") -> str:
    """The address of a page, "" while there is none."""
    try:
        path = reverse(f"panel:{name}")
    except NoReverseMatch:
        return ""
    return f"{path}?{query}" if query else path


@tasks(order=10)
def not_forwarded(request: PanelRequest) -> Sequence[Task]:
    """Orders no supplier has yet, with the commonest reasons."""
    account_id = request.account_id
    if not may(request, "orders:read") or not order_reads.is_contractor(account_id=account_id):
        return []
    count = order_reads.count_waiting(account_id=account_id)
    reasons = order_reads.reason_counts(account_id=account_id)
    named = [f"{REASONS.get(code, code)} ({number})" for code, number in list(reasons.items())[:NAMED_REASONS]]
    return [
        Task(
            tone="bad" if reasons else "wait",
            text=ngettext("order is not forwarded", "orders are not forwarded", count),
            url=address("orders", "forwarded=no"),
            count=count,
            note=", ".join(named) or gettext("Not forwarded yet."),
        )
    ]


@tasks(order=20)
def refused(request: PanelRequest) -> Sequence[Task]:
    """Sales that suppliers refused lately."""
    if not may(request, "orders:read"):
        return []
    since = clock.now() - timedelta(days=REFUSED_DAYS)
    count = figures.refused_sales(account_id=request.account_id, since=since)
    return [
        Task(
            tone="bad",
            text=ngettext("sale was refused by a supplier", "sales were refused by suppliers", count),
            url=address("orders", "forwarded=no"),
            count=count,
            note=gettext("In the last %(days)s days; their lines are free for another supplier.")
            % {"days": REFUSED_DAYS},
        )
    ]


@tasks(order=30)
def connections(request: PanelRequest) -> Sequence[Task]:
    """Contractors that wait for approval, and requests of one's own that wait at a supplier."""
    if not may(request, "connect:read"):
        return []
    waiting, asked = figures.pending_connections(account_id=request.account_id)
    return [
        Task(
            tone="wait",
            text=ngettext("contractor waits for your approval", "contractors wait for your approval", waiting),
            url=address("contractors", "state=pending"),
            count=waiting,
            note=gettext("Until you accept, they see no products and send no orders."),
        ),
        Task(
            tone="work",
            text=ngettext("supplier has your request", "suppliers have your request", asked),
            url=address("suppliers") or address("home"),
            count=asked,
            note=gettext("The supplier acts next."),
        ),
    ]


@tasks(order=40)
def short(request: PanelRequest) -> Sequence[Task]:
    """Orders accepted without all their pieces."""
    if not may(request, "orders:read"):
        return []
    count = short_orders(account_id=request.account_id)
    return [
        Task(
            tone="bad",
            text=ngettext("order is short of stock", "orders are short of stock", count),
            url=address("orders", "short=yes"),
            count=count,
            note=gettext("They were accepted without all their pieces."),
        )
    ]


@tasks(order=50)
def failed(request: PanelRequest) -> Sequence[Task]:
    """Background work that was given up."""
    if not may(request, "account:write"):
        return []
    count = failed_jobs(account_id=request.account_id)
    return [
        Task(
            tone="bad",
            text=ngettext("background task failed", "background tasks failed", count),
            url=address("home"),
            count=count,
            note=gettext("Tried several times and given up. Whoever runs the server finds the cause in its log."),
        )
    ]


@block(order=10)
def week(request: PanelRequest) -> Block | None:
    """Orders of the last seven days as bars, with their value."""
    if not may(request, "orders:read"):
        return None
    orders = order_figures(account_id=request.account_id, time_zone=request.account.time_zone)
    heights = [max(2, day.count * 40 // orders.most) for day in orders.days]
    bars = [
        (day, index * 14 + 2, height, 42 - height, weekday_text(day.day))
        for index, (day, height) in enumerate(zip(orders.days, heights, strict=True))
    ]
    return Block(
        "panel/start/_week.html",
        {
            "figures": orders,
            "bars": bars,
            "sees_prices": may(request, "prices:read"),
            "hidden": WITHHELD,
            "change": orders.total - orders.before,
        },
    )


@block(order=20)
def exchange(request: PanelRequest) -> Block | None:
    """Sales of the last seven days on both sides."""
    if not may(request, "connect:read"):
        return None
    found = figures.sales_since(account_id=request.account_id, since=clock.now() - timedelta(days=7))
    return Block(
        "panel/start/_sales.html",
        {
            "sold": [row[1:] for row in found if row[0]],
            "bought": [row[1:] for row in found if not row[0]],
            "sees_prices": may(request, "prices:read"),
            "hidden": WITHHELD,
        },
    )


@dataclass(frozen=True, slots=True)
class StepToDo:
    """One step of the first-run guide."""

    label: Label
    note: Label
    url: str
    is_done: bool


@block(order=0)
def guide(request: PanelRequest) -> Block | None:
    """The way to the first sale; gone once it is made."""
    if not may(request, "account:write"):
        return None
    done = first_steps.progress(account_id=request.account_id)
    if done.has_sale and done.has_products and done.has_orders:
        return None
    steps = [
        StepToDo(
            gettext("Add products"),
            gettext("By hand, from a file or from a supplier."),
            address("products"),
            done.has_products,
        ),
        StepToDo(
            gettext("Connect with a company"),
            gettext("Create an integration and give its code to a contractor, or join a supplier with its code."),
            address("integrations") or address("suppliers") or address("settings"),
            done.has_connection,
        ),
        StepToDo(
            gettext("Receive the first order"),
            gettext("From your shop through the API, or from a contractor."),
            address("orders"),
            done.has_orders,
        ),
        StepToDo(
            gettext("Make the first sale"),
            gettext("Forward an order to a supplier, or take one from a contractor."),
            address("orders"),
            done.has_sale,
        ),
    ]
    return Block(
        "panel/start/_guide.html",
        {"steps": steps, "done": sum(1 for step in steps if step.is_done)},
        size=Size.FULL,
    )
