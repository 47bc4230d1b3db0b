"""Writes of orders, by noun; call them through this package."""

from spinka.orders.services.opening import open_default_statuses

__all__ = ["open_default_statuses"]
