"""Returns: what buyers send back, its statuses, refunds and journal."""
