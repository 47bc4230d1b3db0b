"""Integrations: the list, the way to add one, the supplier's own integrations, joining by code."""
