"""Schemathesis: calls made from the OpenAPI document against the running server, each answer checked against it.

`make fuzz` makes many more calls of every method (FUZZ=examples a method); the suite makes a few, always the same.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import schemathesis
from django.db import connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg import sql
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from spinka.compat import methods
from spinka.compat.registry import METHODS
from spinka.ops.cluster import OWNER
from tests.compat.examples import EXAMPLES, fill
from tests.factories.world import World, make_world
from tests.support.cluster import RunCluster
from tests.support.served import Served, clean_environment

methods.load()
FUZZ = int(os.environ.get("FUZZ", "0"))
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
SETTINGS = settings(
    max_examples=FUZZ or 1,
    derandomize=not FUZZ,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, owner_dsn: str, reference_tables: frozenset[str]
) -> Iterator[World]:
    """An account in full use whose rows the server sees; taken away at the end."""
    with django_db_blocker.unblock():
        yield make_world()
        connections.close_all()
    with psycopg.connect(owner_dsn) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in tables if name not in reference_tables)
        owner.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))


@pytest.fixture(scope="module")
def server(
    world: World, run_cluster: RunCluster, database_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """`spinka serve` over the world's database."""
    folder: Path = tmp_path_factory.mktemp("schemathesis")
    urls = {"DATABASE_URL": run_cluster.dsn(database_name), "DATABASE_OWNER_URL": run_cluster.dsn(database_name, OWNER)}
    # The same secret key, so that the server reads the connection codes the world was made with.
    environment = clean_environment(folder, **urls, DJANGO_SETTINGS_MODULE="config.settings.test")
    with Served(environment, log=folder / "serve.log") as running:
        yield running


@pytest.fixture(scope="module")
def schema(server: Served) -> BaseSchema:
    """The document as the server gives it out."""
    return schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json")


def calls(schema: BaseSchema, world: World, name: str) -> st.SearchStrategy[Case]:
    """Calls of a method: wholly made up, or its example with some parameters made up, so that objects are found."""
    example = fill(EXAMPLES.get(name, {}), world.ids)

    def mixed(case: Case, kept: set[str]) -> Case:
        if isinstance(case.body, dict):
            case.body = case.body | {key: example[key] for key in sorted(kept)}
        return case

    operation = schema[f"/api/v1/{name}"]["POST"]
    made_up = operation.as_strategy()
    if FUZZ:
        # Kinds the document does not name: many of them are taken all the same, none may break the server.
        made_up = st.one_of(made_up, made_up, operation.as_strategy(GenerationMode.NEGATIVE))
    kept = st.one_of(st.just(set(example)), st.sets(st.sampled_from(sorted(example)))) if example else st.just(set())
    return st.builds(mixed, made_up, kept)


# What takes objects away comes last: the others find theirs.
IN_ORDER = sorted(METHODS, key=lambda name: (name.startswith(("delete", "leave")), name))


@pytest.mark.parametrize("name", IN_ORDER)
class TestCalls:
    @pytest.mark.feature("L-A7")
    def test_answers_as_documented(self, name: str, schema: BaseSchema, world: World, server: Served) -> None:
        @SETTINGS
        @given(case=calls(schema, world, name))
        def run(case: Case) -> None:
            case.call_and_validate(headers={"X-BLToken": world.api.token}, checks=CHECKS, timeout=60)

        run()
