"""Mail: what an account or the platform sends, written with the change that causes it and sent beside it."""
