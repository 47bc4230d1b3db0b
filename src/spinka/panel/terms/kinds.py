"""Editors of plain settings: yes or no, numbers, amounts, choices, texts."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.panel import cells
from spinka.panel.components import Label
from spinka.panel.fields import Amount
from spinka.panel.integrations import choices
from spinka.panel.terms.place import Place
from spinka.panel.terms.table import Setting

YES_NO: choices.Choices = [("true", _("yes")), ("false", _("no"))]


class Editor(ABC):
    """How one setting is edited: its form fields, what was typed as a value, a value as form data, a value in words.

    `is_plain` editors have one field named as the key, and leaving it empty gives the value back to the integration
    (or the default); the others say so by a tick of their own. A refusal of what was typed is a ValidationError.
    """

    template = ""
    is_plain = True
    has_currency = False
    # Whether a contractor's own value comes beside the integration's rather than in its place.
    adds_up = False
    # Longer values are shown as a number and kept as they are; the API edits them.
    most_rows = 0

    def __init__(self, setting: Setting, place: Place, *, for_contractor: bool) -> None:
        self.setting = setting
        self.place = place
        self.for_contractor = for_contractor

    @property
    def key(self) -> str:
        """The setting's key."""
        return self.setting.key

    @abstractmethod
    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """Form fields by name; `data` is what was sent, None while nothing was."""

    def is_too_long(self, value: Any) -> bool:
        """Whether the value has more rows than a form can hold."""
        return bool(self.most_rows) and len(value or ()) > self.most_rows

    def children(self) -> "list[Editor]":
        """Editors of parts of the value, inside this one."""
        return []

    def initial(self, value: Any) -> dict[str, Any]:
        """The value as the fields show it."""
        return {self.key: value}

    def read(self, given: Mapping[str, Any]) -> Any:
        """The value of what was typed, None for nothing."""
        value = given.get(self.key)
        return None if value in (None, "") else value

    def words(self, value: Any, currency: str = "") -> Label:
        """A value as people read it."""
        return gettext("not set") if value is None else str(value)

    def empty_label(self, label: Label) -> Label:
        """What the empty choice says: nothing of one's own, or what stands for nothing."""
        return _("As the integration") if self.for_contractor else label


class Flag(Editor):
    """Yes or no; for one contractor also: as the integration."""

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A tick, or a choice of three."""
        label, about = self.setting.label, self.setting.about
        if self.for_contractor:
            known = choices.with_empty(YES_NO, _("As the integration"))
            return {self.key: forms.ChoiceField(label=label, help_text=about, choices=known, required=False)}
        return {self.key: forms.BooleanField(label=label, help_text=about, required=False)}

    def initial(self, value: Any) -> dict[str, Any]:
        """The tick, or the choice."""
        if not self.for_contractor or value is None:
            return {self.key: value}
        return {self.key: "true" if value else "false"}

    def read(self, given: Mapping[str, Any]) -> Any:
        """True, false, or None for the integration's."""
        value = given.get(self.key)
        if not self.for_contractor:
            return bool(value)
        return None if value in (None, "") else value == "true"

    def words(self, value: Any, currency: str = "") -> Label:
        """Yes or no."""
        return gettext("yes") if value else gettext("no")


class Number(Editor):
    """A whole number with a unit."""

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """One number."""
        one = self.setting
        field = forms.IntegerField(
            label=one.label,
            help_text=one.about,
            min_value=one.low,
            max_value=one.high,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
        return {self.key: field}

    def words(self, value: Any, currency: str = "") -> Label:
        """The number with its unit."""
        if value is None:
            return gettext("no limit") if self.key == "stock_cap" else gettext("not set")
        return f"{cells.number_text(value)} {self.setting.unit}".strip()


class Percentage(Editor):
    """A percentage with at most four decimals."""

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """One number."""
        one = self.setting
        return {
            self.key: Amount(
                label=one.label,
                help_text=one.about,
                min_value=one.low,
                max_value=one.high,
                decimal_places=4,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        }

    def initial(self, value: Any) -> dict[str, Any]:
        """The number behind the stored text."""
        return {self.key: None if value is None else Decimal(str(value))}

    def read(self, given: Mapping[str, Any]) -> Any:
        """The number as it is stored."""
        value = given.get(self.key)
        return None if value is None else str(value)

    def words(self, value: Any, currency: str = "") -> Label:
        """The percentage."""
        return gettext("not set") if value is None else cells.percent_text(Decimal(str(value)))


class Money(Percentage):
    """An amount in the currency of the price group."""

    has_currency = True

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """One amount."""
        one = self.setting
        return {
            self.key: Amount(
                label=one.label,
                help_text=one.about,
                min_value=0,
                max_value=one.high,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        }

    def words(self, value: Any, currency: str = "") -> Label:
        """The amount with its currency."""
        return gettext("not set") if value is None else cells.money_text(Decimal(str(value)), currency)


class Fee(Money):
    """A flat fee; `none` in the settings is an empty field."""

    def initial(self, value: Any) -> dict[str, Any]:
        """The amount, nothing for none."""
        return super().initial(None if value == "none" and not self.for_contractor else _amount(value))

    def words(self, value: Any, currency: str = "") -> Label:
        """The amount, or none."""
        return gettext("none") if value in (None, "none") else super().words(value, currency)


def _amount(value: Any) -> Any:
    return 0 if value == "none" else value


class Choice(Editor):
    """One of a few words."""

    def known(self) -> choices.Choices:
        """Value and words."""
        return list(self.setting.known)

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A list to choose from."""
        known = self.known()
        if self.for_contractor:
            known = choices.with_empty(known, _("As the integration"))
        one = self.setting
        return {
            self.key: forms.ChoiceField(
                label=one.label, help_text=one.about, choices=known, required=not self.for_contractor
            )
        }

    def words(self, value: Any, currency: str = "") -> Label:
        """The words of the value."""
        return choices.words(self.known(), value)


class Numbered(Choice):
    """One of the account's own things, by number; nothing chosen stands for the usual one."""

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A list to choose from, with an empty line."""
        one = self.setting
        known = choices.with_empty(self.known(), self.empty_label(self.nothing()))
        return {
            self.key: forms.TypedChoiceField(
                label=one.label, help_text=one.about, choices=known, coerce=int, required=False, empty_value=None
            )
        }

    def nothing(self) -> Label:
        """What no choice means."""
        return _("None")


class PriceGroup(Numbered):
    """A price group."""

    def known(self) -> choices.Choices:
        """The account's price groups."""
        return self.place.price_groups

    def nothing(self) -> Label:
        """The catalog's own group."""
        return _("Default of the catalog")


class Currency(Choice):
    """A currency, or that of the price group."""

    def known(self) -> choices.Choices:
        """The currencies of the price groups and of the rates the account keeps."""
        return [(name, name) for name in self.place.known_currencies]

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A list to choose from, with an empty line."""
        one = self.setting
        known = choices.with_empty(self.known(), self.empty_label(_("As the price group")))
        return {self.key: forms.ChoiceField(label=one.label, help_text=one.about, choices=known, required=False)}

    def words(self, value: Any, currency: str = "") -> Label:
        """The currency."""
        return str(value) if value else gettext("as the price group")


class Status(Numbered):
    """An order status."""

    def known(self) -> choices.Choices:
        """The account's statuses."""
        return self.place.statuses

    def nothing(self) -> Label:
        """Where orders arrive, or no status at all."""
        return _("The first status") if self.key == "start_status_id" else _("None")


class Text(Editor):
    """A text of several lines."""

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A text area."""
        one = self.setting
        return {
            self.key: forms.CharField(
                label=one.label,
                help_text=one.about,
                max_length=one.high,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        }

    def words(self, value: Any, currency: str = "") -> Label:
        """The beginning of the text."""
        text = " ".join(str(value or "").split())
        return gettext("none") if not text else text if len(text) <= 80 else f"{text[:79]}…"
