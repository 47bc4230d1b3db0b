"""Copies of a supplier's stock and prices: the report on the supplier's page, the form, running now (E-17, E-18)."""

from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import copy_reads, listings, queries
from spinka.connect import services as connect
from spinka.connect.models import Connection, ConnectionState, Subject, Syncing, SyncState
from spinka.panel.components import Chip
from spinka.panel.http import PanelRequest, go, may, page, poll_response, render
from spinka.panel.suppliers.forms import EVERY, CopyForm, copy_filled_from
from spinka.panel.suppliers.frame import framed
from spinka.panel.suppliers.settings import mark_of_own, save

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
        request,
        version,
        lambda: render(request, "panel/suppliers/_copies.html", {"row": row, **copy_values(request, row, copies)}),
    )


@page(scope="connect:read", write="connect:write", methods=("POST",))
def run_now(request: PanelRequest, integration_id: int) -> HttpResponse:
    """Copy now, whatever the frequency."""
    connect.run_copies_now(
        account_id=request.account_id, contractor_integration_id=integration_id, actor=request.user.name
    )
    return go(request, reverse("panel:supplier-copies", args=[integration_id]), gettext("The copy starts at once"))


@page(scope="connect:read", write="connect:write")
def edit(request: PanelRequest, integration_id: int) -> HttpResponse:
    """What is copied, where and how often, with the report; a change counts at once (E-19)."""
    account_id = request.account_id
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name=f"supplier-{integration_id}")
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    form, status = (
        CopyForm(initial=copy_filled_from(queries.contractor_settings_shown(row)), account_id=account_id),
        200,
    )
    if request.method == "POST":
        form = CopyForm(request.POST, account_id=account_id)
        status = save(request, row, form)
        if not status:
            return go(request, request.path, gettext("Saved"))
    values = framed(
        request,
        row,
        "copies",
        form=form,
        mark=mark_of_own(row),
        terms=listings.offered_terms(account_id=account_id, connection_id=row.pk),
        has_errors=status != 200,
        **copy_values(request, row, copies_of(row)),
    )
    return render(request, "panel/suppliers/copies.html", values, status=status)
