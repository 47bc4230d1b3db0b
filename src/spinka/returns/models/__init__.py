"""Tables of returns."""

from spinka.returns.models.goods import Return, ReturnLine, ReturnRefund
from spinka.returns.models.journal import ReturnJournalEntry
from spinka.returns.models.status import (
    ReturnExtraField,
    ReturnLineStatus,
    ReturnReason,
    ReturnStatus,
    ReturnStatusGroup,
    ReturnStatusType,
)

__all__ = [
    "Return",
    "ReturnExtraField",
    "ReturnJournalEntry",
    "ReturnLine",
    "ReturnLineStatus",
    "ReturnReason",
    "ReturnRefund",
    "ReturnStatus",
    "ReturnStatusGroup",
    "ReturnStatusType",
]
