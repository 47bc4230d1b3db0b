"""Answers about payments of orders."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import UnixTime


class PaymentRow(Reply):
    """A change of the paid amount."""

    paid_before: float
    paid_after: float
    total_price: float
    currency: str
    external_payment_id: str
    date: UnixTime
    comment: str


class GetOrderPaymentsHistoryReply(Reply):
    """Changes of the paid amount, oldest first."""

    payments: list[PaymentRow]
