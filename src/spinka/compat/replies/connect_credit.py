"""Answers about trade credit."""

from typing import Annotated, Literal

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import Flag, UnixTime


class CreditHistoryRow(Reply):
    """An entry of the published history; amounts are text there."""

    credit_entry_id: int
    date_add: UnixTime
    description: str
    currency: str
    type: Literal["charge", "payment"]
    amount: Annotated[str, Meta(pattern=r"^-?[0-9]+\.[0-9]{2}$", description="An amount as text")]
    is_accepted: Flag


class GetConnectContractorCreditHistoryReply(Reply):
    """A contractor's entries, newest first."""

    credit_data: list[CreditHistoryRow]


class AddConnectContractorCreditSettlementReply(Reply):
    """The entry written and the credit after it."""

    credit_entry_id: int
    new_blocked_credit: float
    new_available_credit: float


class SetConnectContractorCreditLimitReply(Reply):
    """The new limit as text with its currency."""

    new_limit_set: str


class CreditEntryRow(Reply):
    """An entry with the credit after it; order_id is the reader's own order."""

    credit_entry_id: int
    number: int
    date_add: UnixTime
    kind: Literal["limit", "charge", "settlement", "release", "claim", "acceptance", "refusal"]
    type: Literal["charge", "payment"]
    description: str
    amount: float
    currency: str
    is_accepted: bool
    limit: float
    blocked: float
    connect_sale_id: int
    order_id: int


class GetConnectCreditReply(Reply):
    """The credit of a connection with its entries, newest first."""

    active: bool
    limit: float
    blocked: float
    available: float
    currency: str
    entries: list[CreditEntryRow]
