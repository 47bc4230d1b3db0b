"""Figures of this machine beside what the bare database does in the same run (targets.md)."""
