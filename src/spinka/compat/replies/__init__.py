"""Shapes of the answers, one module per family of methods."""
