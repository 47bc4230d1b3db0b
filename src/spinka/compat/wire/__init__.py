"""Formats of the wire, per entity."""
