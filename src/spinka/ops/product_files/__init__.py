"""Products from files: CSV of our own, Shopify's or WooCommerce's columns, however it is written (feeds.md)."""

from spinka.ops.product_files.families import Fault
from spinka.ops.product_files.loading import LoadReport, load_products

__all__ = ["Fault", "LoadReport", "load_products"]
