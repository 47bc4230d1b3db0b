"""Names of what companies of the directory are told apart by: types, countries, industries, states."""

from typing import Final

from babel import Locale
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.connect.industries import INDUSTRIES, industry_key, industry_name
from spinka.core.text import sort_key
from spinka.panel.components import Chip, Label

TYPES: Final[dict[str, Label]] = {
    "wholesaler": pgettext_lazy("company", "Wholesaler"),
    "dropshipping": pgettext_lazy("company", "Dropshipping"),
    "fulfilment": pgettext_lazy("company", "Fulfilment"),
    "other": pgettext_lazy("company", "Other"),
}
# The countries most companies here trade with; any other is written by its code.
COUNTRIES: Final = (
    *("PL", "DE", "CZ", "SK", "LT", "LV", "EE", "UA", "AT", "HU", "RO", "BG", "SI", "HR", "IT", "FR", "BE", "NL"),
    *("LU", "ES", "PT", "IE", "GB", "DK", "SE", "FI", "NO", "CH", "GR", "CY", "MT"),
)
LISTING_STATES: Final = {
    "draft": Chip("new", pgettext_lazy("listing", "Not published")),
    "waiting": Chip("wait", pgettext_lazy("listing", "Waiting for approval")),
    "approved": Chip("ok", pgettext_lazy("listing", "Published")),
    "refused": Chip("bad", pgettext_lazy("listing", "Refused")),
}
WITHDRAWN: Final = Chip("new", pgettext_lazy("listing", "Withdrawn"))
JOIN_MODES: Final = (
    ("request", _("Contractors send a request and wait for your approval")),
    ("direct", _("Contractors connect at once")),
)


def language() -> str:
    """The language of the page, pl or en."""
    return "pl" if (get_language() or "en").startswith("pl") else "en"


def country_name(code: str) -> str:
    """A country in the language of the page; the code itself where it has no name."""
    return str(Locale(language()).territories.get(code, code))


def countries(codes: list[str] | tuple[str, ...]) -> list[tuple[str, str]]:
    """Codes with names, by name."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: sort_key(pair[1]))


def industries(words: list[str] | tuple[str, ...]) -> list[tuple[str, str]]:
    """Keys with names, by name, each once."""
    named = {industry_key(text): industry_name(text, language()) for text in words}
    return sorted(named.items(), key=lambda pair: sort_key(pair[1]))


def vocabulary() -> list[tuple[str, str]]:
    """The industries of the vocabulary, by name, "other" last."""
    named = [(key, industry_name(key, language())) for key in INDUSTRIES]
    return sorted(named, key=lambda pair: (pair[0] == "other", sort_key(pair[1])))
