"""A company's goods without prices: the list with search, and one product (D-06)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import directory_goods, directory_reads
from spinka.panel.components import Label
from spinka.panel.directory import words
from spinka.panel.http import PanelRequest, page, render
from spinka.panel.listing import Listing, summary_text, with_parameters


@page(scope="connect:read", methods=("GET", "HEAD"))
def goods_list(request: PanelRequest, listing_id: int) -> HttpResponse:
    """The goods, newest first."""
    account_id = request.account_id
    card = directory_reads.company(account_id=account_id, listing_id=listing_id, language=words.language())
    name = request.GET.get("q", "").strip()[:100]
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    rows, has_more = directory_goods.goods_page(account_id=account_id, listing_id=listing_id, words=name, before=before)
    applied: list[tuple[Label, Label]] = [(_("Name"), name)] if name else []
    listing = Listing(
        rows=rows,
        summary=summary_text(len(rows), None),
        next=with_parameters(request, before=rows[-1].product_id) if has_more else "",
        previous=with_parameters(request) if before else "",
        applied=applied,
        search_hint=_("Name of the product"),
    )
    values = {
        "title": gettext("Goods of %(name)s") % {"name": card.company_name},
        "crumbs": _crumbs(card.company_name, listing_id),
        "card": card,
        "listing": listing,
        "rows": "panel/directory/_goods_rows.html",
    }
    return render(request, "panel/directory/goods.html", values, part="panel/directory/_goods_rows.html")


@page(scope="connect:read", methods=("GET", "HEAD"))
def one(request: PanelRequest, listing_id: int, product_id: int) -> HttpResponse:
    """One product with its pictures and description."""
    account_id = request.account_id
    row = directory_goods.one_of_goods(account_id=account_id, listing_id=listing_id, product_id=product_id)
    card = directory_reads.company(account_id=account_id, listing_id=listing_id, language=words.language())
    values = {
        "title": row.name or gettext("Product %(id)s") % {"id": product_id},
        "crumbs": [
            *_crumbs(card.company_name, listing_id),
            (gettext("Goods"), reverse("panel:company-goods", args=[listing_id])),
        ],
        "card": card,
        "product": row,
    }
    return render(request, "panel/directory/product.html", values)


def _crumbs(name: str, listing_id: int) -> list[tuple[str, str]]:
    return [
        (gettext("B2B directory"), reverse("panel:directory")),
        (name, reverse("panel:company", args=[listing_id])),
    ]
