"""The list of integrations and the way to add one: sections, search, the two-way chooser (A-04 … A-07)."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, queries
from spinka.panel.components import Label
from spinka.panel.http import PanelRequest, page, render


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be integrated, in its section; `words` are found by the search beside the name."""

    section: Label
    name: str
    about: Label
    page: str
    words: str = ""


OFFERS: Final = (
    Offer(
        _("Other"),
        "Base Connect",
        _("Exchange products and orders with another account, as its supplier or its contractor."),
        "base-connect",
        words="baselinker base connect b2b spinka",
    ),
)


@page(scope="connect:read", methods=("GET", "HEAD"))
def integration_list(request: PanelRequest) -> HttpResponse:
    """Own integrations with their contractors, and the suppliers joined (A-07)."""
    joined = queries.connected_integrations(account_id=request.account_id)
    values = {
        "title": gettext("Integrations"),
        "own": queries.own_integrations(account_id=request.account_id),
        "joined": joined,
        "links": listings.link_counts(account_id=request.account_id),
    }
    return render(request, "panel/integrations/list.html", values)


@page(scope="connect:read", methods=("GET", "HEAD"))
def add(request: PanelRequest) -> HttpResponse:
    """Sections of what can be integrated; the search finds by name in any letter case (A-04, A-05)."""
    words = request.GET.get("q", "").strip()[:100]
    folded = words.casefold()
    found = [offer for offer in OFFERS if folded in f"{offer.name} {offer.words} {offer.about}".casefold()]
    sections: dict[str, list[dict[str, object]]] = {}
    for offer in found:
        entry: dict[str, object] = {"name": offer.name, "about": offer.about, "url": reverse(f"panel:{offer.page}")}
        sections.setdefault(str(offer.section), []).append(entry)
    values = {
        "title": gettext("Add integration"),
        "crumbs": [(gettext("Integrations"), reverse("panel:integrations"))],
        "words": words,
        "sections": sections.items(),
    }
    return render(request, "panel/integrations/add.html", values, part="panel/integrations/_offers.html")


@page(scope="connect:read", methods=("GET", "HEAD"))
def choose(request: PanelRequest) -> HttpResponse:
    """The two ways of Base Connect, exactly these (A-06)."""
    values = {"title": "Base Connect", "crumbs": add_crumbs()}
    return render(request, "panel/integrations/choose.html", values)


def add_crumbs() -> list[tuple[str, str]]:
    """Integrations › Add integration › Other, above the pages of Base Connect (A-04)."""
    return [
        (gettext("Integrations"), reverse("panel:integrations")),
        (gettext("Add integration"), reverse("panel:add-integration")),
        (gettext("Other"), f"{reverse('panel:add-integration')}#other"),
    ]
