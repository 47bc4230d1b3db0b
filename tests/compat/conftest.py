"""An account in full use, made once per module and taken back at its end."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.world import World, make_world
from tests.support.kept import kept_open


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with kept_open(django_db_blocker):
        yield make_world()
