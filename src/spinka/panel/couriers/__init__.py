"""Courier accounts, and parcels made with them."""
