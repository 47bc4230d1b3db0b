"""Groups of order statuses: getOrderStatusGroups, addOrderStatusGroup, deleteOrderStatusGroup."""

from typing import Annotated

from msgspec import Meta

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.status_groups import GetOrderStatusGroupsReply, StatusGroupReply
from spinka.compat.wire.amounts import BigInt
from spinka.orders import queries
from spinka.orders import services as orders

# Statuses without a group of their own stand in it; it is no row and keeps its name.
MAIN_GROUP = {"group_id": 0, "name": "Main", "is_main_group": 1}


@method("getOrderStatusGroups", scope=Scope.ORDERS_READ, reply=GetOrderStatusGroupsReply)
def get_order_status_groups(call: Call, params: Params) -> Answer:
    """Groups of order statuses; the main one first, with the number 0."""
    groups = queries.status_groups(call.account_id)
    return {
        "status_groups": [
            MAIN_GROUP,
            *({"group_id": group.pk, "name": group.name, "is_main_group": 0} for group in groups),
        ]
    }


class AddOrderStatusGroupParams(Params):
    """A group to create, or the one of `group_id` to rename."""

    group_id: BigInt = 0
    name: Annotated[str, Meta(max_length=15)] = ""


@method("addOrderStatusGroup", scope=Scope.ORDERS_WRITE, params=AddOrderStatusGroupParams, reply=StatusGroupReply)
def add_order_status_group(call: Call, params: AddOrderStatusGroupParams) -> Answer:
    """Create a group of order statuses, or rename one."""
    group_id = orders.save_status_group(account_id=call.account_id, group_id=params.group_id or None, name=params.name)
    return {"group_id": group_id}


class DeleteOrderStatusGroupParams(Params):
    """The group."""

    group_id: BigInt


@method("deleteOrderStatusGroup", scope=Scope.ORDERS_WRITE, params=DeleteOrderStatusGroupParams, reply=NoReply)
def delete_order_status_group(call: Call, params: DeleteOrderStatusGroupParams) -> Answer:
    """Delete a group of order statuses; its statuses go to the main one."""
    orders.delete_status_group(account_id=call.account_id, group_id=params.group_id)
    return {}
