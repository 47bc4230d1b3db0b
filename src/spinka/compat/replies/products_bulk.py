"""Shape of the answer to a batch of products."""

from spinka.compat.registry import Reply


class ProductRefusal(Reply):
    """Why one product of a batch was not written."""

    error_code: str
    error_message: str


class AddInventoryProductsReply(Reply):
    """Answer of addInventoryProducts.

    `product_ids` stand by index, 0 where a product was refused; `errors` and `warnings` are keyed by index, the
    warnings inside by parameter.
    """

    product_ids: list[int]
    errors: dict[str, ProductRefusal]
    warnings: dict[str, dict[str, str]]
