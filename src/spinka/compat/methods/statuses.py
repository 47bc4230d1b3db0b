"""Order statuses: getOrderStatusList, addOrderStatus, deleteOrderStatus, setOrderStatus, setOrderStatuses."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.statuses import AddOrderStatusReply, GetOrderStatusListReply
from spinka.compat.wire.amounts import BigInt
from spinka.orders import queries
from spinka.orders import services as orders


@method("getOrderStatusList", scope=Scope.ORDERS_READ, reply=GetOrderStatusListReply)
def get_order_status_list(call: Call, params: Params) -> Answer:
    """The account's statuses in their order; the first is the primary one."""
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


class AddOrderStatusParams(Params):
    """A status to create, or the one of `status_id` to change."""

    status_id: BigInt = 0
    name: Annotated[str, Meta(max_length=30)] | UnsetType = UNSET
    short_name: Annotated[str, Meta(max_length=17)] | UnsetType = UNSET
    name_for_customer: Annotated[str, Meta(max_length=250)] | UnsetType = UNSET
    color: Annotated[str, Meta(max_length=7)] | UnsetType = UNSET
    type: Annotated[int, Meta(ge=0, le=6)] | UnsetType = UNSET
    group_id: BigInt | UnsetType = UNSET
    comments: Annotated[str, Meta(max_length=255)] | UnsetType = UNSET


@method("addOrderStatus", scope=Scope.ORDERS_WRITE, params=AddOrderStatusParams, reply=AddOrderStatusReply)
def add_order_status(call: Call, params: AddOrderStatusParams) -> Answer:
    """Create a status, or change one."""
    fields = orders.StatusFields(
        name=params.name or None,
        short_name=params.short_name or None,
        name_for_customer=None if params.name_for_customer is UNSET else params.name_for_customer,
        comments=None if params.comments is UNSET else params.comments,
        color=params.color or None,
        type=None if params.type is UNSET else params.type,
        group_id=None if params.group_id is UNSET else params.group_id,
    )
    status_id = orders.save_status(
        account_id=call.account_id, status_id=params.status_id or None, fields=fields, actor=call.actor
    )
    return {"status_id": status_id}


class DeleteOrderStatusParams(Params):
    """The status, and the one that takes its orders over."""

    status_id: BigInt
    target_status_id: BigInt = 0


@method("deleteOrderStatus", scope=Scope.ORDERS_WRITE, params=DeleteOrderStatusParams, reply=NoReply)
def delete_order_status(call: Call, params: DeleteOrderStatusParams) -> Answer:
    """Delete a status, moving its orders to another one; refused while orders are in it and none is named."""
    orders.delete_status(
        account_id=call.account_id,
        status_id=params.status_id,
        target_status_id=params.target_status_id or None,
        actor=call.actor,
    )
    return {}


class SetOrderStatusParams(Params):
    """An order and its new status."""

    order_id: BigInt
    status_id: BigInt


@method("setOrderStatus", scope=Scope.ORDERS_WRITE, params=SetOrderStatusParams, reply=NoReply)
def set_order_status(call: Call, params: SetOrderStatusParams) -> Answer:
    """Move an order to a status, with what that does to stock (R4)."""
    orders.change_status(
        account_id=call.account_id, order_id=params.order_id, status_id=params.status_id, actor=call.actor
    )
    return {}


class SetOrderStatusesParams(Params):
    """Orders, up to 1000, and their new status."""

    order_ids: list[int]
    status_id: BigInt


@method("setOrderStatuses", scope=Scope.ORDERS_WRITE, params=SetOrderStatusesParams, reply=NoReply)
def set_order_statuses(call: Call, params: SetOrderStatusesParams) -> Answer:
    """Move many orders to one status, all or none."""
    orders.change_statuses(
        account_id=call.account_id, order_ids=params.order_ids, status_id=params.status_id, actor=call.actor
    )
    return {}
