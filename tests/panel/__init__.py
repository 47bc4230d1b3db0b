"""Tests of the panel over Django's test client."""
