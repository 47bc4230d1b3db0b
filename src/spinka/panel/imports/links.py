"""Links between own products and a supplier's: the list with matches and hints, many linked at once, undone (E-14, R10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.connect import link_reads, listings
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.panel.components import Chip, Label
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.integrations import choices
from spinka.panel.listing import Listing, View, listing

STATES: Final = {
    "linked": Chip("ok", _("Linked"), "link"),
    "exact": Chip("work", _("Same code"), "check"),
    "conflict": Chip("bad", _("In doubt"), "alert-triangle"),
    "open": Chip("new", _("Not linked")),
}
TABS: Final[dict[str, Label]] = {
    "open": pgettext_lazy("links", "Not linked"),
    "exact": pgettext_lazy("links", "With the same code"),
    "conflict": pgettext_lazy("links", "In doubt"),
    "linked": pgettext_lazy("links", "Linked"),
}
KEYS: Final = {"ean": _("EAN"), "sku": _("SKU"), "name": _("Name")}
MOST_CHOSEN: Final = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """The supplier and the catalog that are looked at; `number` is the contractor's own of the connection."""

    number: int
    connection_id: int
    name: str
    is_open: bool
    inventory_id: int
    joined: dict[int, str]
    catalogs: choices.Choices

    @property
    def query(self) -> str:
        """Both in an address."""
        return f"source={self.number}&catalog={self.inventory_id}"

    @property
    def url(self) -> str:
        """The list of this place."""
        return f"{reverse('panel:links')}?{self.query}"


def place_of(request: PanelRequest) -> Place | None:
    """What the address asks for, else the first supplier by name and the first catalog; None without either."""
    account_id = request.account_id
    given = request.GET if request.method in {"GET", "HEAD"} else request.POST
    rows = list(listings.supplier_rows(account_id=account_id).order_by("state", "key", "pk"))
    catalogs = choices.catalogs(account_id)
    if not rows or not catalogs:
        return None
    chosen = next((row for row in rows if str(row.contractor_integration_id) == given.get("source")), rows[0])
    inventory_id = next((pk for pk, _name in catalogs if str(pk) == given.get("catalog")), catalogs[0][0])
    return Place(
        number=chosen.contractor_integration_id,
        connection_id=chosen.pk,
        name=chosen.shown_name,
        is_open=chosen.state == "active",
        inventory_id=inventory_id,
        joined={row.contractor_integration_id: row.shown_name for row in rows},
        catalogs=catalogs,
    )


def tabs(place: Place, state: str) -> list[View]:
    """What can be looked at, by state."""
    named: list[tuple[str, Label]] = [("", pgettext_lazy("products", "All")), *TABS.items()]
    return [
        View(label=label, url=f"{place.url}&state={name}" if name else place.url, is_current=state == name)
        for name, label in named
    ]


def chosen_rows(request: PanelRequest, place: Place, state: str) -> Any:
    """Own products of the asked state."""
    account_id = request.account_id
    known = {"account_id": account_id, "inventory_id": place.inventory_id, "connection_id": place.connection_id}
    if state not in {"exact", "conflict"}:
        return link_reads.own_products(**known, state=state)
    ids = link_reads.matched_ids(**known, is_exact=state == "exact") if place.is_open else []
    return link_reads.own_products(**known, state="open").filter(pk__in=ids)


@page(scope="connect:read", methods=("GET", "HEAD"))
def link_list(request: PanelRequest) -> HttpResponse:
    """Own products of a catalog beside a supplier's, with what they are linked to, match or resemble."""
    place = place_of(request)
    part = "panel/imports/_links.html"
    if place is None:
        values: dict[str, Any] = {"title": gettext("Links"), "place": None, "listing": Listing([], ""), "rows": part}
        return render(request, "panel/imports/links.html", values, part=part)
    account_id = request.account_id
    state = request.GET.get("state", "")
    state = state if state in TABS else ""
    rows = chosen_rows(request, place, state)
    applied: list[tuple[Label, Label]] = [(_("State"), STATES[state].label)] if state else []
    words = request.GET.get("q", "").strip()[:100]
    if words:
        ids = link_reads.found_own(account_id=account_id, inventory_id=place.inventory_id, words=words)
        rows = rows.filter(pk__in=ids)
        applied.append((_("Product"), words))
    shown = listing(
        request,
        rows,
        order=["sort_key", "pk"],
        views=tabs(place, state),
        applied=applied,
        search_hint=_("Name, SKU, EAN or number"),
    )
    values = {
        "title": gettext("Links"),
        "place": place,
        "listing": shown,
        "links": own_rows(account_id, place, shown.rows),
        "state": state,
        "rows": part,
        "may_write": "catalog:write" in request.scopes and place.is_open,
        "bulk_least": int(link_reads.LIKE_FOR_BULK * 100),
    }
    return render(request, "panel/imports/links.html", values, part=part)


def own_rows(account_id: int, place: Place, products: Sequence[Any]) -> list[dict[str, Any]]:
    """The page's products in words; a closed connection shows only what is linked."""
    try:
        found = link_reads.page_rows(account_id=account_id, connection_id=place.connection_id, products=products)
    except ConnectionStateRefused:
        found = link_reads.closed_rows(account_id=account_id, connection_id=place.connection_id, products=products)
    least = int(link_reads.LIKE_FOR_BULK * 100)
    result = []
    for row in found:
        best = row.offer or (row.hits[0] if row.hits else None)
        takes = row.state == "exact" or (row.state == "open" and best is not None and best.likeness >= least)
        result.append(
            {
                "row": row,
                "best": best,
                "chip": STATES[row.state],
                "key": KEYS.get(row.key, ""),
                "mark": "linked" if row.state == "linked" else "hint" if takes else "none",
                "pair": f"{row.product.pk}-{best.product_id if best and takes else 0}",
                "others": row.suppliers - (row.state == "linked"),
            }
        )
    return result


@page(scope="connect:read", methods=("GET", "HEAD"))
def duplicate_list(request: PanelRequest) -> HttpResponse:
    """EANs and SKUs that stand twice on either side, and why they block (L-19, R10)."""
    place = place_of(request)
    if place is None:
        return go(request, reverse("panel:links"))
    account_id = request.account_id
    found = []
    if place.is_open:
        found = link_reads.duplicate_report(
            account_id=account_id, connection_id=place.connection_id, inventory_id=place.inventory_id
        )
    headings = {"own": gettext("In your catalog"), "theirs": place.name}
    values = {
        "title": gettext("Duplicates"),
        "crumbs": [(gettext("Links"), place.url)],
        "place": place,
        "sides": [
            {
                "side": side,
                "heading": heading,
                "blocking": sum(one.is_blocking for one, _names in found if one.side == side),
                "rows": [
                    {"one": one, "key": KEYS[one.key], "products": list(names.items())}
                    for one, names in found
                    if one.side == side
                ],
            }
            for side, heading in headings.items()
            if place.is_open
        ],
    }
    return render(request, "panel/imports/duplicates.html", values)


def back_to(request: PanelRequest, place: Place | None) -> str:
    """Where the person came from: the list as it was, or a product."""
    back = request.POST.get("back", "")
    if back.startswith((reverse("panel:links"), reverse("panel:products") + "/")) and "\\" not in back:
        return back[:2000]
    return place.url if place else reverse("panel:links")


def pairs_of(values: Sequence[str]) -> list[tuple[int, int]]:
    """`own-supplier's` numbers as the list's boxes carry them; anything else is left out."""
    pairs = []
    for value in values[:MOST_CHOSEN]:
        own, _dash, theirs = value.partition("-")
        if all(text.isascii() and text.isdigit() and len(text) < 19 for text in (own, theirs)):
            pairs.append((int(own), int(theirs)))
    return pairs


def undo_url(result: connect.BatchResult) -> str:
    """Where the batch is taken back; nowhere when nothing changed."""
    return reverse("panel:undo-links", args=[result.batch_id]) if result.batch_id else ""


def linked_text(count: int) -> str:
    """How many were linked."""
    return ngettext("%(count)s product linked", "%(count)s products linked", count) % {"count": count}


@page(scope="connect:read", write="catalog:write")
def link_exact(request: PanelRequest) -> HttpResponse:
    """Ask with true numbers, then link every product whose EAN, else SKU, is unique on both sides."""
    place = place_of(request)
    if place is None:
        return go(request, reverse("panel:links"))
    account_id = request.account_id
    if request.method == "POST":
        result = connect.link_exact_matches(
            account_id=account_id,
            connect_integration_id=place.number,
            inventory_id=place.inventory_id,
            actor=request.user.name,
        )
        return go(request, place.url, linked_text(result.changed), undo=undo_url(result))
    counts = link_reads.match_counts(
        account_id=account_id, connection_id=place.connection_id, inventory_id=place.inventory_id
    )
    total = counts.by_ean + counts.by_sku
    lines = [
        ngettext(
            "%(count)s product has the same EAN as one of %(name)s.",
            "%(count)s products have the same EAN as one of %(name)s.",
            counts.by_ean,
        )
        % {"count": counts.by_ean, "name": place.name},
        ngettext(
            "%(count)s product has the same SKU as one of %(name)s.",
            "%(count)s products have the same SKU as one of %(name)s.",
            counts.by_sku,
        )
        % {"count": counts.by_sku, "name": place.name},
    ]
    if counts.doubts:
        text = ngettext(
            "%(count)s product stays as it is: its code stands twice on one of the sides.",
            "%(count)s products stay as they are: their code stands twice on one of the sides.",
            counts.doubts,
        )
        lines.append(text % {"count": counts.doubts})
    lines.append(gettext("Nothing is imported or overwritten; the links can be taken back."))
    verb = ngettext("Link %(count)s product", "Link %(count)s products", total) % {"count": total}
    return confirm(
        request,
        title=gettext("Link products with the same code?"),
        verb=verb,
        url=reverse("panel:link-exact"),
        consequences=lines,
        hidden=[("source", place.number), ("catalog", place.inventory_id)],
        back=place.url,
    )


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def link_chosen(request: PanelRequest) -> HttpResponse:
    """Link the chosen rows to what stood beside them."""
    return write_chosen(request, [(own, theirs) for own, theirs in pairs_of(request.POST.getlist("id")) if theirs])


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def clear_chosen(request: PanelRequest) -> HttpResponse:
    """Clear the links of the chosen rows, or of the one row whose button was used."""
    asked = [*request.POST.getlist("id"), *(f"{number}-0" for number in request.POST.getlist("product_id"))]
    return write_chosen(request, [(own, 0) for own, theirs in pairs_of(asked) if not theirs])


def write_chosen(request: PanelRequest, pairs: Sequence[tuple[int, int]]) -> HttpResponse:
    """Set the links as one batch and go back with a way to undo it."""
    place = place_of(request)
    back = back_to(request, place)
    if place is None or not pairs:
        return go(request, back)
    result = connect.set_links_together(
        account_id=request.account_id,
        connect_integration_id=place.number,
        links=[connect.WantedLink(own, theirs) for own, theirs in pairs],
        actor=request.user.name,
    )
    clears = not any(theirs for _own, theirs in pairs)
    if clears:
        text = ngettext("%(count)s link cleared", "%(count)s links cleared", result.changed) % {"count": result.changed}
    else:
        text = linked_text(result.changed)
    if result.warnings:
        left = ngettext("%(count)s left out", "%(count)s left out", len(result.warnings))
        text = f"{text}, {left % {'count': len(result.warnings)}}"
    return go(
        request, back, text, undo=undo_url(result), tone="bad" if not result.changed and result.warnings else "ok"
    )


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def undo_links(request: PanelRequest, batch_id: int) -> HttpResponse:
    """Take back what was linked or cleared together."""
    result = connect.undo_link_batch(account_id=request.account_id, batch_id=batch_id)
    text = ngettext("%(count)s link is as before", "%(count)s links are as before", result.restored)
    text %= {"count": result.restored}
    if result.left:
        left = ngettext("%(count)s changed since and stays", "%(count)s changed since and stay", result.left)
        text = f"{text}, {left % {'count': result.left}}"
    return go(request, f"{reverse('panel:links')}?source={result.contractor_integration_id}", text)


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def prefer(request: PanelRequest) -> HttpResponse:
    """Prefer this supplier for a product that several have, or no longer (R8)."""
    place = place_of(request)
    number = request.POST.get("product_id", "")
    if place is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        return go(request, reverse("panel:links"))
    wanted = request.POST.get("prefer") == "1"
    connect.prefer_supplier(
        account_id=request.account_id,
        connect_integration_id=place.number,
        product_id=int(number),
        is_preferred=wanted,
    )
    text = gettext("Orders for it go to %(name)s first") if wanted else gettext("The suppliers' priority decides again")
    return go(request, back_to(request, place), text % {"name": place.name} if wanted else text)
