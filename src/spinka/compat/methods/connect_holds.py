"""Timed holds of a supplier's stock: made and ended by the contractor, seen and released by the supplier."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.connect_holds import AddConnectHoldReply, GetConnectHoldsReply
from spinka.compat.wire.catalog import Id, or_none
from spinka.connect import services as connect
from spinka.connect.hold_reads import holds_page
from spinka.core import clock


class AddHold(Params):
    """A supplier's product, how many pieces, and for how long; 0 seconds stand for as long as the supplier allows."""

    connect_integration_id: Id
    supplier_product_id: Id
    quantity: int
    seconds: int = 0


@method("addConnectHold", scope=Scope.ORDERS_WRITE, params=AddHold, reply=AddConnectHoldReply)
def add_connect_hold(call: Call, params: AddHold) -> Answer:
    """Keep pieces of a supplier's product for a while; a forwarded order takes them, else they are free again."""
    held = connect.add_hold(
        account_id=call.account_id,
        connect_integration_id=params.connect_integration_id,
        supplier_product_id=params.supplier_product_id,
        quantity=params.quantity,
        seconds=params.seconds or None,
        actor=call.actor,
    )
    return {"hold_id": held.hold_id, "expires_at": clock.to_unix(held.expires_at)}


class HoldId(Params):
    """A hold."""

    hold_id: Id


@method("deleteConnectHold", scope=Scope.ORDERS_WRITE, params=HoldId, reply=NoReply)
def delete_connect_hold(call: Call, params: HoldId) -> Answer:
    """End a hold before its time: the contractor its own, the supplier any on its stock."""
    connect.delete_hold(account_id=call.account_id, hold_id=params.hold_id, actor=call.actor)
    return {}


class GetHolds(Params):
    """Which open holds: all, or those of an integration, a contractor or a supplier's product."""

    connect_integration_id: Id | UnsetType = UNSET
    connect_contractor_id: Id | UnsetType = UNSET
    supplier_product_id: Id | UnsetType = UNSET
    page: Annotated[int, Meta(ge=0, le=10_000_000)] = 1


@method("getConnectHolds", scope=Scope.CONNECT_READ, params=GetHolds, reply=GetConnectHoldsReply)
def get_connect_holds(call: Call, params: GetHolds) -> Answer:
    """List open holds, 100 a page: a contractor's own, and those of contractors on the caller's stock."""
    listed = holds_page(
        account_id=call.account_id,
        integration_id=or_none(params.connect_integration_id),
        connection_id=or_none(params.connect_contractor_id),
        supplier_product_id=or_none(params.supplier_product_id),
        page=max(1, params.page),
    )
    return {
        "holds": [
            {
                "hold_id": row.hold_id,
                "role": row.role,
                "connect_integration_id": row.integration_id,
                "connect_contractor_id": row.connection_id,
                "partner_name": row.partner_name,
                "supplier_product_id": row.supplier_product_id,
                "quantity": row.quantity,
                "quantity_ordered": row.converted,
                "date_add": clock.to_unix(row.created_at),
                "expires_at": clock.to_unix(row.expires_at),
            }
            for row in listed
        ]
    }
