"""The form of a product, and the one field edited in place."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog.draft import NAME_LENGTH, ProductFields
from spinka.catalog.models import Product
from spinka.panel.fields import Amount, Code
from spinka.panel.products.words import KINDS

RATES: Final = [
    ("23.00", "23 %"),
    ("8.00", "8 %"),
    ("5.00", "5 %"),
    ("0.00", "0 %"),
    ("-1.00", _("exempt")),
    ("-0.02", _("not subject to VAT")),
    ("-0.03", _("reverse charge")),
]
BIGGEST_STOCK: Final = 2_000_000_000


def _size(label: Any) -> Amount:
    return Amount(label=label, required=False, min_value=0, max_digits=8)


def _pieces(label: Any, about: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=about,
        required=False,
        min_value=1,
        max_value=BIGGEST_STOCK,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class ProductForm(forms.Form):
    """Main fields of a product; texts of the catalog's languages are added as `name_<xx>` and `description_<xx>`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sku = forms.CharField(label="SKU", required=False, max_length=50)
    ean = Code(label="EAN", required=False, max_length=32)
    category_id = forms.TypedChoiceField(label=_("Category"), required=False, coerce=int, empty_value=None)
    manufacturer_id = forms.TypedChoiceField(label=_("Manufacturer"), required=False, coerce=int, empty_value=None)
    tax_rate = forms.TypedChoiceField(label=_("VAT rate"), coerce=Decimal)
    kind = forms.ChoiceField(label=_("Type"), choices=[(key, KINDS[key]) for key in ("goods", "service")])
    tags = forms.CharField(label=_("Tags"), required=False, max_length=1000, help_text=_("Separated by commas."))
    weight = _size(_("Weight"))
    length = _size(_("Length"))
    width = _size(_("Width"))
    height = _size(_("Height"))
    is_draft = forms.BooleanField(
        label=_("Draft"), required=False, help_text=_("Contractors do not see drafts and cannot order them.")
    )
    min_quantity = _pieces(_("Smallest order"), _("A contractor orders at least this many pieces at once."))
    quantity_step = _pieces(_("Order step"), _("Contractors order in multiples of this number."))
    available_from = forms.DateField(
        label=_("Orders from"),
        required=False,
        help_text=_("Before this day contractors see the product, but cannot order it."),
        validators=[MinValueValidator(date(1970, 1, 2))],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    price = Amount(label=_("Gross price"), required=False, min_value=0, decimal_places=4)
    quantity = forms.IntegerField(label=_("Stock"), required=False, min_value=0, max_value=BIGGEST_STOCK)

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        default_language: str,
        categories: Sequence[tuple[int, str]],
        manufacturers: Sequence[tuple[int, str]],
        product: Product | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.default_language = default_language
        self.languages = [default_language, *(code for code in languages if code != default_language)]
        for code in self.languages:
            is_default = code == default_language
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name"),
                max_length=NAME_LENGTH,
                required=is_default,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("Description"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 8, "lang": code}),
                help_text=_("HTML is allowed; scripts, styles and images are left out when it is shown."),
            )
        self._choices("category_id", [("", "—"), *((str(pk), name) for pk, name in categories)])
        self._choices("manufacturer_id", [("", "—"), *((str(pk), name) for pk, name in manufacturers)])
        rates: list[tuple[str, Any]] = list(RATES)
        if product is not None and f"{product.tax_rate:.2f}" not in dict(rates):
            rates.append((f"{product.tax_rate:.2f}", f"{product.tax_rate} %"))
        self._choices("tax_rate", rates)
        for name in ("price", "quantity") if product is not None else ("version",):
            del self.fields[name]

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def texts(self) -> list[tuple[str, Any, Any]]:
        """Language, name and description fields, the default language first."""
        return [(code, self[f"name_{code}"], self[f"description_{code}"]) for code in self.languages]

    def clean(self) -> dict[str, Any]:
        """A name of blanks is no name."""
        data = super().clean() or self.cleaned_data
        name = f"name_{self.default_language}"
        if name in data and not str(data[name]).strip():
            self.add_error(name, gettext("Write a name."))
        return data

    def to_write(self) -> ProductFields:
        """What the service is asked to write; texts of other languages that stay empty are not made."""
        data = self.cleaned_data
        texts: dict[str, Any] = {}
        for code in self.languages:
            suffix = "" if code == self.default_language else f"|{code}"
            for name in ("name", "description"):
                if f"{name}_{code}" in self.changed_data or (not suffix and name == "name"):
                    texts[f"{name}{suffix}"] = data[f"{name}_{code}"]
        fields = ProductFields(
            sku=data["sku"],
            ean=data["ean"],
            category_id=data["category_id"] or 0,
            manufacturer_id=data["manufacturer_id"] or 0,
            tax_rate=data["tax_rate"],
            kind=data["kind"],
            is_draft=data["is_draft"],
            tags=[part.strip() for part in data["tags"].split(",") if part.strip()],
            texts=texts,
            weight=data["weight"] or Decimal(0),
            length=data["length"] or Decimal(0),
            width=data["width"] or Decimal(0),
            height=data["height"] or Decimal(0),
            min_quantity=data["min_quantity"] or 1,
            quantity_step=data["quantity_step"] or 1,
        )
        if "available_from" in self.changed_data:
            # The day begins at midnight of the account; an hour set through the API stays while the day does.
            day = data["available_from"]
            fields.available_from = day and timezone.make_aware(datetime.combine(day, time.min))
        return fields


class PriceCell(forms.Form):
    """A price edited in place; `was` is the value the person saw."""

    value = Amount(label=_("Gross price"), min_value=0, decimal_places=4)
    was = forms.CharField(required=False, widget=forms.HiddenInput)


class StockCell(forms.Form):
    """On hand edited in place; `was` is the value the person saw."""

    value = forms.IntegerField(
        label=_("Stock"),
        min_value=0,
        max_value=BIGGEST_STOCK,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)
