"""Answers about imports of a supplier's products: progress, previews, changes to decide on, and profiles."""

from typing import Annotated, Literal

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import UnixTime

ImportState = Literal["queued", "running", "preview", "done", "failed", "cancelled", "undone"]
Phase = Literal["write", "plan", "apply", "undo"]
Kind = Literal["create", "update", "associate", "conflict", "gone"]
Decision = Literal["planned", "accepted", "declined", "ask"]
RowState = Literal["planned", "written", "stale", "left", "undone", "kept"]
Every = Literal["off", "1h", "4h", "12h", "24h", "7d"]
ProfileState = Literal["off", "waiting", "running", "stopped", "failed"]
Policy = Literal["always", "ask", "mine"]
Policies = Annotated[dict[str, Policy], Meta(description="always, ask or mine by name of share_fields")]


class AddConnectProductImportReply(Reply):
    """The import that runs in the background now."""

    import_id: int


class ImportConflictRow(Reply):
    """A supplier's product that answers to own ones which are not linked to it."""

    supplier_product_id: int
    key: str
    value: str
    product_ids: list[int]


class ImportRow(Reply):
    """An import: what was asked, how far it is, what it did, until when it can be undone."""

    import_id: int
    state: ImportState
    phase: Phase
    type: str
    connect_contractor_id: int
    inventory_id: int
    profile_id: int
    done: int
    total: int
    created: int
    updated: int
    associated: int
    unchanged: int
    skipped: int
    stale: int
    deleted: int
    restored: int
    unlinked: int
    kept: int
    error: str
    date_add: UnixTime
    date_finished: UnixTime
    date_undo_until: UnixTime


class GetConnectProductImportReply(ImportRow):
    """How far an import is and what it did."""

    conflicts: list[ImportConflictRow]
    unknown_product_ids: list[int]


class GetConnectProductImportsReply(Reply):
    """A page of imports, the newest first."""

    imports: list[ImportRow]


class RunConnectProductImportReply(Reply):
    """The import that writes, and its state now."""

    import_id: int
    state: ImportState


class UndoConnectProductImportReply(Reply):
    """The state of the import now."""

    state: ImportState


class CancelConnectProductImportReply(Reply):
    """The state of the import now."""

    state: ImportState


class ImportChangeRow(Reply):
    """A field before and after, as text; long ones by their start."""

    field: str
    old: str
    new: str
    is_cut: bool
    is_declined: bool


class ImportProductRow(Reply):
    """What an import does with one of the supplier's products."""

    supplier_product_id: int
    product_id: int
    sku: str
    name: str
    kind: Kind
    decision: Decision
    state: RowState
    reason: str
    conflicting_product_ids: list[int]
    changes: list[ImportChangeRow]


class ImportCounts(Reply):
    """Products by kind, by decision and by what became of them."""

    create: int
    update: int
    associate: int
    conflict: int
    gone: int
    fields: int
    planned: int
    accepted: int
    declined: int
    ask: int
    written: int
    stale: int
    kept: int
    undone: int


class GetConnectImportChangesReply(Reply):
    """A page of an import's products in the order of the supplier's ids."""

    counts: ImportCounts
    products: list[ImportProductRow]


class DecideConnectImportChangesReply(Reply):
    """How many products were decided on."""

    decided: int


class DecideConnectImportConflictReply(Reply):
    """Nothing but success."""


class ImportProfileRow(Reply):
    """An import that repeats itself, and what it may do without asking."""

    profile_id: int
    connect_contractor_id: int
    inventory_id: int
    every: Every
    at: str
    state: ProfileState
    field_policies: Policies
    new_products: Literal["always", "ask", "never"]
    gone_products: Literal["hide", "zero", "keep"]
    ask_gone: bool
    is_approved: bool
    language: str
    price_group_id: int
    warehouse_id: str
    error: str
    changes_import_id: int
    last_import_id: int
    date_last: UnixTime
    date_next: UnixTime


class GetConnectImportProfilesReply(Reply):
    """The account's imports that repeat themselves."""

    profiles: list[ImportProfileRow]


class SetConnectImportProfileReply(Reply):
    """The profile that was kept."""

    profile_id: int


class RunConnectImportProfileReply(Reply):
    """The run that was asked for, or the one that runs already."""

    import_id: int


class DeleteConnectImportProfileReply(Reply):
    """Nothing but success."""
