"""Pages of orders that are read: the list, an order, its Connect box, labels."""

from django.http import HttpResponse
from django.utils.translation import gettext

from spinka.connect import order_reads
from spinka.orders import queries
from spinka.panel import navigation
from spinka.panel.http import PanelRequest, page, poll_response, render
from spinka.panel.orders.lists import OrderList
from spinka.panel.orders.pages import MOST_NOTICES, read_exchange, read_order, read_surroundings
from spinka.shipments import queries as shipments

# What a browser would show or run is sent as bytes to keep (R41).
LABEL_TYPES = {"pdf": "application/pdf", "png": "image/png", "gif": "image/gif"}


@navigation.waiting("orders")
def count_orders(account_id: int) -> navigation.Waiting:
    """Orders of a contractor that no supplier has yet; red when a try was refused."""
    if not order_reads.is_contractor(account_id=account_id):
        return navigation.Waiting(0)
    count = order_reads.count_waiting(account_id=account_id)
    return navigation.Waiting(count, is_failing=bool(count and order_reads.reason_counts(account_id=account_id)))


@page(scope="orders:read", methods=("GET", "HEAD"))
def order_list(request: PanelRequest) -> HttpResponse:
    """Orders by view, search and filters, a keyset page at a time."""
    asked = OrderList.of(request)
    filters = asked.filters()
    part = "panel/orders/_rows.html"
    values = {
        "title": gettext("Orders"),
        "listing": asked.listing(filters),
        "filters": filters,
        "statuses": asked.statuses,
        "is_contractor": asked.is_contractor,
        "is_waiting_view": asked.value("forwarded") == "no" or bool(asked.value("reason")),
        "reasons": asked.reasons(),
        "rows": part,
    }
    return render(request, "panel/orders/list.html", values, part=part)


@page(scope="orders:read", methods=("GET", "HEAD"))
def order_page(request: PanelRequest, order_id: int) -> HttpResponse:
    """An order: what happened, what is next, who acts."""
    shown = read_order(request, order_id)
    refusals = shown.exchange.refusals
    values = {
        "title": gettext("Order %(id)s") % {"id": order_id},
        "crumbs": [(gettext("Orders"), "/orders")],
        "page": shown,
        "order": shown.order,
        "exchange": shown.exchange,
        "refusals": refusals[:MOST_NOTICES],
        "more_refusals": len(refusals[MOST_NOTICES:]),
        "refused": shown.exchange.refused,
        "payment": shown.payment,
        "short": shown.short,
        "journal": shown.journal,
    }
    return render(request, "panel/orders/page.html", values)


@page(scope="orders:read", methods=("GET", "HEAD"))
def exchange_box(request: PanelRequest, order_id: int) -> HttpResponse:
    """The Connect box with the heading's chips and the journal, for polling (R55)."""
    version = order_reads.exchange_version(account_id=request.account_id, order_id=order_id)

    def draw() -> HttpResponse:
        order = queries.get_order(account_id=request.account_id, order_id=order_id)
        exchange = read_exchange(request, order)
        values = {
            "title": gettext("Connect"),
            "order": order,
            "exchange": exchange,
            "refused": exchange.refused,
            **read_surroundings(request.account_id, order),
        }
        return render(request, "panel/orders/connect.html", values, part="panel/orders/_live.html")

    return poll_response(request, version, draw)


@page(scope="shipments:read", methods=("GET", "HEAD"))
def label(request: PanelRequest, package_id: int) -> HttpResponse:
    """A parcel's label as a file to keep, never shown in place (R41)."""
    parcel = shipments.find_package(account_id=request.account_id, package_id=package_id)
    found = shipments.label_of(account_id=request.account_id, package_id=package_id)
    name = "".join(character for character in parcel.number if character.isascii() and character.isalnum())
    return HttpResponse(
        found.content,
        content_type=LABEL_TYPES.get(found.extension, "application/octet-stream"),
        headers={
            "Content-Disposition": f'attachment; filename="label-{name or package_id}.{found.extension}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
