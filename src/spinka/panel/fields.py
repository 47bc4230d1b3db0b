"""Form fields that take what people type: amounts with a comma, codes with blanks and dashes."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spinka.panel.cells import is_polish


class Amount(forms.DecimalField):
    """Money or a quantity: `1 284,50`, `1284.50`; decimals as given (money: two)."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("This is not a number; write it like 12.50.")}

    def __init__(self, *, decimal_places: int = 2, max_digits: int = 14, **options: Any) -> None:
        super().__init__(decimal_places=decimal_places, max_digits=max_digits, **options)

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs follow IntegerField
        """The number behind what was typed."""
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f]", "", value).replace("\u2212", "-")
            if value.count(",") == 1 and "." not in value:
                value = value.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """The number as people write it in their language, without grouping."""
        if isinstance(value, Decimal):
            text = f"{value:f}"
            return text.replace(".", ",") if is_polish() else text
        return value


class Code(forms.CharField):
    """A tax number, postcode-like code, EAN or IBAN: blanks and dashes do not matter."""

    def to_python(self, value: object) -> str:
        """The characters that count."""
        return re.sub(r"[\s\u00a0-]", "", str(super().to_python(value) or ""))
