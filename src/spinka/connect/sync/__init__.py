"""What crosses between two accounts, set-based; private to connect."""
