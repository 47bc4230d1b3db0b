"""The demo: two connected companies with a full range, orders in every state and pages that are never empty."""
