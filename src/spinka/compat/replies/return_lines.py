"""Answers about lines of returns."""

from spinka.compat.registry import Reply


class AddOrderReturnProductReply(Reply):
    """The line added."""

    order_return_product_id: int
