"""Importing a supplier's products: previews, progress, undo, and changes to decide on."""

from dataclasses import asdict
from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.connect_imports import (
    AddConnectProductImportReply,
    CancelConnectProductImportReply,
    DecideConnectImportChangesReply,
    DecideConnectImportConflictReply,
    GetConnectImportChangesReply,
    GetConnectProductImportReply,
    GetConnectProductImportsReply,
    RunConnectProductImportReply,
    UndoConnectProductImportReply,
)
from spinka.compat.wire.catalog import Id, Key
from spinka.compat.wire.imports import Names, Target, options_of
from spinka.connect import import_reads
from spinka.connect import services as connect
from spinka.connect.import_reads import ImportLine
from spinka.connect.models import ProductImport
from spinka.connect.models.product import ImportState
from spinka.connect.services.imports import find_import
from spinka.core import clock

PAGE = 100


class ScheduleGiven(Struct, kw_only=True):
    """How often, and at what time of the account's day."""

    every: Key
    at: Annotated[str, Meta(max_length=5)] = ""


class AddProductImport(Target):
    """An import; with `preview` it waits to be run, with `schedule` it repeats itself."""

    fields: Names | UnsetType = UNSET
    keep_fields: Names | UnsetType = UNSET
    preview: bool = False
    # PHP clients send an empty list for an empty object.
    schedule: ScheduleGiven | list[str] | UnsetType | None = UNSET


@method(
    "addConnectProductImport", scope=Scope.CATALOG_WRITE, params=AddProductImport, reply=AddConnectProductImportReply
)
def add_connect_product_import(call: Call, params: AddProductImport) -> Answer:
    """Start an import of a supplier's products into a catalog, or its preview; it runs in the background."""
    asked: dict[str, Any] = {
        "account_id": call.account_id,
        "connect_integration_id": params.connect_integration_id,
        "inventory_id": params.inventory_id,
        "options": options_of(params, params.fields, params.keep_fields),
        "actor": call.actor,
        "preview": params.preview,
    }
    if isinstance(params.schedule, list) and params.schedule:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter schedule: expected an object with every and at")
    if isinstance(params.schedule, ScheduleGiven):
        schedule = connect.Schedule(every=params.schedule.every, at=params.schedule.at)
        return {"import_id": connect.schedule_import(**asked, schedule=schedule)}
    return {"import_id": connect.start_import(**asked)}


class OneImport(Params):
    """An import."""

    import_id: Id


def _import_row(row: ProductImport) -> Answer:
    return {
        "import_id": row.pk,
        "state": row.state,
        "phase": row.phase,
        "type": row.options.get("type", ""),
        "connect_contractor_id": row.connection_id,
        "inventory_id": row.inventory_id,
        "profile_id": row.profile_id or 0,
        "done": row.done,
        "total": row.total,
        "created": row.created,
        "updated": row.updated,
        "associated": row.associated,
        "unchanged": row.unchanged,
        "skipped": row.skipped,
        **{name: row.figures.get(name, 0) for name in ("stale", "deleted", "restored", "unlinked", "kept")},
        "error": row.error,
        "date_add": clock.to_unix(row.created_at),
        "date_finished": clock.to_unix(row.finished_at),
        "date_undo_until": clock.to_unix(import_reads.undo_until(row)),
    }


@method("getConnectProductImport", scope=Scope.CATALOG_READ, params=OneImport, reply=GetConnectProductImportReply)
def get_connect_product_import(call: Call, params: OneImport) -> Answer:
    """Read how far an import is and what it did, or would do."""
    row = find_import(account_id=call.account_id, import_id=params.import_id)
    return {**_import_row(row), "conflicts": row.conflicts, "unknown_product_ids": row.unknown_product_ids}


class ImportPage(Params):
    """Imports, the newest first, 100 a page."""

    page: Annotated[int, Meta(ge=0, le=10_000_000)] = 1


@method("getConnectProductImports", scope=Scope.CATALOG_READ, params=ImportPage, reply=GetConnectProductImportsReply)
def get_connect_product_imports(call: Call, params: ImportPage) -> Answer:
    """Read the history of imports, 100 a page."""
    rows = import_reads.imports_page(call.account_id, page=params.page, limit=PAGE)
    return {"imports": [_import_row(row) for row in rows]}


@method("runConnectProductImport", scope=Scope.CATALOG_WRITE, params=OneImport, reply=RunConnectProductImportReply)
def run_connect_product_import(call: Call, params: OneImport) -> Answer:
    """Write what a preview shows; run an ended import again with what was chosen for it. One that runs is left alone.

    Changes of an import that repeats itself are written as far as they were accepted, under an import of their own.
    """
    asked: dict[str, Any] = {"account_id": call.account_id, "import_id": params.import_id, "actor": call.actor}
    if find_import(account_id=call.account_id, import_id=params.import_id).state == ImportState.PREVIEW:
        return {"import_id": connect.apply_preview(**asked), "state": str(ImportState.QUEUED)}
    return {"import_id": params.import_id, "state": connect.repeat_import(**asked)}


@method("undoConnectProductImport", scope=Scope.CATALOG_WRITE, params=OneImport, reply=UndoConnectProductImportReply)
def undo_connect_product_import(call: Call, params: OneImport) -> Answer:
    """Undo an ended import: unused products go, overwritten fields return; what was used or edited since stays."""
    state = connect.undo_import(account_id=call.account_id, import_id=params.import_id, actor=call.actor)
    return {"state": state}


@method(
    "cancelConnectProductImport", scope=Scope.CATALOG_WRITE, params=OneImport, reply=CancelConnectProductImportReply
)
def cancel_connect_product_import(call: Call, params: OneImport) -> Answer:
    """Stop an import, or its undoing, before its next batch; what is written stays. A preview is thrown away."""
    state = connect.cancel_import(account_id=call.account_id, import_id=params.import_id, actor=call.actor)
    return {"state": state}


class GetImportChanges(Params):
    """Products of an import: of a kind, a state, with a changed field, or with a word in name or SKU."""

    import_id: Id
    kind: Key = ""
    state: Key = ""
    field: Key = ""
    search: Annotated[str, Meta(max_length=200)] = ""
    after_id: Id = 0
    limit: Annotated[int, Meta(ge=1, le=1000)] = PAGE


def _product_row(line: ImportLine) -> Answer:
    return {
        "supplier_product_id": line.supplier_product_id,
        "product_id": line.product_id or 0,
        "sku": line.sku,
        "name": line.name,
        "kind": line.kind,
        "decision": line.decision,
        "state": line.state,
        "reason": line.reason,
        "conflicting_product_ids": [hit.product_id for hit in line.hits],
        "changes": [
            {
                "field": one.field,
                "old": import_reads.as_text(one.old),
                "new": import_reads.as_text(one.new),
                "is_cut": one.is_cut,
                "is_declined": one.is_declined,
            }
            for one in line.changes
        ],
    }


@method(
    "getConnectImportChanges", scope=Scope.CATALOG_READ, params=GetImportChanges, reply=GetConnectImportChangesReply
)
def get_connect_import_changes(call: Call, params: GetImportChanges) -> Answer:
    """Read what an import changes, or changed, product by product and field by field; the next page by `after_id`."""
    lines = import_reads.preview_rows(
        call.account_id,
        params.import_id,
        params.kind,
        params.search,
        params.after_id,
        params.limit,
        state=params.state,
        field=params.field,
    )
    counts = import_reads.preview_counts(call.account_id, params.import_id)
    return {"counts": asdict(counts), "products": [_product_row(line) for line in lines]}


class DecideImportChanges(Params):
    """Products of a preview: the named ones, those of a kind, with a changed field, or all."""

    import_id: Id
    decision: Key
    supplier_product_ids: list[Id] | UnsetType = UNSET
    kind: Key = ""
    field: Key = ""
    decided_fields: Names = []


@method(
    "decideConnectImportChanges",
    scope=Scope.CATALOG_WRITE,
    params=DecideImportChanges,
    reply=DecideConnectImportChangesReply,
)
def decide_connect_import_changes(call: Call, params: DecideImportChanges) -> Answer:
    """Accept or decline products of a preview, or single fields of them; nothing is written before it is run."""
    ids = params.supplier_product_ids
    decided = connect.decide_changes(
        account_id=call.account_id,
        import_id=params.import_id,
        actor=call.actor,
        decision=params.decision,
        ids=None if isinstance(ids, UnsetType) else ids,
        kind=params.kind,
        field=params.field,
        fields=params.decided_fields,
    )
    return {"decided": decided}


class DecideImportConflict(Params):
    """A product in conflict: linked with an own one, made anew, or, with neither, left out."""

    import_id: Id
    supplier_product_id: Id
    product_id: Id = 0
    create: bool = False


@method(
    "decideConnectImportConflict",
    scope=Scope.CATALOG_WRITE,
    params=DecideImportConflict,
    reply=DecideConnectImportConflictReply,
)
def decide_connect_import_conflict(call: Call, params: DecideImportConflict) -> Answer:
    """Say what becomes of a product of a preview that met several own ones."""
    connect.decide_conflict(
        account_id=call.account_id,
        import_id=params.import_id,
        supplier_product_id=params.supplier_product_id,
        actor=call.actor,
        product_id=params.product_id or None,
        create=params.create,
    )
    return {}
