"""`spinka check`: every rule the data must keep, counted and listed (R53)."""

from spinka.ops.check.inspection import Finding, Report, inspect_everything, inspect_per_account

__all__ = ["Finding", "Report", "inspect_everything", "inspect_per_account"]
