"""The values components draw: timeline entries, route steps, progress, menu actions; and the tone of every state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Label = str | Promise

TONES: Final = frozenset({"new", "work", "wait", "sent", "ok", "bad"})
GLYPHS: Final = {
    "new": "circle",
    "work": "circle-half-2",
    "wait": "clock",
    "sent": "send",
    "ok": "circle-check",
    "bad": "circle-x",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A state in one look: tone, words, glyph (the tone's own unless named)."""

    tone: str
    label: Label
    icon: str = ""

    @property
    def glyph(self) -> str:
        """The icon that tells the state without colour."""
        return self.icon or GLYPHS[self.tone]

    @property
    def css_class(self) -> str:
        """The class of the tone; the neutral one has none."""
        return "" if self.tone == "new" else f"sp-{self.tone}"


# R13: states of a sale.
SALE_STATES: Final = {
    "new": Chip("new", pgettext_lazy("sale", "New")),
    "accepted": Chip("work", pgettext_lazy("sale", "Accepted")),
    "in_progress": Chip("work", pgettext_lazy("sale", "In progress")),
    "shipped": Chip("sent", pgettext_lazy("sale", "Shipped")),
    "delivered": Chip("ok", pgettext_lazy("sale", "Delivered")),
    "cancelled": Chip("new", pgettext_lazy("sale", "Cancelled"), "ban"),
    "refused": Chip("bad", pgettext_lazy("sale", "Refused")),
    "closed": Chip("new", pgettext_lazy("sale", "Closed"), "lock"),
}
# States of a connection between a supplier and a contractor.
CONNECTION_STATES: Final = {
    "pending": Chip("wait", pgettext_lazy("connection", "Awaiting approval")),
    "active": Chip("ok", pgettext_lazy("connection", "Active")),
    "suspended": Chip("new", pgettext_lazy("connection", "Suspended"), "player-pause"),
    "rejected": Chip("bad", pgettext_lazy("connection", "Rejected")),
    "disconnected": Chip("new", pgettext_lazy("connection", "Disconnected"), "unlink"),
    "credit_block": Chip("bad", pgettext_lazy("connection", "Credit block"), "lock"),
}
# The same states said of a company rather than of the connection with it.
PARTNER_STATES: Final = {
    "pending": Chip("wait", pgettext_lazy("partner", "Awaiting approval")),
    "active": Chip("ok", pgettext_lazy("partner", "Active")),
    "suspended": Chip("new", pgettext_lazy("partner", "Suspended"), "player-pause"),
    "rejected": Chip("bad", pgettext_lazy("partner", "Rejected")),
    "disconnected": Chip("new", pgettext_lazy("partner", "Disconnected"), "unlink"),
    "credit_block": Chip("bad", pgettext_lazy("partner", "Credit block"), "lock"),
}
ROLES: Final = {
    "owner": pgettext_lazy("role", "Owner"),
    "manager": pgettext_lazy("role", "Manager"),
    "clerk": pgettext_lazy("role", "Clerk"),
    "warehouse": pgettext_lazy("role", "Warehouse"),
    "accounting": pgettext_lazy("role", "Accounting"),
    "viewer": pgettext_lazy("role", "Read only"),
}
ROUTE: Final = ("new", "accepted", "in_progress", "shipped", "delivered")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sale's route."""

    chip: Chip
    is_done: bool
    is_now: bool
    at: datetime | None = None

    @property
    def is_skipped(self) -> bool:
        """Whether the sale went past this step without standing on it."""
        return self.is_done and self.at is None

    @property
    def glyph(self) -> str:
        """A tick for what is behind, the state's own sign for now, a ring for what is ahead."""
        return "circle-check" if self.is_done else self.chip.glyph if self.is_now else "circle"


def route(state: str, times: dict[str, datetime] | None = None) -> list[Step]:
    """The five steps of a sale up to `state`; empty for a sale that left the route (cancelled, refused)."""
    if state == "closed":
        state = "delivered"
    if state not in ROUTE:
        return []
    reached, known = ROUTE.index(state), times or {}
    return [
        Step(
            chip=SALE_STATES[name],
            is_done=index < reached or state == "delivered",
            is_now=index == reached,
            at=known.get(name),
        )
        for index, name in enumerate(ROUTE)
    ]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the two-sided timeline: past tense, with who or what caused it under it."""

    at: datetime
    text: Label
    note: Label = ""
    is_ours: bool = True
    link: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A running job as people see it; `url` answers the same component again, `cancel_url` stops the job."""

    id: str
    done: int
    total: int
    url: str
    label: Label = ""
    counts: Sequence[tuple[Label, int]] = ()
    is_running: bool = True
    cancel_url: str = ""
    cancel_note: Label = ""

    @property
    def percent(self) -> int:
        """Whole percent done, 0–100."""
        return min(100, self.done * 100 // self.total) if self.total else (0 if self.is_running else 100)

    @property
    def spoken_percent(self) -> int:
        """The last quarter passed, so that a screen reader speaks at 25, 50, 75 and 100 %."""
        return self.percent // 25 * 25


@dataclass(frozen=True, slots=True)
class Action:
    """A line of a "dots" menu or a button: a link, a POST, or a dialog fetched from `url`."""

    label: Label
    url: str
    icon: str = ""
    method: str = "get"
    is_dialog: bool = False
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of a limit is used; the tone warns from 90 % and turns bad above the limit."""

    used: Decimal
    limit: Decimal

    @property
    def percent(self) -> int:
        """Whole percent used; over 100 when the limit is exceeded."""
        return int(self.used * 100 / self.limit) if self.limit > 0 else (100 if self.used > 0 else 0)

    @property
    def width(self) -> str:
        """The bar's width, never outside its box."""
        return f"{max(0, min(100, self.percent))}%"

    @property
    def css_class(self) -> str:
        """The bar's tone."""
        return "sp-meter-bad" if self.percent > 100 else "sp-meter-wait" if self.percent >= 90 else ""


PAID: Final = Chip("ok", _("Paid"))
UNPAID: Final = Chip("wait", _("Awaiting payment"))
PART_PAID: Final = Chip("wait", _("Paid in part"))


def payment_chip(paid: Decimal, total: Decimal) -> Chip:
    """Whether an amount is paid: in full, in part or not at all."""
    if paid >= total:
        return PAID
    return PART_PAID if paid > 0 else UNPAID
