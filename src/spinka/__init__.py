"""Spinka: an open, self-hosted B2B exchange between suppliers and contractors."""

__version__ = "0.1.0"
