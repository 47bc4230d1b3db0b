"""The start page and the way to any other page."""
