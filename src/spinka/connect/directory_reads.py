"""Reads of the supplier directory: its pages, one company, and a supplier's own publication (D-01 … D-03)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spinka.catalog import images
from spinka.connect.access import crossing_by_listing, find_listing, listings_found
from spinka.connect.directory import LISTING_TYPES, FoundListing
from spinka.connect.industries import industry_key
from spinka.connect.models import Connection, Integration
from spinka.connect.models.directory import Listing
from spinka.connect.settings import SupplierSettings
from spinka.core import statements
from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.text import search_key

PAGE_SIZE: Final = 100
DEEPEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the directory: filters combine, values inside one are alternatives (D-02)."""

    name: str = ""
    countries: Sequence[str] = ()
    industries: Sequence[str] = ()
    types: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A company of the directory as one account sees it; nothing here leads to the supplier but its listing.

    `description` and `services` are in the language asked for, else in the one there is, which `..._language` names.
    `state` and the contractor's own numbers are those of the reader's connection, empty without one.
    """

    listing_id: int
    company_name: str
    description: str
    description_language: str
    services: str
    services_language: str
    descriptions: dict[str, str]
    services_by_language: dict[str, str]
    countries: tuple[str, ...]
    industries: tuple[str, ...]
    types: tuple[str, ...]
    shows_products: bool
    join_mode: str
    allow_code: bool
    answers_in_panel: bool
    logo: str
    is_own: bool
    state: str = ""
    contractor_integration_id: int = 0


def directory_page(
    *, account_id: int, filters: Filters, language: str, page: int = 1, size: int = PAGE_SIZE
) -> tuple[list[Card], bool]:
    """A page of companies by name, and whether there are more. Raises BadParameters for a type there is not."""
    unknown = [name for name in filters.types if name not in LISTING_TYPES]
    if unknown:
        raise BadParameters("filter_types takes %(types)s", types=", ".join(LISTING_TYPES))
    words = search_key(filters.name)
    found = listings_found(
        words=f"%{_plain(words)}%" if words else None,
        countries=[code.strip().upper() for code in filters.countries] or None,
        industries=[industry_key(text) for text in filters.industries] or None,
        types=list(filters.types) or None,
        most=size + 1,
        skipped=min((max(1, page) - 1) * size, DEEPEST),
    )
    connections = _connections(account_id, [row.integration_id for row in found])
    return [_card(row, account_id, language, connections) for row in found[:size]], len(found) > size


def _plain(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _connections(account_id: int, integration_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    rows = Connection.objects.as_contractor(account_id).filter(integration_id__in=list(integration_ids))
    return {
        integration_id: (str(state), number)
        for integration_id, state, number in rows.values_list("integration_id", "state", "contractor_integration_id")
    }


def _card(row: FoundListing, account_id: int, language: str, connections: dict[int, tuple[str, int]]) -> Card:
    state, number = connections.get(row.integration_id, ("", 0))
    description, of_description = row.text(row.descriptions, language)
    services, of_services = row.text(row.services, language)
    return Card(
        listing_id=row.listing_id,
        company_name=row.company_name,
        description=description,
        description_language=of_description,
        services=services,
        services_language=of_services,
        descriptions=dict(row.descriptions),
        services_by_language=dict(row.services),
        countries=row.countries,
        industries=row.industries,
        types=row.types,
        shows_products=row.shows_products,
        join_mode=row.join_mode,
        allow_code=row.allow_code,
        answers_in_panel=row.answers_in_panel,
        logo=_logo(row.supplier_id, row.logo_id, row.listing_id),
        is_own=row.supplier_id == account_id,
        state=state,
        contractor_integration_id=number,
    )


def _logo(supplier_id: int, logo_id: int | None, listing_id: int) -> str:
    return images.logo_address(supplier_id, logo_id, listing_id) if logo_id else ""


def shown_listing(listing_id: int) -> FoundListing:
    """A publication that is shown now. Raises NotFound, for one of another account that is not shown as for none (R26)."""
    found = find_listing(listing_id) if 0 < listing_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no supplier %(id)s in the directory", id=listing_id)
    return found


def company(*, account_id: int, listing_id: int, language: str) -> Card:
    """One company of the directory. Raises NotFound."""
    found = shown_listing(listing_id)
    return _card(found, account_id, language, _connections(account_id, [found.integration_id]))


@dataclass(frozen=True, slots=True)
class Offer:
    """What joining a company of the directory gives, before anything is saved."""

    card: Card
    supplier_name: str
    code_name: str
    settings: SupplierSettings


def offer(*, account_id: int, listing_id: int, language: str) -> Offer:
    """Who is joined and on which terms. Raises NotFound."""
    found = shown_listing(listing_id)
    card = _card(found, account_id, language, _connections(account_id, [found.integration_id]))
    with crossing_by_listing(account_id=account_id, found=found) as opened:
        return Offer(card, opened.supplier.name, opened.integration.code_name, opened.terms)


def own_card(row: Listing, *, language: str) -> Card:
    """One's own publication as others would see it, published or not."""
    found = FoundListing(
        listing_id=int(row.pk),
        supplier_id=row.account_id,
        integration_id=row.integration_id,
        company_name=row.company_name,
        language=row.language,
        descriptions=row.descriptions,
        services=row.services,
        countries=tuple(row.countries),
        industries=tuple(row.industries),
        types=tuple(row.types),
        shows_products=row.show_products,
        join_mode=row.join_mode,
        allow_code=row.allow_code,
        answers_in_panel=row.answers_in_panel,
        logo_id=None,
    )
    return replace(_card(found, row.account_id, language, {}), logo=own_logo(row))


def own_integration_of(*, account_id: int, listing_id: int) -> int | None:
    """The integration behind one's own publication; None for anybody else's."""
    rows = Listing.objects.for_account(account_id).filter(pk=listing_id)
    return rows.values_list("integration_id", flat=True).first()


def choices() -> tuple[list[str], list[str]]:
    """Countries and industries somebody of the directory has: what filters offer."""
    row = statements.row("select countries, industries from spinka_door_directory_choices()")
    return (list(row[0]), list(row[1])) if row else ([], [])


def own_listing(*, account_id: int, integration_id: int) -> Listing | None:
    """The publication of one's own integration, None while there is none. Raises NotFound for no such integration."""
    if not Integration.objects.for_account(account_id).filter(pk=integration_id, deleted_at__isnull=True).exists():
        raise NotFound("There is no integration %(id)s", id=integration_id)
    return Listing.objects.for_account(account_id).filter(integration_id=integration_id).first()


def own_logo(row: Listing) -> str:
    """The address at which the supplier itself sees its logo, published or not."""
    return _logo(row.account_id, row.logo_id, 0)


def may_show_logo(*, account_id: int, listing_id: int, image_id: int) -> bool:
    """Whether a logo's address still shows it: while it is the listing's and the listing is shown; 0 is the supplier's own."""
    if not listing_id:
        return Listing.objects.for_account(account_id).filter(logo_id=image_id).exists()
    found = find_listing(listing_id)
    return found is not None and found.supplier_id == account_id and found.logo_id == image_id
