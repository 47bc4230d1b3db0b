"""Undoing an import: asked for, then done in batches; what somebody uses or changed since stays and is reported (E-24, L-18)."""

from datetime import timedelta

from django.db import transaction

from spinka.connect import import_reads
from spinka.connect.models import Connection, ProductImport
from spinka.connect.models.product import ImportPhase, ImportState
from spinka.connect.services.imports import RUNNABLE, held_import, queue_run
from spinka.connect.sync import living, undoing
from spinka.connect.sync.sorting import remove_unused
from spinka.core import clock
from spinka.core.errors import Conflict

_ROUNDS = (("update", "gone"), ("create",), ("create",), ("associate",))


class UndoRefused(Conflict):
    """The import cannot be undone now; the sentence says why."""


@transaction.atomic
def undo_import(*, account_id: int, import_id: int, actor: str) -> str:
    """Begin to undo an ended import; gives its state. One whose undo was cancelled goes on.

    Raises NotFound; UndoRefused for one that runs, waits for a decision, wrote nothing, was undone, ended over 30 days
    ago, or has a newer one of the same connection after it, which goes first.
    """
    row = held_import(account_id, import_id)
    if row.state in RUNNABLE:
        raise UndoRefused("Import %(id)s is still running; cancel it first", id=row.pk)
    if row.state == ImportState.UNDONE:
        raise UndoRefused("Import %(id)s was undone already", id=row.pk)
    until = import_reads.undo_until(row)
    if until is None:
        raise UndoRefused("Import %(id)s wrote nothing", id=row.pk)
    if clock.now() >= until:
        raise UndoRefused("Import %(id)s ended over %(days)s days ago", id=row.pk, days=import_reads.UNDO_DAYS)
    newer = import_reads.newer_import(account_id, row)
    if newer is not None:
        raise UndoRefused("Import %(newer)s came after %(id)s; undo it first", id=row.pk, newer=newer)
    if row.phase != ImportPhase.UNDO:
        # A moment later than the last log row of the import itself.
        ended = (row.finished_at or clock.now()) + timedelta(milliseconds=1)
        row.figures = {**row.figures, "ended_at": ended.isoformat(), "round": 0}
    row.phase, row.state, row.is_cancelled = ImportPhase.UNDO, ImportState.QUEUED, False
    row.started_by = actor[:120]
    row.cursor, row.done = 0, 0
    row.total = import_reads.preview_counts(account_id, row.pk).written
    row.version += 1
    row.save()
    queue_run(row)
    return str(row.state)


def undo_batch(row: ProductImport, size: int) -> bool:
    """Undo the next written rows; whether none is left. The row is held."""
    number = row.figures.get("round", 0)
    if number >= len(_ROUNDS):
        row.figures["removed"] = remove_unused(
            row.account_id,
            categories=row.made.get("categories", []),
            manufacturers=row.made.get("manufacturers", []),
        )
        if row.profile_id is not None:
            living.decline_undone(row)
        return True
    kinds = _ROUNDS[number]
    ids = undoing.next_written(row, kinds, size=size)
    if not ids:
        row.figures["round"], row.cursor = number + 1, 0
        return False
    moment = clock.now()
    if "create" in kinds:
        gone, kept = undoing.undo_created(row, ids, moment, is_last=number == 2)
        _count(row, deleted=gone, kept=kept)
    elif "associate" in kinds:
        live = Connection.objects.as_contractor(row.account_id).values_list("warehouse_id", flat=True)
        removed, kept = undoing.undo_links(row, ids, moment, live.get(pk=row.connection_id))
        _count(row, unlinked=removed, kept=kept)
    else:
        restored, kept = undoing.undo_updates(row, ids, moment)
        _count(row, restored=restored, kept=kept)
    row.cursor = ids[-1]
    row.done = min(row.total, row.done + len(ids))
    return False


def _count(row: ProductImport, **figures: int) -> None:
    for name, number in figures.items():
        row.figures[name] = row.figures.get(name, 0) + number
