"""A supplier's own integration: made, shown with its code, changed, its code replaced, taken away (B-01 … B-17)."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from spinka.connect import listings, queries, settings
from spinka.connect import services as connect
from spinka.connect.models import Connection, ConnectionState, Integration
from spinka.core import clock
from spinka.core.errors import Conflict, NotFound, SpinkaError
from spinka.panel.changes import mark_of, refuse_changed, show_refusal
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.integrations.forms import IntegrationForm, ResetForm, filled_from
from spinka.panel.integrations.views import add_crumbs

NEW = {"share_products": True, "accept_orders": True, "stock_on_shortage": "refuse", "credit_on_shortage": "refuse"}


def empty_catalogs(request: PanelRequest, form: IntegrationForm) -> list[str]:
    """Names of catalogs without a product to share (B-17)."""
    counts = listings.product_counts(account_id=request.account_id)
    return [str(name) for number, name in form.fields["inventory_id"].choices if not counts.get(number)]  # type: ignore[attr-defined]


@page(scope="connect:read", write="connect:write")
def create(request: PanelRequest) -> HttpResponse:
    """The supplier's form; saving makes the integration and its code (B-03). A second click leads to the same one."""
    account_id = request.account_id
    status = 200
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name="integration")
        form = IntegrationForm(request.POST, account_id=account_id)
        newest = newest_integration(account_id)
        if request.POST.get("mark") != mark_of(newest) and newest and form.is_valid():
            made = queries.get_integration(account_id=account_id, integration_id=newest)
            if made.name == form.cleaned_data["name"]:
                return go(request, reverse("panel:integration", args=[newest]))
        if form.is_valid():
            try:
                integration_id, _code = connect.save_integration(
                    account_id=account_id,
                    fields=form.own_fields(),
                    settings_values=form.settings_values(),
                    actor=request.user.name,
                )
                return go(request, reverse("panel:integration", args=[integration_id]), gettext("Integration added"))
            except SpinkaError as error:
                show_refusal(form, error, {"warehouses": first_warehouse(form)})
        status = 422
    else:
        shared = [name for name, _label in form_choices("share_fields")]
        form = IntegrationForm(
            initial={**NEW, "share_fields": shared, "stock_share_percent": 100, "code_name": request.account.name},
            account_id=account_id,
        )
    values = {
        "title": gettext("New Connect integration"),
        "crumbs": [*add_crumbs(), ("Base Connect", reverse("panel:base-connect"))],
        "form": form,
        "mark": request.POST.get("mark") or mark_of(newest_integration(account_id)),
        "has_errors": status == 422,
        "empty_catalogs": empty_catalogs(request, form),
    }
    return render(request, "panel/integrations/new.html", values, status=status)


def form_choices(name: str) -> list[tuple[Any, Any]]:
    """The choices a field of the form has before it knows the account."""
    return list(IntegrationForm.base_fields[name].choices)  # type: ignore[attr-defined]


def first_warehouse(form: IntegrationForm) -> str:
    """Where a refusal about warehouses is shown."""
    return form.warehouse_names[0] if form.warehouse_names else ""


def newest_integration(account_id: int) -> int:
    """The newest own integration, deleted ones left out; 0 without any."""
    rows = Integration.objects.for_account(account_id).filter(deleted_at__isnull=True)
    return rows.order_by("-created_at", "-pk").values_list("pk", flat=True).first() or 0


def mark_of_integration(row: Integration) -> str:
    """Changes whenever what the form shows changes."""
    return mark_of(row.name, row.code_name, row.inventory_id, row.require_approval, sorted(row.settings.items()))


@page(scope="connect:read", write="connect:write")
def show(request: PanelRequest, integration_id: int) -> HttpResponse:
    """The integration's page: code, contractors, and the form with what applies now."""
    account_id = request.account_id
    row = queries.get_integration(account_id=account_id, integration_id=integration_id)
    effective = queries.supplier_settings_shown(
        account_id=account_id,
        inventory_id=row.inventory_id,
        effective=settings.read(settings.SupplierSettings, row.settings),
    )
    own = {name: getattr(row, name) for name in ("name", "code_name", "inventory_id", "require_approval")}
    stored = {
        **effective,
        **{name: row.settings.get(name) for name in ("price_group_id", "start_status_id", "warehouses")},
    }
    form = IntegrationForm(initial=filled_from(stored, own), account_id=account_id)
    status = 200
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name="integration")
        row.refresh_from_db()
        form = IntegrationForm(request.POST, account_id=account_id, initial=form.initial)
        status = 422
        if form.is_valid():
            try:
                refuse_changed(request.POST.get("mark", ""), mark_of_integration(row))
                connect.save_integration(
                    account_id=account_id,
                    integration_id=integration_id,
                    fields=form.own_fields(),
                    settings_values=form.settings_values(),
                    actor=request.user.name,
                )
                return go(request, reverse("panel:integration", args=[integration_id]), gettext("Saved"))
            except SpinkaError as error:
                status = 409 if isinstance(error, Conflict) else 422
                show_refusal(form, error, {"warehouses": first_warehouse(form)})
    values = {
        "title": row.name,
        "crumbs": [(gettext("Integrations"), reverse("panel:integrations"))],
        "row": row,
        "effective": effective,
        "form": form,
        "mark": mark_of_integration(row),
        "has_errors": status != 200,
        "code": queries.integration_code(account_id=account_id, integration_id=integration_id),
        "now": clock.now(),
        "counts": contractor_numbers(account_id, integration_id),
        "products": listings.product_counts(account_id=account_id).get(row.inventory_id, 0),
        "empty_catalogs": empty_catalogs(request, form),
    }
    return render(request, "panel/integrations/own.html", values, status=status)


def contractor_numbers(account_id: int, integration_id: int) -> dict[str, int]:
    """How many contractors of the integration stand in each state, and `open`: all that are not disconnected."""
    rows = Connection.objects.as_supplier(account_id).filter(integration_id=integration_id)
    counts = dict.fromkeys(map(str, ConnectionState.values), 0)
    for state in rows.values_list("state", flat=True):
        counts[str(state)] += 1
    return {**counts, "open": sum(counts.values()) - counts["disconnected"]}


@page(scope="connect:read", write="connect:write")
def reset(request: PanelRequest, integration_id: int) -> HttpResponse:
    """Replace the code: asked with the consequence named, with an end and single use if wanted (R27)."""
    row = queries.get_integration(account_id=request.account_id, integration_id=integration_id)
    code = queries.integration_code(account_id=request.account_id, integration_id=integration_id)
    back = reverse("panel:integration", args=[integration_id])
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("mark") != mark_of(code.code):
            return go(request, back, gettext("The code was replaced already"))
        try:
            connect.reset_code(
                account_id=request.account_id,
                integration_id=integration_id,
                expires_at=end_of_day(form.cleaned_data["expires_on"]),
                single_use=form.cleaned_data["single_use"],
                actor=request.user.name,
            )
            return go(request, back, gettext("The code was replaced; the old one no longer works"))
        except SpinkaError:
            form.add_error("expires_on", gettext("Choose a day that is not over yet."))
    active = contractor_numbers(request.account_id, integration_id)["open"]
    response = confirm(
        request,
        title=gettext("Replace the code of “%(name)s”?") % {"name": row.name},
        verb=gettext("Replace the code"),
        url=reverse("panel:reset-code", args=[integration_id]),
        consequences=[
            gettext("The present code stops working at once."),
            ngettext(
                "%(count)s contractor who has joined stays connected.",
                "%(count)s contractors who have joined stay connected.",
                active,
            )
            % {"count": active},
        ],
        hidden=[("mark", mark_of(code.code))],
        back=back,
        body="panel/integrations/_reset.html",
        extra={"form": form},
    )
    if form.errors:
        response.status_code = 422
    return response


def end_of_day(day: Any) -> datetime | None:
    """The first moment after a day in the account's time zone."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@page(scope="connect:read", write="connect:write")
def delete(request: PanelRequest, integration_id: int) -> HttpResponse:
    """Take the integration away; with more than one contractor its name is typed first (A-21)."""
    account_id = request.account_id
    target = reverse("panel:integrations")
    try:
        row = queries.get_integration(account_id=account_id, integration_id=integration_id)
    except NotFound:
        if request.method == "POST" and Integration.objects.for_account(account_id).filter(pk=integration_id).exists():
            return go(request, target)
        raise
    counts = contractor_numbers(account_id, integration_id)
    typed, is_wrong = request.POST.get("typed", ""), False
    if request.method == "POST":
        is_wrong = counts["open"] > 1 and typed.strip() != row.name.strip()
        if not is_wrong:
            connect.delete_integration(account_id=account_id, integration_id=integration_id, actor=request.user.name)
            return go(request, target, gettext("Integration deleted"))
    connections = list(
        Connection.objects.as_supplier(account_id).filter(integration_id=integration_id).values_list("pk", flat=True)
    )
    under_way = listings.open_sales(account_id=account_id, connection_ids=connections)
    response = confirm(
        request,
        title=gettext("Delete “%(name)s”?") % {"name": row.name},
        verb=gettext("Delete the integration"),
        url=reverse("panel:delete-integration", args=[integration_id]),
        consequences=[
            ngettext(
                "%(count)s contractor will be disconnected.",
                "%(count)s contractors will be disconnected.",
                counts["open"],
            )
            % {"count": counts["open"]},
            ngettext(
                "%(count)s sale under way can still be finished.",
                "%(count)s sales under way can still be finished.",
                under_way,
            )
            % {"count": under_way},
            gettext("The code stops working at once. Orders and history stay."),
        ],
        back=reverse("panel:integration", args=[integration_id]),
        is_danger=True,
        body="panel/integrations/_delete.html",
        extra={"row": row, "asks_name": counts["open"] > 1, "typed": typed, "is_wrong": is_wrong},
    )
    if is_wrong:
        response.status_code = 422
    return response
