"""Imports: history, the form, the page with live progress, conflicts in words (E-02 … E-16)."""

from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog.models import Product
from spinka.connect import listings
from spinka.connect import services as connect
from spinka.connect.models import ProductImport
from spinka.connect.models.product import ImportState
from spinka.core.errors import SpinkaError
from spinka.panel.changes import mark_of, show_refusal
from spinka.panel.components import Chip
from spinka.panel.http import PanelRequest, go, page, poll_response, render
from spinka.panel.imports.forms import ASSOCIATE, TYPES, ImportForm
from spinka.panel.integrations.choices import SHARED_FIELDS
from spinka.panel.listing import listing

STATES: Final = {
    ImportState.QUEUED: Chip("wait", _("Queued")),
    ImportState.RUNNING: Chip("work", _("Running")),
    ImportState.PREVIEW: Chip("wait", _("Preview")),
    ImportState.DONE: Chip("ok", _("Finished")),
    ImportState.FAILED: Chip("bad", _("Failed")),
    ImportState.CANCELLED: Chip("new", _("Cancelled"), "ban"),
    ImportState.UNDONE: Chip("new", _("Undone"), "arrow-back-up"),
}
KEYS: Final = {"ean": _("EAN"), "sku": _("SKU"), "name": _("Name")}
RUNNING: Final = (ImportState.QUEUED, ImportState.RUNNING)
SHOWN_CONFLICTS: Final = 50


@page(scope="connect:read", methods=("GET", "HEAD"))
def import_list(request: PanelRequest) -> HttpResponse:
    """Every import, newest first."""
    shown = listing(request, listings.import_rows(account_id=request.account_id), order=["-pk"])
    names = shown_names(request.account_id)
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
            }
            for row in shown.rows
        ],
        "rows": "panel/imports/_rows.html",
    }
    return render(request, "panel/imports/list.html", values, part="panel/imports/_rows.html")


def shown_names(account_id: int) -> dict[int, str]:
    """The contractor's names of its connections."""
    rows = listings.supplier_rows(account_id=account_id)
    return dict(rows.values_list("pk", "shown_name"))


def newest_import(account_id: int) -> int:
    """The newest import; 0 without any."""
    return listings.import_rows(account_id=account_id).order_by("-pk").values_list("pk", flat=True).first() or 0


@page(scope="connect:read", write="catalog:write")
def new(request: PanelRequest) -> HttpResponse:
    """The form; saving queues the import and leads to its progress. A second click leads to the same import."""
    account_id = request.account_id
    sources = listings.import_sources(account_id=account_id)
    status = 200
    if request.method == "POST":
        form = ImportForm(request.POST, account_id=account_id, sources=sources)
        answer = start(request, form)
        if answer is not None:
            return answer
        status = 422
    else:
        taken = [name for name in SHARED_FIELDS if name != "extra_fields"]
        initial: dict[str, Any] = {"type": "new_and_update", "fields_taken": taken}
        if request.GET.get("source"):
            initial["source"] = request.GET["source"]
        form = ImportForm(initial=initial, account_id=account_id, sources=sources)
    values = {
        "title": gettext("Import from a supplier"),
        "crumbs": [(gettext("Imports"), reverse("panel:imports"))],
        "form": form,
        "sources": sources,
        "mark": request.POST.get("mark") or mark_of(newest_import(account_id)),
        "has_errors": status == 422,
    }
    return render(request, "panel/imports/new.html", values, status=status)


def start(request: PanelRequest, form: ImportForm) -> HttpResponse | None:
    """Queue the import; None when the form shows why not."""
    account_id = request.account_id
    if not form.is_valid():
        return None
    if form.cleaned_data["type"] == ASSOCIATE:
        text = gettext("Nothing was imported. Products are only associated here, by number or one after another.")
        return go(request, f"{reverse('panel:links')}?source={form.cleaned_data['source']}", text)
    listings.hold_turn(account_id=account_id, name="import")
    newest = newest_import(account_id)
    if newest and request.POST.get("mark") != mark_of(newest):
        made = listings.get_import(account_id=account_id, import_id=newest)
        if made.state in RUNNING and made.connection.contractor_integration_id == form.cleaned_data["source"]:
            return go(request, reverse("panel:import", args=[newest]))
    try:
        import_id = connect.start_import(
            account_id=account_id,
            connect_integration_id=form.cleaned_data["source"],
            inventory_id=form.cleaned_data["inventory_id"],
            options=form.options(),
            actor=request.user.name,
        )
    except SpinkaError as error:
        show_refusal(form, error)
        if "language" in error.details:
            form.add_error("language", gettext("The chosen catalog does not have this language."))
        return None
    return go(request, reverse("panel:import", args=[import_id]))


def version_of(row: ProductImport) -> tuple[object, ...]:
    """Everything that moves while an import runs."""
    return (row.state, row.is_cancelled, row.done, row.total, row.created, row.updated, row.unchanged, row.skipped)


def progress_values(request: PanelRequest, row: ProductImport) -> dict[str, Any]:
    """What the live part shows."""
    percent = min(100, row.done * 100 // row.total) if row.total else (100 if row.state == ImportState.DONE else 0)
    return {
        "row": row,
        "chip": STATES[ImportState(row.state)],
        "is_running": row.state in RUNNING,
        "spoken": percent // 25 * 25,
        "counts": [
            (_("created"), row.created),
            (_("updated"), row.updated),
            (_("associated"), row.associated),
            (_("unchanged"), row.unchanged),
            (_("left out"), row.skipped),
            (_("conflicts"), len(row.conflicts)),
        ],
        "conflicts": [] if row.state in RUNNING else worded_conflicts(request.account_id, row),
        "more_conflicts": max(0, len(row.conflicts) - SHOWN_CONFLICTS),
        "unknown": row.unknown_product_ids[:200],
    }


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


@page(scope="connect:read", methods=("GET", "HEAD"))
def show(request: PanelRequest, import_id: int) -> HttpResponse:
    """An import: what was asked and how it goes."""
    account_id = request.account_id
    row = listings.get_import(account_id=account_id, import_id=import_id)
    options = row.options
    values = {
        **progress_values(request, row),
        "title": gettext("Import %(number)s") % {"number": row.pk},
        "crumbs": [(gettext("Imports"), reverse("panel:imports"))],
        "source": shown_names(account_id).get(row.connection_id, row.connection.supplier_name),
        "type": dict(TYPES).get(options.get("type", ""), ""),
        "taken": worded(options.get("fields")),
        "kept": worded(options.get("keep_fields") or []),
        "asked": len(row.product_ids or []),
    }
    return render(request, "panel/imports/page.html", values)


def worded(names: list[str] | None) -> list[Any] | None:
    """Fields as people read them; None stands for all."""
    return None if names is None else [SHARED_FIELDS[name] for name in names if name in SHARED_FIELDS]


@page(scope="connect:read", methods=("GET", "HEAD"))
def live(request: PanelRequest, import_id: int) -> HttpResponse:
    """The live part: polled every 2 s while the import runs, 304 while nothing moved (R55)."""
    row = listings.get_import(account_id=request.account_id, import_id=import_id)
    return poll_response(
        request, version_of(row), lambda: render(request, "panel/imports/_live.html", progress_values(request, row))
    )


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def cancel(request: PanelRequest, import_id: int) -> HttpResponse:
    """Stop before the next batch; what is written stays."""
    state = connect.cancel_import(account_id=request.account_id, import_id=import_id, actor=request.user.name)
    text = (
        gettext("The import stops; what is written stays")
        if state in RUNNING
        else gettext("The import has ended already")
    )
    return go(request, reverse("panel:import", args=[import_id]), text)
