"""Couriers: one folder each, found by the registry."""
