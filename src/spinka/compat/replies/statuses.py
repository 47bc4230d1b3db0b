"""Answers about statuses of orders."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import StatusRow


class GetOrderStatusListReply(Reply):
    """The account's order statuses in their order."""

    statuses: list[StatusRow]


class AddOrderStatusReply(Reply):
    """The status created or changed."""

    status_id: int
