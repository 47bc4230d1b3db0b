"""Answers about statuses of returns, their groups, item statuses and reasons."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import StatusGroupRow, StatusRow


class GetOrderReturnStatusListReply(Reply):
    """The account's return statuses in their order."""

    statuses: list[StatusRow]


class AddOrderReturnStatusReply(Reply):
    """The status created or changed."""

    status_id: int


class GetOrderReturnStatusGroupsReply(Reply):
    """Groups of return statuses, the main one first."""

    status_groups: list[StatusGroupRow]


class AddOrderReturnStatusGroupReply(Reply):
    """The group created or renamed."""

    group_id: int


class ReturnReasonRow(Reply):
    """Why goods are sent back."""

    return_reason_id: int
    name: str


class GetOrderReturnReasonsListReply(Reply):
    """The account's reasons."""

    return_reasons: list[ReturnReasonRow]


class ReturnProductStatusRow(Reply):
    """What becomes of returned goods."""

    status_id: int
    name: str


class GetOrderReturnProductStatusesReply(Reply):
    """The account's item statuses."""

    order_return_product_statuses: list[ReturnProductStatusRow]
