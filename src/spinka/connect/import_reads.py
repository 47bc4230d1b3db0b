"""What imports did and would do: preview, report and change sets product by product, and profiles (E-24, L-02, L-18)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from spinka.catalog.models import Product
from spinka.connect.models import ImportProfile, ImportRow, ProductImport
from spinka.connect.models.importing import RowKind, RowState
from spinka.connect.models.product import ImportState
from spinka.connect.sharing import fetch
from spinka.connect.sync.fields import FIELD_OF
from spinka.core import clock
from spinka.core.errors import NotFound

UNDO_DAYS = 30
SHOWN_TEXT = 300
REPORT_PAGE = 1000
ENDED = (ImportState.DONE, ImportState.CANCELLED, ImportState.FAILED)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after. `field` is a key of `FIELD_OF`; `is_cut` where a long text is shown by its start.

    Texts are str, numbers str or int, `images` a list of addresses, `features` an object of names and values,
    `category` the path of names joined with " / ", `is_draft` a bool; None where there was or will be nothing.
    """

    field: str
    old: Any
    new: Any
    is_cut: bool = False
    is_declined: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An own product a conflict met."""

    product_id: int
    name: str
    sku: str
    ean: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What an import does with one of the supplier's products.

    `kind` is create, update, associate, conflict or gone; `name` and `sku` are the supplier's. A conflict that was
    decided is of the kind it was decided to, and still has `hits`. `reason` is the key that met (ean, sku, name), or
    why it was not written (source_changed, own_changed, not_shared, not_linked, linked) or not undone (edited, ordered,
    linked, variants, bundle, stock, reserved). `decision`: planned, accepted, declined, ask; `state`: planned, written,
    stale (changed after the preview, not written), left (declined), undone, kept (not undone).
    """

    supplier_product_id: int
    product_id: int | None
    sku: str
    name: str
    own_name: str
    kind: str
    changes: tuple[FieldChange, ...]
    hits: tuple[Hit, ...]
    reason: str
    decision: str
    state: str


@dataclass(frozen=True, slots=True)
class PreviewCounts:
    """Products by kind, and by what was decided or became of them; `fields` is the number of changed fields."""

    create: int = 0
    update: int = 0
    associate: int = 0
    conflict: int = 0
    gone: int = 0
    fields: int = 0
    planned: int = 0
    accepted: int = 0
    declined: int = 0
    ask: int = 0
    written: int = 0
    stale: int = 0
    kept: int = 0
    undone: int = 0

    @property
    def to_write(self) -> int:
        """Products that running the preview will write."""
        return self.planned + self.accepted


def _import(account_id: int, import_id: int) -> ProductImport:
    row = ProductImport.objects.for_account(account_id).filter(pk=import_id).first()
    if row is None:
        raise NotFound("There is no import %(id)s", id=import_id)
    return row


def preview_counts(account_id: int, import_id: int) -> PreviewCounts:
    """How many products of each kind, decision and state an import has. Raises NotFound."""
    _import(account_id, import_id)
    kinds = [*RowKind.values]
    rows = fetch(
        """
        select kind, case when state = 'planned' and kind <> 'conflict' then decision when state = 'planned' then 'none'
               else state end, count(*), coalesce(sum((select count(*) from jsonb_object_keys(changes))), 0)
        from connect_importrow where account_id = %(account)s and import_id = %(import)s group by 1, 2
        """,
        {"account": account_id, "import": import_id},
    )
    counts: dict[str, int] = {}
    for kind, became, number, fields in rows:
        counts[kind] = counts.get(kind, 0) + number
        bucket = "declined" if became == RowState.LEFT else became
        if bucket != "none":
            counts[bucket] = counts.get(bucket, 0) + number
        if kind == RowKind.UPDATE:
            counts["fields"] = counts.get("fields", 0) + int(fields)
    known = {*kinds, "fields", "planned", "accepted", "declined", "ask", "written", "stale", "kept", "undone"}
    return PreviewCounts(**{name: number for name, number in counts.items() if name in known})


def preview_rows(
    account_id: int,
    import_id: int,
    kind: str = "",
    search: str = "",
    after: int = 0,
    limit: int = 50,
    *,
    state: str = "",
    field: str = "",
) -> list[ImportLine]:
    """Products of an import after a supplier product id, in its order; of one kind, state, changed field, or named so.

    `kind` "conflict" gives every product that met own ones, decided or not. Raises NotFound for the import.
    """
    _import(account_id, import_id)
    rows = ImportRow.objects.for_account(account_id).filter(import_id=import_id, supplier_product_id__gt=after)
    if kind == RowKind.CONFLICT:
        rows = rows.exclude(hits=[])
    elif kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if field:
        rows = rows.filter(changes__has_key=field)
    if search.strip():
        words = search.strip()
        rows = rows.filter(name__icontains=words) | rows.filter(sku__icontains=words)
    return _lines(account_id, list(rows.order_by("supplier_product_id")[: max(1, limit)]))


def preview_row(account_id: int, import_id: int, supplier_product_id: int) -> ImportLine:
    """One product of an import with its texts whole, as far as they are kept. Raises NotFound."""
    rows = ImportRow.objects.for_account(account_id).filter(import_id=import_id)
    row = rows.filter(supplier_product_id=supplier_product_id).first()
    if row is None:
        raise NotFound("There is no product %(id)s in the import", id=supplier_product_id)
    return _lines(account_id, [row], whole=True)[0]


def _lines(account_id: int, rows: Sequence[ImportRow], *, whole: bool = False) -> list[ImportLine]:
    wanted = {number for row in rows for number in (*row.hits, row.product_id) if number}
    found = Product.objects.for_account(account_id).filter(pk__in=wanted)
    own = {one[0]: Hit(*one) for one in found.values_list("pk", "name", "sku", "ean")}
    return [
        ImportLine(
            supplier_product_id=row.supplier_product_id,
            product_id=row.product_id,
            sku=row.sku,
            name=row.name,
            own_name=own[row.product_id].name if row.product_id in own else "",
            kind=row.kind,
            changes=tuple(shown_changes(row.changes, row.declined, whole=whole)),
            hits=tuple(own[number] for number in row.hits if number in own),
            reason=row.reason,
            decision=row.decision,
            state=row.state,
        )
        for row in rows
    ]


def shown_changes(
    changes: dict[str, list[Any]], declined: Sequence[str] = (), *, whole: bool = False
) -> Iterator[FieldChange]:
    """The fields in the table's order, long texts by their start unless `whole`."""
    for name in FIELD_OF:
        if name not in changes:
            continue
        old, new, *rest = changes[name]
        is_cut = bool(rest)
        if not whole:
            is_cut = is_cut or any(isinstance(one, str) and len(one) > SHOWN_TEXT for one in (old, new))
            old, new = (one[:SHOWN_TEXT] if isinstance(one, str) else one for one in (old, new))
        yield FieldChange(name, _shown(name, old), _shown(name, new), is_cut, name in declined)


def _shown(name: str, value: Any) -> Any:
    """Pictures by their addresses; everything else as it is kept."""
    if name == "images" and isinstance(value, list):
        return [one.get("url") or f"image:{one.get('image_id')}" for one in value]
    return value


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the report: a product, or one changed field of it, as plain text."""

    supplier_product_id: int
    product_id: int | None
    sku: str
    name: str
    kind: str
    field: str
    old: str
    new: str
    decision: str
    state: str
    reason: str


def report_lines(account_id: int, import_id: int) -> Iterator[ReportLine]:
    """The whole report in the order of the supplier's products, read a thousand at a time. Raises NotFound."""
    _import(account_id, import_id)
    after = 0
    while True:
        rows = ImportRow.objects.for_account(account_id).filter(import_id=import_id, supplier_product_id__gt=after)
        page = list(rows.order_by("supplier_product_id")[:REPORT_PAGE])
        names = dict(
            Product.objects.for_account(account_id)
            .filter(pk__in=[row.product_id for row in page if row.product_id and not row.name])
            .values_list("pk", "name")
        )
        for row in page:
            changes = list(shown_changes(row.changes, row.declined, whole=True)) or [FieldChange("", None, None)]
            for one in changes:
                yield ReportLine(
                    supplier_product_id=row.supplier_product_id,
                    product_id=row.product_id,
                    sku=row.sku,
                    name=row.name or names.get(row.product_id or 0, ""),
                    kind=row.kind,
                    field=one.field,
                    old=as_text(one.old),
                    new=as_text(one.new),
                    decision="declined" if one.is_declined else row.decision,
                    state=row.state,
                    reason=row.reason,
                )
        if len(page) < REPORT_PAGE:
            return
        after = page[-1].supplier_product_id


def as_text(value: Any) -> str:
    """A value of a change in one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {one}" for name, one in value.items())
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return str(value)


def undo_until(row: ProductImport) -> datetime | None:
    """Until when an import can be undone; None when there is nothing to undo."""
    if row.state not in ENDED or row.finished_at is None or not wrote(row):
        return None
    return row.finished_at + timedelta(days=UNDO_DAYS)


def wrote(row: ProductImport) -> bool:
    """Whether an import changed anything of the account's."""
    return bool(row.created or row.updated or row.associated or row.figures.get("written"))


def can_undo(account_id: int, import_id: int) -> bool:
    """Whether `undo_import` would begin now: ended, wrote something, within 30 days, and no newer one in the way."""
    row = _import(account_id, import_id)
    until = undo_until(row)
    return until is not None and clock.now() < until and newer_import(account_id, row) is None


def newer_import(account_id: int, row: ProductImport) -> int | None:
    """The newest import of the connection that stands in the way of undoing: it runs, or wrote something afterwards."""
    rows = ProductImport.objects.for_account(account_id).filter(connection_id=row.connection_id).exclude(pk=row.pk)
    for one in rows.exclude(state__in=(ImportState.UNDONE, ImportState.PREVIEW)).order_by("-finished_at", "-pk"):
        if one.state in (ImportState.QUEUED, ImportState.RUNNING):
            return int(one.pk)
        if row.finished_at and one.finished_at and one.finished_at > row.finished_at and wrote(one):
            return int(one.pk)
    return None


def profiles(account_id: int, *, connection_id: int | None = None) -> list[ImportProfile]:
    """The account's import profiles, with catalog and connection at hand."""
    rows = ImportProfile.objects.for_account(account_id).select_related("inventory", "connection")
    if connection_id is not None:
        rows = rows.filter(connection_id=connection_id)
    return list(rows.order_by("pk"))


def get_profile(account_id: int, profile_id: int) -> ImportProfile:
    """One of the account's import profiles. Raises NotFound."""
    rows = ImportProfile.objects.for_account(account_id).select_related("inventory", "connection")
    row = rows.filter(pk=profile_id).first()
    if row is None:
        raise NotFound("There is no import profile %(id)s", id=profile_id)
    return row


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The changes of a profile that wait for a decision: the import (state preview) that holds them, and how many."""

    import_id: int
    profile_id: int
    counts: PreviewCounts


def change_set(account_id: int, profile_id: int) -> ChangeSet | None:
    """What waits in a profile; None when nothing was ever asked. Its products are read with `preview_rows`."""
    profile = get_profile(account_id, profile_id)
    if profile.changes_import_id is None:
        return None
    return ChangeSet(profile.changes_import_id, profile.pk, preview_counts(account_id, profile.changes_import_id))


def waiting_counts(account_id: int) -> dict[int, int]:
    """How many products of each profile wait for a decision or to be run; profiles nothing waits in are missing."""
    rows = fetch(
        """
        select p.id, count(*) from connect_importprofile p
        join connect_importrow r on r.account_id = p.account_id and r.import_id = p.changes_import_id
        where p.account_id = %(account)s and r.state = 'planned' and r.kind <> 'conflict'
          and r.decision in ('ask', 'planned', 'accepted') group by 1
        """,
        {"account": account_id},
    )
    return dict(rows)


def profile_runs(account_id: int, profile_id: int, limit: int = 20) -> list[ProductImport]:
    """The newest runs of a profile that wrote something or failed, and its approvals."""
    rows = ProductImport.objects.for_account(account_id).filter(profile_id=profile_id)
    return list(rows.exclude(state=ImportState.PREVIEW).order_by("-pk")[:limit])


def imports_page(account_id: int, *, page: int = 1, limit: int = 100) -> list[ProductImport]:
    """A page of the account's imports and change sets, the newest first."""
    start = (max(1, page) - 1) * limit
    return list(ProductImport.objects.for_account(account_id).order_by("-pk")[start : start + limit])
