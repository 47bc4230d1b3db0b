"""What a marketplace says of an order's transaction: getOrderTransactionData and the older getOrderTransactionDetails."""

from typing import Any

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.transactions import GetOrderTransactionDataReply, GetOrderTransactionDetailsReply
from spinka.compat.wire.amounts import BigInt
from spinka.core import clock
from spinka.orders import queries
from spinka.orders.models import OrderLine

# Spinka fetches no marketplace orders, so nobody names times, shipments or taxes of one.
_TIMES = ("ship_date_from", "ship_date_to", "delivery_date_from", "delivery_date_to")


class GetOrderTransactionDataParams(Params):
    """The order, and which blocks to add."""

    order_id: BigInt
    include_complex_taxes: bool = False
    include_amazon_data: bool = True


def transaction_data(call: Call, params: GetOrderTransactionDataParams) -> dict[str, Any]:
    """The transaction of an order as it came from its source. Two queries, three with items."""
    order = queries.get_order(account_id=call.account_id, order_id=params.order_id)
    data: dict[str, Any] = {"currency": order.currency}
    if params.include_amazon_data:
        data |= {"fulfillment_shipments": [], "fulfillment_center_id": ""}
    data |= dict.fromkeys(_TIMES, 0)
    data["marketplace_transaction_id"] = order.transaction_number or order.external_order_id
    data["account_id"] = order.source_id
    data["transaction_date"] = clock.to_unix(order.date_add)
    if params.include_complex_taxes:
        lines = queries.lines_of(account_id=call.account_id, order_id=params.order_id)
        data["order_items"] = [_item(line) for line in lines]
    return data


def _item(line: OrderLine) -> dict[str, Any]:
    outer = "" if line.auction_id == "0" else line.auction_id
    return {"itemId": str(line.pk), "outerItemId": outer, "shipping": {}, "taxes": []}


@method(
    "getOrderTransactionData",
    scope=Scope.ORDERS_READ,
    params=GetOrderTransactionDataParams,
    reply=GetOrderTransactionDataReply,
)
def get_order_transaction_data(call: Call, params: GetOrderTransactionDataParams) -> Answer:
    """The transaction behind an order: its currency, number and time at the source; what no source names is 0 or empty."""
    return transaction_data(call, params)


class GetOrderTransactionDetailsParams(Params):
    """The order."""

    order_id: BigInt


@method(
    "getOrderTransactionDetails",
    scope=Scope.ORDERS_READ,
    params=GetOrderTransactionDetailsParams,
    reply=GetOrderTransactionDetailsReply,
)
def get_order_transaction_details(call: Call, params: GetOrderTransactionDetailsParams) -> Answer:
    """The deprecated getOrderTransactionDetails: shipments and times of getOrderTransactionData under older names."""
    data = transaction_data(call, GetOrderTransactionDataParams(order_id=params.order_id))
    return {
        "amazon_fulfillment_shipments": data["fulfillment_shipments"],
        **{f"amazon_{name}": data[name] for name in _TIMES},
    }
