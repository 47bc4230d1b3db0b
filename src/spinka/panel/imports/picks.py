"""Choosing the supplier's product of one own product: same codes, names that resemble it, search (E-14)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from spinka.catalog.models import Product
from spinka.connect import link_reads, listings
from spinka.connect import services as connect
from spinka.connect.models import ConnectionState
from spinka.core.errors import NotFound
from spinka.panel.cells import WITHHELD
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.imports.links import back_to, place_of


def own_product(request: PanelRequest, product_id: int) -> Product:
    """The account's product. Raises NotFound."""
    found = Product.objects.for_account(request.account_id).filter(pk=product_id).first()
    if found is None:
        raise NotFound("There is no product %(id)s", id=product_id)
    return found


@page(scope="connect:read", write="catalog:write")
def pick(request: PanelRequest, product_id: int) -> HttpResponse:
    """Suggestions and search for one product; a POST links it to the chosen number, 0 clears."""
    product = own_product(request, product_id)
    place = place_of(request)
    if place is None:
        return go(request, reverse("panel:links"))
    if request.method == "POST":
        return set_link(request, product)
    words = request.GET.get("q", "").strip()[:100]
    known: dict[str, Any] = {"account_id": request.account_id, "connection_id": place.connection_id}
    offers = []
    if place.is_open:
        offers = (
            link_reads.search_offers(**known, words=words)
            if words
            else link_reads.suggested_offers(**known, product=product)
        )
    back = request.GET.get("back", "") or place.url
    values = {
        "title": gettext("Choose the supplier's product"),
        "crumbs": [(gettext("Links"), place.url)],
        "product": product,
        "place": place,
        "sources": [
            (row.contractor_integration_id, row.shown_name)
            for row in listings.supplier_rows(account_id=request.account_id)
            .filter(state=ConnectionState.ACTIVE)
            .order_by("key", "pk")
        ],
        "offers": [(offer, offer.price if may(request, "prices:read") else WITHHELD) for offer in offers],
        "words": words,
        "back": back,
        "current": link_reads.linked_to(**known, product_id=product_id),
        "may_write": may(request, "catalog:write"),
    }
    part = "panel/imports/_picks.html" if request.GET.get("part") == "list" else "panel/imports/_pick.html"
    return render(request, "panel/imports/pick.html", values, part=part)


def set_link(request: PanelRequest, product: Product) -> HttpResponse:
    """Write the link and go back; what cannot be linked is said in words."""
    place = place_of(request)
    number = request.POST.get("supplier_product_id", "")
    back = back_to(request, place)
    if place is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        return go(request, back, gettext("That is not a number of a product."), tone="bad")
    wanted = connect.WantedLink(product.pk, int(number))
    result = connect.set_links_together(
        account_id=request.account_id,
        connect_integration_id=place.number,
        links=[wanted],
        actor=request.user.name,
    )
    if product.pk in result.warnings:
        return go(request, back, refusal_text(request, place.connection_id, int(number)), tone="bad")
    text = gettext("Product linked") if int(number) else gettext("Link cleared")
    undo = reverse("panel:undo-links", args=[result.batch_id]) if result.batch_id else ""
    return go(request, back, text, undo=undo)


def refusal_text(request: PanelRequest, connection_id: int, supplier_product_id: int) -> str:
    """Why a product could not be linked."""
    names = listings.supplier_product_names(
        account_id=request.account_id, connection_id=connection_id, product_ids=[supplier_product_id]
    )
    if supplier_product_id not in names:
        return gettext("The supplier shares no product with this number. Nothing was linked.")
    return gettext("This supplier's product is already linked to another product of yours. Nothing was changed.")
