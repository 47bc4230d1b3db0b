"""Rows made once for a module's tests: a transaction around all of them, and what each test does taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def kept_open(blocker: Any) -> Iterator[None]:
    """A transaction around a whole module's tests, rolled back at the end."""
    with blocker.unblock():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        connection.close()


@contextmanager
def own_part() -> Iterator[None]:
    """One test's part of a transaction kept open: taken back with its settings, which belong to the account acting."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
