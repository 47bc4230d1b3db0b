"""Order lines: addOrderProduct, setOrderProductFields, deleteOrderProduct; lines of a sale change on both sides."""

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.order_lines import AddOrderProductReply
from spinka.compat.wire.amounts import BigInt
from spinka.compat.wire.order_lines import OrderLineParams, line_changes, line_draft
from spinka.connect import services as connect


class AddOrderProductParams(OrderLineParams, kw_only=True):
    """The order and the new line."""

    order_id: BigInt


@method("addOrderProduct", scope=Scope.ORDERS_WRITE, params=AddOrderProductParams, reply=AddOrderProductReply)
def add_order_product(call: Call, params: AddOrderProductParams) -> Answer:
    """Add a line to an order, holding its stock."""
    line_id = connect.add_line(
        account_id=call.account_id, order_id=params.order_id, line=line_draft(params), actor=call.actor
    )
    return {"order_product_id": line_id}


class SetOrderProductFieldsParams(OrderLineParams, kw_only=True):
    """The line and the fields that change."""

    order_id: BigInt
    order_product_id: BigInt


@method("setOrderProductFields", scope=Scope.ORDERS_WRITE, params=SetOrderProductFieldsParams, reply=NoReply)
def set_order_product_fields(call: Call, params: SetOrderProductFieldsParams) -> Answer:
    """Change only the named fields of a line, its stock with them."""
    connect.edit_line(
        account_id=call.account_id,
        order_id=params.order_id,
        line_id=params.order_product_id,
        changes=line_changes(params),
        actor=call.actor,
    )
    return {}


class DeleteOrderProductParams(Params):
    """The line."""

    order_id: BigInt
    order_product_id: BigInt


@method("deleteOrderProduct", scope=Scope.ORDERS_WRITE, params=DeleteOrderProductParams, reply=NoReply)
def delete_order_product(call: Call, params: DeleteOrderProductParams) -> Answer:
    """Remove a line and free its stock."""
    connect.delete_line(
        account_id=call.account_id, order_id=params.order_id, line_id=params.order_product_id, actor=call.actor
    )
    return {}
