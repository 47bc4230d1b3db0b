"""Clients: the account's own book of buyers."""
