"""The steps of a price in words and numbers (R18, R19)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog.exchange import frozen_rate
from spinka.panel.cells import NBSP, SYMBOLS, date_text, is_polish, money_text, number_text, percent_text
from spinka.panel.components import Label

SCOPES: Final = {
    "all": _("all products"),
    "category": _("a category"),
    "manufacturer": _("a manufacturer"),
    "tag": _("a tag"),
    "product": _("this product"),
}
VAT_MODES: Final = {
    "eu_reverse": _("VAT is settled by the buyer in another EU country"),
    "export": _("Export, VAT 0%"),
    "exempt": _("Exempt from VAT"),
}
HIDDEN_BY: Final = {
    "products": _("Products are not shared with this contractor."),
    "missing": _("There is no such product."),
    "draft": _("The product is a draft."),
    "catalog": _("The product is in a catalog that is not shared."),
    "category": _("Its category is not among the chosen ones."),
    "manufacturer": _("Its manufacturer is not among the chosen ones."),
    "tag": _("It has none of the chosen tags."),
    "list": _("It is not on the list of chosen products."),
    "excluded": _("It is on the list of excluded products."),
    "stock": _("Only products in stock are shared, and none is in stock for this contractor."),
    "selection": _("Only chosen products are shared, and nothing has been chosen yet."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, the details, and the amount after it."""

    title: Label
    detail: str = ""
    amount: str = ""


def _rule(step: Mapping[str, str]) -> tuple[str, str]:
    owner = gettext("of this contractor") if step["owner"] == "connection" else gettext("of the integration")
    values = {"number": step["rule"], "owner": owner}
    title = gettext("Price rule %(number)s %(owner)s") % values
    value = Decimal(step["value"])
    if step["kind"] == "fixed":
        what = gettext("fixed price")
    elif step["kind"] == "discount_percent":
        what = gettext("discount of %(percent)s") % {"percent": percent_text(value)}
    else:
        what = gettext("markup of %(percent)s") % {"percent": percent_text(value)}
    parts = [what, gettext("for %(scope)s") % {"scope": SCOPES[step["scope"]]}]
    if step.get("min_quantity", "1") != "1":
        parts.append(gettext("from %(count)s pieces") % {"count": number_text(step["min_quantity"])})
    if step.get("date_from"):
        parts.append(gettext("from %(day)s") % {"day": date_text(date.fromisoformat(step["date_from"]))})
    if step.get("date_to"):
        parts.append(gettext("until %(day)s") % {"day": date_text(date.fromisoformat(step["date_to"]))})
    return title, ", ".join(parts)


def _full(amount: Decimal, currency: str) -> str:
    """Money with the decimals it has before it is rounded, at least two and at most six."""
    rounded = round(amount, 6)
    if rounded == round(amount, 2):
        return money_text(amount, currency)
    number = number_text(rounded)
    return f"{number}{NBSP}{SYMBOLS.get(currency, currency)}" if is_polish() else f"{currency}{NBSP}{number}"


def steps_shown(trace: Sequence[Mapping[str, str]], *, groups: Mapping[int, str], currency: str) -> list[Step]:
    """The steps of a trace for people; every amount follows from the one before."""
    shown: list[Step] = []
    amount, money = None, currency
    for step in trace:
        name = step["step"]
        if name == "base":
            group = groups.get(int(step["price_group_id"] or 0), step["price_group_id"])
            money = step.get("currency") or currency
            amount = Decimal(step["amount"]) if step["amount"] else None
            text = gettext("Price group %(name)s") % {"name": group}
            shown.append(
                Step(text, gettext("price in the catalog"), _full(amount, money) if amount is not None else "—")
            )
        elif name == "rule":
            title, detail = _rule(step)
            amount = Decimal(step["amount"])
            fixed_in = currency if step["kind"] == "fixed" else money
            shown.append(Step(title, detail, _full(amount, fixed_in)))
        elif name == "discount":
            amount = Decimal(step["amount"])
            detail = gettext("discount of %(percent)s; no price rule applies") % {
                "percent": percent_text(Decimal(step["value"]))
            }
            shown.append(Step(gettext("Discount"), detail, _full(amount, money)))
        elif name == "rate":
            shown.append(_rate_step(step, amount))
            rate = frozen_rate(step)
            amount, money = (rate.apply(amount) if rate is not None and amount is not None else None), step["to"]
        elif name == "rounded":
            amount, money = Decimal(step["amount"]), step["currency"]
            shown.append(Step(gettext("Rounded to two decimals"), "", money_text(amount, money)))
        elif name == "vat":
            amount = Decimal(step["amount"])
            detail = gettext("VAT of %(percent)s taken out") % {"percent": percent_text(Decimal(step["value"]))}
            shown.append(Step(VAT_MODES[step["vat_mode"]], detail, money_text(amount, step["currency"])))
        elif name == "agreed":
            amount = Decimal(step["amount"])
            shown.append(Step(gettext("Agreed between both sides"), "", money_text(amount, currency)))
        elif name == "no_rate":
            values = {"from": step["from"], "to": step["to"]}
            text = gettext("No exchange rate from %(from)s to %(to)s is kept, so there is no price.") % values
            shown.append(Step(gettext("No price"), text))
        else:
            shown.append(Step(gettext("No price"), gettext("The product has no price in the price group.")))
    return shown


def _rate_step(step: Mapping[str, str], before: Decimal | None) -> Step:
    rate = frozen_rate(step)
    day = step.get("valid_from", "")
    if step["operation"] == "divide":
        pair = f"1 {step['to']} = {number_text(Decimal(step['value']))} {step['from']}"
    else:
        pair = f"1 {step['from']} = {number_text(Decimal(step['value']))} {step['to']}"
    if day:
        values = {"pair": pair, "day": date_text(date.fromisoformat(day))}
        pair = gettext("%(pair)s, kept from %(day)s") % values
    amount = _full(rate.apply(before), step["to"]) if rate is not None and before is not None else ""
    return Step(gettext("Exchange rate"), pair, amount)
