"""Imports of a supplier's products into an own catalog: started by a person, done in committed batches (E-02 … E-16)."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from spinka.catalog.models import Inventory
from spinka.connect.models import ProductImport
from spinka.connect.models.product import ImportPhase, ImportState
from spinka.connect.services.connections import set_own_settings
from spinka.connect.services.import_options import (
    ASSOCIATE_AND_CREATE,
    ImportOptions,
    ImportTypeRefused,
    Schedule,
    check_source,
    checked,
)
from spinka.connect.sync.courses import connected
from spinka.core import clock
from spinka.core.errors import Conflict, NotFound
from spinka.core.events import publish
from spinka.core.jobs import enqueue

__all__ = ["ASSOCIATE_AND_CREATE", "ImportOptions", "ImportTypeRefused", "Schedule"]
RUNNABLE = (ImportState.QUEUED, ImportState.RUNNING)


@transaction.atomic
def start_import(
    *,
    account_id: int,
    connect_integration_id: int,
    inventory_id: int,
    options: ImportOptions,
    actor: str,
    preview: bool = False,
) -> int:
    """Queue an import from a connected supplier; the id of the import. With `preview` nothing is written until it is run.

    Raises ImportTypeRefused for `associate`, which names the way to link products; NotFound for an integration,
    catalog, price group or warehouse that is not the account's; ConnectionStateRefused unless the connection is active;
    BadParameters for a language the catalog lacks, unknown fields or modes.
    """
    if options.type == "associate":
        raise ImportTypeRefused("Nothing is imported when products are only associated: use setConnectProductLinks")
    found = connected(account_id=account_id, connect_integration_id=connect_integration_id)
    inventory = Inventory.objects.for_account(account_id).filter(pk=inventory_id).first()
    if inventory is None:
        raise NotFound("There is no catalog %(id)s", id=inventory_id)
    wanted = checked(account_id, inventory, options)
    check_source(account_id, found.pk, wanted)
    row = add_import(
        account_id=account_id,
        connection_id=found.pk,
        inventory_id=inventory.pk,
        options=wanted,
        phase=ImportPhase.PLAN if preview else ImportPhase.WRITE,
        actor=actor,
    )
    if not preview:
        make_recurring(account_id, connect_integration_id, wanted)
    queue_run(row)
    return int(row.pk)


def add_import(
    *,
    account_id: int,
    connection_id: int,
    inventory_id: int,
    options: ImportOptions,
    phase: ImportPhase,
    actor: str,
    **more: Any,
) -> ProductImport:
    """Store an import of checked options that waits for its work; `more` are other columns."""
    stored = asdict(options)
    product_ids = stored.pop("product_ids")
    row = ProductImport(
        account_id=account_id,
        connection_id=connection_id,
        inventory_id=inventory_id,
        options=stored,
        product_ids=product_ids,
        phase=phase,
        started_by=actor[:120],
        created_at=clock.now(),
        **more,
    )
    row.save(force_insert=True)
    return row


def queue_run(row: ProductImport) -> None:
    """Write the work of an import; those of one connection are done one after another."""
    enqueue(
        "connect.run_import", stream=f"connect-import:{row.connection_id}", account_id=row.account_id, import_id=row.pk
    )


def options_of(row: ProductImport) -> ImportOptions:
    """What was chosen for a stored import."""
    names = ImportOptions.__dataclass_fields__
    values = {name: value for name, value in row.options.items() if name in names}
    return ImportOptions(**values, product_ids=row.product_ids)


def make_recurring(account_id: int, connect_integration_id: int, options: ImportOptions) -> None:
    """A recurring price or stock mode is the hourly sync into the same price group or warehouse (R7)."""
    values: dict[str, object] = {}
    if options.price_mode == "recurring":
        values |= {"price_sync": "1h", "price_group_id": options.price_group_id}
    if options.stock_mode == "recurring":
        values |= {"stock_sync": "1h", "stock_warehouse_id": f"bl_{options.warehouse_id}"}
    if values:
        set_own_settings(account_id=account_id, contractor_integration_id=connect_integration_id, values=values)


def held_import(account_id: int, import_id: int) -> ProductImport:
    """An import of the account, held until the transaction ends. Raises NotFound."""
    rows = ProductImport.objects.for_account(account_id).select_for_update(of=("self",)).select_related("connection")
    row = rows.filter(pk=import_id).first()
    if row is None:
        raise NotFound("There is no import %(id)s", id=import_id)
    return row


@transaction.atomic
def cancel_import(*, account_id: int, import_id: int, actor: str = "") -> str:
    """Stop an import, or its undoing, before the next batch; what is written stays. The state.

    A preview is thrown away at once. Changes of a profile that wait for a decision, done and failed ones stay as they
    are.
    """
    row = held_import(account_id, import_id)
    if row.state in RUNNABLE:
        row.is_cancelled = True
        row.save(update_fields=["is_cancelled"])
    elif row.state == ImportState.PREVIEW and row.profile_id is None:
        row.created = row.updated = row.associated = row.unchanged = row.skipped = 0
        row.save(update_fields=["created", "updated", "associated", "unchanged", "skipped"])
        finish(row, ImportState.CANCELLED)
        enqueue(
            "connect.forget_import_rows",
            stream=f"connect-import:{row.connection_id}",
            account_id=account_id,
            import_id=row.pk,
        )
    return str(row.state)


@transaction.atomic
def repeat_import(*, account_id: int, import_id: int, actor: str) -> str:
    """Run an ended import again, from the start and as it was chosen; a waiting or running one is left alone. The state.

    What the run before wrote stays in the history under a number of its own, where it can be undone.
    Raises NotFound; ConnectionStateRefused unless the connection is active and shares products; Conflict for changes of
    a profile, which are written by `apply_preview`.
    """
    row = held_import(account_id, import_id)
    if row.state in RUNNABLE:
        return str(row.state)
    if row.state == ImportState.PREVIEW or row.profile_id is not None:
        raise Conflict("Import %(id)s holds changes to decide on", id=row.pk)
    check_source(account_id, row.connection_id, options_of(row))
    figures = {"rows_to": _history(row)} if row.started_at is not None else {}
    row.state, row.phase = ImportState.QUEUED, ImportPhase.WRITE
    row.is_cancelled, row.error, row.started_by = False, "", actor[:120]
    row.cursor = row.done = row.total = row.created = row.updated = 0
    row.associated = row.unchanged = row.skipped = 0
    row.conflicts, row.unknown_product_ids = [], []
    row.figures, row.made = figures, {}
    row.started_at = row.finished_at = None
    row.version += 1
    row.save()
    queue_run(row)
    return str(row.state)


def _history(row: ProductImport) -> int:
    """A copy of an ended import that takes its rows over."""
    kept = ProductImport.objects.for_account(row.account_id).get(pk=row.pk)
    kept.pk = None
    kept._state.adding = True
    kept.save(force_insert=True)
    return int(kept.pk)


def finish(row: ProductImport, state: ImportState, error: str = "") -> None:
    """End an import and tell it; the row is held."""
    row.state, row.error, row.finished_at = state, error[:2000], clock.now()
    row.is_cancelled = False
    row.version += 1
    row.save()
    publish(
        "import.finished",
        account_id=row.account_id,
        stream=f"import:{row.pk}",
        import_id=row.pk,
        state=str(state),
    )


def find_import(*, account_id: int, import_id: int) -> ProductImport:
    """An import of the account. Raises NotFound."""
    row = ProductImport.objects.for_account(account_id).filter(pk=import_id).first()
    if row is None:
        raise NotFound("There is no import %(id)s", id=import_id)
    return row
