"""A served Spinka with its worker, reached over HTTP alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cluster import RunCluster
from tests.support.served import Served


@pytest.fixture(scope="module")
def served(
    run_cluster: RunCluster, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Served]:
    name = "test_journeys"
    with django_db_blocker.unblock():
        server = Served.on_copy(
            run_cluster, name, tmp_path_factory.mktemp("journeys"), DJANGO_SETTINGS_MODULE="config.settings.test"
        )
    with server:
        yield server
    run_cluster.drop_database(name)
