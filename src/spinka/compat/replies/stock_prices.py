"""Answers about stock and prices of products."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import PiecesByWarehouse, PricesByGroup, Warnings


class ProductStockRow(Reply):
    """Stock of a product; reservations only in a catalog that keeps them, variants only where there are some."""

    product_id: int
    stock: PiecesByWarehouse
    reservations: PiecesByWarehouse | UnsetType = UNSET
    variants: Annotated[dict[str, PiecesByWarehouse], Meta(description="By variant id")] | UnsetType = UNSET


class GetInventoryProductsStockReply(Reply):
    """A page of stock."""

    products: Annotated[dict[str, ProductStockRow], Meta(description="By product id")]


class ProductPricesRow(Reply):
    """Prices of a product; variants only where there are some."""

    prices: PricesByGroup
    variants: Annotated[dict[str, PricesByGroup], Meta(description="By variant id")] | UnsetType = UNSET


class GetInventoryProductsPricesReply(Reply):
    """A page of prices."""

    products: Annotated[dict[str, ProductPricesRow], Meta(description="By product id")]


class UpdateInventoryProductsStockReply(Reply):
    """How many products were updated."""

    counter: int
    warnings: Warnings


class UpdateInventoryProductsPricesReply(Reply):
    """How many products were updated."""

    counter: int
    warnings: Warnings
