"""Lines of returns: addOrderReturnProduct, setOrderReturnProductFields, deleteOrderReturnProduct."""

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.return_lines import AddOrderReturnProductReply
from spinka.compat.wire.amounts import BigInt
from spinka.compat.wire.return_lines import ReturnLineParams, line_fields
from spinka.returns import services as returns


class AddOrderReturnProductParams(ReturnLineParams, kw_only=True):
    """The return and the new line."""

    return_id: BigInt


@method(
    "addOrderReturnProduct",
    scope=Scope.ORDERS_WRITE,
    params=AddOrderReturnProductParams,
    reply=AddOrderReturnProductReply,
)
def add_order_return_product(call: Call, params: AddOrderReturnProductParams) -> Answer:
    """Add a line to a return."""
    line_id = returns.add_line(
        account_id=call.account_id, return_id=params.return_id, line=line_fields(params), actor=call.actor
    )
    return {"order_return_product_id": line_id}


class SetOrderReturnProductFieldsParams(ReturnLineParams, kw_only=True):
    """The line and the fields that change; the order line it came from stays."""

    return_id: BigInt
    order_return_product_id: BigInt


@method(
    "setOrderReturnProductFields", scope=Scope.ORDERS_WRITE, params=SetOrderReturnProductFieldsParams, reply=NoReply
)
def set_order_return_product_fields(call: Call, params: SetOrderReturnProductFieldsParams) -> Answer:
    """Change only the named fields of a line."""
    returns.edit_line(
        account_id=call.account_id,
        return_id=params.return_id,
        line_id=params.order_return_product_id,
        changes=line_fields(params),
        actor=call.actor,
    )
    return {}


class DeleteOrderReturnProductParams(Params):
    """The line."""

    return_id: BigInt
    order_return_product_id: BigInt


@method("deleteOrderReturnProduct", scope=Scope.ORDERS_WRITE, params=DeleteOrderReturnProductParams, reply=NoReply)
def delete_order_return_product(call: Call, params: DeleteOrderReturnProductParams) -> Answer:
    """Remove a line of a return."""
    returns.delete_line(
        account_id=call.account_id,
        return_id=params.return_id,
        line_id=params.order_return_product_id,
        actor=call.actor,
    )
    return {}
