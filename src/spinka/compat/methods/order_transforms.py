"""Orders made of orders: addOrderDuplicate, addOrderBySplit, setOrdersMerge."""

from typing import Literal

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.order_transforms import AddOrderBySplitReply, AddOrderDuplicateReply, SetOrdersMergeReply
from spinka.compat.wire.amounts import BigInt, decimal
from spinka.connect import services as connect
from spinka.orders import services as orders


class AddOrderDuplicateParams(Params):
    """The order to copy."""

    order_id: BigInt


@method("addOrderDuplicate", scope=Scope.ORDERS_WRITE, params=AddOrderDuplicateParams, reply=AddOrderDuplicateReply)
def add_order_duplicate(call: Call, params: AddOrderDuplicateParams) -> Answer:
    """Copy an order as a new, unpaid one in the first status; it holds stock of its own and is no part of a sale."""
    created = orders.duplicate_order(account_id=call.account_id, order_id=params.order_id, actor=call.actor)
    return {"order_id": created.order_id}


class SplitItem(Params):
    """A line and how many of its pieces go."""

    order_product_id: BigInt
    quantity: int


class AddOrderBySplitParams(Params):
    """The order, what goes to the new one, and how much of the delivery price."""

    order_id: BigInt
    items_to_split: list[SplitItem]
    delivery_cost_to_split: float = 0


@method("addOrderBySplit", scope=Scope.ORDERS_WRITE, params=AddOrderBySplitParams, reply=AddOrderBySplitReply)
def add_order_by_split(call: Call, params: AddOrderBySplitParams) -> Answer:
    """Move lines or pieces of them to a new order; it inherits everything else, payments and parcels stay.

    The pieces go on holding the stock they hold. Lines forwarded to a supplier and invoiced orders are refused.
    """
    made = connect.split_order(
        account_id=call.account_id,
        order_id=params.order_id,
        pieces=[(item.order_product_id, item.quantity) for item in params.items_to_split],
        delivery_price=decimal("delivery_cost_to_split", params.delivery_cost_to_split),
        actor=call.actor,
    )
    return {"new_order_id": made.order_id}


class SetOrdersMergeParams(Params):
    """The order whose address and status stay, the others, and what becomes of them; without a mode they go."""

    main_order_id: BigInt
    order_ids_to_merge: list[int]
    merge_mode: Literal["into_main_order", "technical_merge"] = "into_main_order"
    sum_delivery_costs: bool = False


@method("setOrdersMerge", scope=Scope.ORDERS_WRITE, params=SetOrdersMergeParams, reply=SetOrdersMergeReply)
def set_orders_merge(call: Call, params: SetOrdersMergeParams) -> Answer:
    """Merge orders: `into_main_order` moves lines, payments and parcels and deletes the others; `technical_merge` makes
    a new order of all that moves no stock and leaves them as they are. Forwarded orders are refused.
    """
    merged_id = connect.merge_orders(
        account_id=call.account_id,
        main_order_id=params.main_order_id,
        order_ids=params.order_ids_to_merge,
        mode=orders.MergeMode(params.merge_mode),
        with_delivery=params.sum_delivery_costs,
        actor=call.actor,
    )
    return {"merged_order_id": merged_id}
