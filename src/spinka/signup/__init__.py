"""Opening an account by oneself, and a new password by mail (R30)."""
