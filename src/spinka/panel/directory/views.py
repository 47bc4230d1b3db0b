"""The list of companies with its filters, and the page of one (D-01 … D-03, D-09)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import directory_goods, directory_reads, inquiry_reads
from spinka.connect.directory import LISTING_TYPES
from spinka.connect.directory_reads import Card, Filters
from spinka.connect.models import ConnectionState
from spinka.core.errors import NotFound
from spinka.panel import navigation
from spinka.panel.components import Label
from spinka.panel.directory import words
from spinka.panel.http import PanelRequest, may, page, render
from spinka.panel.listing import Listing, with_parameters

PAGE_SIZE = 50
MOST_VALUES = 20
PREVIEWED = 6
JOINABLE = ("", ConnectionState.DISCONNECTED)


@navigation.waiting("inquiries")
def _waiting(account_id: int) -> navigation.Waiting:
    return navigation.Waiting(inquiry_reads.waiting_inquiries(account_id=account_id))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value of a filter that applies, and the address without it."""

    name: str
    value: str
    filter_label: Label
    label: Label
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter with the values it still offers."""

    name: str
    label: Label
    values: list[tuple[str, Label]]


def page_number(request: PanelRequest) -> int:
    """The page of the address; whatever is no page is the first one."""
    text = request.GET.get("page", "")
    return min(int(text), 10_000_000) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1


def _without(request: PanelRequest, name: str, value: str) -> str:
    parameters = request.GET.copy()
    parameters.setlist(name, [other for other in parameters.getlist(name) if other and other != value])
    parameters.pop("page", None)
    text = parameters.urlencode()
    return f"{request.path}?{text}" if text else request.path


def _filters(request: PanelRequest) -> tuple[list[Choice], list[Chosen]]:
    countries, industries = directory_reads.choices()
    offered: dict[str, tuple[Label, list[tuple[str, Label]]]] = {
        "country": (_("Country"), [*words.countries(countries)]),
        "industry": (_("Industry"), [*words.industries(industries)]),
        "type": (_("Type of company"), list(words.TYPES.items())),
    }
    choices, chosen = [], []
    for name, (label, values) in offered.items():
        known = dict(values)
        # A value nobody has any more, from an old link, is no filter.
        given = [value for value in dict.fromkeys(request.GET.getlist(name)) if value in known][:MOST_VALUES]
        chosen += [Chosen(name, value, label, known[value], _without(request, name, value)) for value in given]
        choices.append(Choice(name, label, [pair for pair in values if pair[0] not in given]))
    return choices, chosen


@page(scope="connect:read", methods=("GET", "HEAD"))
def directory(request: PanelRequest) -> HttpResponse:
    """Companies by name; filters combine, values of one are alternatives (D-02)."""
    choices, chosen = _filters(request)
    name = request.GET.get("q", "").strip()[:100]
    filters = Filters(
        name=name,
        countries=[one.value for one in chosen if one.name == "country"],
        industries=[one.value for one in chosen if one.name == "industry"],
        types=[one.value for one in chosen if one.name == "type" and one.value in LISTING_TYPES],
    )
    number = page_number(request)
    cards, has_more = directory_reads.directory_page(
        account_id=request.account_id, filters=filters, language=words.language(), page=number, size=PAGE_SIZE
    )
    applied: list[tuple[Label, Label]] = [(one.filter_label, one.label) for one in chosen]
    if name:
        applied.insert(0, (_("Name"), name))
    values = {
        "title": gettext("B2B directory"),
        "listing": Listing(
            rows=cards,
            summary=ngettext("%(shown)s company", "%(shown)s companies", len(cards)) % {"shown": len(cards)},
            next=with_parameters(request, page=number + 1) if has_more else "",
            previous=with_parameters(request, page=number - 1 if number > 2 else None) if number > 1 else "",
            applied=applied,
            search_hint=_("Name of the company"),
        ),
        "companies": [(card, facts(card)) for card in cards],
        "choices": choices,
        "chosen": chosen,
        "rows": "panel/directory/_rows.html",
    }
    return render(request, "panel/directory/list.html", values, part="panel/directory/_rows.html")


def facts(card: Card) -> dict[str, Any]:
    """Names of a company's countries, industries and types."""
    return {
        "countries": [name for _code, name in words.countries(card.countries)],
        "industries": [name for _key, name in words.industries(card.industries)],
        "types": [words.TYPES[name] for name in card.types],
    }


@page(scope="connect:read", methods=("GET", "HEAD"))
def company(request: PanelRequest, listing_id: int) -> HttpResponse:
    """One company: what it says of itself, and the ways to it (D-03, D-09)."""
    card = directory_reads.company(account_id=request.account_id, listing_id=listing_id, language=words.language())
    values: dict[str, Any] = {
        "title": card.company_name,
        "crumbs": [(gettext("B2B directory"), reverse("panel:directory"))],
        "card": card,
        "facts": facts(card),
        "can_join": not card.is_own and card.state in JOINABLE and may(request, "connect:write"),
        "can_write": not card.is_own and may(request, "connect:write"),
        "goods": [],
    }
    if card.is_own:
        values["integration_id"] = directory_reads.own_integration_of(
            account_id=request.account_id, listing_id=listing_id
        )
    if card.shows_products:
        try:
            values["goods"], values["has_more_goods"] = directory_goods.goods_page(
                account_id=request.account_id, listing_id=listing_id, size=PREVIEWED
            )
        except NotFound:
            # The supplier closed its preview just now.
            values["goods"] = []
    return render(request, "panel/directory/page.html", values)
