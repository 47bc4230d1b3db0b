"""Writes of the catalog, by noun; call them through this package."""

from spinka.catalog.services.opening import open_default_catalog

__all__ = ["open_default_catalog"]
