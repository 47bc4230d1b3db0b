"""An account in full use, made once per module and taken back at its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories.world import World, make_world


@contextmanager
def kept_open(blocker: Any) -> Iterator[None]:
    """A transaction around a whole module's tests, rolled back at the end."""
    with blocker.unblock():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with kept_open(django_db_blocker):
        yield make_world()
