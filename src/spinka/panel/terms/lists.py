"""Editors of settings that are lists or tables: shared data, warehouses, statuses, delivery methods."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect.settings import SHARE_FIELDS
from spinka.panel.components import Label
from spinka.panel.integrations import choices
from spinka.panel.terms.kinds import Editor

BLANK_ROWS: Final = 2


def row_count(data: Mapping[str, Any] | None, key: str, stored: int, blank: int, most: int) -> int:
    """How many rows a table has: as many as were sent, one more when one was asked for; else the stored and blank ones."""
    if data is None:
        return min(stored + blank, most)
    sent = str(data.get(f"{key}-rows") or "")
    count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 5 else stored + blank
    return min(count + (data.get("more") == key), most)


class Checks(Editor):
    """Any of a list, by ticks."""

    is_plain = False
    template = "panel/terms/_checks.html"

    def known(self) -> choices.Choices:
        """Value and words."""
        return list(choices.SHARED_FIELDS.items())

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A tick each."""
        return {
            self.key: forms.MultipleChoiceField(
                label=self.setting.label,
                help_text=self.setting.about,
                choices=[(str(key), label) for key, label in self.known()],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        }

    def initial(self, value: Any) -> dict[str, Any]:
        """The ticked ones."""
        return {self.key: [str(one) for one in value or []]}

    def read(self, given: Mapping[str, Any]) -> Any:
        """The ticked ones in the usual order."""
        chosen = given.get(self.key) or []
        return [name for name in SHARE_FIELDS if name in chosen]

    def words(self, value: Any, currency: str = "") -> Label:
        """How many, or which."""
        known = self.known()
        if value and len(value) == len(known):
            return gettext("everything")
        named = [str(label) for key, label in known if key in (value or [])]
        return ", ".join(named) or gettext("nothing")


class Statuses(Checks):
    """Any of the account's statuses."""

    def known(self) -> choices.Choices:
        """The account's statuses in their order."""
        return self.place.statuses

    def read(self, given: Mapping[str, Any]) -> Any:
        """The ticked ones by number."""
        return [int(one) for one in given.get(self.key) or []]

    def words(self, value: Any, currency: str = "") -> Label:
        """Their names."""
        named = [str(label) for key, label in self.known() if key in (value or [])]
        return ", ".join(named) or gettext("none")


class Locking(Statuses):
    """The statuses that lock; none means those of the usual types."""

    def read(self, given: Mapping[str, Any]) -> Any:
        """The ticked ones; nothing goes back to the usual types."""
        return super().read(given) or None

    def words(self, value: Any, currency: str = "") -> Label:
        """Their names, or the usual types."""
        return super().words(value) if value else gettext("sent, delivered and cancelled")


class Warehouses(Editor):
    """Warehouses with their place in the order; without a place they are not used (R3)."""

    is_plain = False
    template = "panel/terms/_warehouses.html"

    def names(self) -> list[str]:
        """The fields with the places."""
        return [f"{self.key}-{key}" for key, _name in self.place.warehouses]

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A place for each warehouse."""
        rows = self.place.warehouses
        places = choices.with_empty([(number, str(number)) for number in range(1, len(rows) + 1)], _("not used"))
        return {
            f"{self.key}-{key}": forms.TypedChoiceField(
                label=name, choices=places, coerce=int, required=False, empty_value=None
            )
            for key, name in rows
        }

    def initial(self, value: Any) -> dict[str, Any]:
        """The places taken."""
        return {f"{self.key}-{key}": place for place, key in enumerate(value or [], start=1)}

    def read(self, given: Mapping[str, Any]) -> Any:
        """The keys in their order, None for the catalog's own."""
        placed = [
            (given[name], name.removeprefix(f"{self.key}-")) for name in self.names() if given.get(name) is not None
        ]
        return [key for _place, key in sorted(placed)] or None

    def words(self, value: Any, currency: str = "") -> Label:
        """Their names in order."""
        known = dict(self.place.warehouses)
        return ", ".join(known.get(key, key) for key in value or []) or gettext("those of the catalog")


class Mapped(Editor):
    """Partners' statuses, each with the own status it becomes (R32, B-13)."""

    is_plain = False
    template = "panel/terms/_mapped.html"
    most_rows = 300

    def partner_statuses(self, value: Any) -> dict[str, tuple[str, str]]:
        """Number → partner's name and status; mapped ones that are no longer told stay, without a name."""
        told = {str(one.status_id): (one.partner_name, one.name) for one in self.place.told[: self.most_rows]}
        return told | {key: ("", "") for key in value or {} if key not in told}

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """A choice of own statuses for each partner's status."""
        known = choices.with_empty(self.place.statuses, _("no change"))
        found: dict[str, forms.Field] = {}
        for key, (partner, name) in self.partner_statuses(value).items():
            label = f"{partner}: {name}" if name else gettext("no longer told: %(number)s") % {"number": key}
            found[f"{self.key}-{key}"] = forms.TypedChoiceField(
                label=label, choices=known, coerce=int, required=False, empty_value=None
            )
        return found

    def initial(self, value: Any) -> dict[str, Any]:
        """The own statuses chosen."""
        return {f"{self.key}-{key}": status for key, status in (value or {}).items()}

    def read(self, given: Mapping[str, Any]) -> Any:
        """Partner status → own status, without the ones left alone."""
        start = f"{self.key}-"
        return {
            name.removeprefix(start): value
            for name, value in given.items()
            if name.startswith(start) and value is not None
        }

    def words(self, value: Any, currency: str = "") -> Label:
        """How many are mapped."""
        if not value:
            return gettext("none")
        return ngettext("%(count)s status", "%(count)s statuses", len(value)) % {"count": len(value)}


class Methods(Editor):
    """Delivery methods: the contractor's name and the supplier's, row by row (R17)."""

    is_plain = False
    template = "panel/terms/_methods.html"
    most_rows = 100

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """Two names a row; a row left empty is no row."""
        found: dict[str, forms.Field] = {}
        for number in range(row_count(data, self.key, len(value or {}), BLANK_ROWS, self.most_rows + BLANK_ROWS)):
            found[f"{self.key}-{number}-theirs"] = forms.CharField(
                label=_("On the contractor's order"), max_length=100, required=False
            )
            found[f"{self.key}-{number}-ours"] = forms.CharField(
                label=_("On your order"), max_length=100, required=False
            )
        return found

    def initial(self, value: Any) -> dict[str, Any]:
        """The pairs."""
        shown: dict[str, Any] = {}
        for number, (theirs, ours) in enumerate((value or {}).items()):
            shown |= {f"{self.key}-{number}-theirs": theirs, f"{self.key}-{number}-ours": ours}
        return shown

    def read(self, given: Mapping[str, Any]) -> Any:
        """Their name → ours. Raises ValidationError for half a pair and a name that stands twice."""
        result: dict[str, str] = {}
        for number in range(self.most_rows + BLANK_ROWS):
            theirs, ours = given.get(f"{self.key}-{number}-theirs"), given.get(f"{self.key}-{number}-ours")
            if not theirs and not ours:
                continue
            if not theirs or not ours:
                raise ValidationError(
                    {f"{self.key}-{number}-{'ours' if theirs else 'theirs'}": gettext("Write both names.")}
                )
            if theirs in result:
                raise ValidationError({f"{self.key}-{number}-theirs": gettext("This name stands twice.")})
            result[theirs] = ours
        return result

    def words(self, value: Any, currency: str = "") -> Label:
        """The pairs."""
        return ", ".join(f"{theirs} → {ours}" for theirs, ours in (value or {}).items()) or gettext("none")
