"""One tab of the settings as a form, for an integration or for one contractor with the inherited values beside (B-15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import settings
from spinka.core.errors import SpinkaError
from spinka.panel.changes import mark_of
from spinka.panel.components import Label
from spinka.panel.terms import catalogs, kinds, lists, rules, selection
from spinka.panel.terms.place import Place
from spinka.panel.terms.table import SETTINGS, Setting, Words

EDITORS: Final[Mapping[str, type[kinds.Editor]]] = {
    "flag": kinds.Flag,
    "number": kinds.Number,
    "percent": kinds.Percentage,
    "money": kinds.Money,
    "fee": kinds.Fee,
    "choice": kinds.Choice,
    "price_group": kinds.PriceGroup,
    "currency": kinds.Currency,
    "status": kinds.Status,
    "text": kinds.Text,
    "fields": lists.Checks,
    "warehouses": lists.Warehouses,
    "told": lists.Statuses,
    "locking": lists.Locking,
    "mapped": lists.Mapped,
    "methods": lists.Methods,
    "selection": selection.Selection,
    "rules": rules.Rules,
    "catalogs": catalogs.Catalogs,
}


def editor(setting: Setting, place: Place, *, for_contractor: bool = False) -> kinds.Editor:
    """The editor of a setting."""
    return EDITORS[setting.kind](setting, place, for_contractor=for_contractor)


@dataclass(frozen=True, slots=True)
class Line:
    """A setting of the tab as the template draws it.

    `inherited` is the integration's value in words, `is_own` whether the contractor has one of its own, `others` how
    many contractors do (on the integration's page).
    """

    editor: kinds.Editor
    form: "TermsForm"
    unit: Label
    inherited: Label
    is_own: bool
    others: int

    @property
    def key(self) -> str:
        """The setting's key."""
        return self.editor.key

    @property
    def label(self) -> Words:
        """The setting's name."""
        return self.editor.setting.label

    @property
    def about(self) -> Words:
        """What follows from the setting."""
        return self.editor.setting.about

    @property
    def template(self) -> str:
        """The part that draws an editor of several fields."""
        return self.editor.template

    @property
    def is_plain(self) -> bool:
        """Whether the setting is one field."""
        return self.editor.is_plain

    @property
    def is_too_long(self) -> bool:
        """Whether the value is only counted here."""
        return self.editor.is_too_long(self.form.shown_value(self.editor))

    @property
    def in_words(self) -> Label:
        """The value that stands now, in words."""
        return self.editor.words(self.form.shown_value(self.editor))

    @property
    def bound(self) -> forms.BoundField:
        """The field of a plain setting, or the one named as the setting."""
        return self.form[self.key]

    @property
    def bounds(self) -> list[forms.BoundField]:
        """Every field of the setting but the tick."""
        return [self.form[name] for name in self.form.names[self.key]]

    @property
    def picks(self) -> list[forms.BoundField]:
        """Of a selection: the kinds that are ticked or named."""
        return [self.by_part[name] for name in ("category_ids", "manufacturer_ids", "tags")]

    @property
    def by_part(self) -> dict[str, forms.BoundField]:
        """The fields by what stands after the key: `selection.mode`."""
        return {name.removeprefix(f"{self.key}-"): self.form[name] for name in self.form.names[self.key]}

    @property
    def rows(self) -> list[dict[str, forms.BoundField]]:
        """The fields of numbered rows, by part."""
        found: dict[int, dict[str, forms.BoundField]] = {}
        for name in self.form.names[self.key]:
            number, _dash, part = name.removeprefix(f"{self.key}-").partition("-")
            if part:
                found.setdefault(int(number), {})[part] = self.form[name]
        return [found[number] for number in sorted(found)]

    @property
    def catalogs(self) -> list[dict[str, Any]]:
        """Further catalogs with their parts, each drawn as a line of its own."""
        assert isinstance(self.editor, catalogs.Catalogs)
        return [
            {
                "name": further.name,
                "shared": self.form[f"{self.key}-{further.inventory_id}-shared"],
                "selects": self.form[f"{self.key}-{further.inventory_id}-selects"],
                **{
                    name: Line(one, self.form, "", "", False, 0)
                    for name, one in zip(("price_group", "warehouses", "selection"), further.editors, strict=True)
                },
            }
            for further in self.editor.further
        ]

    @property
    def tick(self) -> forms.BoundField | None:
        """The tick that gives the contractor a value of its own; plain settings need none."""
        name = f"own-{self.key}"
        return self.form[name] if name in self.form.fields else None


class TermsForm(forms.Form):
    """The settings of a tab.

    `base` are the values shown when nothing of one's own is set: the defaults for an integration, the integration's
    for a contractor; `stored` is what was set here. A contractor's empty field means the integration's value.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        place: Place,
        tab: str,
        stored: Mapping[str, Any],
        base: Mapping[str, Any],
        for_contractor: bool = False,
        others: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(data)
        self.place, self.tab, self.stored, self.base = place, tab, stored, base
        self.for_contractor, self.others = for_contractor, others or {}
        self.editors = [editor(one, place, for_contractor=for_contractor) for one in SETTINGS[tab]]
        self.names: dict[str, list[str]] = {}
        for one in self.editors:
            value = self.shown_value(one)
            if one.is_too_long(value):
                self.names[one.key] = []
                continue
            fields = one.fields(value, data)
            self.names[one.key] = list(fields)
            for child in one.children():
                self.names[child.key] = [name for name in fields if name.startswith(child.key)]
            if for_contractor and not one.is_plain:
                self.fields[f"own-{one.key}"] = forms.BooleanField(
                    label=_("Own value for this contractor"), required=False
                )
                self.initial[f"own-{one.key}"] = one.key in stored
            self.fields.update(fields)
            self.initial.update(one.initial(value))

    def shown_value(self, one: kinds.Editor) -> Any:
        """The value a setting's fields begin with."""
        # A plain setting of a contractor stays empty until it has one of its own; lists begin as the integration's.
        if one.key in self.stored:
            return self.stored[one.key]
        return None if self.for_contractor and (one.is_plain or one.adds_up) else self.base.get(one.key)

    @property
    def is_asking_for_rows(self) -> bool:
        """Whether another row was asked for rather than saving."""
        return bool(self.is_bound and self.data.get("more"))

    @property
    def mark(self) -> str:
        """Changes whenever a setting of this tab changes."""
        return mark_of([(one.key, self.stored.get(one.key)) for one in self.editors])

    @property
    def currency(self) -> str:
        """The currency amounts are in: the one paid in, else the price group's."""
        paid = self.stored.get("currency") or self.base.get("currency")
        if paid:
            return str(paid)
        group = self.stored.get("price_group_id") or self.base.get("price_group_id") or 0
        return self.place.currencies.get(group, "")

    @property
    def lines(self) -> list[Line]:
        """The settings of the tab in their order."""
        return [
            Line(
                editor=one,
                form=self,
                unit=self.currency if one.has_currency else one.setting.unit,
                inherited=one.words(self.base.get(one.key), self.currency),
                is_own=one.key in self.stored,
                others=self.others.get(one.key, 0),
            )
            for one in self.editors
        ]

    def clean(self) -> dict[str, Any]:
        """Read every setting; what an editor refuses is shown at its field (B-08, credit)."""
        data = super().clean() or self.cleaned_data
        self.values: dict[str, Any] = {}
        for one in self.editors:
            if one.is_too_long(self.shown_value(one)) or any(name in self.errors for name in self.names[one.key]):
                continue
            if self.for_contractor and not one.is_plain and not data.get(f"own-{one.key}"):
                self.values[one.key] = None
                continue
            given = {name: data.get(name) for name in self.names[one.key]}
            try:
                self.values[one.key] = one.read(given)
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    self.add_error(name, messages)
        self._check_together()
        return data

    def _check_together(self) -> None:
        applies = {**self.base, **{key: value for key, value in self.values.items() if value is not None}}
        if self.tab == "general" and not applies.get("share_products") and not applies.get("accept_orders"):
            self.add_error(None, gettext("Share products or take orders: with both off the code opens nothing."))
        if applies.get("credit_on_shortage") == "hold_status" and not applies.get("credit_hold_status_id"):
            name = "credit_hold_status_id"
            self.add_error(name if name in self.fields else None, gettext("Choose the status such orders wait in."))

    def settings_values(self) -> dict[str, Any]:
        """The keys that change, for the service: null for a value that says nothing of its own."""
        defaults = settings.SupplierSettings()
        changed: dict[str, Any] = {}
        for key, value in self.values.items():
            kept = None if value is None else _as_stored(key, value)
            if not self.for_contractor and kept == _as_stored(key, settings.shown(defaults)[key]):
                kept = None
            if kept != self.stored.get(key):
                changed[key] = kept
        return changed

    def show_stored(self) -> None:
        """After somebody else saved: at each field that differs, what stands there now."""
        for one in self.editors:
            if one.key in self.settings_values() and one.key in self.fields:
                now = self.stored.get(one.key)
                words = one.words(self.base.get(one.key) if now is None else now, self.currency)
                self.add_error(one.key, gettext("Stored now: %(value)s") % {"value": words})


def _as_stored(key: str, value: Any) -> Any:
    """A value as the settings keep it; one they refuse as it is, for the service to name the fault."""
    try:
        return settings.change(settings.SupplierSettings, {}, {key: value}).get(key)
    except SpinkaError:
        return value
