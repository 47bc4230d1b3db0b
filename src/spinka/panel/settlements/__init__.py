"""Settlements: trade credit per partner with its history."""
