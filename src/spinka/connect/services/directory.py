"""A supplier's publication in the directory: written, published, withdrawn, and judged by the operator (D-08, DEC-8, R30)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from babel import Locale
from django.conf import settings as site
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from spinka.accounts.models import Account, Language
from spinka.accounts.queries import get_account
from spinka.catalog import images
from spinka.catalog import services as catalog
from spinka.connect.directory import ListingType
from spinka.connect.industries import industry_key
from spinka.connect.models import Integration
from spinka.connect.models.directory import JoinMode, Listing, ListingState
from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.links import public_link
from spinka.core.text import has_controls, printable_line, search_key, sort_key
from spinka.messaging.addresses import is_address
from spinka.messaging.services import queue_mail

DESCRIPTION_LENGTH: Final = 5000
SERVICES_LENGTH: Final = 2000
MOST_INDUSTRIES: Final = 20
INDUSTRY_LENGTH: Final = 60
FIELDS: Final = frozenset(
    (
        *("published", "company_name", "description", "services", "countries", "industries", "types"),
        *("contact_email", "show_products", "join_mode", "allow_code", "answers_in_panel", "logo"),
    )
)
_TYPES: Final[tuple[str, ...]] = get_args(ListingType)
_COUNTRIES: Final = frozenset(
    str(code) for code in Locale("en").territories if len(str(code)) == 2 and str(code).isalpha()
) - {*("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO")}


@dataclass(frozen=True, slots=True)
class SavedListing:
    """The publication and where it stands now."""

    listing_id: int
    state: str
    is_published: bool


def _texts(kept: Mapping[str, str], given: object, language: str, key: str, most: int) -> dict[str, str]:
    """Texts by language after a change: a text is the default language's, an object changes the languages it names."""
    named = given if isinstance(given, Mapping) else {language: given}
    after = dict(kept)
    for name, text in named.items():
        if name not in Language.values:
            raise BadParameters("%(key)s takes the languages %(languages)s", key=key, languages="pl, en")
        if text is not None and not isinstance(text, str):
            raise BadParameters("%(key)s must be text, or an object of texts by language", key=key)
        cleaned = (text or "").replace("\r\n", "\n").strip()
        if len(cleaned) > most:
            raise BadParameters("%(key)s must have at most %(most)s characters", key=key, most=most)
        if has_controls(cleaned, lines=True):
            raise BadParameters("%(key)s must be plain text without control characters", key=key)
        after[str(name)] = cleaned
    return {name: text for name, text in after.items() if text}


def _countries(given: Sequence[str]) -> list[str]:
    codes = list(dict.fromkeys(code.strip().upper() for code in given))
    for code in codes:
        if code not in _COUNTRIES:
            raise BadParameters(
                "countries takes two-letter codes; there is no %(code)s", key="countries", code=code[:20]
            )
    return codes


def _industries(given: Sequence[str]) -> list[str]:
    named = {industry_key(text): " ".join(text.split()) for text in given if industry_key(text)}
    if len(named) > MOST_INDUSTRIES:
        raise BadParameters("industries must have at most %(most)s entries", key="industries", most=MOST_INDUSTRIES)
    for text in named.values():
        if has_controls(text):
            raise BadParameters("%(key)s must be plain text without control characters", key="industries")
        if len(text) > INDUSTRY_LENGTH:
            raise BadParameters(
                "An entry of industries must have at most %(most)s characters", key="industries", most=INDUSTRY_LENGTH
            )
    return list(named.values())


def _types(given: Sequence[str]) -> list[str]:
    for name in given:
        if name not in _TYPES:
            raise BadParameters("types takes %(types)s", key="types", types=", ".join(_TYPES))
    return [name for name in _TYPES if name in given]


def _email(text: str) -> str:
    address = text.strip()
    if not is_address(address):
        raise BadParameters("contact_email must be an e-mail address", key="contact_email")
    if len(address) > 150:
        raise BadParameters("contact_email must have at most 150 characters", key="contact_email")
    return address


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 160:
        raise BadParameters("company_name must have 1 to 160 characters", key="company_name")
    if has_controls(name):
        raise BadParameters("%(key)s must be plain text without control characters", key="company_name")
    return name


def _fill(row: Listing, fields: Mapping[str, Any], language: str) -> None:
    if "company_name" in fields:
        row.company_name = _name(fields["company_name"])
        row.name_key, row.sort_key = search_key(row.company_name)[:400], sort_key(row.company_name)[:100]
    if "description" in fields:
        row.descriptions = _texts(row.descriptions, fields["description"], language, "description", DESCRIPTION_LENGTH)
    if "services" in fields:
        row.services = _texts(row.services, fields["services"], language, "services", SERVICES_LENGTH)
    if "countries" in fields:
        row.countries = _countries(fields["countries"])
    if "industries" in fields:
        row.industries = _industries(fields["industries"])
        row.industry_keys = [industry_key(text) for text in row.industries]
    if "types" in fields:
        row.types = _types(fields["types"])
    if "contact_email" in fields:
        row.contact_email = _email(fields["contact_email"])
    if "join_mode" in fields:
        if fields["join_mode"] not in JoinMode.values:
            raise BadParameters("join_mode takes %(modes)s", key="join_mode", modes=", ".join(JoinMode.values))
        row.join_mode = fields["join_mode"]
    for name in ("show_products", "allow_code", "answers_in_panel"):
        if name in fields:
            setattr(row, name, bool(fields[name]))


def _content_mark(row: Listing) -> str:
    shown = [row.company_name, row.descriptions, row.services, row.countries, row.industries, row.types, row.logo_id]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _judge(row: Listing, before: str) -> str:
    """The state after a change. What the operator refused once waits for the operator also where nobody else's does."""
    if not row.is_published:
        return before if before in {ListingState.REFUSED, ListingState.WAITING} else ListingState.DRAFT
    asks = site.MODERATE_DIRECTORY or before in {ListingState.REFUSED, ListingState.WAITING}
    if asks and row.approved_content != _content_mark(row):
        return ListingState.WAITING
    return ListingState.APPROVED


@transaction.atomic
def save_listing(*, account_id: int, integration_id: int, fields: Mapping[str, Any], actor: str = "") -> SavedListing:
    """Write the publication of one's own integration; only the fields given change (D-08, DEC-8).

    `description` and `services` are a text in the account's language or an object by language; `industries` are keys,
    names of the vocabulary or own words; `logo` is a Raster, None takes it away. `published` shows or withdraws it: where
    the operator approves publications (R30), new words wait for that and are not shown meanwhile. A published listing
    closes the code of its integration unless `allow_code` is set (A-17, L-09); contractors who joined stay.
    Raises NotFound, BadParameters that names the field.
    """
    unknown = set(fields) - FIELDS
    if unknown:
        raise BadParameters("There is no field %(key)s", key=min(unknown))
    integration = (
        Integration.objects.for_account(account_id)
        .select_for_update(no_key=True)
        .filter(pk=integration_id, deleted_at__isnull=True)
        .first()
    )
    if integration is None:
        raise NotFound("There is no integration %(id)s", id=integration_id)
    account, moment = get_account(account_id), clock.now()
    row = Listing.objects.for_account(account_id).filter(integration_id=integration_id).first()
    if row is None:
        row = _new(account, integration_id)
    before = row.state
    _fill(row, fields, account.language)
    row.language = account.language
    if "logo" in fields:
        row.logo_id = _stored(account_id, fields["logo"])
    if "published" in fields:
        row.is_published = bool(fields["published"])
    row.state = _judge(row, before)
    if row.state == ListingState.APPROVED:
        row.approved_content = _content_mark(row)
    if row.state != before:
        row.state_changed_at = moment
        row.state_reason = row.state_reason if row.state == ListingState.REFUSED else ""
    row.updated_at = moment
    row.save(force_insert=row._state.adding)
    return SavedListing(int(row.pk), str(row.state), row.is_published)


def _new(account: Account, integration_id: int) -> Listing:
    moment = clock.now()
    name = (account.company or account.name)[:160]
    return Listing(
        account_id=account.pk,
        integration_id=integration_id,
        company_name=name,
        name_key=search_key(name)[:400],
        sort_key=sort_key(name)[:100],
        contact_email=account.email,
        countries=[account.country_code] if account.country_code in _COUNTRIES else [],
        state=ListingState.DRAFT,
        state_changed_at=moment,
        created_at=moment,
    )


def _stored(account_id: int, logo: images.Raster | None) -> int | None:
    if logo is None:
        return None
    return catalog.store_images(account_id=account_id, rasters=[logo])[logo.sha256]


@transaction.atomic
def judge_listing(*, account_id: int, listing_id: int, approve: bool, reason: str = "", actor: str = "") -> str:
    """The operator approves a publication or refuses it with a reason, also one that is shown already. Gives the state.

    A supplier that withdrew meanwhile is left alone. Raises NotFound, BadParameters without a reason for a refusal.
    """
    if not approve and not reason.strip():
        raise BadParameters("Say why: the supplier reads the reason")
    row = Listing.objects.for_account(account_id).select_for_update(no_key=True).filter(pk=listing_id).first()
    if row is None or not row.is_published:
        raise NotFound("There is no published listing %(id)s", id=listing_id)
    row.state = ListingState.APPROVED if approve else ListingState.REFUSED
    row.state_reason = "" if approve else reason.strip()[:500]
    row.approved_content = _content_mark(row) if approve else ""
    row.state_changed_at = clock.now()
    row.save(update_fields=["state", "state_reason", "approved_content", "state_changed_at"])
    _tell_judged(row)
    return str(row.state)


def _tell_judged(row: Listing) -> None:
    account = get_account(row.account_id)
    with translation.override(account.language):
        values = {
            "name": row.company_name,
            "reason": row.state_reason,
            "link": public_link(f"/integrations/{row.integration_id}/listing"),
        }
        if row.state == ListingState.APPROVED:
            subject = gettext("%(name)s is in the B2B directory now") % values
            text = gettext("The operator approved the publication. Look at it: %(link)s") % values
        else:
            subject = gettext("The publication of %(name)s was refused") % values
            text = gettext("The operator wrote: %(reason)s\n\nChange it and publish again: %(link)s") % values
    queue_mail(
        account_id=row.account_id,
        to=account.email,
        subject=printable_line(subject)[:200],
        text=text,
        language=account.language,
        purpose="listing_judged",
        about_kind="listing",
        about_id=int(row.pk),
    )
