"""The editor of price rules (R18, R32): a row each, added and taken away without a script too."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.panel.components import Label
from spinka.panel.fields import Amount
from spinka.panel.terms import goods
from spinka.panel.terms.kinds import Editor
from spinka.panel.terms.lists import row_count
from spinka.panel.terms.table import Words

SCOPES: Final = [
    ("all", _("All products")),
    ("category", _("Categories")),
    ("manufacturer", _("Manufacturers")),
    ("tag", _("Tags")),
    ("product", _("Products")),
]
KINDS: Final = [
    ("discount_percent", _("Discount, %")),
    ("markup_percent", _("Markup, %")),
    ("fixed", _("Fixed gross price")),
]
PARTS: Final = ("scope", "what", "kind", "value", "min_quantity", "date_from", "date_to", "remove")


def _day(label: Words) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class Rules(Editor):
    """Rows of rules; one without a value is no rule, a ticked one goes away on saving."""

    is_plain = False
    adds_up = True
    most_rows = 200
    template = "panel/terms/_rules.html"

    def fields(self, value: Any, data: Mapping[str, Any] | None) -> dict[str, forms.Field]:
        """Scope, what, kind, value, from how many, days, away with it; for each row."""
        found: dict[str, forms.Field] = {}
        for number in range(row_count(data, self.key, len(value or []), 1, self.most_rows + 1)):
            start = f"{self.key}-{number}-"
            found |= {
                f"{start}scope": forms.ChoiceField(label=_("Applies to"), choices=SCOPES, required=False),
                f"{start}what": forms.CharField(
                    label=_("Which ones"),
                    required=False,
                    help_text=_("Names, SKU or numbers; several with semicolons."),
                    widget=forms.TextInput(attrs={"list": "goods-names", "autocomplete": "off"}),
                ),
                f"{start}kind": forms.ChoiceField(label=_("Rule"), choices=KINDS, required=False),
                f"{start}value": Amount(
                    label=_("Value"),
                    min_value=0,
                    max_value=1_000_000_000,
                    decimal_places=4,
                    required=False,
                    widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                ),
                f"{start}min_quantity": forms.IntegerField(
                    label=_("From how many pieces"),
                    min_value=1,
                    max_value=1_000_000_000,
                    required=False,
                    widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                ),
                f"{start}date_from": _day(_("From day")),
                f"{start}date_to": _day(_("To day")),
                f"{start}remove": forms.BooleanField(label=_("Remove this rule"), required=False),
            }
        return found

    def names(self) -> list[str]:
        """Names to choose from while typing, the first few hundred of each kind."""
        known = [*self.place.categories.values()][:200], [*self.place.manufacturers.values()][:200]
        return [*known[0], *known[1], *self.place.tags[:200]]

    def initial(self, value: Any) -> dict[str, Any]:
        """The rows."""
        rules = value or []
        shown: dict[str, Any] = {}
        for number, rule in enumerate(rules):
            start = f"{self.key}-{number}-"
            shown |= {
                f"{start}scope": rule.get("scope", "all"),
                f"{start}what": self._typed(rule.get("scope", "all"), rule.get("ids") or []),
                f"{start}kind": rule.get("kind"),
                f"{start}value": Decimal(str(rule.get("value"))).normalize() + 0,
                f"{start}min_quantity": rule.get("min_quantity", 1),
                f"{start}date_from": rule.get("date_from"),
                f"{start}date_to": rule.get("date_to"),
            }
        return shown

    def _typed(self, scope: str, ids: list[Any]) -> str:
        if scope == "product":
            lines = goods.product_lines(self.place, [int(one) for one in ids])
        elif scope in ("category", "manufacturer"):
            known = self.place.categories if scope == "category" else self.place.manufacturers
            lines = goods.lines_of(known, ids)
        else:
            lines = "\n".join(map(str, ids))
        return "; ".join(lines.splitlines())

    def read(self, given: Mapping[str, Any]) -> Any:
        """The rules in their order. Raises ValidationError at the field of the row it is about."""
        found = []
        for number in range(self.most_rows + 1):
            row = {part: given.get(f"{self.key}-{number}-{part}") for part in PARTS}
            if row["remove"] or (row["value"] is None and not row["what"]):
                continue
            found.append(self._rule(number, row))
        return found

    def _rule(self, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        start = f"{self.key}-{number}-"
        if row["value"] is None:
            raise ValidationError({f"{start}value": gettext("Write the value of the rule.")})
        kind, scope = row["kind"] or "discount_percent", row["scope"] or "all"
        if kind == "discount_percent" and row["value"] > 100:
            raise ValidationError({f"{start}value": gettext("A discount is at most 100 %.")})
        if row["date_from"] and row["date_to"] and row["date_from"] > row["date_to"]:
            raise ValidationError({f"{start}date_to": gettext("The last day is before the first.")})
        rule: dict[str, Any] = {"scope": scope, "kind": kind, "value": str(row["value"])}
        if scope != "all":
            typed = goods.entries(row["what"] or "")
            if not typed:
                raise ValidationError({f"{start}what": gettext("Name what the rule is for.")})
            try:
                rule["ids"] = self._ids(scope, typed)
            except ValidationError as error:
                raise ValidationError({f"{start}what": error.messages}) from None
        if (row["min_quantity"] or 1) > 1:
            rule["min_quantity"] = row["min_quantity"]
        for part in ("date_from", "date_to"):
            if row[part]:
                rule[part] = row[part].isoformat()
        return rule

    def _ids(self, scope: str, typed: list[str]) -> list[Any]:
        if scope == "product":
            return list(goods.product_ids(self.place, typed))
        if scope == "tag":
            return list(goods.tag_names(self.place.tags, typed))
        return list(goods.named_ids(self.place.categories if scope == "category" else self.place.manufacturers, typed))

    def words(self, value: Any, currency: str = "") -> Label:
        """How many rules."""
        if not value:
            return gettext("none")
        return ngettext("%(count)s rule", "%(count)s rules", len(value)) % {"count": len(value)}
