"""Answers about the journal, extra fields and sources of orders."""

from typing import Annotated

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import ExtraFieldRow, UnixTime


class OrderLogRow(Reply):
    """An event of an order; what object_id names depends on log_type."""

    log_id: int
    order_id: int
    log_type: int
    object_id: int
    date: UnixTime


class GetJournalListReply(Reply):
    """Events after last_log_id, ascending."""

    logs: list[OrderLogRow]


class GetOrderExtraFieldsReply(Reply):
    """Extra fields of orders."""

    extra_fields: list[ExtraFieldRow]


class GetOrderSourcesReply(Reply):
    """Where orders come from."""

    sources: Annotated[dict[str, dict[str, str]], Meta(description="Name by id inside each kind of source")]
