"""Payments of orders: setOrderPayment, getOrderPaymentsHistory."""

from typing import Annotated

from msgspec import Meta

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.payments import GetOrderPaymentsHistoryReply
from spinka.compat.wire.amounts import BigInt, UnixTime, decimal, moment
from spinka.core import clock
from spinka.orders import queries
from spinka.orders import services as orders
from spinka.orders.totals import from_cents


class SetOrderPaymentParams(Params):
    """The order and how much of it is paid now, all in all."""

    order_id: BigInt
    payment_done: float
    payment_date: UnixTime = 0
    payment_comment: Annotated[str, Meta(max_length=30)] = ""
    external_payment_id: Annotated[str, Meta(max_length=30)] = ""


@method("setOrderPayment", scope=Scope.ORDERS_WRITE, params=SetOrderPaymentParams, reply=NoReply)
def set_order_payment(call: Call, params: SetOrderPaymentParams) -> Answer:
    """Set the paid amount absolutely, with a row of history."""
    orders.set_payment(
        account_id=call.account_id,
        order_id=params.order_id,
        amount=decimal("payment_done", params.payment_done),
        paid_at=moment(params.payment_date),
        comment=params.payment_comment,
        external_payment_id=params.external_payment_id,
        actor=call.actor,
    )
    return {}


class PaymentsHistoryParams(Params):
    """The order; without the full history only entries of a payment gateway."""

    order_id: BigInt
    show_full_history: bool = False


@method(
    "getOrderPaymentsHistory", scope=Scope.ORDERS_READ, params=PaymentsHistoryParams, reply=GetOrderPaymentsHistoryReply
)
def get_order_payments_history(call: Call, params: PaymentsHistoryParams) -> Answer:
    """How the paid amount of an order changed, oldest first. Two queries."""
    order = queries.get_order(account_id=call.account_id, order_id=params.order_id)
    entries = queries.payments_of(
        account_id=call.account_id, order_id=params.order_id, only_external=not params.show_full_history
    )
    return {
        "payments": [
            {
                "paid_before": entry.paid_before,
                "paid_after": entry.paid_after,
                "total_price": from_cents(order.total_cents),
                "currency": entry.currency,
                "external_payment_id": entry.external_payment_id,
                "date": clock.to_unix(entry.paid_at),
                "comment": entry.comment,
            }
            for entry in entries
        ]
    }
