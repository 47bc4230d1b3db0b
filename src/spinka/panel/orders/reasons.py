"""Refusals to forward in words: what happened, what was not done, and the button that mends it (R13, panel guide 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext

from spinka.connect.order_reads import Attempt
from spinka.panel.cells import money_text
from spinka.panel.components import CONNECTION_STATES
from spinka.panel.orders.words import REASONS


@dataclass(frozen=True, slots=True)
class Mend:
    """A button that mends: a POST with `fields`, or a link; `is_dialog` opens it in a dialog."""

    label: str
    url: str
    fields: tuple[tuple[str, str | int], ...] = ()
    is_post: bool = False
    is_dialog: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused try as a notice shows it."""

    attempt: Attempt
    tone: str
    title: str
    text: str
    mends: tuple[Mend, ...]


def address(name: str, **arguments: object) -> str:
    """The address of a page, "" while there is none."""
    try:
        return reverse(f"panel:{name}", kwargs=arguments or None)
    except NoReverseMatch:
        return ""


# Details that are money: of prices, credit and orders.
_AMOUNTS = frozenset({"missing", "available", "amount", "expected", "last", "currency"})


def _amount(details: Mapping[str, Any], name: str) -> str:
    try:
        return money_text(Decimal(str(details[name])), str(details.get("currency", "")))
    except (KeyError, InvalidOperation):
        return "—"


def reason_text(attempt: Attempt, *, sees_amounts: bool = True) -> str:
    """Why the order was not forwarded, in one or two sentences with names and numbers; amounts for who may see them."""
    if not sees_amounts and not _AMOUNTS.isdisjoint(attempt.details):
        return f"{REASONS.get(attempt.reason_code, attempt.reason_code)}."
    details = {key: str(value) for key, value in attempt.details.items()}
    partner = attempt.partner or gettext("the supplier")
    values = {"partner": partner, **details}
    code = attempt.reason_code
    if code == "stock" and "shown" in details:
        return gettext("%(partner)s has %(shown)s of %(wanted)s pcs of “%(name)s”.") % values
    if code == "stock" and "date" in details:
        return gettext("“%(name)s” can be ordered from %(date)s.") % values
    if code == "credit" and "missing" in details:
        values |= {"missing": _amount(details, "missing"), "available": _amount(details, "available")}
        return gettext("You are %(missing)s short of credit with %(partner)s (%(available)s available).") % values
    if code == "credit":
        return gettext("The credit with %(partner)s is in another currency than the order.") % values
    if code == "no_match" and not attempt.connection_id:
        return gettext("No line matches a product of any connected supplier: %(names)s.") % {
            "names": details.get("names", "—")
        }
    if code == "no_match" and "name" in details:
        return gettext("%(partner)s no longer offers “%(name)s”.") % values
    if code == "no_match":
        return gettext("No line matches %(partner)s products.") % values
    if code == "unmatched_line" and "names" in details:
        total = int(details.get("total", "0") or 0)
        return (
            ngettext(
                "%(count)s of %(total)s line is not linked: %(names)s.",
                "%(count)s of %(total)s lines are not linked: %(names)s.",
                total,
            )
            % values
        )
    if code in {"no_price", "minimum"}:
        return _value_text(attempt, values)
    return _other_text(attempt, values)


def _value_text(attempt: Attempt, values: dict[str, str]) -> str:
    code, details = attempt.reason_code, attempt.details
    if code == "no_price" and "last" in details:
        return (
            gettext("The price of “%(name)s” rose from %(last)s to %(now)s. Forward it yourself if you agree.") % values
        )
    if code == "no_price" and "expected" in details:
        values["amount"] = _amount(details, "amount")
        return gettext("The amount is now %(amount)s. Forward the order again if you agree.") % values
    if code == "no_price" and "name" in details:
        return gettext("%(partner)s has given you no price for “%(name)s”. Ask for one or remove the line.") % values
    if code == "minimum" and "currency" in details:
        values |= {"least": _amount(details, "least"), "amount": _amount(details, "amount")}
        return gettext("%(partner)s's minimum is %(least)s; this order has %(amount)s.") % values
    if code == "minimum" and "least" in details:
        return gettext("“%(name)s” is sold from %(least)s pcs; the order has %(wanted)s.") % values
    if code == "minimum" and "step" in details:
        return gettext("“%(name)s” is sold in steps of %(step)s pcs; the order has %(wanted)s.") % values
    return _other_text(attempt, values)


def _other_text(attempt: Attempt, values: dict[str, str]) -> str:
    if attempt.reason_code == "state" and "state" in values:
        chip = CONNECTION_STATES.get(values["state"])
        values["state"] = str(chip.label if chip else values["state"])
        return gettext("The connection with %(partner)s takes no new orders; its state: %(state)s.") % values
    if attempt.reason_code == "state" and attempt.reason == "The order is cancelled":
        return gettext("The order is cancelled.")
    texts = {
        "state": gettext("%(partner)s does not take orders now."),
        "loop": gettext("The order came from %(partner)s, so it cannot go back there."),
        "cod": gettext("The order is cash on delivery and the connection with %(partner)s does not send such orders."),
        "locked": gettext("%(partner)s is already packing, so the order can no longer be changed."),
        "duplicate_link": gettext("A product of the order is linked to %(partner)s twice."),
    }
    text = texts.get(attempt.reason_code)
    return text % values if text else str(REASONS.get(attempt.reason_code, attempt.reason))


def title_of(attempt: Attempt) -> str:
    """What happened, in the words of a heading."""
    if not attempt.partner:
        return gettext("The order is not forwarded: %(reason)s") % {"reason": _lower(attempt)}
    if attempt.state == "waiting":
        return gettext("Forwarding to %(partner)s waits for you") % {"partner": attempt.partner}
    return gettext("Not forwarded to %(partner)s: %(reason)s") % {"partner": attempt.partner, "reason": _lower(attempt)}


def _lower(attempt: Attempt) -> str:
    text = str(REASONS.get(attempt.reason_code, attempt.reason_code))
    return text[:1].lower() + text[1:]


def refusal_of(attempt: Attempt, *, may_mend: bool, sees_amounts: bool = True) -> Refusal:
    """The notice of a refused try; without the right to act it has no buttons."""
    # A text inside an f-string is not collected for translation.
    text = " ".join((reason_text(attempt, sees_amounts=sees_amounts), gettext("The order was not forwarded.")))
    if attempt.next_at is None and attempt.is_automatic and attempt.attempts > 1:
        text += " " + gettext("There will be no further automatic try.")
    return Refusal(
        attempt=attempt,
        tone="wait" if attempt.state == "waiting" else "bad",
        title=title_of(attempt),
        text=text,
        mends=tuple(_mends(attempt)) if may_mend else (),
    )


def _mends(attempt: Attempt) -> list[Mend]:
    order_id, details = attempt.order_id, attempt.details
    target: tuple[tuple[str, str | int], ...] = (
        (("connect_integration_id", attempt.contractor_integration_id),) if attempt.contractor_integration_id else ()
    )
    forward = reverse("panel:forward-order", kwargs={"order_id": order_id})
    again = Mend(gettext("Forward again"), forward, target, is_post=True)
    other = Mend(gettext("Choose another supplier"), forward, is_dialog=True)
    code = attempt.reason_code
    found: list[Mend] = []
    shown = details.get("shown")
    if code == "stock" and details.get("line_id") and isinstance(shown, int) and shown > 0:
        label = gettext("Change to %(count)s pcs and forward") % {"count": shown}
        fields = (("line_id", int(details["line_id"])), ("quantity", shown), *target)
        found.append(Mend(label, reverse("panel:reduce-order", kwargs={"order_id": order_id}), fields, is_post=True))
        found.append(other)
    elif code in {"no_match", "unmatched_line", "duplicate_link"}:
        if address("links"):
            found.append(Mend(gettext("Link products"), address("links")))
        if code == "unmatched_line":
            label = gettext("Leave out and forward the rest")
            found.append(Mend(label, forward, (*target, ("unmatched_lines", "skip")), is_post=True))
        found += [again, other]
    elif code == "credit":
        if address("settlements"):
            found.append(Mend(gettext("Pay an invoice"), address("settlements")))
        found += [again, other]
    elif code == "state" and address("suppliers"):
        found += [Mend(gettext("Open suppliers"), address("suppliers")), again]
    else:
        found += [again, other]
    return found
