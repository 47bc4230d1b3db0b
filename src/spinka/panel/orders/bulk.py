"""Forwarding many orders: the chosen ones, all of a view, all of a reason; over 50 as work with progress and a result list."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import forward_run_reads, order_reads
from spinka.connect import services as connect
from spinka.connect.forward_run_reads import RunOrder
from spinka.connect.models import ForwardRun, RunState
from spinka.connect.order_reads import Attempt
from spinka.connect.services.mending import forward_orders
from spinka.core.errors import SpinkaError
from spinka.panel.components import Chip, Label
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, page, poll_response, render
from spinka.panel.orders.actions import MOST_AT_ONCE, chosen_orders, list_url
from spinka.panel.orders.reasons import reason_text
from spinka.panel.orders.words import REASONS

SHOWN: Final = 500
EVERY: Final = "every"
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
RUNS: Final = {
    RunState.QUEUED: Chip("wait", _("Queued")),
    RunState.RUNNING: Chip("work", _("Running")),
    RunState.DONE: Chip("ok", _("Finished")),
    RunState.CANCELLED: Chip("new", _("Cancelled"), "ban"),
    RunState.FAILED: Chip("bad", _("Failed")),
}
RESULTS: Final = {
    "forwarded": Chip("ok", _("Forwarded")),
    "refused": Chip("bad", _("Not forwarded")),
    "untouched": Chip("new", _("Untouched")),
}


@page(scope="connect:read", write="connect:write", methods=("POST",))
def bulk_forward(request: PanelRequest) -> HttpResponse:
    """Ask with the true number, then forward each of the orders on its own.

    The orders are those ticked, all that wait, or all that wait with one `reason`; counted again here and not taken
    from the page.
    """
    reason = request.POST.get("reason", "")
    if reason in REASONS:
        chosen = order_reads.tried_orders(account_id=request.account_id, reason_code=reason)
        hidden: list[tuple[str, object]] = [("reason", reason)]
    elif reason == EVERY:
        chosen = order_reads.waiting_ids(account_id=request.account_id)
        hidden = [("reason", EVERY)]
    else:
        chosen = chosen_orders(request)
        hidden = [("id", order_id) for order_id in chosen]
    if not chosen:
        return go(request, list_url(request), gettext("Choose orders first"), tone="bad")
    if "sure" not in request.POST:
        return _ask(request, len(chosen), hidden)
    if len(chosen) > MOST_AT_ONCE:
        run_id = connect.start_forward_run(account_id=request.account_id, order_ids=chosen, actor=request.user.name)
        return go(request, reverse("panel:forward-run", kwargs={"run_id": run_id}))
    results = forward_orders(account_id=request.account_id, order_ids=chosen, actor=request.user.name)
    done = sum(1 for result in results if result.is_forwarded)
    text = gettext("Forwarded %(done)s of %(count)s orders") % {"done": done, "count": len(results)}
    return go(request, list_url(request), text, tone="ok" if done == len(results) else "bad")


def _ask(request: PanelRequest, count: int, hidden: list[tuple[str, object]]) -> HttpResponse:
    consequences: list[Label] = [
        gettext("Each order goes to the suppliers its lines match."),
        gettext("Their stock is reserved and your trade credit is charged."),
        gettext("Orders that cannot go keep their reason in the list."),
    ]
    if count > MOST_AT_ONCE:
        consequences.append(gettext("It is done in the background; a list says what became of each order."))
    return confirm(
        request,
        title=ngettext("Forward %(count)s order?", "Forward %(count)s orders?", count) % {"count": count},
        verb=gettext("Forward"),
        url=reverse("panel:orders-forward"),
        consequences=consequences,
        hidden=[("sure", 1), *hidden, ("list_query", request.POST.get("list_query", ""))],
        back=list_url(request),
    )


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An order of a run as its page shows it."""

    order_id: int
    chip: Chip
    text: str


def _row(order: RunOrder) -> ResultRow:
    return ResultRow(order.order_id, RESULTS[order.state], result_text(order))


def result_text(order: RunOrder) -> str:
    """Why an order was refused, in the words of its own page."""
    if order.state != "refused":
        return ""
    if order.reason_code not in REASONS:
        return str(SpinkaError(order.reason)) if order.reason else ""
    attempt = Attempt(
        order_id=order.order_id,
        connection_id=None if order.reason_code == "no_match" else 1,
        contractor_integration_id=None,
        partner=str(order.details.get("supplier", "")),
        state="refused",
        reason_code=order.reason_code,
        reason=order.reason,
        details=order.details,
        attempts=1,
        is_automatic=False,
        next_at=None,
        updated_at=_NEVER,
    )
    return reason_text(attempt)


def _values(request: PanelRequest, run: ForwardRun) -> dict[str, Any]:
    rows = forward_run_reads.run_orders(account_id=request.account_id, run_id=run.pk, most=SHOWN)
    percent = run.done * 100 // run.total if run.total else 0
    return {
        "title": gettext("Forwarding of orders"),
        "crumbs": [(gettext("Orders"), reverse("panel:orders"))],
        "run": run,
        "chip": RUNS[RunState(run.state)],
        "is_running": run.state in {RunState.QUEUED, RunState.RUNNING},
        "spoken": percent // 25 * 25,
        "counts": [
            (gettext("forwarded"), run.forwarded),
            (gettext("not forwarded"), run.refused),
            (gettext("untouched"), run.total - run.done),
        ],
        "results": [_row(row) for row in rows],
        "more": max(0, run.total - SHOWN),
    }


@page(scope="connect:read", methods=("GET", "HEAD"))
def run_page(request: PanelRequest, run_id: int) -> HttpResponse:
    """A run: how far it is and what became of each order."""
    run = forward_run_reads.get_run(account_id=request.account_id, run_id=run_id)
    return render(request, "panel/orders/run.html", _values(request, run))


@page(scope="connect:read", methods=("GET", "HEAD"))
def run_live(request: PanelRequest, run_id: int) -> HttpResponse:
    """The moving part of a run's page (R55)."""
    run = forward_run_reads.get_run(account_id=request.account_id, run_id=run_id)

    def draw() -> HttpResponse:
        return render(request, "panel/orders/run.html", _values(request, run), part="panel/orders/_run.html")

    return poll_response(request, (run.state, run.is_cancelled, run.done, run.total), draw)


@page(scope="connect:read", write="connect:write", methods=("POST",))
def cancel_run(request: PanelRequest, run_id: int) -> HttpResponse:
    """Stop a run after the order it is at."""
    connect.cancel_run(account_id=request.account_id, run_id=run_id)
    text = gettext("The rest is not forwarded any more")
    return go(request, reverse("panel:forward-run", kwargs={"run_id": run_id}), text)


@page(scope="connect:read", methods=("GET", "HEAD"))
def run_file(request: PanelRequest, run_id: int) -> HttpResponse:
    """The result list as a file of comma separated values."""
    run = forward_run_reads.get_run(account_id=request.account_id, run_id=run_id)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([gettext("Order"), gettext("Result"), gettext("Reason")])
    for order in forward_run_reads.run_orders(account_id=request.account_id, run_id=run.pk):
        writer.writerow([order.order_id, str(RESULTS[order.state].label), _plain(result_text(order))])
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="forwarding-{run.pk}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _plain(text: str) -> str:
    """A text no spreadsheet takes for a formula (R41)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
