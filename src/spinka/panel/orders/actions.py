"""What is done with orders: status, payment, forwarding, addresses and notes, parcels."""

from typing import Any, Literal, cast
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from spinka.connect import queries as connect
from spinka.connect.services import edit_order as edit_data
from spinka.connect.services.forwarding import ForwardResult, forward_order, hold_connections
from spinka.connect.services.mending import reduce_and_forward
from spinka.core.errors import BadParameters
from spinka.orders import queries
from spinka.orders import services as orders
from spinka.orders.totals import from_cents
from spinka.panel.components import Label
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, htmx_partial, page, render
from spinka.panel.orders.forms import AddParcel, ChangeStatus, EditOrder, SetPayment
from spinka.shipments import queries as shipments
from spinka.shipments import services as parcels
from spinka.shipments import shipping

# More than this many at once become work in the background, with progress and a list of what became of each.
MOST_AT_ONCE = 50
MOST_CHOSEN = 100
UNMATCHED = {"text", "skip", "refuse"}
ID_DIGITS = 18


def order_url(order_id: int) -> str:
    """The page of an order."""
    return reverse("panel:order", kwargs={"order_id": order_id})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= ID_DIGITS):
        raise BadParameters("This is not a number: %(text)s", text=text[:40])
    return int(text)


def _asked(request: PanelRequest, name: str) -> str:
    """A value of the form, or of the address, as an undo link carries it."""
    return str(request.POST.get(name) or request.GET.get(name) or "")


def chosen_orders(request: PanelRequest) -> list[int]:
    """Ids of the orders ticked in the list, the first hundred."""
    given = request.POST.getlist("id") or request.GET.getlist("id")
    return sorted({_number(text) for text in given})[:MOST_CHOSEN]


def draw_dialog(
    request: PanelRequest, form: forms.Form, *, title: Label, verb: Label, url: str, back: str, body: str, **more: Any
) -> HttpResponse:
    """A form in a dialog, or as a page without JavaScript; 422 when it was refused."""
    values = {
        "title": title,
        "verb": verb,
        "url": url,
        "back": back,
        "form": form,
        "body": body,
        "fetched": htmx_partial(request),
        "has_errors": bool(form.errors),
        **more,
    }
    return render(request, "panel/confirm.html", values, part=body, status=422 if form.errors else 200)


@page(scope="orders:read", write="orders:write")
def change_status(request: PanelRequest, order_id: int) -> HttpResponse:
    """Ask for the new status, or set it; the toast takes it back."""
    order = queries.get_order(account_id=request.account_id, order_id=order_id)
    rows, groups = queries.statuses(request.account_id), queries.status_groups(request.account_id)
    url = reverse("panel:order-status", kwargs={"order_id": order_id})
    if request.method != "POST":
        form = ChangeStatus(statuses=rows, groups=groups, initial={"status_id": order.status_id})
    else:
        form = ChangeStatus({"status_id": _asked(request, "status_id")}, statuses=rows, groups=groups)
        if form.is_valid():
            status_id = form.cleaned_data["status_id"]
            orders.change_status(
                account_id=request.account_id, order_id=order_id, status_id=status_id, actor=request.user.name
            )
            name = next(row.name for row in rows if row.pk == status_id)
            undo = f"{url}?{urlencode({'status_id': order.status_id})}" if status_id != order.status_id else ""
            return go(request, order_url(order_id), gettext("Status: %(status)s") % {"status": name}, undo=undo)
    return draw_dialog(
        request,
        form,
        title=gettext("Change the status of order %(id)s") % {"id": order_id},
        verb=gettext("Change status"),
        url=url,
        back=order_url(order_id),
        body="panel/orders/_status.html",
    )


@page(scope="prices:read", write="orders:write")
def set_payment(request: PanelRequest, order_id: int) -> HttpResponse:
    """Ask how much is paid, or note it."""
    order = queries.get_order(account_id=request.account_id, order_id=order_id)
    form = SetPayment(request.POST) if request.method == "POST" else SetPayment()
    if request.method != "POST":
        form.initial = {"amount": from_cents(order.total_cents)}
    elif form.is_valid():
        orders.set_payment(
            account_id=request.account_id,
            order_id=order_id,
            amount=form.cleaned_data["amount"],
            comment=form.cleaned_data["comment"],
            actor=request.user.name,
        )
        return go(request, order_url(order_id), gettext("Payment noted"))
    return draw_dialog(
        request,
        form,
        title=gettext("Payment of order %(id)s") % {"id": order_id},
        verb=gettext("Save"),
        url=reverse("panel:order-payment", kwargs={"order_id": order_id}),
        back=order_url(order_id),
        body="panel/orders/_payment.html",
        currency=order.currency,
    )


def told(results: list[ForwardResult]) -> tuple[str, str]:
    """What became of a forward, for the toast, and its tone."""
    done = [result for result in results if result.state in {"forwarded", "existing"}]
    if not done:
        return gettext("Not forwarded; the reason stands on the order"), "bad"
    text = ngettext("Forwarded to %(count)s supplier", "Forwarded to %(count)s suppliers", len(done))
    return text % {"count": len(done)}, "ok"


@page(scope="connect:read", write="connect:write")
def forward(request: PanelRequest, order_id: int) -> HttpResponse:
    """Choose who gets the order, or forward it to every supplier its lines match, or to the one named."""
    queries.get_order(account_id=request.account_id, order_id=order_id)
    if request.method != "POST":
        rows = [row for row in connect.connected_integrations(account_id=request.account_id) if row.state == "active"]
        return draw_dialog(
            request,
            forms.Form(),
            title=gettext("Forward order %(id)s") % {"id": order_id},
            verb=gettext("Forward"),
            url=reverse("panel:forward-order", kwargs={"order_id": order_id}),
            back=order_url(order_id),
            body="panel/orders/_forward.html",
            suppliers=rows,
        )
    asked, unmatched = _asked(request, "connect_integration_id"), _asked(request, "unmatched_lines")
    results = forward_order(
        account_id=request.account_id,
        order_id=order_id,
        connect_integration_id=_number(asked) if asked else None,
        unmatched_lines=cast('Literal["text", "skip", "refuse"]', unmatched) if unmatched in UNMATCHED else None,
        actor=request.user.name,
    )
    text, tone = told(results)
    back = list_url(request) if _asked(request, "list_query") else order_url(order_id)
    return go(request, back, text, tone=tone)


@page(scope="connect:read", write="connect:write", methods=("POST",))
def reduce_order(request: PanelRequest, order_id: int) -> HttpResponse:
    """Lower the line to what the supplier has and forward again."""
    asked = _asked(request, "connect_integration_id")
    results = reduce_and_forward(
        account_id=request.account_id,
        order_id=order_id,
        line_id=_number(_asked(request, "line_id")),
        quantity=_number(_asked(request, "quantity")),
        connect_integration_id=_number(asked) if asked else None,
        actor=request.user.name,
    )
    text, tone = told(results)
    return go(request, order_url(order_id), text, tone=tone)


@page(scope="orders:read", write="orders:write")
def edit_order(request: PanelRequest, order_id: int) -> HttpResponse:
    """Addresses, contact and notes; a version the person has not seen is answered with 409 and both left as they are."""
    order = queries.get_order(account_id=request.account_id, order_id=order_id)
    is_received = order.source == "blconnect"
    if request.method == "POST":
        form = EditOrder(request.POST, is_received=is_received)
    else:
        form = EditOrder.of(order, is_received=is_received)
    status, is_stale = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            # Held until the end of the request, so that nobody changes it between the look and the write; suppliers'
            # connections are held before orders.
            hold_connections(account_id=request.account_id)
            locked = orders.lock_order(account_id=request.account_id, order_id=order_id)
            is_stale = locked.version != form.cleaned_data["version"]
            if not is_stale:
                wanted = form.fields_to_write()
                asked = {name for name, value in wanted.items() if getattr(locked, name) != value}
                written = edit_data(
                    account_id=request.account_id, order_id=order_id, fields=wanted, actor=request.user.name
                )
                if asked - set(written):
                    return go(request, order_url(order_id), gettext("The supplier was asked to agree to the change"))
                return go(request, order_url(order_id), gettext("Saved"))
            status = 409
    values = {
        "title": gettext("Addresses and notes of order %(id)s") % {"id": order_id},
        "crumbs": [
            (gettext("Orders"), reverse("panel:orders")),
            (gettext("Order %(id)s") % {"id": order_id}, order_url(order_id)),
        ],
        "form": form,
        "order": order,
        "has_errors": bool(form.errors),
        "is_stale": is_stale,
        "is_received": is_received,
        "newer": [(form[name].label, getattr(order, name)) for name in _differing(form, order)] if is_stale else [],
    }
    return render(request, "panel/orders/edit.html", values, status=status)


def _differing(form: EditOrder, order: Any) -> list[str]:
    return [name for name, value in form.cleaned_data.items() if name != "version" and getattr(order, name) != value]


@page(scope="shipments:read", write="shipments:write")
def add_parcel(request: PanelRequest, order_id: int) -> HttpResponse:
    """A parcel made elsewhere, with its label if there is a file."""
    queries.get_order(account_id=request.account_id, order_id=order_id)
    form = AddParcel(request.POST, request.FILES) if request.method == "POST" else AddParcel()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tracked = shipping.tracking_page(
            account_id=request.account_id, courier_code=data["courier_code"], number=data["number"]
        )
        parcels.add_package(
            account_id=request.account_id,
            order_id=order_id,
            courier_code=data["courier_code"],
            courier_name=data["courier_name"],
            number=data["number"],
            tracking_url=data["tracking_url"] or tracked,
            is_return=data["is_return"],
            label=data["label"],
            actor=request.user.name,
        )
        return go(request, order_url(order_id), gettext("Parcel %(number)s added") % {"number": data["number"]})
    values = {
        "title": gettext("Add a parcel to order %(id)s") % {"id": order_id},
        "crumbs": [
            (gettext("Orders"), reverse("panel:orders")),
            (gettext("Order %(id)s") % {"id": order_id}, order_url(order_id)),
        ],
        "form": form,
        "order_id": order_id,
        "has_errors": bool(form.errors),
    }
    return render(request, "panel/orders/parcel.html", values, status=422 if form.errors else 200)


@page(scope="shipments:read", write="shipments:write")
def delete_parcel(request: PanelRequest, package_id: int) -> HttpResponse:
    """Ask, then delete a parcel of one's own."""
    parcel = shipments.find_package(account_id=request.account_id, package_id=package_id)
    back = order_url(parcel.order_id)
    if request.method != "POST":
        return confirm(
            request,
            title=gettext("Delete parcel %(number)s?") % {"number": parcel.number},
            verb=gettext("Delete"),
            url=reverse("panel:delete-parcel", kwargs={"package_id": package_id}),
            consequences=[
                gettext("Its number and label disappear here and at the partner's."),
                gettext("The courier is not told; cancel the shipment there if it was ordered."),
            ],
            back=back,
            is_danger=True,
        )
    parcels.delete_package(account_id=request.account_id, package_id=package_id, actor=request.user.name)
    return go(request, back, gettext("Parcel %(number)s deleted") % {"number": parcel.number})


@page(scope="orders:read", write="orders:write", methods=("POST",))
def bulk_status(request: PanelRequest) -> HttpResponse:
    """Move the chosen orders to one status; taken back when all came from one."""
    chosen, status_id = chosen_orders(request), _number(_asked(request, "status_id"))
    rows = queries.orders_list(account_id=request.account_id).filter(pk__in=chosen)
    before = set(rows.values_list("status_id", flat=True))
    moved = orders.change_statuses(
        account_id=request.account_id, order_ids=chosen, status_id=status_id, actor=request.user.name
    )
    undo = ""
    if len(before) == 1 and moved:
        pairs = [("status_id", before.pop()), *(("id", order_id) for order_id in moved)]
        undo = f"{reverse('panel:orders-status')}?{urlencode(pairs)}"
    text = ngettext("Changed the status of %(count)s order", "Changed the status of %(count)s orders", len(moved))
    return go(request, list_url(request), text % {"count": len(moved)}, undo=undo)


def list_url(request: PanelRequest) -> str:
    """The list as the person left it."""
    query = _asked(request, "list_query")
    return f"{reverse('panel:orders')}?{query}" if query else reverse("panel:orders")
