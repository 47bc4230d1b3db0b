"""Answers about imports of a supplier's products and links to them."""

from typing import Literal

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import UnixTime, Warnings

ImportState = Literal["queued", "running", "preview", "done", "failed", "cancelled", "undone"]


class AddConnectProductImportReply(Reply):
    """The import that runs in the background now."""

    import_id: int


class ImportConflictRow(Reply):
    """A supplier's product that answers to own ones which are not linked to it."""

    supplier_product_id: int
    key: str
    value: str
    product_ids: list[int]


class GetConnectProductImportReply(Reply):
    """How far an import is and what it did."""

    import_id: int
    state: ImportState
    type: str
    inventory_id: int
    done: int
    total: int
    created: int
    updated: int
    associated: int
    unchanged: int
    skipped: int
    conflicts: list[ImportConflictRow]
    unknown_product_ids: list[int]
    error: str
    date_add: UnixTime
    date_finished: UnixTime


class RunConnectProductImportReply(Reply):
    """The state of the import now."""

    state: ImportState


class CancelConnectProductImportReply(Reply):
    """The state of the import now."""

    state: ImportState


class SetConnectProductLinksReply(Reply):
    """How many links were written; warnings by own product id."""

    linked: int
    warnings: Warnings


class ProductLinkRow(Reply):
    """An own product and the supplier's."""

    product_id: int
    supplier_product_id: int
    is_preferred: bool
    is_offered: bool


class GetConnectProductLinksReply(Reply):
    """A page of links."""

    links: list[ProductLinkRow]
