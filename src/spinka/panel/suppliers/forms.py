"""The form of what is copied from a supplier and how often."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from spinka.panel.fields import Amount
from spinka.panel.integrations import choices

EVERY: Final = [
    ("off", _("Do not copy")),
    ("live", _("At every change")),
    ("15m", _("Every 15 minutes")),
    ("1h", _("Every hour")),
    ("4h", _("Every 4 hours")),
    ("12h", _("Every 12 hours")),
    ("24h", _("Once a day")),
]


class CopyForm(forms.Form):
    """Copies of a supplier's stock and prices in own rows (E-17, E-18)."""

    stock_sync = forms.ChoiceField(label=_("Copy stock"), choices=EVERY)
    stock_warehouse_id = forms.TypedChoiceField(
        label=_("Into the warehouse"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Its numbers are replaced by the supplier's; take one that holds no goods of yours."),
    )
    price_sync = forms.ChoiceField(label=_("Copy prices"), choices=EVERY)
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
            "stock_sync": given["stock_sync"],
            "stock_warehouse_id": f"bl_{place}" if place else None,
            "price_sync": given["price_sync"],
            "price_group_id": given["price_group_id"],
            "price_markup_percent": given["price_markup_percent"] or Decimal(0),
        }


def copy_filled_from(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of contractor settings as in `settings.shown`."""
    place = stored["stock_warehouse_id"]
    names = ("stock_sync", "price_sync", "price_group_id", "price_markup_percent")
    return {**{name: stored[name] for name in names}, "stock_warehouse_id": place and int(place.removeprefix("bl_"))}
