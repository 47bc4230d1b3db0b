"""Signing in and out, the language and the account one works in."""
