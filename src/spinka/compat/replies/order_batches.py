"""Answers about batches of orders."""

from typing import Annotated

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import RefusedRows


class AddOrdersReply(Reply):
    """The orders created, row by row."""

    order_ids: Annotated[list[int], Meta(description="By index of the request; 0 where a row was refused")]
    errors: RefusedRows
