"""Forms of a supplier's page: the contractor's settings, the statuses of both sides, what is copied and how often."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect.status_reads import ToldStatus
from spinka.panel.fields import Amount
from spinka.panel.integrations import choices
from spinka.panel.integrations.forms import JoinForm

EVERY: Final = [
    ("off", _("Do not copy")),
    ("live", _("At every change")),
    ("15m", _("Every 15 minutes")),
    ("1h", _("Every hour")),
    ("4h", _("Every 4 hours")),
    ("12h", _("Every 12 hours")),
    ("24h", _("Once a day")),
]
# What the form proposes to who switches a copy on (R7).
PROPOSED: Final = "1h"
CONTACT: Final = [
    ("all", _("E-mail and phone")),
    ("phone", _("Phone only")),
    ("none", _("Neither")),
]


class OwnForm(JoinForm):
    """Every setting of the contractor but statuses and copies; those about orders only where the supplier takes them."""

    max_price_rise_percent = Amount(
        label=_("Do not forward by itself when a price rose by more than"),
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=4,
        max_digits=9,
        help_text=_("Since your last order of the product. The order then waits for you. Empty: whatever the price."),
    )
    round_up_quantities = forms.BooleanField(
        label=_("Round quantities up to the supplier's"),
        required=False,
        help_text=_("To its smallest quantity and its step. Otherwise such an order is not forwarded."),
    )
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("When several suppliers have a product, the lowest number gets the line. Usually 100."),
    )
    send_buyer_contact = forms.ChoiceField(
        label=_("Buyer's contact the supplier gets"),
        choices=CONTACT,
        widget=forms.RadioSelect,
        help_text=_("The delivery address is always sent."),
    )
    send_cod = forms.BooleanField(
        label=_("Forward orders paid on delivery"),
        required=False,
        help_text=_("Off: such orders are not forwarded, and the order says why."),
    )
    send_transaction_number = forms.BooleanField(
        label=_("Send the transaction number"),
        required=False,
        help_text=_("The number of the sale in your shop or marketplace. Otherwise only you see it."),
    )
    FURTHER = (
        "max_price_rise_percent",
        "round_up_quantities",
        "priority",
        "send_buyer_contact",
        "send_cod",
        "send_transaction_number",
    )
    ORDER_FIELDS = (*JoinForm.ORDER_FIELDS, *FURTHER)

    def settings_values(self) -> dict[str, Any]:
        """The contractor's settings for the service."""
        values = super().settings_values()
        return values | {name: self.cleaned_data[name] for name in self.FURTHER if name in self.fields}


class StatusForm(forms.Form):
    """Which own status a supplier's told status sets, and which own statuses the supplier is told (B-13, R32)."""

    status_map_out = forms.TypedMultipleChoiceField(
        label=_("Your statuses the supplier is told"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The supplier can let its order follow them. The others stay with you."),
    )

    def __init__(
        self, *args: Any, account_id: int, told: Sequence[ToldStatus], stored: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        own = choices.statuses(account_id)
        names = {str(one.status_id): one.name for one in told}
        for key in stored["status_map_in"]:
            names.setdefault(key, gettext("Number %(number)s, no longer told") % {"number": key})
        self.fields["status_map_out"].choices = own  # type: ignore[attr-defined]
        self.initial["status_map_out"] = stored["status_map_out"]
        self.partner_ids = list(names)
        for key, name in names.items():
            self.fields[f"theirs-{key}"] = forms.TypedChoiceField(
                label=name,
                coerce=int,
                required=False,
                empty_value=None,
                choices=choices.with_empty(own, _("Leave my order as it is")),
            )
            self.initial[f"theirs-{key}"] = stored["status_map_in"].get(key)

    @property
    def mapped(self) -> list[forms.BoundField]:
        """A field per status of the supplier."""
        return [self[f"theirs-{key}"] for key in self.partner_ids]

    def settings_values(self) -> dict[str, Any]:
        """Both maps for the service."""
        given = {key: self.cleaned_data[f"theirs-{key}"] for key in self.partner_ids}
        return {
            "status_map_in": {key: value for key, value in given.items() if value},
            "status_map_out": self.cleaned_data["status_map_out"],
        }


class CopyForm(forms.Form):
    """Copies of a supplier's stock and prices in own rows (E-17, E-18); an hour is proposed (E-19)."""

    copies_stock = forms.BooleanField(label=_("Copy the supplier's stock into a warehouse of mine"), required=False)
    stock_sync = forms.ChoiceField(label=_("How often stock is copied"), choices=EVERY[1:], initial=PROPOSED)
    stock_warehouse_id = forms.TypedChoiceField(
        label=_("Into the warehouse"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Its numbers are replaced by the supplier's; take one that holds no goods of yours."),
    )
    copies_prices = forms.BooleanField(label=_("Copy the supplier's prices into a price group of mine"), required=False)
    price_sync = forms.ChoiceField(label=_("How often prices are copied"), choices=EVERY[1:], initial=PROPOSED)
    price_group_id = forms.TypedChoiceField(
        label=_("Into the price group"), coerce=int, required=False, empty_value=None
    )
    price_markup_percent = Amount(
        label=_("Add to the price"),
        required=False,
        decimal_places=4,
        max_digits=10,
        help_text=_("Per cent; with a minus sign it is taken off."),
    )

    def __init__(self, *args: Any, account_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("not chosen"))]
        self.fields["stock_warehouse_id"].choices = none + choices.warehouses(account_id)  # type: ignore[attr-defined]
        self.fields["price_group_id"].choices = none + choices.price_groups(account_id)  # type: ignore[attr-defined]

    def settings_values(self) -> dict[str, Any]:
        """The contractor's settings for the service."""
        given = self.cleaned_data
        place = given["stock_warehouse_id"]
        return {
            "stock_sync": given["stock_sync"] if given["copies_stock"] else "off",
            "stock_warehouse_id": f"bl_{place}" if place else None,
            "price_sync": given["price_sync"] if given["copies_prices"] else "off",
            "price_group_id": given["price_group_id"],
            "price_markup_percent": given["price_markup_percent"] or Decimal(0),
        }


def copy_filled_from(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of contractor settings as in `settings.shown`."""
    place = stored["stock_warehouse_id"]
    return {
        "copies_stock": stored["stock_sync"] != "off",
        "stock_sync": stored["stock_sync"] if stored["stock_sync"] != "off" else PROPOSED,
        "stock_warehouse_id": place and int(place.removeprefix("bl_")),
        "copies_prices": stored["price_sync"] != "off",
        "price_sync": stored["price_sync"] if stored["price_sync"] != "off" else PROPOSED,
        "price_group_id": stored["price_group_id"],
        "price_markup_percent": stored["price_markup_percent"],
    }
