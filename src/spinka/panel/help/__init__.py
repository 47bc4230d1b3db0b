"""Help in the panel: a written guide for each role (A-22)."""
