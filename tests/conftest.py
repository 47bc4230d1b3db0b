"""Fixtures of the whole suite: the throw-away database, the application's login, and closed sockets."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from spinka.ops.cluster import OWNER
from spinka.ops.database import connection_settings
from tests.support import cluster as throw_away
from tests.support.served import Served

FOLDER = pytest.StashKey[Path]()
# Few tests that start servers and wait for them: first, so that the others fill the waiting.
WAITING = (
    "tests/ops/",
    "tests/journeys/",
    "tests/clients/",
    "tests/compat/test_schemathesis",
    "tests/compat/test_cursors",
)
REAL_CONNECT = socket.socket.connect


class OutsideConnection(Exception):
    """A test tried to reach another machine."""


def _loopback_only(self: socket.socket, address: Any) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        host = str(address[0])
        local = host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
        if not local:
            raise OutsideConnection(f"tests may not connect to {host}")
    REAL_CONNECT(self, address)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(WAITING))


def pytest_configure(config: pytest.Config) -> None:
    socket.socket.connect = _loopback_only  # type: ignore[method-assign]
    given = getattr(config, "workerinput", {}).get("spinka_folder")
    config.stash[FOLDER] = Path(given) if given else throw_away.run_folder()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["spinka_folder"] = str(node.config.stash[FOLDER])


@pytest.fixture(autouse=True)
def _no_language_left_over() -> None:
    """A page answered in a test before leaves its language active in the thread; no test starts with it."""
    from django.utils import translation

    translation.activate("en")


@pytest.fixture(scope="session")
def run_cluster(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[throw_away.RunCluster]:
    """The run's PostgreSQL, started by the first worker that needs it."""
    with django_db_blocker.unblock():
        running = throw_away.RunCluster(request.config.stash[FOLDER])
    yield running
    running.cluster.leave()


@pytest.fixture(scope="session")
def database_name() -> str:
    """This worker's own database."""
    return f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(run_cluster: throw_away.RunCluster, database_name: str, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's: the tests log in as spinka_app, which owns nothing (R47)."""
    from django.db import connection

    with django_db_blocker.unblock():
        run_cluster.new_database(database_name)
        connection.close()
        connection.settings_dict.update(connection_settings(run_cluster.dsn(database_name)))
    yield
    with django_db_blocker.unblock():
        connection.close()
        run_cluster.drop_database(database_name)


@pytest.fixture(scope="session")
def owner_dsn(run_cluster: throw_away.RunCluster, database_name: str, django_db_setup: None) -> str:
    """Address of this worker's database as the owner of its tables, for set-up and clean-up only."""
    return run_cluster.dsn(database_name, OWNER)


@pytest.fixture(scope="session")
def app_dsn(run_cluster: throw_away.RunCluster, database_name: str, django_db_setup: None) -> str:
    """Address of this worker's database as the application's role, for a second connection in a test."""
    return run_cluster.dsn(database_name)


@pytest.fixture(scope="session")
def reference_tables(owner_dsn: str) -> frozenset[str]:
    """Tables that migrations fill; they survive `committed_db`."""
    return frozenset(_filled_tables(owner_dsn))


@pytest.fixture
def committed_db(owner_dsn: str, reference_tables: frozenset[str], django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions really commit, for tests with several connections; emptied afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield
        connections.close_all()
    with psycopg.connect(owner_dsn) as owner:
        tables = [name for name in _filled_tables(owner_dsn) if name not in reference_tables]
        if tables:
            names = sql.SQL(", ").join(sql.Identifier(name) for name in tables)
            owner.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))


def _filled_tables(owner_dsn: str) -> list[str]:
    with psycopg.connect(owner_dsn) as owner:
        known = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        probes = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(name), sql.Identifier(name))
            for (name,) in known
        )
        return [name for (name,) in owner.execute(probes)]


@pytest.fixture(scope="module")
def served(
    run_cluster: throw_away.RunCluster, database_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A served Spinka with an empty, migrated database for the tests of one module."""
    name = f"{database_name}_served"
    running = Served.on_copy(run_cluster, name, tmp_path_factory.mktemp("served"))
    yield running
    running.stop()
    run_cluster.drop_database(name)
