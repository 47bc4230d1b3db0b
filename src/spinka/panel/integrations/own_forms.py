"""Forms of a supplier's own integration beside its settings: names, catalog, approval, the next code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spinka.panel.integrations import choices


class HeadForm(forms.Form):
    """What an integration is: names, catalog, approval (B-01, B-02, B-04, A-19)."""

    name = forms.CharField(
        label=_("Display name"),
        max_length=100,
        help_text=_("Only you see it, on your list of integrations; received orders carry it as their source."),
    )
    code_name = forms.CharField(
        label=_("Name for contractors"),
        max_length=100,
        help_text=_("Contractors see it when they enter the code; it becomes their name for this connection."),
    )
    inventory_id = forms.TypedChoiceField(
        label=_("Catalog"),
        coerce=int,
        help_text=_("Its products are shared. It cannot change once a contractor has joined."),
    )
    require_approval = forms.BooleanField(
        label=_("Require my approval of new contractors"),
        required=False,
        help_text=_("Until then a contractor sees no products and sends no orders."),
    )

    def __init__(self, *args: Any, account_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inventory_id"].choices = choices.catalogs(account_id)  # type: ignore[attr-defined]

    def own_fields(self) -> dict[str, Any]:
        """The integration's own columns."""
        return {name: self.cleaned_data[name] for name in self.fields}


class ResetForm(forms.Form):
    """How long the next code works."""

    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("Up to and including this day; empty: without an end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    single_use = forms.BooleanField(label=_("For one contractor only"), required=False)
