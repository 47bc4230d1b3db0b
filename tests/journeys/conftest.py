"""A served Spinka with its worker, reached over HTTP alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cluster import RunCluster
from tests.support.served import Served


@pytest.fixture(scope="session")
def served(
    run_cluster: RunCluster, database_name: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Served]:
    """One server for all stories of this process; each story opens its own accounts."""
    name = f"{database_name}_journeys"
    with django_db_blocker.unblock():
        server = Served.on_copy(
            run_cluster, name, tmp_path_factory.mktemp("journeys"), DJANGO_SETTINGS_MODULE="config.settings.test"
        )
    with server:
        yield server
    run_cluster.drop_database(name)
