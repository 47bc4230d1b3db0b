"""Answers about refunds and the journal of returns."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import UnixTime


class RefundRow(Reply):
    """A change of the refunded amount."""

    paid_before: float
    paid_after: float
    total_price: float
    currency: str
    external_payment_id: str
    date: UnixTime


class GetOrderReturnPaymentsHistoryReply(Reply):
    """Changes of the refunded amount, oldest first."""

    payments: list[RefundRow]


class ReturnLogRow(Reply):
    """An event of a return."""

    log_id: int
    return_id: int
    log_type: int
    object_id: int
    date: UnixTime


class GetOrderReturnJournalListReply(Reply):
    """Events after last_log_id, ascending."""

    logs: list[ReturnLogRow]
