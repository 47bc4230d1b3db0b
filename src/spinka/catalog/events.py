"""What happens in a catalog, told once per change however many products it touches (R35)."""

from collections.abc import Iterable

from spinka.core.events import publish, together

__all__ = ["prices_changed", "products_changed", "stock_changed", "together"]


def _tell(name: str, account_id: int, product_ids: Iterable[int]) -> None:
    ids = sorted(set(product_ids))
    if ids:
        publish(name, account_id=account_id, stream=f"catalog:{account_id}", product_ids=ids)


def products_changed(*, account_id: int, product_ids: Iterable[int]) -> None:
    """Products were made, changed or deleted."""
    _tell("product.changed", account_id, product_ids)


def stock_changed(*, account_id: int, product_ids: Iterable[int]) -> None:
    """On hand was set."""
    _tell("stock.changed", account_id, product_ids)


def prices_changed(*, account_id: int, product_ids: Iterable[int]) -> None:
    """Prices were set."""
    _tell("price.changed", account_id, product_ids)
