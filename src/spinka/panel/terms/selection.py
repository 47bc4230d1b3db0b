"""The editor of which products are shared (R32): the whole catalog, or by category, manufacturer, tag and list."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.panel.components import Label
from spinka.panel.terms import goods
from spinka.panel.terms.kinds import Editor
from spinka.panel.terms.table import Words

MODES: Final = [("all", _("The whole catalog, new products too")), ("selected", _("Only the products chosen below"))]
# Kinds with this many entries or fewer are ticked, longer ones typed.
MOST_TICKS: Final = 200


class Selection(Editor):
    """Kinds are AND, lists of one kind OR, exceptions win."""

    is_plain = False
    template = "panel/terms/_selection.html"

    def _name(self, part: str) -> str:
        return f"{self.key}-{part}"

    def _known(self, part: str) -> dict[Any, str]:
        if part == "tags":
            return {name: name for name in self.place.tags}
        return self.place.categories if part == "category_ids" else self.place.manufacturers

    def _picks(self, part: str, label: Words) -> forms.Field:
        known = self._known(part)
        if len(known) <= MOST_TICKS:
            listed = [(str(key), name) for key, name in known.items()]
            return forms.MultipleChoiceField(
                label=label, choices=listed, required=False, widget=forms.CheckboxSelectMultiple
            )
        return forms.CharField(
            label=label,
            required=False,
            help_text=_("One name or number per line."),
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """Mode, kinds, list, exceptions, in stock."""
        codes = _("One SKU, EAN or number per line.")
        return {
            self._name("mode"): forms.ChoiceField(
                label=self.setting.label,
                help_text=self.setting.about,
                choices=MODES,
                # One contractor's selection counts only with the tick above it.
                required=not self.for_contractor,
                widget=forms.RadioSelect,
            ),
            self._name("category_ids"): self._picks("category_ids", _("Categories")),
            self._name("manufacturer_ids"): self._picks("manufacturer_ids", _("Manufacturers")),
            self._name("tags"): self._picks("tags", _("Tags")),
            self._name("product_ids"): forms.CharField(
                label=_("Products"), required=False, help_text=codes, widget=forms.Textarea(attrs={"rows": 4})
            ),
            self._name("exclude_product_ids"): forms.CharField(
                label=_("Never these products"),
                required=False,
                help_text=codes,
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
            self._name("in_stock"): forms.BooleanField(
                label=_("Only what is in stock"),
                required=False,
                help_text=_("Products disappear when their shown stock is 0 and come back with it."),
            ),
        }

    def initial(self, value: Any) -> dict[str, Any]:
        """The selection as ticks and lines."""
        chosen = value or {}
        shown: dict[str, Any] = {
            self._name("mode"): chosen.get("mode", "all"),
            self._name("in_stock"): chosen.get("in_stock", False),
        }
        for part in ("category_ids", "manufacturer_ids", "tags"):
            known, ids = self._known(part), chosen.get(part) or []
            ticked = len(known) <= MOST_TICKS
            shown[self._name(part)] = [str(one) for one in ids] if ticked else goods.lines_of(known, ids)
        for part in ("product_ids", "exclude_product_ids"):
            shown[self._name(part)] = goods.product_lines(self.place, chosen.get(part) or [])
        return shown

    def read(self, given: Mapping[str, Any]) -> Any:
        """The selection; parts that say nothing are left out. Raises ValidationError at the part it is about."""
        result: dict[str, Any] = {"mode": given.get(self._name("mode")) or "all"}
        for part in ("category_ids", "manufacturer_ids", "tags", "product_ids", "exclude_product_ids"):
            try:
                found = self._part(part, given.get(self._name(part)) or "")
            except ValidationError as error:
                raise ValidationError({self._name(part): error.messages}) from None
            if found:
                result[part] = found
        if given.get(self._name("in_stock")):
            result["in_stock"] = True
        return result

    def _part(self, part: str, typed: Any) -> list[Any]:
        if isinstance(typed, list):
            return typed if part == "tags" else [int(one) for one in typed]
        names = goods.entries(typed)
        if part == "tags":
            return goods.tag_names(self.place.tags, names)
        if part in ("category_ids", "manufacturer_ids"):
            return goods.named_ids(self._known(part), names)
        return goods.product_ids(self.place, names)

    def words(self, value: Any, currency: str = "") -> Label:
        """The selection in one line."""
        chosen = value or {}
        parts = []
        if chosen.get("mode", "all") == "all":
            parts.append(gettext("the whole catalog"))
        else:
            counts = (
                (ngettext("%(count)s category", "%(count)s categories", n := len(chosen.get("category_ids") or [])), n),
                (
                    ngettext(
                        "%(count)s manufacturer",
                        "%(count)s manufacturers",
                        n := len(chosen.get("manufacturer_ids") or []),
                    ),
                    n,
                ),
                (ngettext("%(count)s tag", "%(count)s tags", n := len(chosen.get("tags") or [])), n),
                (ngettext("%(count)s product", "%(count)s products", n := len(chosen.get("product_ids") or [])), n),
            )
            parts += [text % {"count": number} for text, number in counts if number] or [gettext("nothing chosen yet")]
        if chosen.get("exclude_product_ids"):
            number = len(chosen["exclude_product_ids"])
            parts.append(
                ngettext("without %(count)s product", "without %(count)s products", number) % {"count": number}
            )
        if chosen.get("in_stock"):
            parts.append(gettext("in stock only"))
        return ", ".join(parts)
