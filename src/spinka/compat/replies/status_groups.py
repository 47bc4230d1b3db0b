"""Shapes of the answers about groups of order statuses."""

from spinka.compat.registry import Reply


class StatusGroup(Reply):
    """A group; the main one has the number 0."""

    group_id: int
    name: str
    is_main_group: int


class GetOrderStatusGroupsReply(Reply):
    """Groups of order statuses, the main one first."""

    status_groups: list[StatusGroup]


class StatusGroupReply(Reply):
    """The group created or renamed."""

    group_id: int
