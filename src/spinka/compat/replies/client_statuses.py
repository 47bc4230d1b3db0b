"""Answers about statuses of clients and their groups."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import Flag, StatusGroupRow


class ClientStatusRow(Reply):
    """A status of clients; the first one is primary."""

    id: int
    name: str
    color: str
    group_id: int
    is_primary: Flag


class GetCrmClientStatusesReply(Reply):
    """The account's client statuses in their order."""

    statuses: list[ClientStatusRow]


class AddCrmClientStatusReply(Reply):
    """The status created or changed."""

    status_id: int


class GetCrmClientStatusGroupsReply(Reply):
    """Groups of client statuses, the main one first."""

    status_groups: list[StatusGroupRow]


class AddCrmClientStatusGroupReply(Reply):
    """The group created or renamed."""

    group_id: int
