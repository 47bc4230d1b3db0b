"""Our batch of orders: addOrders."""

from typing import Annotated, Any

from django.db import DataError, transaction
from msgspec import Meta

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError, refusal_entry
from spinka.compat.methods.orders import add_order
from spinka.compat.registry import METHODS, Answer, Call, Params, method
from spinka.compat.replies.order_batches import AddOrdersReply
from spinka.compat.request import convert
from spinka.core.errors import BadParameters, SpinkaError


class AddOrdersParams(Params):
    """Up to 100 orders, each as addOrder takes it."""

    orders: Annotated[list[dict[str, Any]], Meta(max_length=100)]


@method("addOrders", scope=Scope.ORDERS_WRITE, params=AddOrdersParams, reply=AddOrdersReply)
def add_orders(call: Call, params: AddOrdersParams) -> Answer:
    """Create up to 100 orders; one that is refused leaves the others written and stands in `errors` by its index."""
    order_ids: list[int] = []
    errors: dict[str, dict[str, str]] = {}
    for index, values in enumerate(params.orders):
        order_id = 0
        try:
            # A try of its own: what a refused order began must not end the others.
            with transaction.atomic():
                order_id = add_order(call, convert(METHODS["addOrder"], values))["order_id"]
        except (ApiError, SpinkaError) as error:
            errors[str(index)] = refusal_entry(error)
        except DataError:
            unfit = BadParameters("A value is out of range or holds characters that cannot be stored")
            errors[str(index)] = refusal_entry(unfit)
        order_ids.append(order_id)
    return {"order_ids": order_ids, "errors": errors}
