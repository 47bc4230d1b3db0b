"""Forms of an import and of a link."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.connect import services as connect
from spinka.connect.listings import Source
from spinka.panel.components import Label
from spinka.panel.integrations import choices

ASSOCIATE = "associate"
TYPES: list[tuple[str, Label]] = [
    ("associate_and_create", _("Associate and create missing ones")),
    ("new_and_update", _("Add new ones and update")),
    ("update", _("Only update")),
    ("new", _("Only add new ones")),
    (ASSOCIATE, _("Only associate")),
]
MODES = [("", _("Do not copy")), ("once", _("Once, now")), ("recurring", _("Now and every hour"))]
MOST_IDS = 10_000


class ImportForm(forms.Form):
    """What is imported from where to where (E-02 … E-13)."""

    source = forms.TypedChoiceField(
        label=_("Supplier"), coerce=int, help_text=_("Active connections whose supplier shares products.")
    )
    type = forms.ChoiceField(label=_("Type of import"), choices=TYPES, widget=forms.RadioSelect)
    inventory_id = forms.TypedChoiceField(label=_("Into catalog"), coerce=int)
    language = forms.ChoiceField(label=_("Language of texts"), required=False)
    product_ids = forms.CharField(
        label=_("Only these products"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "numeric"}),
        help_text=_("Numbers of the supplier's products, separated by blanks, commas or lines. Empty: all."),
    )
    fields_taken = forms.MultipleChoiceField(
        label=_("Data to take"),
        choices=[(name, label) for name, label in choices.SHARED_FIELDS.items() if name != "extra_fields"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keep_fields = forms.MultipleChoiceField(
        label=_("Never overwrite in products you have"),
        choices=[(name, label) for name, label in choices.SHARED_FIELDS.items() if name != "extra_fields"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
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

    def __init__(self, *args: Any, account_id: int, sources: list[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Polish says it with the gender of what is chosen.
        by_default = pgettext_lazy("language or warehouse", "Default of the catalog")
        group_by_default = _("Default of the catalog")
        known: dict[str, choices.Choices] = {
            "source": [(source.contractor_integration_id, source.name) for source in sources],
            "inventory_id": choices.catalogs(account_id),
            "language": choices.with_empty(choices.languages(account_id), by_default),
            "price_group_id": choices.with_empty(choices.price_groups(account_id), group_by_default),
            "warehouse_id": choices.with_empty(choices.warehouses(account_id), by_default),
        }
        for name, values in known.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]

    def clean_product_ids(self) -> list[int] | None:
        """Numbers out of what was typed; the first word that is none is named."""
        words = [word for word in re.split(r"[\s,;]+", str(self.cleaned_data["product_ids"])) if word]
        for word in words:
            if not (word.isascii() and word.isdigit() and len(word) < 19 and int(word)):
                raise forms.ValidationError(gettext("“%(word)s” is not a number of a product.") % {"word": word[:40]})
        if len(words) > MOST_IDS:
            raise forms.ValidationError(gettext("At most %(most)s numbers.") % {"most": MOST_IDS})
        return [int(word) for word in words] or None

    def options(self) -> connect.ImportOptions:
        """What the service takes."""
        given = self.cleaned_data
        every = {name for name in choices.SHARED_FIELDS if name != "extra_fields"}
        return connect.ImportOptions(
            type=given["type"],
            product_ids=given["product_ids"],
            fields=None if set(given["fields_taken"]) == every else given["fields_taken"],
            keep_fields=given["keep_fields"],
            language=given["language"],
            price_group_id=given["price_group_id"] if given["price_mode"] else None,
            warehouse_id=given["warehouse_id"] if given["stock_mode"] else None,
            price_mode=given["price_mode"],
            stock_mode=given["stock_mode"],
        )

    def clean(self) -> dict[str, Any]:
        """Something has to be taken."""
        values = super().clean() or self.cleaned_data
        if not values.get("fields_taken") and values.get("type") != ASSOCIATE:
            self.add_error("fields_taken", gettext("Choose at least one kind of data."))
        return values
