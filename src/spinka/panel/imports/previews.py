"""The preview of an import, and changes of a supplier that wait: what is looked at, decided and written (E-24, L-02, L-12)."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from spinka.connect import import_reads, listings
from spinka.connect import services as connect
from spinka.connect.import_reads import ImportLine, PreviewCounts
from spinka.connect.models import ImportRow, ProductImport
from spinka.connect.models.product import ImportState
from spinka.core.errors import Conflict
from spinka.panel.cells import number_text
from spinka.panel.http import PanelRequest, go, may, page, poll_response, render, toast
from spinka.panel.imports.views import fact_values, progress_values, version_of
from spinka.panel.imports.wizard import repeated_scope, steps, whole
from spinka.panel.imports.words import FIELDS, KEYS, KINDS, REASONS, worded
from spinka.panel.integrations import choices
from spinka.panel.listing import with_parameters

PAGE: Final = 50
SUMS: Final = (
    ("conflict", "alert-triangle"),
    ("update", "pencil"),
    ("create", "plus"),
    ("associate", "link"),
    ("gone", "eye-off"),
)


def preview_url(import_id: int) -> str:
    """The preview of an import."""
    return reverse("panel:import-preview", args=[import_id])


def draw_lines(request: PanelRequest, row: ProductImport, lines: Iterable[ImportLine]) -> list[dict[str, Any]]:
    """Products of the preview in words."""
    currency = choices.currencies(request.account_id).get(row.options.get("price_group_id") or 0, "")
    sees = may(request, "prices:read")
    return [
        {
            "line": line,
            "kind": KINDS.get(line.kind, line.kind),
            "key": KEYS.get(line.reason, ""),
            "reason": REASONS.get(line.reason, line.reason),
            "changes": [worded(change, currency=currency, sees_prices=sees) for change in line.changes],
            "new": {
                change.field: "".join(part.text for part in worded(change, currency=currency, sees_prices=sees).new)
                for change in line.changes
                if change.field in {"ean", "category", "manufacturer", "price", "images"}
            },
            "is_taken": line.decision in {"planned", "accepted"},
        }
        for line in lines
    ]


def tabs(request: PanelRequest, row: ProductImport, counts: PreviewCounts, kind: str) -> list[dict[str, Any]]:
    """What the preview holds, with numbers; the chosen one is marked."""
    found = []
    for name, icon in SUMS:
        number = getattr(counts, name)
        if name == "gone" and not number:
            continue
        found.append(
            {
                "label": KINDS[name],
                "icon": icon,
                "count": number,
                "url": f"{request.path}?kind={name}",
                "is_now": kind == name,
                "is_bad": name == "conflict" and number,
                "fields": counts.fields if name == "update" else 0,
            }
        )
    if row.profile_id is not None:
        return found
    found.append({"label": gettext("Unchanged"), "icon": "check", "count": row.unchanged, "url": ""})
    left = counts.declined + len(row.unknown_product_ids)
    found.append({"label": gettext("Left out"), "icon": "ban", "count": left, "url": ""})
    return found


def first_kind(counts: PreviewCounts) -> str:
    """What is looked at first: conflicts, then changes, then new ones."""
    return next((name for name, _icon in SUMS if getattr(counts, name)), "create")


@page(scope="connect:read", methods=("GET", "HEAD"))
def preview(request: PanelRequest, import_id: int) -> HttpResponse:
    """What an import will create, change and link, product by product; nothing of it is written (E-24)."""
    account_id = request.account_id
    row = listings.get_import(account_id=account_id, import_id=import_id)
    if row.state != ImportState.PREVIEW:
        if row.phase == "plan":
            values = {
                **fact_values(request, row),
                **progress_values(request, row),
                "title": gettext("Preview of the import"),
                "crumbs": [(gettext("Imports"), reverse("panel:imports"))],
                "steps": steps(2),
            }
            return render(request, "panel/imports/planning.html", values)
        return go(request, reverse("panel:import", args=[import_id]))
    counts = import_reads.preview_counts(account_id, import_id)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else first_kind(counts)
    field = request.GET.get("field", "")
    field = field if kind == "update" and field in FIELDS else ""
    words = request.GET.get("q", "").strip()[:100]
    after = whole(request.GET.get("after", "")) or 0
    lines = import_reads.preview_rows(account_id, import_id, kind, words, after, PAGE + 1, field=field)
    shown = lines[:PAGE]
    drawn = draw_lines(request, row, shown)
    values = {
        **fact_values(request, row),
        "title": gettext("Changes that wait for you") if row.profile_id else gettext("Preview of the import"),
        "crumbs": crumbs(row),
        "steps": [] if row.profile_id else steps(2),
        "row": row,
        "counts": counts,
        "tabs": tabs(request, row, counts, kind),
        "kind": kind,
        "kind_label": KINDS[kind],
        "field": field,
        "field_label": FIELDS.get(field, ""),
        "fields": FIELDS,
        "lines": drawn,
        "shows_price": any(item["new"].get("price") for item in drawn),
        "total": getattr(counts, kind),
        "next": with_parameters(request, after=shown[-1].supplier_product_id) if len(lines) > PAGE else "",
        "is_narrowed": bool(words or field or after),
        "scope_url": repeated_scope(row),
        "is_profile": row.profile_id is not None,
        "may_write": may(request, "catalog:write"),
        "save": save_words(row, counts),
        "unknown": row.unknown_product_ids[:200],
        "rows": "panel/imports/_preview.html",
    }
    return render(request, "panel/imports/preview.html", values, part="panel/imports/_preview.html")


def crumbs(row: ProductImport) -> list[tuple[str, str]]:
    """Where the preview belongs."""
    if row.profile_id:
        return [(gettext("Living subscriptions"), reverse("panel:import-profiles"))]
    return [(gettext("Imports"), reverse("panel:imports"))]


def save_words(row: ProductImport, counts: PreviewCounts) -> dict[str, Any]:
    """What saving would do, in numbers."""
    number = counts.accepted if row.profile_id else counts.to_write
    left = []
    if counts.conflict:
        text = ngettext(
            "%(count)s conflict is left out without a decision.",
            "%(count)s conflicts are left out without a decision.",
            counts.conflict,
        )
        left.append(text % {"count": number_text(counts.conflict)})
    if counts.declined:
        text = ngettext("%(count)s product is declined.", "%(count)s products are declined.", counts.declined)
        left.append(text % {"count": number_text(counts.declined)})
    if counts.ask:
        text = ngettext("%(count)s product still waits.", "%(count)s products still wait.", counts.ask)
        left.append(text % {"count": number_text(counts.ask)})
    verb = ngettext("Save %(count)s change", "Save %(count)s changes", number) % {"count": number_text(number)}
    if row.profile_id and not number and counts.declined:
        verb = ngettext("Decline %(count)s product", "Decline %(count)s products", counts.declined)
        verb %= {"count": number_text(counts.declined)}
    can_apply = bool(number or (row.profile_id and counts.declined))
    return {"count": number, "verb": verb, "left": " ".join(left), "can_apply": can_apply}


@page(scope="connect:read", methods=("GET", "HEAD"))
def planning(request: PanelRequest, import_id: int) -> HttpResponse:
    """The progress of making a preview, polled; it leads to the preview once that is ready (R55)."""
    row = listings.get_import(account_id=request.account_id, import_id=import_id)
    if row.state == ImportState.PREVIEW:
        return go(request, preview_url(import_id))
    return poll_response(
        request, version_of(row), lambda: render(request, "panel/imports/_planning.html", progress_values(request, row))
    )


@page(scope="connect:read", methods=("GET", "HEAD"))
def compare(request: PanelRequest, import_id: int, product_id: int) -> HttpResponse:
    """One product of an import with its texts whole."""
    account_id = request.account_id
    row = listings.get_import(account_id=account_id, import_id=import_id)
    line = import_reads.preview_row(account_id, import_id, product_id)
    currency = choices.currencies(account_id).get(row.options.get("price_group_id") or 0, "")
    sees = may(request, "prices:read")
    values = {
        "title": line.name or gettext("No name"),
        "crumbs": [
            (gettext("Imports"), reverse("panel:imports")),
            (
                gettext("Preview of the import") if row.state == ImportState.PREVIEW else gettext("Import"),
                reverse("panel:import", args=[import_id]),
            ),
        ],
        "line": line,
        "changes": [worded(change, currency=currency, sees_prices=sees, whole=True) for change in line.changes],
    }
    return render(request, "panel/imports/compare.html", values)


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def decide(request: PanelRequest, import_id: int) -> HttpResponse:
    """Keep what was chosen for the products shown, or for all of a kind or field; answers with the new numbers."""
    account_id = request.account_id
    row = listings.get_import(account_id=account_id, import_id=import_id)
    if row.state != ImportState.PREVIEW:
        raise Conflict("Import %(id)s is no preview any more", id=import_id)
    if request.POST.get("all"):
        count = decide_all(request, import_id)
        text = ngettext("%(count)s product decided", "%(count)s products decided", count)
        return go(request, back(request, import_id), text % {"count": number_text(count)})
    refused = decide_shown(request, import_id)
    if request.headers.get("HX-Request") != "true":
        return go(request, back(request, import_id), refused, tone="bad" if refused else "ok")
    counts = import_reads.preview_counts(account_id, import_id)
    values = {"row": row, "counts": counts, "save": save_words(row, counts), "is_profile": row.profile_id is not None}
    response = render(request, "panel/imports/_save.html", {**values, "may_write": True})
    return toast(request, response, refused, tone="bad") if refused else response


def back(request: PanelRequest, import_id: int) -> str:
    """The page of the preview the person decides on."""
    given = request.POST.get("back", "")
    return given[:2000] if given.startswith(f"{preview_url(import_id)}?") else preview_url(import_id)


def decide_all(request: PanelRequest, import_id: int) -> int:
    """One decision for every product of a kind, or for one field of all changed ones; the number of products."""
    decision, kind, field = (request.POST.get(name, "") for name in ("all", "kind", "field"))
    known: dict[str, Any] = {"account_id": request.account_id, "import_id": import_id, "actor": request.user.name}
    if decision in {"keep", "take"} and field in FIELDS:
        return connect.decide_changes(
            **known, decision="declined" if decision == "keep" else "accepted", field=field, fields=[field]
        )
    if decision in {"accepted", "declined", "ask"} and kind in KINDS:
        return connect.decide_changes(**known, decision=decision, kind=kind, field=field if field in FIELDS else "")
    return 0


def decide_shown(request: PanelRequest, import_id: int) -> str:
    """Write what differs from what is kept for the products of this page; why one could not be, else nothing."""
    given = request.POST
    shown = {number for text in given.getlist("shown")[:PAGE] if (number := whole(text))}
    rows = list(
        ImportRow.objects.for_account(request.account_id).filter(import_id=import_id, supplier_product_id__in=shown)
    )
    known: dict[str, Any] = {"account_id": request.account_id, "import_id": import_id, "actor": request.user.name}
    taken = {whole(text) for text in given.getlist("take")}
    wanted: dict[str, list[int]] = {}
    for row in rows:
        number = row.supplier_product_id
        decision = given.get(f"d-{number}") or ("accepted" if number in taken else "declined")
        now = "accepted" if row.decision == "planned" else row.decision
        if not row.hits and decision != now and decision in {"accepted", "declined", "ask"}:
            wanted.setdefault(decision, []).append(number)
    for decision, ids in wanted.items():
        connect.decide_changes(**known, decision=decision, ids=ids)
    decide_fields(given, rows, known)
    return decide_conflicts(given, rows, known)


def decide_fields(given: Any, rows: Sequence[ImportRow], known: dict[str, Any]) -> None:
    """Fields to take or to keep, product by product."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        for name in row.changes:
            choice = given.get(f"f-{row.supplier_product_id}-{name}")
            if choice == "keep" and name not in row.declined:
                wanted.setdefault((name, "declined"), []).append(row.supplier_product_id)
            elif choice == "take" and name in row.declined:
                wanted.setdefault((name, "accepted"), []).append(row.supplier_product_id)
    for (name, decision), ids in wanted.items():
        connect.decide_changes(**known, decision=decision, ids=ids, fields=[name])


def decide_conflicts(given: Any, rows: Sequence[ImportRow], known: dict[str, Any]) -> str:
    """What becomes of products in conflict; why a choice could not be kept."""
    for row in rows:
        choice = given.get(f"c-{row.supplier_product_id}", "")
        now = "skip" if row.kind == "conflict" else "create" if row.kind == "create" else str(row.product_id or "")
        if not row.hits or not choice or choice == now:
            continue
        try:
            connect.decide_conflict(
                **known,
                supplier_product_id=row.supplier_product_id,
                product_id=whole(choice),
                create=choice == "create",
            )
        except Conflict:
            return gettext("This product of yours is already linked with another product of the preview.")
    return ""


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def apply(request: PanelRequest, import_id: int) -> HttpResponse:
    """Write what the preview shows, without what was declined; a second click leads to the same import."""
    account_id = request.account_id
    row = listings.get_import(account_id=account_id, import_id=import_id)
    if row.state != ImportState.PREVIEW:
        return go(request, reverse("panel:import", args=[import_id]))
    made = connect.apply_preview(account_id=account_id, import_id=import_id, actor=request.user.name)
    return go(request, reverse("panel:import", args=[made]))
