"""Refunds and the journal of returns: setOrderReturnRefund, getOrderReturnPaymentsHistory, getOrderReturnJournalList."""

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.return_refunds import GetOrderReturnJournalListReply, GetOrderReturnPaymentsHistoryReply
from spinka.compat.wire.amounts import BigInt, LogTypes, UnixTime, decimal, moment
from spinka.compat.wire.order_head import Text50
from spinka.core import arrivals, clock
from spinka.returns import queries
from spinka.returns import services as returns


class SetReturnRefundParams(Params):
    """The return and how much of it is refunded now, all in all."""

    return_id: BigInt
    order_refund_done: float
    refund_date: UnixTime = 0
    refund_comment: Text50 = ""
    external_refund_id: Text50 = ""


@method("setOrderReturnRefund", scope=Scope.ORDERS_WRITE, params=SetReturnRefundParams, reply=NoReply)
def set_order_return_refund(call: Call, params: SetReturnRefundParams) -> Answer:
    """Note the refunded amount absolutely, with a row of history; no money moves."""
    returns.set_refund(
        account_id=call.account_id,
        return_id=params.return_id,
        amount=decimal("order_refund_done", params.order_refund_done),
        refunded_at=moment(params.refund_date),
        comment=params.refund_comment,
        external_refund_id=params.external_refund_id,
        actor=call.actor,
    )
    return {}


class ReturnPaymentsHistoryParams(Params):
    """The return; without the full history only entries of a payment gateway."""

    return_id: BigInt
    show_full_history: bool = False


@method(
    "getOrderReturnPaymentsHistory",
    scope=Scope.ORDERS_READ,
    params=ReturnPaymentsHistoryParams,
    reply=GetOrderReturnPaymentsHistoryReply,
)
def get_order_return_payments_history(call: Call, params: ReturnPaymentsHistoryParams) -> Answer:
    """How the refunded amount of a return changed, oldest first. Two queries."""
    queries.get_return(account_id=call.account_id, return_id=params.return_id)
    entries = queries.refunds_of(
        account_id=call.account_id, return_id=params.return_id, only_external=not params.show_full_history
    )
    return {
        "payments": [
            {
                "paid_before": entry.refunded_before,
                "paid_after": entry.refunded_after,
                "total_price": entry.total,
                "currency": entry.currency,
                "external_payment_id": entry.external_refund_id,
                "date": clock.to_unix(entry.refunded_at),
            }
            for entry in entries
        ]
    }


class ReturnJournalParams(Params):
    """Where to go on, and filters."""

    last_log_id: BigInt = 0
    logs_types: LogTypes = []
    return_id: BigInt = 0


@method(
    "getOrderReturnJournalList",
    scope=Scope.ORDERS_READ,
    params=ReturnJournalParams,
    reply=GetOrderReturnJournalListReply,
)
def get_order_return_journal_list(call: Call, params: ReturnJournalParams) -> Answer:
    """What happened to returns in the last three days, 100 rows after last_log_id, ascending.

    `log_type`: 1 return created, 2 accepted, 3 completed, 4 cancelled, 5 refunded, 6 delivery data edited, 7 line added,
    8 line edited, 9 line removed, 10 data edited, 11 status changed, 12 status of a line changed.
    """
    until_id = arrivals.settled_id(queries.JOURNAL, account_id=call.account_id)
    rows = queries.journal_page(
        account_id=call.account_id,
        until_id=until_id,
        after_id=max(0, params.last_log_id),
        log_types=params.logs_types,
        return_id=params.return_id or None,
    )
    return {
        "logs": [
            {
                "log_id": row.pk,
                "return_id": row.return_id,
                "log_type": row.log_type,
                "object_id": row.object_id,
                "date": clock.to_unix(row.created_at),
            }
            for row in rows
        ]
    }
