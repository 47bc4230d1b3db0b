"""Forms of a supplier's integration and of joining one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect.settings import SHARE_FIELDS
from spinka.panel.fields import Amount
from spinka.panel.integrations import choices


class IntegrationForm(forms.Form):
    """What a supplier shares with everybody who uses the code (B-01 … B-12)."""

    name = forms.CharField(
        label=_("Display name"), max_length=100, help_text=_("Only you see it, on your list of integrations.")
    )
    code_name = forms.CharField(
        label=_("Name for contractors"),
        max_length=100,
        help_text=_("Contractors see it when they enter the code; it becomes their name for this connection."),
    )
    inventory_id = forms.TypedChoiceField(label=_("Catalog"), coerce=int, help_text=_("One catalog per integration."))
    share_products = forms.BooleanField(label=_("Share products"), required=False)
    accept_orders = forms.BooleanField(label=_("Take orders"), required=False)
    share_fields = forms.MultipleChoiceField(
        label=_("Product data you share"),
        choices=list(choices.SHARED_FIELDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    price_group_id = forms.TypedChoiceField(label=_("Price group"), coerce=int, required=False, empty_value=None)
    discount_percent = Amount(
        label=_("Discount"), min_value=0, max_value=100, required=False, help_text=_("Off the prices of the group.")
    )
    stock_buffer = forms.IntegerField(
        label=_("Stock buffer"), min_value=0, required=False, help_text=_("Pieces you keep for yourself.")
    )
    stock_share_percent = Amount(label=_("Share of the stock shown"), min_value=0, max_value=100, required=False)
    stock_cap = forms.IntegerField(
        label=_("Show at most"), min_value=0, required=False, help_text=_("Empty: no limit.")
    )
    start_status_id = forms.TypedChoiceField(
        label=_("Status of received orders"), coerce=int, required=False, empty_value=None
    )
    require_approval = forms.BooleanField(
        label=_("Require my approval of new contractors"),
        required=False,
        help_text=_("Until then a contractor sees no products and sends no orders."),
    )
    stock_on_shortage = forms.ChoiceField(label=_("When stock is short"), choices=choices.STOCK_SHORTAGE)
    credit_on_shortage = forms.ChoiceField(label=_("When trade credit is short"), choices=choices.CREDIT_SHORTAGE)
    credit_hold_status_id = forms.TypedChoiceField(
        label=_("Waiting status for short credit"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, account_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inventory_id"].choices = choices.catalogs(account_id)  # type: ignore[attr-defined]
        groups = choices.with_empty(choices.price_groups(account_id), _("Default of the catalog"))
        self.fields["price_group_id"].choices = groups  # type: ignore[attr-defined]
        statuses = choices.statuses(account_id)
        self.fields["start_status_id"].choices = choices.with_empty(statuses, _("The first status"))  # type: ignore[attr-defined]
        self.fields["credit_hold_status_id"].choices = choices.with_empty(statuses, _("None"))  # type: ignore[attr-defined]
        rows = choices.warehouses(account_id)
        places = choices.with_empty([(number, str(number)) for number in range(1, len(rows) + 1)], _("not used"))
        self.warehouse_names = [f"warehouse_{number}" for number, _name in rows]
        for number, name in rows:
            self.fields[f"warehouse_{number}"] = forms.TypedChoiceField(
                label=str(name), choices=places, coerce=int, required=False, empty_value=None
            )

    @property
    def warehouse_fields(self) -> list[forms.BoundField]:
        """The fields with the order of warehouses."""
        return [self[name] for name in self.warehouse_names]

    def clean(self) -> dict[str, Any]:
        """Something must be shared, and an order kept on short credit needs a status (B-08)."""
        values = super().clean() or self.cleaned_data
        if not values.get("share_products") and not values.get("accept_orders"):
            self.add_error(None, gettext("Share products or take orders: with both off the code opens nothing."))
        if values.get("credit_on_shortage") == "hold_status" and not values.get("credit_hold_status_id"):
            self.add_error("credit_hold_status_id", gettext("Choose the status such orders wait in."))
        return values

    def own_fields(self) -> dict[str, Any]:
        """The integration's own columns."""
        return {name: self.cleaned_data[name] for name in ("name", "code_name", "inventory_id", "require_approval")}

    def settings_values(self) -> dict[str, Any]:
        """The settings; what is left empty goes back to its default."""
        given = self.cleaned_data
        values: dict[str, Any] = {
            name: given[name]
            for name in (
                "share_products",
                "accept_orders",
                "price_group_id",
                "stock_buffer",
                "stock_cap",
                "start_status_id",
                "stock_on_shortage",
                "credit_on_shortage",
                "credit_hold_status_id",
            )
        }
        for name in ("discount_percent", "stock_share_percent"):
            values[name] = None if given[name] is None else str(given[name])
        values["share_fields"] = [name for name in SHARE_FIELDS if name in given["share_fields"]]
        placed = sorted(
            (given[name], name.replace("warehouse", "bl")) for name in self.warehouse_names if given[name] is not None
        )
        values["warehouses"] = [key for _place, key in placed] or None
        return values


def filled_from(stored: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of an integration: `stored` are effective settings as in `settings.shown`."""
    places = {key.replace("bl_", "warehouse_"): place for place, key in enumerate(stored["warehouses"] or [], start=1)}
    return {**stored, **own, **places}


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

    ORDER_FIELDS = (
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


class ResetForm(forms.Form):
    """How long the next code works."""

    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("Up to and including this day; empty: without an end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    single_use = forms.BooleanField(label=_("For one contractor only"), required=False)
