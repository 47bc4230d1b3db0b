"""Forms of courier accounts and shipments, made of the fields a courier asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from spinka.panel.fields import Amount
from spinka.shipments.courier_accounts import LONGEST_NAME
from spinka.shipments.couriers.base import (
    CHECKBOX,
    MOST_CENTIMETRES,
    MOST_KILOGRAMS,
    NUMBER,
    SECRET,
    SELECT,
    CourierSettings,
    Field,
)

MOST_BOXES = 20
_DIGITS = RegexValidator(r"^[0-9]+$", _("Digits only."))


def form_field(field: Field, *, has_secret: bool = False) -> forms.Field:
    """The form's field for one of a courier's; a secret that is kept may be left empty."""
    options: dict[str, Any] = {"label": field.name, "required": field.is_required, "help_text": field.desc}
    if field.type == CHECKBOX:
        return forms.BooleanField(**{**options, "required": False})
    if field.type == SELECT:
        return forms.ChoiceField(**{**options, "required": True}, choices=list(field.options.items()))
    if field.type == SECRET:
        hint = _("Left empty, what is stored stays.") if has_secret else field.desc
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        given = {**options, "required": field.is_required and not has_secret, "help_text": hint}
        return forms.CharField(**given, max_length=field.most, strip=True, widget=widget)
    attributes = {"autocomplete": "off"} | ({"inputmode": "numeric"} if field.type == NUMBER else {})
    return forms.CharField(
        **options,
        min_length=field.least or None,
        max_length=field.most,
        validators=[_DIGITS] if field.type == NUMBER else [],
        widget=forms.TextInput(attrs=attributes),
    )


def _text(value: object) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else str(value or "")


class CourierForm(forms.Form):
    """A form with the fields a courier asks for, after those it always has."""

    def __init__(self, *args: Any, asked: Sequence[Field], kept: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = [field.id for field in asked]
        for field in asked:
            has_secret = bool(field.type == SECRET and kept is not None)
            self.fields[field.id] = form_field(field, has_secret=has_secret)
            value = (kept or {}).get(field.id, field.value)
            self.fields[field.id].initial = value == "1" if field.type == CHECKBOX else value

    def values(self) -> dict[str, str]:
        """What was given for the courier's fields, as its service takes it."""
        return {id_: _text(self.cleaned_data.get(id_)) for id_ in self.asked}


class CourierAccountForm(CourierForm):
    """A courier account's name and settings."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME, help_text=_("As you will find it in lists."))


class MakeParcel(CourierForm):
    """Boxes of one kind, and what the courier asks beside."""

    weight = Amount(label=_("Weight of a box"), min_value=0.001, max_value=MOST_KILOGRAMS, decimal_places=3)
    count = forms.IntegerField(label=_("Number of boxes"), min_value=1, max_value=MOST_BOXES, initial=1)
    length = Amount(label=_("Length"), required=False, min_value=0, max_value=MOST_CENTIMETRES)
    width = Amount(label=_("Width"), required=False, min_value=0, max_value=MOST_CENTIMETRES)
    height = Amount(label=_("Height"), required=False, min_value=0, max_value=MOST_CENTIMETRES)

    def __init__(self, *args: Any, settings: CourierSettings | None, multi: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not multi:
            del self.fields["count"]

    def packages(self) -> list[dict[str, Any]]:
        """Every box, all alike."""
        data = self.cleaned_data
        box = {name: data[name] or 0 for name in ("weight", "length", "width", "height")}
        return [box] * int(data.get("count") or 1)
