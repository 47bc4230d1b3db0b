"""Linking own products to a supplier's."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.connect_products import GetConnectProductLinksReply, SetConnectProductLinksReply
from spinka.compat.wire.catalog import Id
from spinka.connect import product_reads
from spinka.connect import services as connect
from spinka.connect.services.links import links_page


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
