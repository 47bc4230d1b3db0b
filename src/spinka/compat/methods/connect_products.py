"""Importing a supplier's products and linking own ones to them."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.connect_products import (
    AddConnectProductImportReply,
    CancelConnectProductImportReply,
    GetConnectProductImportReply,
    GetConnectProductLinksReply,
    RunConnectProductImportReply,
    SetConnectProductLinksReply,
)
from spinka.compat.wire.catalog import Id, Key, or_none
from spinka.connect import product_reads
from spinka.connect import services as connect
from spinka.connect.models import ProductImport
from spinka.connect.services.imports import find_import
from spinka.connect.services.links import links_page
from spinka.core import clock

Names = list[Annotated[str, Meta(max_length=40)]]


class AddProductImport(Params):
    """Where from, where to, and what of it. Warehouses are given as `bl_<id>` or by number."""

    connect_integration_id: Id
    inventory_id: Id
    type: Key = "new_and_update"
    product_ids: list[Id] | UnsetType = UNSET
    fields: Names | UnsetType = UNSET
    keep_fields: Names | UnsetType = UNSET
    language: Key = ""
    price_group_id: Id | UnsetType = UNSET
    warehouse_id: Annotated[str, Meta(max_length=30)] | UnsetType = UNSET
    price_mode: Key = ""
    stock_mode: Key = ""
    preview: bool = False
    schedule: Any = UNSET


def _warehouse(value: str | UnsetType) -> int | None:
    if isinstance(value, UnsetType) or value in {"", "0"}:
        return None
    number = value.removeprefix("bl_")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter warehouse_id: expected bl_<id>")
    return int(number)


@method(
    "addConnectProductImport", scope=Scope.CATALOG_WRITE, params=AddProductImport, reply=AddConnectProductImportReply
)
def add_connect_product_import(call: Call, params: AddProductImport) -> Answer:
    """Start an import of a supplier's products into a catalog; it runs in the background."""
    if params.preview or (not isinstance(params.schedule, UnsetType) and params.schedule):
        raise ApiError("ERROR_METHOD_NOT_AVAILABLE", "preview and schedule of an import are not available yet")
    options = connect.ImportOptions(
        type=params.type,
        # An empty list of PHP clients means no choice, as a missing one does.
        product_ids=None if isinstance(params.product_ids, UnsetType) or not params.product_ids else params.product_ids,
        fields=None if isinstance(params.fields, UnsetType) or not params.fields else params.fields,
        keep_fields=[] if isinstance(params.keep_fields, UnsetType) else params.keep_fields,
        language=params.language,
        price_group_id=or_none(params.price_group_id),
        warehouse_id=_warehouse(params.warehouse_id),
        price_mode=params.price_mode,
        stock_mode=params.stock_mode,
    )
    import_id = connect.start_import(
        account_id=call.account_id,
        connect_integration_id=params.connect_integration_id,
        inventory_id=params.inventory_id,
        options=options,
        actor=call.actor,
    )
    return {"import_id": import_id}


class OneImport(Params):
    """An import."""

    import_id: Id


def _progress(row: ProductImport) -> Answer:
    return {
        "import_id": row.pk,
        "state": row.state,
        "type": row.options.get("type", ""),
        "inventory_id": row.inventory_id,
        "done": row.done,
        "total": row.total,
        "created": row.created,
        "updated": row.updated,
        "associated": row.associated,
        "unchanged": row.unchanged,
        "skipped": row.skipped,
        "conflicts": row.conflicts,
        "unknown_product_ids": row.unknown_product_ids,
        "error": row.error,
        "date_add": clock.to_unix(row.created_at),
        "date_finished": clock.to_unix(row.finished_at),
    }


@method("getConnectProductImport", scope=Scope.CATALOG_READ, params=OneImport, reply=GetConnectProductImportReply)
def get_connect_product_import(call: Call, params: OneImport) -> Answer:
    """Read how far an import is and what it did."""
    return _progress(find_import(account_id=call.account_id, import_id=params.import_id))


@method("runConnectProductImport", scope=Scope.CATALOG_WRITE, params=OneImport, reply=RunConnectProductImportReply)
def run_connect_product_import(call: Call, params: OneImport) -> Answer:
    """Run an ended import again with what was chosen for it; one that waits or runs is left alone."""
    return {"state": connect.repeat_import(account_id=call.account_id, import_id=params.import_id, actor=call.actor)}


@method(
    "cancelConnectProductImport", scope=Scope.CATALOG_WRITE, params=OneImport, reply=CancelConnectProductImportReply
)
def cancel_connect_product_import(call: Call, params: OneImport) -> Answer:
    """Stop an import before its next batch; what is written stays."""
    state = connect.cancel_import(account_id=call.account_id, import_id=params.import_id, actor=call.actor)
    return {"state": state}


class LinkGiven(Struct, kw_only=True):
    """An own product and the supplier's; 0 clears."""

    product_id: Id
    supplier_product_id: Id = 0
    is_preferred: bool | None = None


class SetProductLinks(Params):
    """Links of one connected integration."""

    connect_integration_id: Id
    links: list[LinkGiven]


@method("setConnectProductLinks", scope=Scope.CATALOG_WRITE, params=SetProductLinks, reply=SetConnectProductLinksReply)
def set_connect_product_links(call: Call, params: SetProductLinks) -> Answer:
    """Link own products to a supplier's, or clear links with 0."""
    result = connect.set_links(
        account_id=call.account_id,
        connect_integration_id=params.connect_integration_id,
        links=[connect.WantedLink(one.product_id, one.supplier_product_id, one.is_preferred) for one in params.links],
        actor=call.actor,
    )
    return {"linked": result.linked, "warnings": {str(number): text for number, text in result.warnings.items()}}


class GetProductLinks(Params):
    """Links of one connected integration, of the products named or all, 1000 a page."""

    connect_integration_id: Id
    product_ids: list[Id] | UnsetType = UNSET
    page: Annotated[int, Meta(ge=0, le=10_000_000)] = 1


@method("getConnectProductLinks", scope=Scope.CATALOG_READ, params=GetProductLinks, reply=GetConnectProductLinksReply)
def get_connect_product_links(call: Call, params: GetProductLinks) -> Answer:
    """Read which own products are linked to a supplier's."""
    rows = links_page(
        account_id=call.account_id,
        connect_integration_id=params.connect_integration_id,
        product_ids=None if isinstance(params.product_ids, UnsetType) else params.product_ids,
        page=params.page,
    )
    theirs = [row.supplier_product_id for row in rows]
    offered = (
        product_reads.offered(account_id=call.account_id, connection_id=rows[0].connection_id, product_ids=theirs)
        if rows
        else set()
    )
    return {
        "links": [
            {
                "product_id": row.product_id,
                "supplier_product_id": row.supplier_product_id,
                "is_preferred": row.is_preferred,
                "is_offered": row.supplier_product_id in offered,
            }
            for row in rows
        ]
    }
