"""What a publication in the directory is, as others see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

ListingType = Literal["dropshipping", "fulfilment", "wholesaler", "other"]
LISTING_TYPES: Final[tuple[str, ...]] = get_args(ListingType)


@dataclass(frozen=True, slots=True)
class FoundListing:
    """A publication that is shown now, with whose it is; the address it is written to at stays with the supplier."""

    listing_id: int
    supplier_id: int
    integration_id: int
    company_name: str
    language: str
    descriptions: Mapping[str, str]
    services: Mapping[str, str]
    countries: tuple[str, ...]
    industries: tuple[str, ...]
    types: tuple[str, ...]
    shows_products: bool
    join_mode: str
    allow_code: bool
    answers_in_panel: bool
    logo_id: int | None

    def text(self, texts: Mapping[str, str], language: str) -> tuple[str, str]:
        """The text in a language, the publication's own or any other one there is, with the language it is in."""
        for name in (language, self.language, *texts):
            if texts.get(name):
                return texts[name], name
        return "", language
