"""Answers about links to a supplier's products."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import Warnings


class SetConnectProductLinksReply(Reply):
    """How many links were written; warnings by own product id."""

    linked: int
    warnings: Warnings


class ProductLinkRow(Reply):
    """An own product and the supplier's."""

    product_id: int
    supplier_product_id: int
    is_preferred: bool
    is_offered: bool


class GetConnectProductLinksReply(Reply):
    """A page of links."""

    links: list[ProductLinkRow]
