"""Imports: history, an import with live progress and its result, undo, repeat, and the report (E-02 … E-16, L-18)."""

import csv
import io
import re
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.catalog.models import Product
from spinka.connect import import_reads, listings
from spinka.connect import services as connect
from spinka.connect.models import ProductImport
from spinka.connect.models.product import ImportState
from spinka.panel.cells import number_text, when_text
from spinka.panel.components import Label
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, may, page, poll_response, render
from spinka.panel.imports.forms import TYPES
from spinka.panel.imports.wizard import repeated_scope, steps
from spinka.panel.imports.words import (
    DECISIONS,
    FIELDS,
    KEYS,
    KINDS,
    REASONS,
    ROW_STATES,
    STATES,
    failure_text,
)
from spinka.panel.integrations.choices import SHARED_FIELDS
from spinka.panel.listing import listing, views

RUNNING: Final = (ImportState.QUEUED, ImportState.RUNNING)
SHOWN_CONFLICTS: Final = 50
SHOWN_ROWS: Final = 100
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"-?\d+([.,]\d+)?")


@page(scope="connect:read", methods=("GET", "HEAD"))
def import_list(request: PanelRequest) -> HttpResponse:
    """Every import, newest first; changes of profiles that wait stand with their profiles."""
    account_id = request.account_id
    rows = listings.import_rows(account_id=account_id).exclude(state=ImportState.PREVIEW, profile_id__isnull=False)
    names = shown_names(account_id)
    applied: list[tuple[Label, Label]] = []
    state = request.GET.get("state", "")
    if state in STATES:
        rows = rows.filter(state=state)
        applied.append((_("State"), STATES[ImportState(state)].label))
    source = request.GET.get("source", "")
    if source in map(str, names):
        rows = rows.filter(connection_id=int(source))
        applied.append((_("Supplier"), names[int(source)]))
    choices: list[tuple[Label, dict[str, str], int | None]] = [
        (pgettext_lazy("products", "All"), {}, None),
        (_("Previews"), {"state": "preview"}, None),
        (pgettext_lazy("imports", "Failed"), {"state": "failed"}, None),
        (pgettext_lazy("imports", "Undone"), {"state": "undone"}, None),
    ]
    shown = listing(request, rows, order=["-pk"], applied=applied, views=views(request, choices))
    types = dict(TYPES)
    values = {
        "title": gettext("Imports"),
        "listing": shown,
        "imports": [
            {
                "row": row,
                "chip": STATES[ImportState(row.state)],
                "source": names.get(row.connection_id, row.connection.supplier_name),
                "type": types.get(row.options.get("type", ""), ""),
                "conflicts": len(row.conflicts),
                "error": failure_text(row.error) if row.state == ImportState.FAILED else "",
            }
            for row in shown.rows
        ],
        "names": names,
        "source": source,
        "state": state,
        "states": STATES,
        "rows": "panel/imports/_rows.html",
    }
    return render(request, "panel/imports/list.html", values, part="panel/imports/_rows.html")


def shown_names(account_id: int) -> dict[int, str]:
    """The contractor's names of its connections."""
    rows = listings.supplier_rows(account_id=account_id)
    return dict(rows.values_list("pk", "shown_name"))


def version_of(row: ProductImport) -> tuple[object, ...]:
    """Everything that moves while an import runs."""
    moving = (row.done, row.total, row.created, row.updated, row.unchanged, row.skipped)
    return (row.state, row.phase, row.is_cancelled, *moving)


def progress_values(request: PanelRequest, row: ProductImport) -> dict[str, Any]:
    """What the live part shows."""
    percent = min(100, row.done * 100 // row.total) if row.total else (100 if row.state == ImportState.DONE else 0)
    is_running = row.state in RUNNING
    return {
        "row": row,
        "chip": STATES[ImportState(row.state)],
        "is_running": is_running,
        "is_undo": row.phase == "undo",
        "spoken": percent // 25 * 25,
        "counts": undo_counts(row) if row.phase == "undo" else write_counts(row),
        "error": failure_text(row.error),
        "conflicts": [] if is_running else worded_conflicts(request.account_id, row),
        "more_conflicts": max(0, len(row.conflicts) - SHOWN_CONFLICTS),
        "unknown": row.unknown_product_ids[:200],
        "left": [] if is_running else left_rows(request.account_id, row),
    }


def write_counts(row: ProductImport) -> list[tuple[Label, int]]:
    """What writing did so far."""
    return [
        (_("created"), row.created),
        (_("updated"), row.updated),
        (_("associated"), row.associated),
        (_("unchanged"), row.unchanged),
        (_("left out"), row.skipped),
        (_("conflicts"), len(row.conflicts)),
    ]


def undo_counts(row: ProductImport) -> list[tuple[Label, int]]:
    """What undoing did so far."""
    figures = row.figures
    return [
        (_("deleted"), figures.get("deleted", 0)),
        (_("restored"), figures.get("restored", 0)),
        (_("unlinked"), figures.get("unlinked", 0)),
        (_("not undone"), figures.get("kept", 0)),
    ]


def left_rows(account_id: int, row: ProductImport) -> list[dict[str, Any]]:
    """Products that were not written, or not undone, with the reason."""
    if row.phase == "plan" or row.state == ImportState.PREVIEW:
        return []
    state = "kept" if row.phase == "undo" else "stale"
    lines = import_reads.preview_rows(account_id, row.pk, limit=SHOWN_ROWS, state=state)
    return [{"line": line, "reason": REASONS.get(line.reason, line.reason)} for line in lines]


def worded_conflicts(account_id: int, row: ProductImport) -> list[dict[str, Any]]:
    """Conflicts with names on both sides; two reads and one crossing for all of them."""
    shown = row.conflicts[:SHOWN_CONFLICTS]
    ids = {number for conflict in shown for number in conflict["product_ids"]}
    names = dict(Product.objects.for_account(account_id).filter(pk__in=ids).values_list("pk", "name"))
    theirs = listings.supplier_product_names(
        account_id=account_id,
        connection_id=row.connection_id,
        product_ids=[conflict["supplier_product_id"] for conflict in shown],
    )
    return [
        {
            **conflict,
            "name": theirs.get(conflict["supplier_product_id"], ""),
            "key_name": KEYS.get(conflict["key"], conflict["key"]),
            "hits": [(number, names.get(number, "")) for number in conflict["product_ids"]],
        }
        for conflict in shown
    ]


def fact_values(request: PanelRequest, row: ProductImport) -> dict[str, Any]:
    """What was asked of an import."""
    options = row.options
    return {
        "row": row,
        "source": shown_names(request.account_id).get(row.connection_id, row.connection.supplier_name),
        "type": dict(TYPES).get(options.get("type", ""), ""),
        "taken": worded(options.get("fields")),
        "kept": worded(options.get("keep_fields") or []),
        "asked": len(row.product_ids or []),
    }


@page(scope="connect:read", methods=("GET", "HEAD"))
def show(request: PanelRequest, import_id: int) -> HttpResponse:
    """An import: what was asked and how it goes, or what came of it; a preview has a page of its own."""
    account_id = request.account_id
    row = listings.get_import(account_id=account_id, import_id=import_id)
    if row.state == ImportState.PREVIEW or (row.phase == "plan" and row.state in RUNNING):
        return go(request, reverse("panel:import-preview", args=[import_id]))
    writes = may(request, "catalog:write")
    found = import_reads.change_set(account_id, row.profile_id) if row.profile_id else None
    values = {
        **progress_values(request, row),
        **fact_values(request, row),
        # What a subscription only asks for is none of the figures of its run.
        "waiting": found.counts.ask + found.counts.planned + found.counts.accepted if found else 0,
        "changes_url": reverse("panel:import-preview", args=[found.import_id]) if found else "",
        "title": gettext("Import %(number)s") % {"number": row.pk},
        "crumbs": [(gettext("Imports"), reverse("panel:imports"))],
        "steps": [] if row.profile_id else steps(3),
        "can_undo": writes and import_reads.can_undo(account_id, import_id),
        "undo_until": import_reads.undo_until(row),
        "can_repeat": writes and row.state not in RUNNING and row.profile_id is None,
        "scope_url": repeated_scope(row),
    }
    return render(request, "panel/imports/page.html", values)


def worded(names: list[str] | None) -> list[Any] | None:
    """Fields as people read them; None stands for all."""
    return None if names is None else [SHARED_FIELDS[name] for name in names if name in SHARED_FIELDS]


@page(scope="connect:read", methods=("GET", "HEAD"))
def live(request: PanelRequest, import_id: int) -> HttpResponse:
    """The live part: polled every 2 s while the import runs, 304 while nothing moved (R55); the end draws the page anew."""
    row = listings.get_import(account_id=request.account_id, import_id=import_id)
    if row.state not in RUNNING and request.headers.get("If-None-Match"):
        return go(request, reverse("panel:import", args=[import_id]))
    return poll_response(
        request, version_of(row), lambda: render(request, "panel/imports/_live.html", progress_values(request, row))
    )


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def cancel(request: PanelRequest, import_id: int) -> HttpResponse:
    """Stop before the next batch; what is written stays. A preview is thrown away."""
    was = listings.get_import(account_id=request.account_id, import_id=import_id)
    is_plan = was.state == ImportState.PREVIEW or was.phase == "plan"
    state = connect.cancel_import(account_id=request.account_id, import_id=import_id, actor=request.user.name)
    if is_plan and (state == ImportState.CANCELLED or state in RUNNING):
        return go(request, reverse("panel:imports"), gettext("The preview was thrown away; nothing was written"))
    text = (
        gettext("The import stops; what is written stays")
        if state in RUNNING
        else gettext("The import has ended already")
    )
    return go(request, reverse("panel:import", args=[import_id]), text)


@page(scope="connect:read", write="catalog:write")
def undo(request: PanelRequest, import_id: int) -> HttpResponse:
    """Ask with true numbers, then bring back what the import changed (L-18)."""
    account_id = request.account_id
    url = reverse("panel:import", args=[import_id])
    row = listings.get_import(account_id=account_id, import_id=import_id)
    if request.method == "POST":
        connect.undo_import(account_id=account_id, import_id=import_id, actor=request.user.name)
        return go(request, url)
    count = row.created
    lines = []
    if row.created:
        text = ngettext(
            "%(count)s product it created is deleted, unless it stands in orders or was changed since.",
            "%(count)s products it created are deleted, unless they stand in orders or were changed since.",
            count,
        )
        lines.append(text % {"count": number_text(count)})
    if row.updated:
        text = ngettext(
            "%(count)s product gets back the values it had before; what you changed since stays.",
            "%(count)s products get back the values they had before; what you changed since stays.",
            row.updated,
        )
        lines.append(text % {"count": number_text(row.updated)})
    if row.associated:
        text = ngettext("%(count)s link is cleared.", "%(count)s links are cleared.", row.associated)
        lines.append(text % {"count": number_text(row.associated)})
    until = import_reads.undo_until(row)
    if until:
        lines.append(gettext("It can be undone until %(date)s.") % {"date": when_text(until, "date")})
    return confirm(
        request,
        title=gettext("Undo import %(number)s?") % {"number": row.pk},
        verb=gettext("Undo the import"),
        url=reverse("panel:undo-import", args=[import_id]),
        consequences=lines,
        back=url,
        is_danger=True,
    )


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def repeat(request: PanelRequest, import_id: int) -> HttpResponse:
    """Make a preview of the same import again, with the supplier's products of now."""
    account_id = request.account_id
    row = listings.get_import(account_id=account_id, import_id=import_id)
    names = connect.ImportOptions.__dataclass_fields__
    options = {name: value for name, value in row.options.items() if name in names}
    made = connect.start_import(
        account_id=account_id,
        connect_integration_id=row.connection.contractor_integration_id,
        inventory_id=row.inventory_id,
        options=connect.ImportOptions(**options, product_ids=row.product_ids),
        actor=request.user.name,
        preview=True,
    )
    return go(request, reverse("panel:import-preview", args=[made]))


def safe_cell(text: object) -> str:
    """A cell no spreadsheet takes for a formula."""
    value = "" if text is None else str(text)
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


@page(scope="connect:read", methods=("GET", "HEAD"))
def report(request: PanelRequest, import_id: int) -> HttpResponse:
    """The report as a file for spreadsheets: a line per product and changed field."""
    account_id = request.account_id
    listings.get_import(account_id=account_id, import_id=import_id)
    sees_prices = may(request, "prices:read")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if (get_language() or "").startswith("pl") else ",")
    heads = (
        gettext("Supplier's product"),
        gettext("Your product"),
        gettext("SKU"),
        gettext("Name"),
        gettext("What"),
        gettext("Field"),
        gettext("Before"),
        gettext("After"),
        gettext("Decision"),
        gettext("State"),
        gettext("Reason"),
    )
    writer.writerow(heads)
    for line in import_reads.report_lines(account_id, import_id):
        hides = line.field == "price" and not sees_prices
        writer.writerow(
            safe_cell(cell)
            for cell in (
                line.supplier_product_id,
                line.product_id,
                line.sku,
                line.name,
                KINDS.get(line.kind, line.kind),
                FIELDS.get(line.field, line.field),
                "" if hides else line.old,
                "" if hides else line.new,
                DECISIONS.get(line.decision, line.decision),
                ROW_STATES.get(line.state, line.state),
                REASONS.get(line.reason, line.reason),
            )
        )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="import-{import_id}.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
