"""Forms of one contractor: settings of its own, the limit, a settlement, a message with a change of state."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.panel import cells
from spinka.panel.components import Label
from spinka.panel.fields import Amount
from spinka.panel.integrations import choices

YES_NO: choices.Choices = [("true", _("yes")), ("false", _("no"))]


@dataclass(frozen=True, slots=True)
class Inherited:
    """A row of the settings: the field, what the integration gives, and whether the contractor has a value of its own."""

    key: str
    bound: forms.BoundField
    inherited: Label
    is_own: bool
    unit: Label = ""


class TermsForm(forms.Form):
    """Settings for one contractor; an empty field means the integration's value (B-15)."""

    share_products = forms.ChoiceField(label=_("Share products"), required=False)
    accept_orders = forms.ChoiceField(label=_("Take orders"), required=False)
    price_group_id = forms.TypedChoiceField(label=_("Price group"), coerce=int, required=False, empty_value=None)
    discount_percent = Amount(label=_("Discount"), min_value=0, max_value=100, required=False)
    stock_buffer = forms.IntegerField(label=_("Stock buffer"), min_value=0, required=False)
    stock_share_percent = Amount(label=_("Share of the stock shown"), min_value=0, max_value=100, required=False)
    stock_cap = forms.IntegerField(label=_("Show at most"), min_value=0, required=False)
    min_order_value = Amount(label=_("Minimum order value"), min_value=0, required=False)
    payment_terms_days = forms.IntegerField(label=_("Payment term"), min_value=0, max_value=3650, required=False)
    start_status_id = forms.TypedChoiceField(
        label=_("Status of received orders"), coerce=int, required=False, empty_value=None
    )
    stock_on_shortage = forms.ChoiceField(label=_("When stock is short"), required=False)
    credit_on_shortage = forms.ChoiceField(label=_("When trade credit is short"), required=False)

    UNITS: Mapping[str, Label] = {
        "discount_percent": "%",
        "stock_share_percent": "%",
        "stock_buffer": _("pcs"),
        "stock_cap": _("pcs"),
        "payment_terms_days": _("days"),
    }
    FLAGS = frozenset({"share_products", "accept_orders"})
    DECIMALS = frozenset({"discount_percent", "stock_share_percent", "min_order_value"})

    def __init__(self, *args: Any, account_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currencies = choices.currencies(account_id)
        self.known: dict[str, choices.Choices] = {
            "share_products": YES_NO,
            "accept_orders": YES_NO,
            "price_group_id": choices.price_groups(account_id),
            "start_status_id": choices.statuses(account_id),
            "stock_on_shortage": list(choices.STOCK_SHORTAGE),
            "credit_on_shortage": list(choices.CREDIT_SHORTAGE),
        }
        for name, known in self.known.items():
            self.fields[name].choices = choices.with_empty(known, _("As the integration"))  # type: ignore[attr-defined]

    def rows(self, base: Mapping[str, Any], own: Mapping[str, Any]) -> list[Inherited]:
        """The settings with what the integration gives beside each; amounts are in the price group's currency."""
        currency = self.currencies.get(own.get("price_group_id") or base.get("price_group_id") or 0, "")
        return [
            Inherited(
                key=name,
                bound=self[name],
                inherited=self.in_words(name, base.get(name), currency),
                is_own=name in own,
                unit=currency if name == "min_order_value" else self.UNITS.get(name, ""),
            )
            for name in self.fields
        ]

    def in_words(self, name: str, value: Any, currency: str = "") -> Label:
        """A value as people read it."""
        if name in self.FLAGS:
            return gettext("yes") if value else gettext("no")
        if name in self.known:
            return choices.words(self.known[name], value)
        if value is None:
            return gettext("not set")
        if name in {"discount_percent", "stock_share_percent"}:
            return cells.percent_text(Decimal(value))
        if name == "min_order_value":
            return cells.money_text(Decimal(value), currency)
        text = cells.number_text(value)
        return f"{text} {self.UNITS[name]}"

    def settings_values(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """The keys that change: what is filled in is set, what was emptied falls back."""
        values: dict[str, Any] = {}
        for name in self.fields:
            given = self.cleaned_data[name]
            if given in (None, ""):
                if name in own:
                    values[name] = None
            elif name in self.FLAGS:
                values[name] = given == "true"
            else:
                values[name] = str(given) if name in self.DECIMALS else given
        return values


def terms_filled_from(own: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a contractor's own settings."""
    shown: dict[str, Any] = {}
    for name, value in own.items():
        if name in TermsForm.FLAGS:
            shown[name] = "true" if value else "false"
        else:
            shown[name] = Decimal(str(value)) if name in TermsForm.DECIMALS else value
    return shown


class LimitForm(forms.Form):
    """The trade credit limit with a message for the history (I-02)."""

    limit = Amount(label=_("New limit"), min_value=0)
    message = forms.CharField(
        label=_("Message"), max_length=255, required=False, help_text=_("The contractor reads it in the history.")
    )


class SettlementForm(forms.Form):
    """A repayment that arrived (I-06)."""

    amount = Amount(label=_("Amount paid"), min_value=Decimal("0.01"))
    message = forms.CharField(
        label=_("Message"), max_length=255, required=False, help_text=_("For example the number of the transfer.")
    )


class StateForm(forms.Form):
    """A word to the contractor with the change of state."""

    message = forms.CharField(
        label=_("Message to the contractor"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
