"""The menu: one table of lines by task; a line shows when its page exists and the person holds its scope."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spinka.panel.components import Label


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the menu; `page` is the url name in the `panel` namespace, `query` narrows a list."""

    key: str
    label: Label
    page: str
    icon: str = ""
    scope: str = ""
    query: str = ""
    go: Label = ""
    is_setup: bool = False
    children: tuple["Line", ...] = ()


MENU: Final = (
    Line("home", pgettext_lazy("menu", "Home"), "home", icon="home", go=pgettext_lazy("shortcut", "h")),
    Line(
        "orders",
        _("Orders"),
        "orders",
        icon="shopping-cart",
        scope="orders:read",
        go=pgettext_lazy("shortcut", "o"),
        children=(
            Line("not-forwarded", _("Not forwarded"), "orders", scope="connect:read", query="forwarded=no"),
            Line("in-progress", _("In progress"), "orders", scope="orders:read", query="state=in_progress"),
            Line("returns", _("Returns"), "returns", scope="orders:read"),
        ),
    ),
    Line(
        "products",
        _("Products"),
        "products",
        icon="package",
        scope="catalog:read",
        go=pgettext_lazy("shortcut", "p"),
        children=(
            Line("categories", _("Categories"), "categories", scope="catalog:read"),
            Line("price-groups", _("Price groups"), "price-groups", scope="catalog:read"),
            Line("warehouses", _("Warehouses"), "warehouses", scope="catalog:read"),
        ),
    ),
    Line(
        "imports",
        _("Import"),
        "imports",
        icon="download",
        scope="connect:read",
        children=(
            Line("links", _("Links"), "links", scope="connect:read"),
            Line("import-profiles", _("Subscriptions"), "import-profiles", scope="connect:read"),
        ),
    ),
    Line(
        "contractors",
        _("Contractors"),
        "contractors",
        icon="users",
        scope="connect:read",
        go=pgettext_lazy("shortcut", "c"),
    ),
    Line(
        "suppliers",
        _("Suppliers"),
        "suppliers",
        icon="building-store",
        scope="connect:read",
        children=(
            Line("connected", _("Connected suppliers"), "suppliers", scope="connect:read"),
            Line("directory", _("B2B directory"), "directory", scope="connect:read"),
            Line("inquiries", _("Questions"), "inquiries", scope="connect:read"),
        ),
    ),
    Line("parcels", _("Parcels"), "parcels", icon="truck-delivery", scope="shipments:read"),
    Line(
        "documents",
        _("Documents"),
        "documents",
        icon="file-invoice",
        scope="credit:read",
        go=pgettext_lazy("shortcut", "d"),
    ),
    Line(
        "settlements",
        _("Settlements"),
        "settlements",
        icon="wallet",
        scope="credit:read",
        go=pgettext_lazy("shortcut", "s"),
    ),
    Line("messages", _("Messages"), "messages", icon="message-2", scope="orders:read"),
    Line("automation", _("Automation"), "automation", icon="robot", scope="account:write", is_setup=True),
    Line("reports", _("Reports"), "reports", icon="report-analytics", scope="prices:read", is_setup=True),
    Line("integrations", _("Integrations"), "integrations", icon="plug", scope="connect:read", is_setup=True),
    Line(
        "settings",
        _("Settings"),
        "settings",
        icon="settings",
        is_setup=True,
        children=(
            Line("rates", _("Exchange rates"), "rates", scope="catalog:read"),
            Line("couriers", _("Couriers"), "couriers", scope="account:write"),
            Line("mailbox", _("Mailbox"), "mailbox", scope="account:write"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things wait for a person behind a menu line; failing ones are shown in red."""

    count: int
    is_failing: bool = False


Counter = Callable[[int], Waiting]
_counters: dict[str, Counter] = {}


def waiting(key: str) -> Callable[[Counter], Counter]:
    """Register the number behind a menu line: `@waiting("orders") def f(account_id) -> Waiting`."""

    def register(counter: Counter) -> Counter:
        _counters[key] = counter
        return counter

    return register


@dataclass(frozen=True, slots=True)
class Entry:
    """A line ready for the template."""

    key: str
    label: Label
    url: str
    icon: str
    go: Label
    is_current: bool
    is_open: bool
    waiting: Waiting | None
    children: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """The sidebar: daily work and set-up."""

    daily: tuple[Entry, ...]
    setup: tuple[Entry, ...]


def address(line: Line) -> str | None:
    """Where a line leads; None while the page does not exist."""
    try:
        path = reverse(f"panel:{line.page}")
    except NoReverseMatch:
        return None
    return f"{path}?{line.query}" if line.query else path


def entries(
    lines: tuple[Line, ...], *, account_id: int, scopes: frozenset[str], path: str, full_path: str
) -> Iterator[Entry]:
    """The lines this person sees, with the current one marked."""
    for line in lines:
        url = address(line)
        if url is None or (line.scope and line.scope not in scopes):
            continue
        below = url != "/" and (path == url or path.startswith(f"{url}/"))
        is_open = path == url or below
        children = tuple(entries(line.children, account_id=account_id, scopes=scopes, path=path, full_path=full_path))
        is_current = full_path == url if line.query else is_open and not any(child.is_current for child in children)
        counter = _counters.get(line.key)
        number = counter(account_id) if counter else None
        yield Entry(
            key=line.key,
            label=line.label,
            url=url,
            icon=line.icon,
            go=line.go,
            is_current=is_current,
            is_open=is_open or any(child.is_current for child in children),
            waiting=number if number and number.count else None,
            children=children,
        )


def menu(*, account_id: int, scopes: frozenset[str], path: str, full_path: str) -> Menu:
    """The sidebar of a person with these scopes on this page."""

    def shown(is_setup: bool) -> tuple[Entry, ...]:
        lines = tuple(line for line in MENU if line.is_setup == is_setup)
        return tuple(entries(lines, account_id=account_id, scopes=scopes, path=path, full_path=full_path))

    return Menu(daily=shown(False), setup=shown(True))
