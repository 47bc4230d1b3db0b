"""Copies of a supplier's stock and prices: the report on the supplier's page, the form, running now (E-17, E-18)."""

from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import copy_reads, queries
from spinka.connect import services as connect
from spinka.connect.models import Connection, ConnectionState, Subject, Syncing, SyncState
from spinka.core.errors import Conflict, NotFound, SpinkaError
from spinka.panel.changes import mark_of, refuse_changed, show_refusal
from spinka.panel.components import Chip
from spinka.panel.http import PanelRequest, go, may, page, poll_response, render
from spinka.panel.suppliers.forms import EVERY, CopyForm, copy_filled_from

STATES: Final = {
    SyncState.QUEUED: Chip("wait", _("Queued")),
    SyncState.RUNNING: Chip("work", _("Running")),
    SyncState.DONE: Chip("ok", _("Up to date")),
    SyncState.FAILED: Chip("bad", _("Failed")),
    SyncState.STOPPED: Chip("new", _("Stopped"), "player-pause"),
}
SUBJECTS: Final = {Subject.STOCK: _("Stock"), Subject.PRICE: _("Prices")}
MOVING: Final = (SyncState.QUEUED, SyncState.RUNNING)


def copies_of(row: Connection) -> list[Syncing]:
    """The copies switched on for a connection."""
    return copy_reads.wanted_copies(account_id=row.contractor_id, connection_id=row.pk).get(row.pk, [])


def copy_values(request: PanelRequest, row: Connection, copies: list[Syncing]) -> dict[str, Any]:
    """What the report shows."""
    every = dict(EVERY)
    return {
        "row": row,
        "copies": [
            {
                "row": copy,
                "label": SUBJECTS[Subject(copy.subject)],
                "chip": STATES[SyncState(copy.state)],
                "every": every[copy.every],
                "error": gettext(copy.error) if copy.error else "",
            }
            for copy in copies
        ],
        "is_moving": any(copy.state in MOVING for copy in copies),
        "can_copy": row.state == ConnectionState.ACTIVE and may(request, "connect:write"),
    }


@page(scope="connect:read", methods=("GET", "HEAD"))
def live(request: PanelRequest, integration_id: int) -> HttpResponse:
    """The report: polled every 2 s while a copy runs, 304 while nothing moved (R55)."""
    row = queries.get_joined(account_id=request.account_id, contractor_integration_id=integration_id)
    copies = copies_of(row)
    version = [(one.state, one.generation, one.last_at, one.next_at, one.error) for one in copies]
    return poll_response(
        request, version, lambda: render(request, "panel/suppliers/_copies.html", copy_values(request, row, copies))
    )


@page(scope="connect:read", write="connect:write", methods=("POST",))
def run_now(request: PanelRequest, integration_id: int) -> HttpResponse:
    """Copy now, whatever the frequency."""
    connect.run_copies_now(
        account_id=request.account_id, contractor_integration_id=integration_id, actor=request.user.name
    )
    return go(request, reverse("panel:supplier", args=[integration_id]), gettext("The copy starts at once"))


@page(scope="connect:read", write="connect:write")
def edit(request: PanelRequest, integration_id: int) -> HttpResponse:
    """What is copied, where and how often; a change counts at once."""
    account_id = request.account_id
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    stored = queries.contractor_settings_shown(row)
    filled = copy_filled_from(stored)
    mark = mark_of(sorted((name, str(value)) for name, value in filled.items()))
    back = reverse("panel:supplier", args=[integration_id])
    form, status = CopyForm(initial=filled, account_id=account_id), 200
    if request.method == "POST":
        form, status = CopyForm(request.POST, account_id=account_id), 422
        if form.is_valid():
            try:
                refuse_changed(request.POST.get("mark", ""), mark)
                connect.set_own_settings(
                    account_id=account_id,
                    contractor_integration_id=integration_id,
                    values=form.settings_values(),
                    actor=request.user.name,
                )
                return go(request, back, gettext("Saved"))
            except NotFound:
                raise
            except SpinkaError as error:
                status = 409 if isinstance(error, Conflict) else 422
                show_refusal(form, error)
    values = {
        "title": gettext("Copies of stock and prices"),
        "crumbs": [(gettext("Suppliers"), reverse("panel:suppliers")), (stored["name"], back)],
        "form": form,
        "mark": mark,
        "row": row,
        "back": back,
    }
    return render(request, "panel/suppliers/copies.html", values, status=status)
