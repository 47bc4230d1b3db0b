"""The schema file an empty database is filled from is what the migrations make (decision 0014)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.management import call_command

from spinka.ops import schema
from spinka.ops.cluster import ADMIN, OWNER
from spinka.ops.database import logged_in_as
from spinka.ops.roles import create_database
from tests.support.cluster import RunCluster

RELATIONS = "c.relnamespace = 'public'::regnamespace"
CATALOGUE = {
    "relations": "SELECT c.relname, c.relkind::text, c.relrowsecurity, c.relforcerowsecurity, c.reloptions::text, "
    f"c.relpersistence::text FROM pg_class c WHERE {RELATIONS}",
    "columns": "SELECT c.relname, a.attname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), "
    "format_type(a.atttypid, a.atttypmod), a.attnotnull, "
    "a.attidentity::text, a.attgenerated::text, a.attcollation::regcollation::text, a.attstattarget, "
    "pg_get_expr(d.adbin, d.adrelid) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
    "AND NOT a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
    f"WHERE {RELATIONS} AND c.relkind IN ('r', 'v')",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "indexes": f"SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_class c WHERE {RELATIONS} AND c.relkind = 'i'",
    "functions": "SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p "
    "WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' "
    "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')",
    "policies": "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled::text, pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal",
    "sequences": "SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by, cycle, "
    "cache_size, last_value FROM pg_sequences WHERE schemaname = 'public' "
    "AND sequencename NOT LIKE ALL (ARRAY['django%', 'auth_permission%'])",
    "statistics": "SELECT stxname, pg_get_statisticsobjdef(oid) FROM pg_statistic_ext",
    "extensions": "SELECT extname FROM pg_extension",
    "migrations": "SELECT app, name FROM django_migrations",
}


def plain(row: tuple[object, ...]) -> str:
    """A row as text without casts of texts and brackets, which PostgreSQL places anew whenever it reads them."""
    return re.sub(r"::character varying|::text|\[\]|[()]", "", repr(row))


def read(dsn: str) -> dict[str, list[str]]:
    """Everything that is declared in a database, and which tables hold rows."""
    with psycopg.connect(dsn) as owner:
        found = {part: sorted(plain(row) for row in owner.execute(query)) for part, query in CATALOGUE.items()}
        tables = [name for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        found["filled"] = sorted(
            name for name in tables if owner.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() is not None
        )
    return found


@contextmanager
def database(run: RunCluster, name: str) -> Iterator[str]:
    """The owner's address of an empty database, dropped afterwards."""
    with psycopg.connect(run.dsn("postgres", ADMIN), autocommit=True) as admin:
        create_database(admin, name)
    try:
        yield run.dsn(name, OWNER)
    finally:
        run.drop_database(name)


@pytest.fixture
def empty(run_cluster: RunCluster, database_name: str) -> Iterator[str]:
    with database(run_cluster, f"{database_name}_empty") as owner_dsn:
        yield owner_dsn


class TestLoadSchema:
    def test_makes_what_the_migrations_make(
        self, run_cluster: RunCluster, empty: str, database_name: str, django_db_blocker: Any
    ) -> None:
        with django_db_blocker.unblock(), database(run_cluster, f"{database_name}_loaded") as filled:
            assert schema.load_schema(filled), "schema.sql is older than the migrations: make schema"
            for owner_dsn in (empty, filled):
                with logged_in_as(owner_dsn):
                    call_command("migrate", verbosity=0, interactive=False)
            migrated, loaded = read(empty), read(filled)
        for part, rows in migrated.items():
            assert loaded[part] == rows, part

    def test_fills_an_empty_database_once(self, empty: str) -> None:
        assert schema.load_schema(empty) is True
        assert schema.load_schema(empty) is False

    def test_leaves_the_work_to_the_migrations_when_they_are_newer(
        self, empty: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(schema, "fingerprint", lambda: "another")
        assert schema.load_schema(empty) is False
        with psycopg.connect(empty) as owner:
            count = owner.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert count == (0,)
