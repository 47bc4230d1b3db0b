"""Invitations: the supplier's list, and the page their links lead to."""
