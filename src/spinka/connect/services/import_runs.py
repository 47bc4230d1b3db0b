"""The work of imports: planned, written or undone in batches, each committed with its progress (R35, R50)."""

from django.db import transaction

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.connect import access
from spinka.connect.models import ProductImport
from spinka.connect.models.product import ImportPhase, ImportState
from spinka.connect.services import import_undoing, profiles
from spinka.connect.services.import_options import ASSOCIATE_AND_CREATE, NEW_AND_UPDATE, UPDATE
from spinka.connect.services.imports import RUNNABLE, finish
from spinka.connect.sync import living, plans
from spinka.connect.sync.association import listed_conflicts, matching_keys, plan_conflicts, plan_links, write_links
from spinka.connect.sync.changes import hold
from spinka.connect.sync.courses import (
    course_of,
    lock_import,
    prepare,
    write_stock,
)
from spinka.connect.sync.products import Batch, Course, count_source, next_batch, unknown_ids
from spinka.connect.sync.updates import check_updates, forget_unchanged, plan_creates, plan_stock, plan_updates
from spinka.connect.sync.vanished import write_gone
from spinka.connect.sync.writing import write_products
from spinka.core import clock
from spinka.core.errors import Conflict, SpinkaError

BATCH = 2000


class GivenUp(Conflict):
    """The work of an import failed at every try."""


def run_import(*, account_id: int, import_id: int, batch_size: int = BATCH) -> None:
    """Do what an import's phase asks in batches; called again it goes on where it stopped.

    One import of a connection runs at a time. A supplier that closed the connection fails the import with the reason,
    what is written stays.
    """
    written = before = 0
    try:
        while (batch_written := _next(account_id, import_id, batch_size)) is not None:
            written += batch_written
            # Early once, while the next batches still profit, and again whenever the load has doubled.
            if written >= max(catalog.WORTH_ANALYZING, 2 * before):
                catalog.refresh_statistics()
                before = written
    except SpinkaError as error:
        with acting_for(account_id):
            row = _held(account_id, import_id)
            if row is not None:
                finish(row, ImportState.FAILED, str(error))
                profiles.note_failure(row, error)


@transaction.atomic
def give_up_import(*, account_id: int, import_id: int) -> None:
    """End an import whose work failed at every try, so that its page stops waiting; what is written stays (R50)."""
    row = _held(account_id, import_id)
    if row is not None:
        error = GivenUp("The import failed several times and was given up; start it again")
        finish(row, ImportState.FAILED, str(error))
        profiles.note_failure(row, error)


def forget_rows(*, account_id: int, import_id: int, batch_size: int = BATCH) -> None:
    """Delete the rows of a preview that was thrown away, in batches."""
    forgotten = batch_size
    while forgotten:
        with acting_for(account_id):
            forgotten = plans.forget_rows(account_id=account_id, import_id=import_id, size=batch_size)


def _held(account_id: int, import_id: int) -> ProductImport | None:
    rows = ProductImport.objects.for_account(account_id).select_for_update(of=("self",))
    return rows.select_related("inventory", "profile").filter(pk=import_id, state__in=RUNNABLE).first()


def _next(account_id: int, import_id: int, size: int) -> int | None:
    """One batch in one transaction: the number of products written, None when the import has ended."""
    with acting_for(account_id):
        row = _held(account_id, import_id)
        if row is None:
            return None
        if row.is_cancelled:
            finish(row, ImportState.CANCELLED)
            return None
        lock_import(row.connection_id)
        before = row.created + row.updated
        if row.phase == ImportPhase.UNDO:
            is_done = import_undoing.undo_batch(row, size)
            if is_done:
                finish(row, ImportState.UNDONE)
        elif _is_moving(row, size):
            is_done = False
        else:
            with access.crossing(account_id=account_id, connection_id=row.connection_id) as crossing:
                is_done = _step(crossing, row, size)
            if is_done:
                _end(row)
        if not is_done:
            row.state = ImportState.RUNNING
            row.started_at = row.started_at or clock.now()
            row.version += 1
            row.save()
    return None if is_done else max(0, row.created + row.updated - before)


def _is_moving(row: ProductImport, size: int) -> bool:
    """Hand rows of the run before to the history, or take decided ones over; False once none is left."""
    history = row.figures.get("rows_to")
    if history:
        moved = plans.move_rows(
            account_id=row.account_id, origin_id=row.pk, target_id=history, only_decided=False, size=size
        )
        if not moved:
            row.figures.pop("rows_to")
        return bool(moved)
    if row.takes_from_id and not row.figures.get("taken"):
        moved = plans.move_rows(
            account_id=row.account_id, origin_id=row.takes_from_id, target_id=row.pk, only_decided=True, size=size
        )
        row.figures["taken"] = not moved
        return bool(moved)
    return False


def _step(crossing: access.Crossing, row: ProductImport, size: int) -> bool:
    """Begin, or do the next batch of the phase; whether the import is done."""
    course = course_of(crossing, row)
    if not row.figures.get("begun"):
        _begin(crossing, course, row)
        return False
    if row.phase != ImportPhase.PLAN:
        links = plans.waiting_links(row, size=size)
        if links:
            row.associated += write_links(course, links)
            if row.phase == ImportPhase.APPLY:
                row.done += len(links)
            return False
    if row.phase == ImportPhase.APPLY:
        return _apply(crossing, course, row, size)
    if row.profile is not None:
        return living.step(crossing, course, row, row.profile, size=size)
    batch = next_batch(course, after_id=row.cursor, size=size)
    if not batch.size:
        return True
    if row.phase == ImportPhase.PLAN:
        _plan(crossing, course, row, batch)
    else:
        _write(crossing, course, row, batch)
    row.cursor = batch.last_id
    row.done += batch.size
    return False


def _begin(crossing: access.Crossing, course: Course, row: ProductImport) -> None:
    """Count, list unknown ids, and match products both sides have already."""
    if row.phase == ImportPhase.APPLY:
        prepare(course)
        row.total = plans.count_waiting(row)
    else:
        if row.phase == ImportPhase.WRITE:
            prepare(course)
        row.total = count_source(course)
        row.unknown_product_ids = unknown_ids(course)
        if row.options["type"] == ASSOCIATE_AND_CREATE and row.profile_id is None:
            keys = matching_keys(crossing.terms.share_fields)
            row.associated = plan_links(course, keys) if row.phase == ImportPhase.PLAN else 0
            if row.phase == ImportPhase.WRITE:
                plan_links(course, keys)
            plan_conflicts(course, keys)
            row.conflicts = listed_conflicts(course)
        if row.profile is not None and row.phase == ImportPhase.WRITE:
            living.begin(crossing, course, row, row.profile)
    row.figures["begun"] = True


def _plan(crossing: access.Crossing, course: Course, row: ProductImport, batch: Batch) -> None:
    """Note what the type would create and update; nothing of the catalog is written."""
    kind = row.options["type"]
    fresh = batch.fresh if kind != UPDATE else []
    row.created += plan_creates(crossing, course, fresh, batch.fresh_sent)
    changed = 0
    if kind in {NEW_AND_UPDATE, UPDATE}:
        changed = len(plan_updates(crossing, course, batch.changed, batch.changed_sent))
    row.updated += changed
    row.skipped += batch.conflicts + len(batch.fresh) - len(fresh)
    row.unchanged += batch.unchanged + len(batch.changed) - changed
    plan_stock(course, after_id=row.cursor, last_id=batch.last_id)


def _write(crossing: access.Crossing, course: Course, row: ProductImport, batch: Batch) -> None:
    """Create and update what the type allows; count the rest as skipped or unchanged."""
    kind = row.options["type"]
    fresh = batch.fresh if kind != UPDATE else []
    planned: list[int] = []
    if kind in {NEW_AND_UPDATE, UPDATE} and batch.changed:
        hold(course, batch.changed)
        planned = plan_updates(crossing, course, batch.changed, batch.changed_sent)
        forget_unchanged(course, batch.changed, batch.changed_sent, planned)
    marks = dict(zip(batch.changed, batch.changed_sent, strict=True))
    write_products(crossing, course, row, fresh, batch.fresh_sent, planned, [marks[one] for one in planned])
    row.skipped += batch.conflicts + len(batch.fresh) - len(fresh)
    row.unchanged += batch.unchanged + len(batch.changed) - len(planned)
    _note_stock(row, write_stock(course, after_id=row.cursor, last_id=batch.last_id))


def _note_stock(row: ProductImport, changed: int) -> None:
    if changed:
        row.figures["written"] = row.figures.get("written", 0) + changed


def _apply(crossing: access.Crossing, course: Course, row: ProductImport, size: int) -> bool:
    """Write the next planned rows as far as nothing changed since; whether none is left."""
    if row.profile_id is not None:
        course = living.partial(course)
    waiting = plans.next_waiting(course, row, size=size)
    if not waiting.size:
        plans.leave_declined(row)
        if row.profile_id is not None:
            living.remember(row)
        return True
    hold(course, waiting.changed)
    still = check_updates(crossing, course, waiting.changed, waiting.changed_sent)
    marks = dict(zip(waiting.changed, waiting.changed_sent, strict=True))
    stocked = plans.planned_stock(row, [*waiting.fresh, *still])
    write_products(crossing, course, row, waiting.fresh, waiting.fresh_sent, still, [marks[one] for one in still])
    if stocked:
        _note_stock(row, write_stock(course, product_ids=stocked))
    row.figures["written"] = row.figures.get("written", 0) + write_gone(course, row, [*waiting.gone, *still])
    stale = waiting.stale + len(waiting.changed) - len(still)
    row.figures["stale"] = row.figures.get("stale", 0) + stale
    row.cursor = waiting.last_id
    row.done += waiting.size
    return False


def _end(row: ProductImport) -> None:
    """A plan waits for a decision, everything else is done."""
    if row.phase == ImportPhase.PLAN:
        row.state = ImportState.PREVIEW
        row.version += 1
        row.save()
    elif row.profile_id is not None and row.phase == ImportPhase.WRITE:
        profiles.end_run(row)
    else:
        finish(row, ImportState.DONE)
