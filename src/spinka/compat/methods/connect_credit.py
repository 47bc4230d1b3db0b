"""Trade credit of contractors: the published methods and the reading of both sides."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.connect_credit import (
    AddConnectContractorCreditSettlementReply,
    GetConnectContractorCreditHistoryReply,
    GetConnectCreditReply,
    SetConnectContractorCreditLimitReply,
)
from spinka.compat.wire.amounts import decimal
from spinka.compat.wire.catalog import Id, Seconds, or_none
from spinka.compat.wire.connect import history_entry, ledger_entry
from spinka.connect import queries
from spinka.connect import services as connect
from spinka.connect.models.credit import CreditKind
from spinka.core import clock

OLD_NAMES = {"contractor_id": "connect_contractor_id"}
HISTORY_PAGE = 100
Message = Annotated[str, Meta(max_length=255)]


class ContractorId(Params):
    """A contractor, the same number on both sides."""

    connect_contractor_id: Id


class CreditHistory(ContractorId):
    """A contractor; without more the whole history, else the part of it that is asked for (L-17)."""

    filter_type: Literal["", "charge", "payment"] = ""
    filter_accepted: bool | UnsetType = UNSET
    date_from: Seconds = 0
    date_to: Seconds = 0
    page: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Meta(ge=0, le=1000)] = 0


_KINDS = {"charge": {CreditKind.CHARGE}, "payment": set(CreditKind) - {CreditKind.CHARGE}}


@method(
    "getConnectContractorCreditHistory",
    scope=Scope.CREDIT_READ,
    params=CreditHistory,
    old_names=OLD_NAMES,
    reply=GetConnectContractorCreditHistoryReply,
)
def get_connect_contractor_credit_history(call: Call, params: CreditHistory) -> Answer:
    """List a contractor's trade credit entries, newest first; all of them unless a page or a filter is asked for."""
    size = params.limit or HISTORY_PAGE if params.page or params.limit else None
    entries = queries.credit_entries(
        account_id=call.account_id,
        connection_id=params.connect_contractor_id,
        kinds=_KINDS.get(params.filter_type),
        since=clock.from_unix(params.date_from) if params.date_from else None,
        until=clock.from_unix(params.date_to) if params.date_to else None,
        is_accepted=None if params.filter_accepted is UNSET else params.filter_accepted,
        most=size,
        skip=max(0, params.page - 1) * (size or 0),
    )
    return {"credit_data": [history_entry(row, is_accepted) for row, is_accepted in entries]}


class Settlement(Params):
    """A repayment; `order_id` is the supplier's order, 0 when unrelated."""

    connect_contractor_id: Id
    amount: float
    message: Message = ""
    order_id: Id = 0


@method(
    "addConnectContractorCreditSettlement",
    scope=Scope.CREDIT_WRITE,
    params=Settlement,
    old_names={**OLD_NAMES, "note": "message"},
    reply=AddConnectContractorCreditSettlementReply,
)
def add_connect_contractor_credit_settlement(call: Call, params: Settlement) -> Answer:
    """Record a contractor's repayment; it lowers blocked credit."""
    written = connect.settle(
        account_id=call.account_id,
        connection_id=params.connect_contractor_id,
        amount=decimal("amount", params.amount),
        message=params.message,
        order_id=params.order_id,
        actor=call.actor,
    )
    return {
        "credit_entry_id": written.entry_id,
        "new_blocked_credit": written.credit.blocked,
        "new_available_credit": written.credit.available,
    }


class Limit(Params):
    """A contractor's new limit with a message for the history."""

    connect_contractor_id: Id
    new_limit: float
    message: Message = ""


@method(
    "setConnectContractorCreditLimit",
    scope=Scope.CREDIT_WRITE,
    params=Limit,
    old_names=OLD_NAMES,
    reply=SetConnectContractorCreditLimitReply,
)
def set_connect_contractor_credit_limit(call: Call, params: Limit) -> Answer:
    """Set a contractor's credit limit."""
    written = connect.set_limit(
        account_id=call.account_id,
        connection_id=params.connect_contractor_id,
        limit=decimal("new_limit", params.new_limit),
        message=params.message,
        actor=call.actor,
    )
    return {"new_limit_set": f"{written.credit.limit:.2f} {written.credit.currency}"}


class OldCredit(Params):
    """Parameters of the older call; none of them counts."""

    connect_contractor_id: Any = 0
    amount: Any = 0
    message: Any = ""


@method("addConnectContractorCredit", scope=Scope.CREDIT_WRITE, params=OldCredit, reply=NoReply)
def add_connect_contractor_credit(call: Call, params: OldCredit) -> Answer:
    """Answer the older call and change nothing (I-10)."""
    return {}


class CreditOf(Params):
    """A contractor's number, or the integration's number of the contractor's side."""

    connect_contractor_id: Id | UnsetType = UNSET
    connect_integration_id: Id | UnsetType = UNSET


@method("getConnectCredit", scope=Scope.CREDIT_READ, params=CreditOf, old_names=OLD_NAMES, reply=GetConnectCreditReply)
def get_connect_credit(call: Call, params: CreditOf) -> Answer:
    """Show limit, blocked and available credit of a connection with its entries, to either side."""
    contractor_id, integration_id = or_none(params.connect_contractor_id), or_none(params.connect_integration_id)
    if contractor_id is not None:
        row = queries.get_connection(account_id=call.account_id, connection_id=contractor_id)
    elif integration_id is not None:
        row = queries.get_joined(account_id=call.account_id, contractor_integration_id=integration_id)
    else:
        raise ApiError("ERROR_BAD_PARAMETERS", "connect_contractor_id or connect_integration_id is required")
    credit = queries.credit_of(row)
    entries = queries.credit_entries(account_id=call.account_id, connection_id=row.pk)
    is_supplier = row.supplier_id == call.account_id
    return {
        "active": credit.active,
        "limit": credit.limit,
        "blocked": credit.blocked,
        "available": credit.available,
        "currency": credit.currency,
        "entries": [ledger_entry(entry, is_accepted, is_supplier=is_supplier) for entry, is_accepted in entries],
    }
