"""The form of an exchange rate."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from spinka.catalog.services import RateFields
from spinka.panel.fields import Amount


class Currency(forms.CharField):
    """Three letters of a currency, however they were typed."""

    default_validators = [RegexValidator(r"^[A-Z]{3}$", _("Three letters, e.g. EUR."))]

    def to_python(self, value: object) -> str:
        """The letters in capitals."""
        return str(super().to_python(value) or "").strip().upper()


class RateForm(forms.Form):
    """What one unit of a currency is worth in another, from a day on."""

    currency_from = Currency(label=_("One unit of"), max_length=5, widget=forms.TextInput(attrs={"placeholder": "EUR"}))
    rate = Amount(
        label=_("is worth"),
        decimal_places=8,
        max_digits=18,
        min_value=Decimal("0.00000001"),
        error_messages={"min_value": _("A rate is more than 0.")},
    )
    currency_to = Currency(label=_("units of"), max_length=5)
    valid_from = forms.DateField(
        label=_("from the day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def fields_of_rate(self) -> RateFields:
        """The rate as its service takes it."""
        data = self.cleaned_data
        day: date = data["valid_from"]
        return RateFields(data["currency_from"], data["currency_to"], data["rate"], day)
