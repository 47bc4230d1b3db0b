"""Statuses of clients and their groups: getCrmClientStatuses, addCrmClientStatus and what belongs to them."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.clients import queries
from spinka.clients import services as clients
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.client_statuses import (
    AddCrmClientStatusGroupReply,
    AddCrmClientStatusReply,
    GetCrmClientStatusesReply,
    GetCrmClientStatusGroupsReply,
)
from spinka.compat.wire.amounts import BigInt

MAIN_GROUP = {"group_id": 0, "name": "Main", "is_main_group": 1}


@method("getCrmClientStatuses", scope=Scope.ORDERS_READ, reply=GetCrmClientStatusesReply)
def get_crm_client_statuses(call: Call, params: Params) -> Answer:
    """The account's client statuses in their order; the first is the primary one."""
    return {
        "statuses": [
            {
                "id": status.pk,
                "name": status.name,
                "color": status.color,
                "group_id": status.group_id or 0,
                "is_primary": int(index == 0),
            }
            for index, status in enumerate(queries.statuses(call.account_id))
        ]
    }


class AddCrmClientStatusParams(Params):
    """A status to create, or the one of `status_id` to change."""

    status_id: BigInt = 0
    name: Annotated[str, Meta(max_length=30)] | UnsetType = UNSET
    color: Annotated[str, Meta(max_length=7)] | UnsetType = UNSET
    group_id: BigInt | UnsetType = UNSET


@method("addCrmClientStatus", scope=Scope.ORDERS_WRITE, params=AddCrmClientStatusParams, reply=AddCrmClientStatusReply)
def add_crm_client_status(call: Call, params: AddCrmClientStatusParams) -> Answer:
    """Create a client status, or change one."""
    fields = clients.ClientStatusFields(
        name=params.name or None,
        color=params.color or None,
        group_id=None if params.group_id is UNSET else params.group_id,
    )
    status_id = clients.save_status(account_id=call.account_id, status_id=params.status_id or None, fields=fields)
    return {"status_id": status_id}


class DeleteCrmClientStatusParams(Params):
    """The status, and the one that takes its clients over."""

    status_id: BigInt
    target_status_id: BigInt = 0


@method("deleteCrmClientStatus", scope=Scope.ORDERS_WRITE, params=DeleteCrmClientStatusParams, reply=NoReply)
def delete_crm_client_status(call: Call, params: DeleteCrmClientStatusParams) -> Answer:
    """Delete a client status, moving its clients to another one; refused while clients have it and none is named."""
    clients.delete_status(
        account_id=call.account_id, status_id=params.status_id, target_status_id=params.target_status_id or None
    )
    return {}


@method("getCrmClientStatusGroups", scope=Scope.ORDERS_READ, reply=GetCrmClientStatusGroupsReply)
def get_crm_client_status_groups(call: Call, params: Params) -> Answer:
    """Groups of client statuses; the main one first, with the number 0."""
    groups = queries.status_groups(call.account_id)
    return {
        "status_groups": [
            MAIN_GROUP,
            *({"group_id": group.pk, "name": group.name, "is_main_group": 0} for group in groups),
        ]
    }


class AddCrmClientStatusGroupParams(Params):
    """A group to create, or the one of `group_id` to rename."""

    group_id: BigInt = 0
    name: Annotated[str, Meta(max_length=15)] = ""


@method(
    "addCrmClientStatusGroup",
    scope=Scope.ORDERS_WRITE,
    params=AddCrmClientStatusGroupParams,
    reply=AddCrmClientStatusGroupReply,
)
def add_crm_client_status_group(call: Call, params: AddCrmClientStatusGroupParams) -> Answer:
    """Create a group of client statuses, or rename one."""
    group_id = clients.save_group(account_id=call.account_id, group_id=params.group_id or None, name=params.name)
    return {"group_id": group_id}


class DeleteCrmClientStatusGroupParams(Params):
    """The group."""

    group_id: BigInt


@method("deleteCrmClientStatusGroup", scope=Scope.ORDERS_WRITE, params=DeleteCrmClientStatusGroupParams, reply=NoReply)
def delete_crm_client_status_group(call: Call, params: DeleteCrmClientStatusGroupParams) -> Answer:
    """Delete a group of client statuses; its statuses go to the main one."""
    clients.delete_group(account_id=call.account_id, group_id=params.group_id)
    return {}
