"""Statuses, status groups, item statuses and reasons of returns, and moving returns between statuses."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.return_statuses import (
    AddOrderReturnStatusGroupReply,
    AddOrderReturnStatusReply,
    GetOrderReturnProductStatusesReply,
    GetOrderReturnReasonsListReply,
    GetOrderReturnStatusGroupsReply,
    GetOrderReturnStatusListReply,
)
from spinka.compat.wire.amounts import BigInt
from spinka.returns import queries
from spinka.returns import services as returns

MAIN_GROUP = {"group_id": 0, "name": "Main", "is_main_group": 1}


@method("getOrderReturnStatusList", scope=Scope.ORDERS_READ, reply=GetOrderReturnStatusListReply)
def get_order_return_status_list(call: Call, params: Params) -> Answer:
    """The account's return statuses in their order; the first is the primary one."""
    return {
        "statuses": [
            {
                "id": status.pk,
                "name": status.name,
                "name_for_customer": status.name_for_customer,
                "color": status.color,
                "group_id": status.group_id or 0,
                "is_primary": int(index == 0),
            }
            for index, status in enumerate(queries.statuses(call.account_id))
        ]
    }


class AddReturnStatusParams(Params):
    """A status to create, or the one of `status_id` to change."""

    status_id: BigInt = 0
    name: Annotated[str, Meta(max_length=100)] | UnsetType = UNSET
    name_for_customer: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    color: Annotated[str, Meta(max_length=7)] | UnsetType = UNSET
    group_id: BigInt | UnsetType = UNSET


@method("addOrderReturnStatus", scope=Scope.ORDERS_WRITE, params=AddReturnStatusParams, reply=AddOrderReturnStatusReply)
def add_order_return_status(call: Call, params: AddReturnStatusParams) -> Answer:
    """Create a return status, or change one."""
    fields = returns.StatusFields(
        name=params.name or None,
        name_for_customer=None if params.name_for_customer is UNSET else params.name_for_customer,
        color=params.color or None,
        group_id=None if params.group_id is UNSET else params.group_id,
    )
    status_id = returns.save_status(account_id=call.account_id, status_id=params.status_id or None, fields=fields)
    return {"status_id": status_id}


class DeleteReturnStatusParams(Params):
    """The status, and the one that takes its returns over."""

    status_id: BigInt
    target_status_id: BigInt = 0


@method("deleteOrderReturnStatus", scope=Scope.ORDERS_WRITE, params=DeleteReturnStatusParams, reply=NoReply)
def delete_order_return_status(call: Call, params: DeleteReturnStatusParams) -> Answer:
    """Delete a return status, moving its returns to another one; refused while returns are in it and none is named."""
    returns.delete_status(
        account_id=call.account_id,
        status_id=params.status_id,
        target_status_id=params.target_status_id or None,
        actor=call.actor,
    )
    return {}


@method("getOrderReturnStatusGroups", scope=Scope.ORDERS_READ, reply=GetOrderReturnStatusGroupsReply)
def get_order_return_status_groups(call: Call, params: Params) -> Answer:
    """Groups of return statuses; the main one first, with the number 0."""
    groups = queries.status_groups(call.account_id)
    return {
        "status_groups": [
            MAIN_GROUP,
            *({"group_id": group.pk, "name": group.name, "is_main_group": 0} for group in groups),
        ]
    }


class AddReturnStatusGroupParams(Params):
    """A group to create, or the one of `group_id` to rename."""

    group_id: BigInt = 0
    name: Annotated[str, Meta(max_length=15)] = ""


@method(
    "addOrderReturnStatusGroup",
    scope=Scope.ORDERS_WRITE,
    params=AddReturnStatusGroupParams,
    reply=AddOrderReturnStatusGroupReply,
)
def add_order_return_status_group(call: Call, params: AddReturnStatusGroupParams) -> Answer:
    """Create a group of return statuses, or rename one."""
    group_id = returns.save_group(account_id=call.account_id, group_id=params.group_id or None, name=params.name)
    return {"group_id": group_id}


class DeleteReturnStatusGroupParams(Params):
    """The group."""

    group_id: BigInt


@method("deleteOrderReturnStatusGroup", scope=Scope.ORDERS_WRITE, params=DeleteReturnStatusGroupParams, reply=NoReply)
def delete_order_return_status_group(call: Call, params: DeleteReturnStatusGroupParams) -> Answer:
    """Delete a group of return statuses; its statuses go to the main one."""
    returns.delete_group(account_id=call.account_id, group_id=params.group_id)
    return {}


class SetReturnStatusParams(Params):
    """A return and its new status."""

    return_id: BigInt
    status_id: BigInt


@method("setOrderReturnStatus", scope=Scope.ORDERS_WRITE, params=SetReturnStatusParams, reply=NoReply)
def set_order_return_status(call: Call, params: SetReturnStatusParams) -> Answer:
    """Move a return to a status."""
    returns.change_status(
        account_id=call.account_id, return_id=params.return_id, status_id=params.status_id, actor=call.actor
    )
    return {}


class SetReturnStatusesParams(Params):
    """Returns, up to 1000, and their new status."""

    return_ids: list[int]
    status_id: BigInt


@method("setOrderReturnStatuses", scope=Scope.ORDERS_WRITE, params=SetReturnStatusesParams, reply=NoReply)
def set_order_return_statuses(call: Call, params: SetReturnStatusesParams) -> Answer:
    """Move many returns to one status, all or none."""
    returns.change_statuses(
        account_id=call.account_id, return_ids=params.return_ids, status_id=params.status_id, actor=call.actor
    )
    return {}


@method("getOrderReturnReasonsList", scope=Scope.ORDERS_READ, reply=GetOrderReturnReasonsListReply)
def get_order_return_reasons_list(call: Call, params: Params) -> Answer:
    """Why buyers send goods back, as the account lists it."""
    reasons = queries.reasons(call.account_id)
    return {"return_reasons": [{"return_reason_id": reason.pk, "name": reason.name} for reason in reasons]}


@method("getOrderReturnProductStatuses", scope=Scope.ORDERS_READ, reply=GetOrderReturnProductStatusesReply)
def get_order_return_product_statuses(call: Call, params: Params) -> Answer:
    """What may become of returned goods, as the account lists it."""
    statuses = queries.line_statuses(call.account_id)
    return {"order_return_product_statuses": [{"status_id": status.pk, "name": status.name} for status in statuses]}
