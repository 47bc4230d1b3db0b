"""The journal, extra fields and sources of orders: getJournalList, getOrderExtraFields, getOrderSources."""

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.journal import GetJournalListReply, GetOrderExtraFieldsReply, GetOrderSourcesReply
from spinka.compat.wire.amounts import BigInt, LogTypes
from spinka.compat.wire.extra_fields import field_rows
from spinka.connect import queries as connect
from spinka.core import arrivals, clock
from spinka.orders import queries
from spinka.orders.arrivals import JOURNAL


class JournalParams(Params):
    """Where to go on, and filters."""

    last_log_id: BigInt = 0
    logs_types: LogTypes = []
    order_id: BigInt = 0


@method("getJournalList", scope=Scope.ORDERS_READ, params=JournalParams, reply=GetJournalListReply)
def get_journal_list(call: Call, params: JournalParams) -> Answer:
    """What happened to orders in the last three days, 100 rows after last_log_id, ascending.

    `log_type`: 1 order created, 2 confirmed, 3 payment, 4 order, invoice or receipt removed, 5 orders merged, 6 order
    split, 7 invoice issued, 8 receipt issued, 9 parcel made, 10 parcel deleted, 11 delivery data edited, 12 line added,
    13 line edited, 14 line removed, 16 order data edited, 17 order copied, 18 status changed, 19 invoice deleted,
    20 receipt deleted.

    `object_id`: of 5 the order merged in, of 6 and 17 the new order, of 7 the invoice, of 9 and 10 the parcel, of 14 the
    line, of 18 the status; otherwise 0. Go on with the last `log_id` until no rows come.
    """
    until_id = arrivals.settled_id(JOURNAL, account_id=call.account_id)
    rows = queries.journal_page(
        account_id=call.account_id,
        until_id=until_id,
        after_id=max(0, params.last_log_id),
        log_types=params.logs_types,
        order_id=params.order_id or None,
    )
    return {
        "logs": [
            {
                "log_id": row.pk,
                "order_id": row.order_id,
                "log_type": row.log_type,
                "object_id": row.object_id,
                "date": clock.to_unix(row.created_at),
            }
            for row in rows
        ]
    }


@method("getOrderExtraFields", scope=Scope.ORDERS_READ, reply=GetOrderExtraFieldsReply)
def get_order_extra_fields(call: Call, params: Params) -> Answer:
    """Extra fields the account defined for orders; options only where there is a choice."""
    return {"extra_fields": field_rows(queries.extra_fields(call.account_id))}


@method("getOrderSources", scope=Scope.ORDERS_READ, reply=GetOrderSourcesReply)
def get_order_sources(call: Call, params: Params) -> Answer:
    """Where orders come from: the account's own sources and its integrations of Base Connect."""
    personal = {"0": "Personal", **_by_text(queries.personal_sources(call.account_id))}
    blconnect = _by_text(connect.order_sources(account_id=call.account_id))
    return {"sources": {"personal": personal, "blconnect": blconnect}}


def _by_text(names: dict[int, str]) -> dict[str, str]:
    return {str(source_id): name for source_id, name in names.items()}
