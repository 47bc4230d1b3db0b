"""Forms of one contractor: the limit, a settlement, a message with a change of state."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from spinka.panel.fields import Amount


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
