"""What a contractor gets, shown to its supplier, and why a price is what it is, shown to either side (T8)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from spinka.connect import price_reads, queries
from spinka.connect.access import ConnectionStateRefused
from spinka.core.errors import Conflict
from spinka.panel.cells import WITHHELD
from spinka.panel.components import CONNECTION_STATES
from spinka.panel.http import PanelRequest, may, page, render
from spinka.panel.listing import with_parameters
from spinka.panel.prices.steps import HIDDEN_BY, steps_shown


def _number(request: PanelRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


@page(scope="connect:read", methods=("GET", "HEAD"))
def seen_by(request: PanelRequest, connection_id: int) -> HttpResponse:
    """The products of a contractor with its prices and pieces, as its own calls are answered."""
    row = queries.get_supplied_connection(account_id=request.account_id, connection_id=connection_id)
    words = request.GET.get("q", "").strip()[:100]
    view = price_reads.contractor_view(
        account_id=request.account_id, connection_id=connection_id, words=words, page=_number(request, "page")
    )
    sees_prices = may(request, "prices:read")
    shares = set(view.share_fields)
    values: dict[str, Any] = {
        "title": gettext("As %(name)s sees it") % {"name": row.contractor_name},
        "crumbs": [
            (gettext("Contractors"), reverse("panel:contractors")),
            (row.contractor_name, reverse("panel:contractor", args=[connection_id])),
        ],
        "row": row,
        "view": view,
        "words": words,
        "state": CONNECTION_STATES.get(view.state),
        "sees_prices": sees_prices,
        "shares": shares,
        "products": [(one, one.price.gross if one.price and sees_prices else None) for one in view.products],
        "withheld": WITHHELD,
        "next": with_parameters(request, page=view.page + 1) if view.has_next else "",
        "previous": with_parameters(request, page=view.page - 1) if view.page > 1 else "",
    }
    return render(request, "panel/prices/view.html", values, part="panel/prices/_rows.html")


@page(scope="prices:read", methods=("GET", "HEAD"))
def why(request: PanelRequest, connection_id: int, product_id: int) -> HttpResponse:
    """Every step of a contractor's price now, for its supplier."""
    row = queries.get_supplied_connection(account_id=request.account_id, connection_id=connection_id)
    try:
        found = price_reads.why_price(
            account_id=request.account_id,
            connection_id=connection_id,
            product_id=product_id,
            quantity=_number(request, "quantity"),
        )
    except ConnectionStateRefused as error:
        raise _closed(error) from None
    crumbs = [
        (gettext("Contractors"), reverse("panel:contractors")),
        (row.contractor_name, reverse("panel:contractor", args=[connection_id])),
        (
            gettext("As %(name)s sees it") % {"name": row.contractor_name},
            reverse("panel:contractor-view", args=[connection_id]),
        ),
    ]
    return _draw(request, found, crumbs, partner=row.contractor_name, is_supplier=True)


@page(scope="prices:read", methods=("GET", "HEAD"))
def why_own(request: PanelRequest, integration_id: int, product_id: int) -> HttpResponse:
    """What a supplier asks of the account for a product now, from the agreed price on."""
    joined = queries.get_joined(account_id=request.account_id, contractor_integration_id=integration_id)
    try:
        found = price_reads.why_own_price(
            account_id=request.account_id,
            contractor_integration_id=integration_id,
            product_id=product_id,
            quantity=_number(request, "quantity"),
        )
    except ConnectionStateRefused as error:
        raise _closed(error) from None
    crumbs = [
        (gettext("Suppliers"), reverse("panel:suppliers")),
        (queries.name_of(joined), reverse("panel:supplier", args=[integration_id])),
    ]
    return _draw(request, found, crumbs, partner=joined.supplier_name, is_supplier=False)


def _closed(error: ConnectionStateRefused) -> Conflict:
    state: Any = CONNECTION_STATES[error.state].label
    return Conflict("The connection is not active: %(state)s", state=state)


def _draw(
    request: PanelRequest,
    found: price_reads.WhyPrice,
    crumbs: list[tuple[str, str]],
    *,
    partner: str,
    is_supplier: bool,
) -> HttpResponse:
    values: dict[str, Any] = {
        "title": gettext("Why this price: %(name)s") % {"name": found.name or found.product_id},
        "crumbs": crumbs,
        "found": found,
        "partner": partner,
        "is_supplier": is_supplier,
        "steps": steps_shown(found.trace, groups=found.groups, currency=found.currency),
        "hidden": [HIDDEN_BY[name] for name in found.hidden_by],
    }
    return render(request, "panel/prices/why.html", values)


@page(scope="prices:read", methods=("GET", "HEAD"))
def why_sold(request: PanelRequest, order_id: int, line_id: int) -> HttpResponse:
    """The price of a sold line as it was agreed, frozen with the sale."""
    found = price_reads.sold_price(account_id=request.account_id, order_id=order_id, line_id=line_id)
    values: dict[str, Any] = {
        "title": gettext("Why this price: line %(id)s") % {"id": line_id},
        "crumbs": [
            (gettext("Orders"), reverse("panel:orders")),
            (gettext("Order %(id)s") % {"id": order_id}, reverse("panel:order", kwargs={"order_id": order_id})),
        ],
        "sold": found,
        "partner": found.partner,
        "is_supplier": found.is_supplier,
        "steps": steps_shown(found.trace, groups=found.groups, currency=found.currency),
    }
    return render(request, "panel/prices/why.html", values)
