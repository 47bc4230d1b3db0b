"""Parcels of orders: numbers, labels, tracking states."""
