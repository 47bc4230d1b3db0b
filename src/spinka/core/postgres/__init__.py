"""The database backend: Django's own for PostgreSQL, without a round trip that every call would make."""
