"""Answers about lines of orders."""

from spinka.compat.registry import Reply


class AddOrderProductReply(Reply):
    """The line added."""

    order_product_id: int
