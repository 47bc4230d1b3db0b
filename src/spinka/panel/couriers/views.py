"""Courier accounts under the settings, and the page that makes an order's parcel with one of them."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from spinka.core.errors import BadParameters
from spinka.orders import queries
from spinka.panel.components import Label
from spinka.panel.couriers.forms import CourierAccountForm, CourierForm, MakeParcel
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, page, render
from spinka.shipments import courier_accounts, shipping
from spinka.shipments.couriers import registry
from spinka.shipments.models import CourierAccount


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(gettext("Settings"), reverse("panel:settings")), (gettext("Couriers"), reverse("panel:couriers")), *more]


def _show(form: CourierForm, error: BadParameters) -> None:
    """Put a refusal of the service at its field, or above the form."""
    name = str(error.details.get("name", "")).removeprefix("fields.")
    form.add_error(name if name in form.fields else None, str(error))


@page(scope="account:write", methods=("GET", "HEAD"))
def account_list(request: PanelRequest) -> HttpResponse:
    """The account's courier accounts."""
    rows = courier_accounts.accounts_of(account_id=request.account_id)
    values = {
        "title": gettext("Couriers"),
        "crumbs": _crumbs()[:1],
        "rows": [(row, registry.find(row.courier_code).name) for row in rows],
    }
    return render(request, "panel/couriers/list.html", values)


@page(scope="account:write", methods=("GET", "HEAD"))
def choose(request: PanelRequest) -> HttpResponse:
    """The couriers an account can be added for."""
    values = {
        "title": gettext("Add a courier account"),
        "crumbs": _crumbs(),
        "labels": [courier for courier in registry.known().values() if courier.needs_account],
        "manual": [courier for courier in registry.known().values() if not courier.needs_account],
    }
    return render(request, "panel/couriers/choose.html", values)


@page(scope="account:write")
def add(request: PanelRequest, courier_code: str) -> HttpResponse:
    """Name and settings of a new courier account."""
    return _edit(request, courier_code, None)


@page(scope="account:write")
def edit(request: PanelRequest, courier_account_id: int) -> HttpResponse:
    """Name and settings of a courier account; secrets are never shown."""
    row = courier_accounts.get_account(account_id=request.account_id, courier_account_id=courier_account_id)
    return _edit(request, row.courier_code, row)


def _edit(request: PanelRequest, courier_code: str, row: CourierAccount | None) -> HttpResponse:
    courier = registry.find(courier_code)
    name: Label = courier.name
    kept = {key: str(value) for key, value in row.settings.items()} if row is not None else None
    given = request.POST if request.method == "POST" else None
    initial = {"name": row.name if row is not None else str(name)}
    form = CourierAccountForm(given, asked=courier.account_fields(), kept=kept, initial=initial)
    if form.is_valid():
        try:
            courier_accounts.save_courier_account(
                account_id=request.account_id,
                courier_account_id=row.pk if row is not None else None,
                courier_code=courier_code,
                name=form.cleaned_data["name"],
                values=form.values(),
            )
            return go(request, reverse("panel:couriers"), gettext("Saved"))
        except BadParameters as error:
            _show(form, error)
    values = {
        "title": row.name if row is not None else gettext("Add: %(courier)s") % {"courier": name},
        "crumbs": _crumbs(),
        "form": form,
        "row": row,
        "courier": name,
        "has_errors": bool(form.errors),
    }
    return render(request, "panel/couriers/form.html", values, status=422 if form.errors else 200)


@page(scope="account:write")
def delete(request: PanelRequest, courier_account_id: int) -> HttpResponse:
    """Ask, then delete a courier account."""
    row = courier_accounts.get_account(account_id=request.account_id, courier_account_id=courier_account_id)
    if request.method != "POST":
        return confirm(
            request,
            title=gettext("Delete the courier account %(name)s?") % {"name": row.name},
            verb=gettext("Delete"),
            url=reverse("panel:delete-courier", kwargs={"courier_account_id": row.pk}),
            consequences=[
                gettext("Its settings and credentials are erased."),
                gettext("Parcels made with it stay, and their numbers are never given again."),
            ],
            back=reverse("panel:couriers"),
            is_danger=True,
        )
    courier_accounts.delete_courier_account(account_id=request.account_id, courier_account_id=row.pk)
    return go(request, reverse("panel:couriers"), gettext("Deleted: %(name)s") % {"name": row.name})


@page(scope="shipments:read", write="shipments:write")
def make_parcel(request: PanelRequest, order_id: int) -> HttpResponse:
    """Make a parcel of the order with a courier account: number and label come from the courier."""
    queries.get_order(account_id=request.account_id, order_id=order_id)
    rows = courier_accounts.accounts_of(account_id=request.account_id)
    rows = [row for row in rows if registry.find(row.courier_code).needs_account]
    asked = request.GET.get("account", "")
    row = next((row for row in rows if str(row.pk) == asked), rows[0] if rows else None)
    back = reverse("panel:order", kwargs={"order_id": order_id})
    values: dict[str, Any] = {
        "title": gettext("Make a label for order %(id)s") % {"id": order_id},
        "crumbs": [(gettext("Orders"), reverse("panel:orders")), (gettext("Order %(id)s") % {"id": order_id}, back)],
        "order_id": order_id,
        "rows": rows,
        "row": row,
    }
    if row is None:
        return render(request, "panel/couriers/make.html", values)
    courier, settings = registry.find(row.courier_code), courier_accounts.opened(row)
    given = request.POST if request.method == "POST" else None
    form = MakeParcel(given, asked=courier.fields(settings), settings=settings, multi=courier.multi_packages)
    if form.is_valid():
        try:
            sent = shipping.create_shipment(
                account_id=request.account_id,
                order_id=order_id,
                courier_code=row.courier_code,
                courier_account_id=row.pk,
                fields=list(form.values().items()),
                packages=form.packages(),
                actor=request.user.name,
            )
        except BadParameters as error:
            _show(form, error)
        else:
            text = ngettext("Label made: %(number)s", "Labels made, from %(number)s", len(form.packages()))
            return go(request, back, text % {"number": sent.number})
    values |= {"form": form, "asked": [form[id_] for id_ in form.asked], "has_errors": bool(form.errors)}
    return render(request, "panel/couriers/make.html", values, status=422 if form.errors else 200)
