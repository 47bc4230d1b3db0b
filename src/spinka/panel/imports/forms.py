"""Forms of an import's steps: where from and what for; which products, which data, prices and stock (E-02 … E-13)."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.connect import services as connect
from spinka.connect.import_choices import SourceChoices, SourceFilter
from spinka.connect.listings import Source
from spinka.panel.components import Label
from spinka.panel.integrations import choices

ASSOCIATE = "associate"
TYPES: list[tuple[str, Label]] = [
    ("new_and_update", _("Add new ones and update")),
    ("associate_and_create", _("Associate and create missing ones")),
    ("new", _("Only add new ones")),
    ("update", _("Only update")),
    (ASSOCIATE, _("Only associate")),
]
ABOUT: dict[str, Label] = {
    "new_and_update": _("Adds products that are not linked yet and updates linked ones."),
    "associate_and_create": _(
        "Looks for your products with the same EAN, then SKU, then name, and adds those it does not find."
    ),
    "new": _("Adds products that are not linked yet and changes none."),
    "update": _("Updates linked products and adds none."),
    ASSOCIATE: _("Imports nothing: opens the list of links, where products are linked with hints."),
}
MODES = [("", _("Do not copy")), ("once", _("Once, now")), ("recurring", _("Now and every hour"))]
ALL, IDS, FILTER = "all", "ids", "filter"
WHICH = [
    (ALL, _("All products the supplier shares")),
    (FILTER, _("Those that meet conditions")),
    (IDS, _("Those of a list of numbers")),
]
MOST_IDS = 10_000
EXTRA = "extra_fields"


def taken_fields(shared: tuple[str, ...]) -> list[tuple[str, Label]]:
    """Data of products that can be taken: what the supplier shares."""
    return [(name, label) for name, label in choices.SHARED_FIELDS.items() if name != EXTRA and name in shared]


def numbers_in(text: str) -> list[int]:
    """Numbers out of what was typed. Raises ValidationError naming the first word that is none."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    for word in words:
        if not (word.isascii() and word.isdigit() and len(word) < 19 and int(word)):
            raise forms.ValidationError(gettext("“%(word)s” is not a number of a product.") % {"word": word[:40]})
    if len(words) > MOST_IDS:
        raise forms.ValidationError(gettext("At most %(most)s numbers.") % {"most": MOST_IDS})
    return [int(word) for word in words]


class SourceForm(forms.Form):
    """The first step: from whom, what for, into which catalog."""

    source = forms.TypedChoiceField(label=_("Supplier"), coerce=int, widget=forms.RadioSelect)
    type = forms.ChoiceField(label=_("What happens"), choices=TYPES, widget=forms.RadioSelect)
    catalog = forms.TypedChoiceField(label=_("Into catalog"), coerce=int)

    def __init__(self, *args: Any, account_id: int, sources: list[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, choices.Choices] = {
            "source": [(source.contractor_integration_id, source.name) for source in sources],
            "catalog": choices.catalogs(account_id),
        }
        for name, values in known.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


class ScopeForm(forms.Form):
    """The second step: which products and which data of them."""

    which = forms.ChoiceField(label=_("Products"), choices=WHICH, widget=forms.RadioSelect, initial=ALL)
    category_id = forms.TypedChoiceField(label=_("Category"), coerce=int, required=False, empty_value=None)
    manufacturer_id = forms.TypedChoiceField(label=_("Manufacturer"), coerce=int, required=False, empty_value=None)
    words = forms.CharField(label=_("Name contains"), required=False, max_length=100)
    in_stock = forms.BooleanField(label=_("Only in stock"), required=False)
    not_linked = forms.BooleanField(label=_("Only those not linked yet"), required=False)
    product_ids = forms.CharField(
        label=_("Numbers of the supplier's products"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "numeric"}),
        help_text=_("Separated by blanks, commas or lines."),
    )
    language = forms.ChoiceField(label=_("Language of texts"), required=False)
    fields_taken = forms.MultipleChoiceField(
        label=_("Data to take"), required=False, widget=forms.CheckboxSelectMultiple
    )
    keep_fields = forms.MultipleChoiceField(
        label=_("Never overwrite in products you have"), required=False, widget=forms.CheckboxSelectMultiple
    )
    price_mode = forms.ChoiceField(label=_("Copy prices"), choices=MODES, required=False)
    price_group_id = forms.TypedChoiceField(label=_("Into price group"), coerce=int, required=False, empty_value=None)
    stock_mode = forms.ChoiceField(
        label=_("Copy stock"),
        choices=MODES,
        required=False,
        help_text=_("The supplier's live stock is shown in any case; this copies it into your own warehouse."),
    )
    warehouse_id = forms.TypedChoiceField(label=_("Into warehouse"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, account_id: int, source: Source, found: SourceChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shared = [name for name, _label in taken_fields(source.share_fields)]
        # Polish says it with the gender of what is chosen.
        by_default = pgettext_lazy("language or warehouse", "Default of the catalog")
        group_by_default = _("Default of the catalog")
        known: dict[str, choices.Choices] = {
            "category_id": choices.with_empty(list(found.categories.items()), _("Every category")),
            "manufacturer_id": choices.with_empty(list(found.manufacturers.items()), _("Every manufacturer")),
            "language": choices.with_empty(choices.languages(account_id), by_default),
            "fields_taken": taken_fields(source.share_fields),
            "keep_fields": taken_fields(source.share_fields),
            "price_group_id": choices.with_empty(choices.price_groups(account_id), group_by_default),
            "warehouse_id": choices.with_empty(choices.warehouses(account_id), by_default),
        }
        for name, values in known.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]
        if not found.categories:
            del self.fields["category_id"]
        if not found.manufacturers:
            del self.fields["manufacturer_id"]
        if not found.shares_name:
            del self.fields["words"]
        if not found.shares_stock:
            del self.fields["in_stock"]

    def source_filter(self) -> SourceFilter:
        """The conditions that were chosen."""
        given = self.cleaned_data
        return SourceFilter(
            category_id=given.get("category_id"),
            manufacturer_id=given.get("manufacturer_id"),
            words=given.get("words", ""),
            in_stock=bool(given.get("in_stock")),
            not_linked=bool(given.get("not_linked")),
        )

    def clean_product_ids(self) -> list[int]:
        """Numbers out of what was typed; looked at only where the list is chosen."""
        if self.data.get("which") != IDS:
            return []
        numbers = numbers_in(str(self.cleaned_data["product_ids"]))
        if not numbers:
            raise forms.ValidationError(gettext("Type at least one number."))
        return numbers

    def clean(self) -> dict[str, Any]:
        """Something has to be taken."""
        values = super().clean() or self.cleaned_data
        if not values.get("fields_taken"):
            self.add_error("fields_taken", gettext("Choose at least one kind of data."))
        return values

    def options(self, kind: str, product_ids: list[int] | None) -> connect.ImportOptions:
        """What the service takes."""
        given = self.cleaned_data
        return connect.ImportOptions(
            type=kind,
            product_ids=product_ids,
            fields=None if set(given["fields_taken"]) == set(self.shared) else given["fields_taken"],
            keep_fields=given["keep_fields"],
            language=given["language"],
            price_group_id=given["price_group_id"] if given["price_mode"] else None,
            warehouse_id=given["warehouse_id"] if given["stock_mode"] else None,
            price_mode=given["price_mode"],
            stock_mode=given["stock_mode"],
        )
