"""The served application and the installed clients."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.cluster import RunCluster
from tests.support.served import Served
from tools import clients


@pytest.fixture(scope="session")
def installed() -> Path:
    """The folder of the clients; a package index that cannot be reached fails the tests."""
    return clients.install()


@pytest.fixture(scope="module")
def served(
    run_cluster: RunCluster, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Served]:
    name = "test_clients"
    with django_db_blocker.unblock():
        server = Served.on_copy(
            run_cluster, name, tmp_path_factory.mktemp("clients"), DJANGO_SETTINGS_MODULE="config.settings.test"
        )
    with server:
        yield server
    run_cluster.drop_database(name)


@pytest.fixture(scope="module")
def token(served: Served) -> str:
    """The token of an account opened on the command line."""
    person = ("--email", "shop@clients.example", "--password", "correct-horse-battery")
    opened = served.command("account", "add", "--name", "Sklep", *person, "--limit", "0")
    return str(opened["api_token"])
