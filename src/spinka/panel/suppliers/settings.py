"""The tabs where a contractor sets how it works with a supplier: settings, and the statuses of both sides (A-16, B-13)."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from spinka.connect import listings, queries
from spinka.connect import services as connect
from spinka.connect.models import Connection
from spinka.connect.status_reads import told_statuses
from spinka.core.errors import Conflict, NotFound, SpinkaError
from spinka.panel.changes import mark_of, refuse_changed, show_refusal
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.integrations.forms import join_filled_from
from spinka.panel.suppliers.forms import OwnForm, StatusForm
from spinka.panel.suppliers.frame import framed


def mark_of_own(row: Connection) -> str:
    """Changes whenever the contractor's settings change."""
    return mark_of(sorted(row.contractor_settings.items()), row.code_name)


def save(request: PanelRequest, row: Connection, form: Any) -> int:
    """Store what the form says; 0 when it was stored, else the status to answer with, the faults shown in the form."""
    if not form.is_valid():
        return 422
    try:
        refuse_changed(request.POST.get("mark", ""), mark_of_own(row))
        connect.set_own_settings(
            account_id=request.account_id,
            contractor_integration_id=row.contractor_integration_id,
            values=form.settings_values(),
            actor=request.user.name,
        )
    except NotFound:
        raise
    except SpinkaError as error:
        show_refusal(form, error)
        return 409 if isinstance(error, Conflict) else 422
    return 0


@page(scope="connect:read", write="connect:write")
def own_settings(request: PanelRequest, integration_id: int) -> HttpResponse:
    """How orders go to the supplier; what concerns orders stands there only if it takes them (A-16)."""
    account_id = request.account_id
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name=f"supplier-{integration_id}")
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    terms = listings.offered_terms(account_id=account_id, connection_id=row.pk)
    takes_orders = terms.accept_orders if terms else True
    filled = join_filled_from(queries.contractor_settings_shown(row))
    form, status = OwnForm(initial=filled, account_id=account_id, takes_orders=takes_orders), 200
    if request.method == "POST":
        form = OwnForm(request.POST, account_id=account_id, takes_orders=takes_orders)
        status = save(request, row, form)
        if not status:
            return go(request, request.path, gettext("Saved"))
    values = framed(
        request, row, "settings", form=form, mark=mark_of_own(row), takes_orders=takes_orders, has_errors=status != 200
    )
    return render(request, "panel/suppliers/settings.html", values, status=status)


@page(scope="connect:read", write="connect:write")
def statuses(request: PanelRequest, integration_id: int) -> HttpResponse:
    """The supplier's statuses beside one's own, and which own ones it is told (B-13, F-11)."""
    account_id = request.account_id
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name=f"supplier-{integration_id}")
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    told = told_statuses(account_id=account_id, connection_ids=[row.pk])
    given: dict[str, Any] = {"account_id": account_id, "told": told, "stored": queries.contractor_settings_shown(row)}
    form, status = StatusForm(**given), 200
    if request.method == "POST":
        form = StatusForm(request.POST, **given)
        status = save(request, row, form)
        if not status:
            return go(request, request.path, gettext("Saved"))
    values = framed(request, row, "statuses", form=form, mark=mark_of_own(row), has_errors=status != 200)
    return render(request, "panel/suppliers/statuses.html", values, status=status)
