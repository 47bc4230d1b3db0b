"""Forms of joining a supplier's integration."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.panel.integrations import choices


class CodeForm(forms.Form):
    """A code another account gave."""

    code = forms.CharField(
        label=_("Connection code"),
        max_length=100,
        help_text=_("The supplier gives it to you. Blanks, dashes and letter case do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class JoinForm(forms.Form):
    """The contractor's settings of a connection; those about orders stand here only if the code takes orders (A-16)."""

    name = forms.CharField(label=_("Name of the integration"), max_length=100, help_text=_("Only you see it."))
    hide_prices = forms.BooleanField(
        label=_("Hide my prices from the supplier"),
        required=False,
        help_text=_("The supplier does not learn what the buyer pays you."),
    )
    overwrites = forms.BooleanField(
        label=_("Replace the buyer's invoice data"),
        required=False,
        help_text=_("The supplier gets the data below instead."),
    )
    invoice_company = forms.CharField(label=_("Company"), max_length=200, required=False)
    invoice_fullname = forms.CharField(label=_("Name and surname"), max_length=200, required=False)
    invoice_nip = forms.CharField(label=_("Tax number"), max_length=100, required=False)
    invoice_address = forms.CharField(label=_("Street and number"), max_length=250, required=False)
    invoice_postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    invoice_city = forms.CharField(label=_("City"), max_length=100, required=False)
    invoice_country_code = forms.CharField(
        label=_("Country code"), max_length=2, required=False, help_text=_("Two letters, for example PL.")
    )
    forwarding = forms.ChoiceField(
        label=_("Forwarding of orders"),
        choices=choices.FORWARDING,
        widget=forms.RadioSelect,
        help_text=_("Automatically: when an order enters a chosen status, or, with none chosen, when it is paid."),
    )
    forward_status_ids = forms.TypedMultipleChoiceField(
        label=_("Statuses at which to forward"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    unmatched_lines = forms.ChoiceField(
        label=_("Lines the supplier does not have"), choices=choices.UNMATCHED, widget=forms.RadioSelect
    )

    ORDER_FIELDS: tuple[str, ...] = (
        "hide_prices",
        "overwrites",
        "invoice_company",
        "invoice_fullname",
        "invoice_nip",
        "invoice_address",
        "invoice_postcode",
        "invoice_city",
        "invoice_country_code",
        "forwarding",
        "forward_status_ids",
        "unmatched_lines",
    )

    def __init__(self, *args: Any, account_id: int, takes_orders: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takes_orders = takes_orders
        if takes_orders:
            self.fields["forward_status_ids"].choices = choices.statuses(account_id)  # type: ignore[attr-defined]
        else:
            for name in self.ORDER_FIELDS:
                del self.fields[name]

    @property
    def invoice_fields(self) -> list[forms.BoundField]:
        """The fields that replace the buyer's invoice data."""
        return [self[name] for name in self.fields if name.startswith("invoice_")]

    def clean(self) -> dict[str, Any]:
        """Replacing invoice data needs a company or a person."""
        values = super().clean() or self.cleaned_data
        named = values.get("invoice_company") or values.get("invoice_fullname")
        if values.get("overwrites") and not named:
            self.add_error("invoice_company", gettext("Give the company or the person the invoice is for."))
        return values

    def settings_values(self) -> dict[str, Any]:
        """The contractor's settings for the service."""
        given = self.cleaned_data
        values: dict[str, Any] = {"name": given["name"]}
        if self.takes_orders:
            invoice = {field.name: given[field.name] for field in self.invoice_fields if given[field.name]}
            values |= {
                "hide_prices": given["hide_prices"],
                "overwrite_invoice": invoice if given["overwrites"] else None,
                "forwarding": given["forwarding"],
                "forward_status_ids": given["forward_status_ids"],
                "unmatched_lines": given["unmatched_lines"],
            }
        return values


def join_filled_from(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of contractor settings as in `settings.shown`."""
    invoice = stored.get("overwrite_invoice") or {}
    return {**stored, **invoice, "overwrites": bool(invoice)}
