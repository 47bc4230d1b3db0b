"""The editor of further catalogs under one code (L-03): each with its price group, warehouses and selection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.panel.components import Label
from spinka.panel.integrations import choices
from spinka.panel.terms.kinds import Editor, PriceGroup
from spinka.panel.terms.lists import Warehouses
from spinka.panel.terms.place import Place
from spinka.panel.terms.selection import Selection
from spinka.panel.terms.table import Setting


@dataclass(frozen=True, slots=True)
class Further:
    """A catalog that may be shared too, with the editors of what is its own."""

    inventory_id: int
    name: str
    price_group: PriceGroup
    warehouses: Warehouses
    selection: Selection

    @property
    def editors(self) -> tuple[Editor, ...]:
        """Its editors in their order."""
        return self.price_group, self.warehouses, self.selection


class Catalogs(Editor):
    """The account's other catalogs, each shared or not."""

    is_plain = False
    template = "panel/terms/_catalogs.html"

    def __init__(self, setting: Setting, place: Place, *, for_contractor: bool) -> None:
        super().__init__(setting, place, for_contractor=for_contractor)
        others = [(key, name) for key, name in choices.catalogs(place.account_id) if key != place.inventory_id]
        self.further = [self._further(int(key), str(name)) for key, name in others]

    def _further(self, inventory_id: int, name: str) -> Further:
        start, there = f"{self.key}-{inventory_id}", Place(self.place.account_id, inventory_id)

        def of(part: str, label: Any) -> Setting:
            return Setting(f"{start}-{part}", part, label)

        return Further(
            inventory_id,
            name,
            PriceGroup(of("price_group_id", _("Price group")), there, for_contractor=False),
            Warehouses(of("warehouses", _("Warehouses in their order")), there, for_contractor=False),
            # Not chosen, its selection is the integration's own.
            Selection(of("product_filter", _("Which products")), there, for_contractor=True),
        )

    def children(self) -> list[Editor]:
        """The editors inside this one."""
        return [one for further in self.further for one in further.editors]

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """For each catalog a tick, and what is its own."""
        found: dict[str, forms.Field] = {}
        for further in self.further:
            start = f"{self.key}-{further.inventory_id}"
            found[f"{start}-shared"] = forms.BooleanField(label=_("Share this catalog too"), required=False)
            for one in further.editors:
                found |= one.fields(None, data)
            found[f"{start}-selects"] = forms.BooleanField(label=_("A selection of its own"), required=False)
        return found

    def initial(self, value: Any) -> dict[str, Any]:
        """What is shared, and how."""
        stored = {row["inventory_id"]: row for row in value or []}
        shown: dict[str, Any] = {}
        for further in self.further:
            row, start = stored.get(further.inventory_id, {}), f"{self.key}-{further.inventory_id}"
            shown |= {f"{start}-shared": bool(row), f"{start}-selects": bool(row.get("product_filter"))}
            shown |= further.price_group.initial(row.get("price_group_id"))
            shown |= further.warehouses.initial(row.get("warehouses"))
            shown |= further.selection.initial(row.get("product_filter"))
        return shown

    def read(self, given: Mapping[str, Any]) -> Any:
        """The shared ones; a selection counts only with its tick. Raises ValidationError at the part it is about."""
        found = []
        for further in self.further:
            start = f"{self.key}-{further.inventory_id}"
            if not given.get(f"{start}-shared"):
                continue
            row: dict[str, Any] = {"inventory_id": further.inventory_id}
            row["price_group_id"] = further.price_group.read(given)
            row["warehouses"] = further.warehouses.read(given)
            row["product_filter"] = further.selection.read(given) if given.get(f"{start}-selects") else None
            found.append({name: part for name, part in row.items() if part is not None})
        return found

    def words(self, value: Any, currency: str = "") -> Label:
        """Their names."""
        names = {further.inventory_id: further.name for further in self.further}
        shared = [names.get(row["inventory_id"], str(row["inventory_id"])) for row in value or []]
        return ", ".join(shared) or gettext("none")
