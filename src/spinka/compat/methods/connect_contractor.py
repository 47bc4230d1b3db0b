"""Joining suppliers and reading what they share, from the contractor's side."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.connect_contractor import (
    GetConnectProductsReply,
    JoinConnectIntegrationReply,
    LeaveConnectIntegrationReply,
    VerifyConnectCodeReply,
)
from spinka.compat.wire.catalog import Amount, Id, Key, Text200, Whole, finite, or_none
from spinka.compat.wire.connect import products_answer, settings_map
from spinka.connect import access, queries
from spinka.connect import services as connect
from spinka.connect.shared_products import SharedFilters, shared_text

Code = Annotated[str, Meta(max_length=200)]


class VerifyCode(Params):
    """A connection code."""

    code: Code


@method("verifyConnectCode", scope=Scope.CONNECT_WRITE, params=VerifyCode, reply=VerifyConnectCodeReply)
def verify_connect_code(call: Call, params: VerifyCode) -> Answer:
    """Show who stands behind a code, without connecting."""
    found = connect.verify_code(account_id=call.account_id, code=params.code)
    return {
        "supplier_name": found.supplier_name,
        "code_name": found.code_name,
        "share_products": found.settings.share_products,
        "accept_orders": found.settings.accept_orders,
        "require_approval": found.require_approval,
        "terms_text": found.settings.terms_text,
    }


class JoinIntegration(Params):
    """A code or a company of the directory, and the contractor's settings to start with."""

    code: Code = ""
    connect_listing_id: Id | UnsetType = UNSET
    settings: Any = None


@method("joinConnectIntegration", scope=Scope.CONNECT_WRITE, params=JoinIntegration, reply=JoinConnectIntegrationReply)
def join_connect_integration(call: Call, params: JoinIntegration) -> Answer:
    """Connect with a supplier; joining again gives the connection there is."""
    listing_id = or_none(params.connect_listing_id)
    if bool(params.code) == (listing_id is not None):
        raise ApiError("ERROR_BAD_PARAMETERS", "give either code or connect_listing_id")
    values = settings_map(params.settings)
    if listing_id is None:
        joined = connect.join(account_id=call.account_id, code=params.code, values=values, actor=call.actor)
    else:
        joined = connect.join_listing(
            account_id=call.account_id, listing_id=listing_id, values=values, actor=call.actor
        )
    return {
        "connect_integration_id": joined.connect_integration_id,
        "connect_contractor_id": joined.connect_contractor_id,
        "state": joined.state,
        "warehouse_id": joined.warehouse_key,
    }


class LeaveIntegration(Params):
    """The contractor's own number of the integration."""

    connect_integration_id: Id


@method(
    "leaveConnectIntegration", scope=Scope.CONNECT_WRITE, params=LeaveIntegration, reply=LeaveConnectIntegrationReply
)
def leave_connect_integration(call: Call, params: LeaveIntegration) -> Answer:
    """End a connection; orders, products and history stay."""
    state = connect.leave(
        account_id=call.account_id, contractor_integration_id=params.connect_integration_id, actor=call.actor
    )
    return {"state": state}


class SharedProducts(Params):
    """A connected integration, filters as in getInventoryProductsList, and a page of 1000."""

    connect_integration_id: Id
    filter_id: Id | UnsetType = UNSET
    filter_ids: list[Id] | UnsetType = UNSET
    filter_category_id: Id | UnsetType = UNSET
    filter_ean: Text200 = ""
    filter_sku: Text200 = ""
    filter_name: Text200 = ""
    filter_price_from: Amount | UnsetType = UNSET
    filter_price_to: Amount | UnsetType = UNSET
    filter_stock_from: Whole | UnsetType = UNSET
    filter_stock_to: Whole | UnsetType = UNSET
    page: Annotated[int, Meta(ge=0, le=10_000_000)] = 1
    filter_sort: Key = ""
    include_variants: bool = False


def _ids(params: SharedProducts) -> list[int] | None:
    one = or_none(params.filter_id)
    if one is not None:
        return [one]
    return None if isinstance(params.filter_ids, UnsetType) else params.filter_ids


@method("getConnectProducts", scope=Scope.CONNECT_READ, params=SharedProducts, reply=GetConnectProductsReply)
def get_connect_products(call: Call, params: SharedProducts) -> Answer:
    """Read a supplier's products live: only shared fields, the caller's own prices, what can be ordered now."""
    joined = queries.get_joined(account_id=call.account_id, contractor_integration_id=params.connect_integration_id)
    filters = SharedFilters(
        product_ids=_ids(params),
        category_id=or_none(params.filter_category_id),
        sku=params.filter_sku,
        ean=params.filter_ean,
        name=params.filter_name,
        price_from=finite(params.filter_price_from, "filter_price_from"),
        price_to=finite(params.filter_price_to, "filter_price_to"),
        stock_from=None if isinstance(params.filter_stock_from, UnsetType) else params.filter_stock_from,
        stock_to=None if isinstance(params.filter_stock_to, UnsetType) else params.filter_stock_to,
        variants_too=params.include_variants,
    )
    with access.crossing(account_id=call.account_id, connection_id=joined.pk) as opened:
        is_descending = params.filter_sort.strip().lower() == "id desc"
        found = shared_text(opened, filters=filters, page=params.page, is_descending=is_descending)
    return {"products": products_answer(opened, found)}
