"""Warehouse documents: goods received, issued and moved, numbered, and confirmed into stock."""
