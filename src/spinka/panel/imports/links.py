"""Links between own products and suppliers' ones: the list, one set by its numbers, one cleared (E-14)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings
from spinka.connect import services as connect
from spinka.core.errors import SpinkaError
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.imports.forms import LinkForm
from spinka.panel.listing import listing


def draw(request: PanelRequest, form: LinkForm | None = None) -> HttpResponse:
    """The list with the form beside it; a refused form comes with 422."""
    account_id = request.account_id
    sources = listings.import_sources(account_id=account_id)
    joined = {
        row.contractor_integration_id: (row.pk, row.shown_name) for row in listings.supplier_rows(account_id=account_id)
    }
    applied, chosen = [], request.GET.get("source", "")
    connection_ids = [pk for pk, _name in joined.values()]
    chosen = chosen if chosen in map(str, joined) else ""
    if chosen:
        pk, name = joined[int(chosen)]
        connection_ids = [pk]
        applied.append((_("Supplier"), name))
    words = request.GET.get("q", "").strip()[:100]
    if words:
        applied.append((_("Product"), words))
    rows = listings.link_rows(account_id=account_id, connection_ids=connection_ids, words=words)
    shown = listing(request, rows, order=["-pk"], applied=applied, search_hint=_("Name, SKU, EAN or number"))
    initial = {"source": int(chosen)} if chosen else {}
    values = {
        "title": gettext("Links"),
        "listing": shown,
        "links": listings.named_links(account_id=account_id, links=list(shown.rows)),
        "names": {pk: (number, name) for number, (pk, name) in joined.items()},
        "joined": {number: name for number, (_pk, name) in joined.items()},
        "chosen": chosen,
        "form": form or LinkForm(sources=sources, initial=initial),
        "has_sources": bool(sources),
        "rows": "panel/imports/_links.html",
        "has_errors": form is not None,
    }
    status = 200 if form is None else 422
    return render(request, "panel/imports/links.html", values, part="panel/imports/_links.html", status=status)


@page(scope="connect:read", methods=("GET", "HEAD"))
def link_list(request: PanelRequest) -> HttpResponse:
    """Linked products with both names; search by own name, SKU, EAN or either number."""
    return draw(request)


def back_to(source: int) -> str:
    """The list narrowed to the supplier just worked with."""
    return f"{reverse('panel:links')}?source={source}"


@page(scope="connect:read", write="catalog:write")
def set_link(request: PanelRequest) -> HttpResponse:
    """Link an own product to a supplier's, or clear with 0; the same link again changes nothing."""
    if request.method != "POST":
        return go(request, reverse("panel:links"))
    account_id = request.account_id
    sources = listings.import_sources(account_id=account_id)
    form = LinkForm(request.POST, sources=sources)
    if not form.is_valid():
        return draw(request, form)
    given = form.cleaned_data
    wanted = connect.WantedLink(given["product_id"], given["supplier_product_id"])
    try:
        result = connect.set_links(
            account_id=account_id, connect_integration_id=given["source"], links=[wanted], actor=request.user.name
        )
    except SpinkaError as error:
        form.add_error(None, str(error))
        return draw(request, form)
    if given["product_id"] in result.warnings:
        refuse(request, form)
        return draw(request, form)
    text = gettext("Products linked") if given["supplier_product_id"] else gettext("Link cleared")
    return go(request, back_to(given["source"]), text)


def refuse(request: PanelRequest, form: LinkForm) -> None:
    """Say at which number it failed and why."""
    given = form.cleaned_data
    account_id = request.account_id
    connection_id = next(
        source.connection_id
        for source in listings.import_sources(account_id=account_id)
        if source.contractor_integration_id == given["source"]
    )
    if not listings.own_product_exists(account_id=account_id, product_id=given["product_id"]):
        form.add_error("product_id", gettext("You have no product with this number."))
    elif not listings.supplier_product_names(
        account_id=account_id, connection_id=connection_id, product_ids=[given["supplier_product_id"]]
    ):
        form.add_error("supplier_product_id", gettext("The supplier shares no product with this number."))
    else:
        form.add_error("supplier_product_id", gettext("This product is already linked to another product of yours."))


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def clear_link(request: PanelRequest) -> HttpResponse:
    """Clear one link from its row; cleared already, nothing changes."""
    numbers = [request.POST.get(name, "") for name in ("source", "product_id")]
    if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in numbers):
        return go(request, reverse("panel:links"))
    source, product_id = map(int, numbers)
    connect.set_links(
        account_id=request.account_id,
        connect_integration_id=source,
        links=[connect.WantedLink(product_id, 0)],
        actor=request.user.name,
    )
    return go(request, back_to(source), gettext("Link cleared"))
