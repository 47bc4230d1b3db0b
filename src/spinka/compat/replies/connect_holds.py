"""Answers about timed holds."""

from typing import Literal

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import UnixTime


class AddConnectHoldReply(Reply):
    """The hold and when it ends."""

    hold_id: int
    expires_at: UnixTime


class HoldRow(Reply):
    """An open hold; `quantity` is still held, `quantity_ordered` went into forwarded orders already."""

    hold_id: int
    role: Literal["supplier", "contractor"]
    connect_integration_id: int
    connect_contractor_id: int
    partner_name: str
    supplier_product_id: int
    quantity: int
    quantity_ordered: int
    date_add: UnixTime
    expires_at: UnixTime


class GetConnectHoldsReply(Reply):
    """Open holds, the oldest first."""

    holds: list[HoldRow]
