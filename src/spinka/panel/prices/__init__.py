"""Prices as one contractor gets them, and why they are what they are."""
