"""The steps of an import before its preview: source and type, then scope and data; every step has its address (E-02 … E-13)."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import import_choices, listings
from spinka.connect import services as connect
from spinka.connect.listings import Source
from spinka.connect.models import ProductImport
from spinka.connect.models.product import ImportState
from spinka.core.errors import SpinkaError
from spinka.panel.cells import number_text
from spinka.panel.changes import mark_of, show_refusal
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.imports.forms import ABOUT, ALL, ASSOCIATE, FILTER, IDS, ScopeForm, SourceForm, numbers_in

STEPS: Final = (_("Source"), _("Scope and data"), _("Preview"), _("Result"))
WAITING: Final = (ImportState.QUEUED, ImportState.RUNNING, ImportState.PREVIEW)
SWITCHES: Final = ("in_stock", "not_linked")
LISTS: Final = ("fields_taken", "keep_fields")


def steps(now: int) -> list[dict[str, Any]]:
    """The four steps with the one the person stands on, counted from 0."""
    return [{"label": label, "is_done": at < now, "is_now": at == now} for at, label in enumerate(STEPS)]


@page(scope="connect:read", write="catalog:write", methods=("GET", "HEAD"))
def new(request: PanelRequest) -> HttpResponse:
    """The first step: an active supplier that shares products, what happens, and the catalog (E-03 … E-08)."""
    account_id = request.account_id
    sources = listings.import_sources(account_id=account_id)
    initial: dict[str, Any] = {"type": "new_and_update"}
    if sources:
        initial["source"] = sources[0].contractor_integration_id
    initial |= {name: request.GET[name] for name in ("source", "type", "catalog") if request.GET.get(name)}
    values = {
        "title": gettext("Import from a supplier"),
        "crumbs": [(gettext("Imports"), reverse("panel:imports"))],
        "form": SourceForm(initial=initial, account_id=account_id, sources=sources),
        "sources": {str(source.contractor_integration_id): source for source in sources},
        "about": ABOUT,
        "steps": steps(0),
    }
    return render(request, "panel/imports/new.html", values)


def first_step(given: QueryDict) -> str:
    """The first step with what was chosen there."""
    kept = QueryDict(mutable=True)
    for name in ("source", "type", "catalog"):
        if given.get(name):
            kept[name] = str(given[name])
    return f"{reverse('panel:new-import')}?{kept.urlencode()}"


@page(scope="connect:read", write="catalog:write")
def scope(request: PanelRequest) -> HttpResponse:
    """The second step: products, data, prices and stock. Posting queues the preview; nothing is written (E-24)."""
    account_id = request.account_id
    sources = listings.import_sources(account_id=account_id)
    first = SourceForm(request.GET, account_id=account_id, sources=sources)
    if not first.is_valid():
        return go(request, first_step(request.GET), gettext("Choose the supplier, the type and the catalog first."))
    chosen = first.cleaned_data
    if chosen["type"] == ASSOCIATE:
        text = gettext("Nothing was imported: products are associated on this page, with hints.")
        return go(request, f"{reverse('panel:links')}?source={chosen['source']}&catalog={chosen['catalog']}", text)
    source = next(one for one in sources if one.contractor_integration_id == chosen["source"])
    found = import_choices.source_choices(account_id=account_id, connection_id=source.connection_id)
    known: dict[str, Any] = {"account_id": account_id, "source": source, "found": found}
    status = 200
    if request.method == "POST":
        form = ScopeForm(request.POST, **known)
        answer = start(request, form, source, chosen)
        if answer is not None:
            return answer
        status = 422
    else:
        form = ScopeForm(initial=initial_of(request.GET, source), **known)
    values = {
        "title": gettext("Import from a supplier"),
        "crumbs": [
            (gettext("Imports"), reverse("panel:imports")),
            (gettext("Source"), first_step(request.GET)),
        ],
        "form": form,
        "source": source,
        "type": dict(first.fields["type"].choices)[chosen["type"]],  # type: ignore[attr-defined]
        "catalog": dict(first.fields["catalog"].choices)[chosen["catalog"]],  # type: ignore[attr-defined]
        "back": first_step(request.GET),
        "query": request.GET.urlencode(),
        "counted": count_text(request.POST if status == 422 else request.GET, form, source, account_id),
        "mark": request.POST.get("mark") or mark_of(newest_import(account_id)),
        "steps": steps(1),
        "has_errors": status == 422,
    }
    return render(request, "panel/imports/scope.html", values, status=status)


def initial_of(given: QueryDict, source: Source) -> dict[str, Any]:
    """What the step shows first: everything taken, or what an address repeats."""
    every = [name for name in source.share_fields if name != "extra_fields"]
    initial: dict[str, Any] = {"which": ALL, "fields_taken": every, "price_mode": "", "stock_mode": ""}
    for name in ScopeForm.base_fields:
        if name in LISTS and name in given:
            initial[name] = given.getlist(name)
        elif name in SWITCHES:
            initial[name] = bool(given.get(name))
        elif name in given:
            initial[name] = given[name]
    return initial


def newest_import(account_id: int) -> int:
    """The newest import; 0 without any."""
    return listings.import_rows(account_id=account_id).order_by("-pk").values_list("pk", flat=True).first() or 0


def start(request: PanelRequest, form: ScopeForm, source: Source, chosen: dict[str, Any]) -> HttpResponse | None:
    """Queue the preview; None when the form shows why not. A second click leads to the same preview."""
    account_id = request.account_id
    if not form.is_valid():
        return None
    product_ids: list[int] | None = None
    if form.cleaned_data["which"] == IDS:
        product_ids = form.cleaned_data["product_ids"]
    elif form.cleaned_data["which"] == FILTER and not form.source_filter().is_empty:
        product_ids = import_choices.filtered_ids(
            account_id=account_id, connection_id=source.connection_id, wanted=form.source_filter()
        )
        if not product_ids:
            form.add_error(None, gettext("No product of the supplier meets these conditions."))
            return None
    listings.hold_turn(account_id=account_id, name="import")
    newest = newest_import(account_id)
    if newest and request.POST.get("mark") != mark_of(newest):
        made = listings.get_import(account_id=account_id, import_id=newest)
        if made.state in WAITING and made.connection_id == source.connection_id:
            return go(request, reverse("panel:import-preview", args=[newest]))
    try:
        import_id = connect.start_import(
            account_id=account_id,
            connect_integration_id=chosen["source"],
            inventory_id=chosen["catalog"],
            options=form.options(chosen["type"], product_ids),
            actor=request.user.name,
            preview=True,
        )
    except SpinkaError as error:
        show_refusal(form, error)
        if "language" in error.details:
            form.add_error("language", gettext("The chosen catalog does not have this language."))
        return None
    return go(request, reverse("panel:import-preview", args=[import_id]))


def count_text(given: QueryDict, form: ScopeForm, source: Source, account_id: int) -> str:
    """How many products are meant by what is chosen so far."""
    which = given.get("which", ALL)
    count = source.products
    if which == IDS:
        try:
            count = len(set(numbers_in(given.get("product_ids", ""))))
        except forms.ValidationError as error:
            return str(error.messages[0])
    elif which == FILTER:
        wanted = import_choices.SourceFilter(
            category_id=whole(given.get("category_id", "")) if "category_id" in form.fields else None,
            manufacturer_id=whole(given.get("manufacturer_id", "")) if "manufacturer_id" in form.fields else None,
            words=given.get("words", "")[:100] if "words" in form.fields else "",
            in_stock=bool(given.get("in_stock")) and "in_stock" in form.fields,
            not_linked=bool(given.get("not_linked")),
        )
        if not wanted.is_empty:
            count = import_choices.filtered_count(
                account_id=account_id, connection_id=source.connection_id, wanted=wanted
            )
    return ngettext("%(count)s product", "%(count)s products", count) % {"count": number_text(count)}


def whole(text: str) -> int | None:
    """A number out of an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


@page(scope="connect:read", write="catalog:write", methods=("GET", "HEAD"))
def count(request: PanelRequest) -> HttpResponse:
    """The number of products what is chosen means, asked while the form is filled in."""
    account_id = request.account_id
    number = whole(request.GET.get("source", "")) or 0
    source = next(iter(listings.import_sources(account_id=account_id, integration_id=number)), None)
    if source is None:
        return go(request, reverse("panel:new-import"))
    found = import_choices.source_choices(account_id=account_id, connection_id=source.connection_id)
    form = ScopeForm(account_id=account_id, source=source, found=found)
    values = {"counted": count_text(request.GET, form, source, account_id)}
    return render(request, "panel/imports/_count.html", values)


def repeated_scope(row: ProductImport) -> str:
    """The second step filled in as an import was."""
    given = QueryDict(mutable=True)
    options = row.options
    given["source"] = str(row.connection.contractor_integration_id)
    given["catalog"], given["type"] = str(row.inventory_id), options.get("type", "")
    if row.product_ids is not None and len(row.product_ids) <= 1000:
        given["which"], given["product_ids"] = IDS, " ".join(map(str, row.product_ids))
    for name in ("language", "price_mode", "stock_mode", "price_group_id", "warehouse_id"):
        if options.get(name):
            given[name] = str(options[name])
    if options.get("fields") is not None:
        given.setlist("fields_taken", options["fields"])
    given.setlist("keep_fields", options.get("keep_fields") or [])
    return f"{reverse('panel:import-scope')}?{given.urlencode()}"
