"""The form of a publication: both languages side by side, and a logo."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.accounts.models import Account
from spinka.catalog import images
from spinka.connect.industries import INDUSTRIES, industry_key
from spinka.connect.models import JoinMode, Listing
from spinka.connect.services.directory import DESCRIPTION_LENGTH, SERVICES_LENGTH
from spinka.panel.directory import words

LOGO_BYTES: Final = 2 * 1024 * 1024
# Where a refusal of the service about a field of it is shown.
FIELD_OF: Final = {"description": "description_pl", "services": "services_pl"}


def _text(label: Any, most: int, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ListingForm(forms.Form):
    """What a company says of itself; the address questions go to is shown to nobody."""

    company_name = forms.CharField(label=_("Company name"), max_length=160)
    description_pl = _text(_("Description in Polish"), DESCRIPTION_LENGTH, 7)
    description_en = _text(_("Description in English"), DESCRIPTION_LENGTH, 7)
    services_pl = _text(_("Services in Polish"), SERVICES_LENGTH, 3)
    services_en = _text(_("Services in English"), SERVICES_LENGTH, 3)
    types = forms.MultipleChoiceField(
        label=_("Type of company"),
        choices=list(words.TYPES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    industries = forms.MultipleChoiceField(label=_("Industries"), required=False, widget=forms.CheckboxSelectMultiple)
    other_industries = forms.CharField(
        label=_("Other industries"),
        max_length=600,
        required=False,
        help_text=_("In your own words, separated by commas."),
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries you serve"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_countries = forms.CharField(
        label=_("Other countries"),
        max_length=400,
        required=False,
        help_text=_("Two-letter codes separated by commas, for example TR, KZ."),
    )
    contact_email = forms.EmailField(
        label=_("E-mail for questions"), max_length=150, help_text=_("Nobody sees it: questions are passed on to it.")
    )
    answers_in_panel = forms.BooleanField(
        label=_("Answer questions in the panel"),
        required=False,
        help_text=_("Question and answers stay in one place for both sides; you get an e-mail about each."),
    )
    show_products = forms.BooleanField(
        label=_("Show my goods"),
        required=False,
        help_text=_("Everybody sees names, pictures and descriptions of shared products, without prices and stock."),
    )
    join_mode = forms.ChoiceField(label=_("Joining"), choices=words.JOIN_MODES, widget=forms.RadioSelect)
    allow_code = forms.BooleanField(
        label=_("Let the connection code open as well"),
        required=False,
        help_text=_("Otherwise a published company takes new contractors from the directory only."),
    )
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG, JPEG, WebP or GIF, at most 2 MB."), allow_empty_file=True
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, *args: Any, has_logo: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["industries"].choices = words.vocabulary()  # type: ignore[attr-defined]
        self.fields["countries"].choices = words.countries(words.COUNTRIES)  # type: ignore[attr-defined]
        if not has_logo:
            del self.fields["removes_logo"]

    def clean_logo(self) -> images.Raster | None:
        """The picture as it is kept, redrawn; an SVG is refused (R41)."""
        given = self.cleaned_data.get("logo")
        if not given:
            return None
        if given.size > LOGO_BYTES:
            raise forms.ValidationError(gettext("The image is larger than 2 MB."))
        try:
            return images.raster(given.read())
        except images.NotAnImage as error:
            raise forms.ValidationError(str(error)) from error

    def listing_fields(self) -> dict[str, Any]:
        """The fields of the publication as its service takes them."""
        given = self.cleaned_data
        codes = [code for code in re.split(r"[\s,;]+", given["other_countries"]) if code]
        others = [text.strip() for text in re.split(r"[,;\n]", given["other_industries"]) if text.strip()]
        fields: dict[str, Any] = {
            "company_name": given["company_name"],
            "description": {"pl": given["description_pl"], "en": given["description_en"]},
            "services": {"pl": given["services_pl"], "en": given["services_en"]},
            "types": given["types"],
            "industries": [*given["industries"], *others],
            "countries": [*given["countries"], *codes],
            "contact_email": given["contact_email"],
            "answers_in_panel": given["answers_in_panel"],
            "show_products": given["show_products"],
            "join_mode": given["join_mode"],
            "allow_code": given["allow_code"],
        }
        if given.get("logo") is not None:
            fields["logo"] = given["logo"]
        elif given.get("removes_logo"):
            fields["logo"] = None
        return fields


def filled_from(row: Listing | None, account: Account) -> dict[str, Any]:
    """What the form shows: the publication, or what is known of the account before there is one."""
    if row is None:
        return {
            "company_name": account.company or account.name,
            "contact_email": account.email,
            "countries": [account.country_code] if account.country_code in words.COUNTRIES else [],
            "join_mode": JoinMode.REQUEST,
        }
    keys = [industry_key(text) for text in row.industries]
    own = [text for text in row.industries if industry_key(text) not in INDUSTRIES]
    return {
        "company_name": row.company_name,
        "description_pl": row.descriptions.get("pl", ""),
        "description_en": row.descriptions.get("en", ""),
        "services_pl": row.services.get("pl", ""),
        "services_en": row.services.get("en", ""),
        "types": row.types,
        "industries": [key for key in keys if key in INDUSTRIES],
        "other_industries": ", ".join(own),
        "countries": [code for code in row.countries if code in words.COUNTRIES],
        "other_countries": ", ".join(code for code in row.countries if code not in words.COUNTRIES),
        "contact_email": row.contact_email,
        "answers_in_panel": row.answers_in_panel,
        "show_products": row.show_products,
        "join_mode": row.join_mode,
        "allow_code": row.allow_code,
    }
