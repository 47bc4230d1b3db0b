"""A supplier's own integration: made, shown with its code, changed, its code replaced, taken away (B-01 … B-17)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from spinka.connect import listings, queries, settings
from spinka.connect import services as connect
from spinka.connect.directory_reads import own_listing
from spinka.connect.models import Connection, ConnectionState, Integration
from spinka.connect.overrides import overriding_contractors
from spinka.connect.status_reads import ToldStatus, telling_contractors, told_statuses
from spinka.core import clock
from spinka.core.errors import Conflict, NotFound, SpinkaError
from spinka.panel.changes import mark_of, refuse_changed, show_refusal
from spinka.panel.components import Chip
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.integrations.choices import catalogs
from spinka.panel.integrations.own_forms import HeadForm, ResetForm
from spinka.panel.integrations.views import add_crumbs
from spinka.panel.terms.forms import TermsForm
from spinka.panel.terms.place import Place
from spinka.panel.terms.table import TABS


def empty_catalogs(request: PanelRequest) -> list[str]:
    """Names of catalogs without a product to share (B-17)."""
    counts = listings.product_counts(account_id=request.account_id)
    return [str(name) for number, name in catalogs(request.account_id) if not counts.get(number)]


@page(scope="connect:read", write="connect:write")
def create(request: PanelRequest) -> HttpResponse:
    """The supplier's form; saving makes the integration and its code (B-03). A second click leads to the same one."""
    account_id = request.account_id
    status = 200
    known = catalogs(account_id)
    place = Place(account_id, int(known[0][0]) if known else 0)
    defaults = settings.shown(settings.SupplierSettings())
    sent = request.POST if request.method == "POST" else None
    terms = TermsForm(sent, place=place, tab="general", stored={}, base=defaults)
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name="integration")
        head = HeadForm(request.POST, account_id=account_id)
        newest = newest_integration(account_id)
        is_valid = head.is_valid() and terms.is_valid()
        if request.POST.get("head-mark") != mark_of(newest) and newest and is_valid:
            made = queries.get_integration(account_id=account_id, integration_id=newest)
            if made.name == head.cleaned_data["name"]:
                return go(request, with_code(newest))
        if is_valid:
            try:
                integration_id, _code = connect.save_integration(
                    account_id=account_id,
                    fields=head.own_fields(),
                    settings_values=terms.settings_values(),
                    actor=request.user.name,
                )
                return go(request, with_code(integration_id), gettext("Integration added"))
            except SpinkaError as error:
                show_refusal(head, error)
        status = 422
    else:
        head = HeadForm(initial={"code_name": request.account.name}, account_id=account_id)
    values = {
        "title": gettext("New Connect integration"),
        "crumbs": [*add_crumbs(), ("Base Connect", reverse("panel:base-connect"))],
        "head": head,
        "form": terms,
        "head_mark": request.POST.get("head-mark") or mark_of(newest_integration(account_id)),
        "has_errors": status == 422,
        "empty_catalogs": empty_catalogs(request),
    }
    return render(request, "panel/integrations/new.html", values, status=status)


def with_code(integration_id: int) -> str:
    """The integration's page with its code shown."""
    return f"{reverse('panel:integration', args=[integration_id])}?code=shown"


def newest_integration(account_id: int) -> int:
    """The newest own integration, deleted ones left out; 0 without any."""
    rows = Integration.objects.for_account(account_id).filter(deleted_at__isnull=True)
    return rows.order_by("-created_at", "-pk").values_list("pk", flat=True).first() or 0


def mark_of_head(row: Integration) -> str:
    """Changes whenever names, catalog or approval change."""
    return mark_of(row.name, row.code_name, row.inventory_id, row.require_approval)


def tabs_of(row: Integration, current: str) -> list[dict[str, Any]]:
    """The tabs of the settings; the directory's leads to its own page once there is one."""
    found: list[dict[str, Any]] = [
        {"key": key, "label": label, "url": tab_address(row.pk, key), "is_current": key == current}
        for key, label in TABS.items()
    ]
    try:
        url = reverse("panel:integration-listing", args=[row.pk])
    except NoReverseMatch:
        return found
    return [
        *found,
        {"key": "directory", "label": gettext("Directory"), "url": url, "is_current": current == "directory"},
    ]


def tab_address(integration_id: int, tab: str) -> str:
    """Where a tab of the integration is."""
    if tab == "general":
        return reverse("panel:integration", args=[integration_id])
    return reverse("panel:integration-tab", args=[integration_id, tab])


@page(scope="connect:read", write="connect:write")
def show(request: PanelRequest, integration_id: int, tab: str = "general") -> HttpResponse:
    """A tab of the integration's settings; the first one has names, catalog and code too."""
    if tab not in TABS:
        raise Http404
    account_id = request.account_id
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name="integration")
    row = queries.get_integration(account_id=account_id, integration_id=integration_id)
    told: list[ToldStatus] = []
    if tab == "statuses":
        telling = telling_contractors(account_id=account_id, integration_id=integration_id)
        told = told_statuses(account_id=account_id, connection_ids=telling)
    is_sent, status = request.method == "POST", 200
    own = {name: getattr(row, name) for name in HeadForm.base_fields}
    head = HeadForm(request.POST if is_sent else None, initial=own, account_id=account_id) if tab == "general" else None
    form = TermsForm(
        request.POST if is_sent else None,
        place=Place(account_id, row.inventory_id, told=tuple(told)),
        tab=tab,
        stored=row.settings,
        base=settings.shown(settings.SupplierSettings()),
        others=overriding_contractors(account_id=account_id, integration_id=integration_id),
    )
    if is_sent and not form.is_asking_for_rows:
        status = 422
        # Both, so that every fault shows at once.
        if (head is None or head.is_valid()) & form.is_valid():
            try:
                refuse_changed(request.POST.get("mark", ""), form.mark)
                if head is not None:
                    refuse_changed(request.POST.get("head-mark", ""), mark_of_head(row))
                connect.save_integration(
                    account_id=account_id,
                    integration_id=integration_id,
                    fields=head.own_fields() if head is not None else {},
                    settings_values=form.settings_values(),
                    actor=request.user.name,
                )
                return go(request, tab_address(integration_id, tab), gettext("Saved"))
            except SpinkaError as error:
                status = 409 if isinstance(error, Conflict) else 422
                show_refusal(head if head is not None and status == 409 else form, error)
                if status == 409:
                    form.show_stored()
    counts = contractor_numbers(account_id, integration_id)
    values = {
        "title": row.name,
        "crumbs": [(gettext("Integrations"), reverse("panel:integrations"))],
        "row": row,
        "tab": tab,
        "tabs": tabs_of(row, tab),
        "tab_url": tab_address(integration_id, tab),
        "head": head,
        "head_mark": mark_of_head(row),
        "form": form,
        "has_errors": status != 200,
        "counts": counts,
        "products": listings.product_counts(account_id=account_id).get(row.inventory_id, 0),
        "code": shown_code(request, row) if tab == "general" else None,
        "shares_products": row.settings.get("share_products", True),
    }
    return render(request, "panel/integrations/own.html", values, status=status)


@dataclass(frozen=True, slots=True)
class CodeBox:
    """The code as the page shows it: itself only when asked for, and whether it still opens the integration."""

    text: str
    chip: Chip
    expires_at: datetime | None
    single_use: bool
    used_at: datetime | None


def shown_code(request: PanelRequest, row: Integration) -> CodeBox:
    """The code, hidden until asked for; its state: works, expired, used, closed while published (A-17, DEC-13)."""
    code = queries.integration_code(account_id=request.account_id, integration_id=row.pk)
    chip = Chip("ok", gettext("Works"))
    if code.single_use and code.used_at:
        chip = Chip("new", gettext("Used"), "lock")
    elif code.expires_at and code.expires_at <= clock.now():
        chip = Chip("bad", gettext("Expired"))
    else:
        listing = own_listing(account_id=request.account_id, integration_id=row.pk)
        if listing is not None and listing.is_published and listing.state == "approved" and not listing.allow_code:
            chip = Chip("wait", gettext("Closed: published in the directory"), "lock")
    is_shown = request.GET.get("code") == "shown" and may(request, "connect:write")
    return CodeBox(code.code if is_shown else "", chip, code.expires_at, code.single_use, code.used_at)


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
    try:
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    except OverflowError:
        # After the last day there is; a code that works until then has no end.
        return None


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
