"""Shapes of the answers when orders are copied, split and merged."""

from spinka.compat.registry import Reply


class AddOrderDuplicateReply(Reply):
    """The copy."""

    order_id: int


class AddOrderBySplitReply(Reply):
    """The order the pieces went to."""

    new_order_id: int


class SetOrdersMergeReply(Reply):
    """The main order, or the technical one made of all."""

    merged_order_id: int
