"""The readable reference of the API at /api/docs."""
