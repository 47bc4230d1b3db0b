"""The application's role: what it may do, and what the suite's own fixtures promise (R22, R47)."""

import socket

import psycopg
import pytest
from django.db import connection

from spinka.accounts.models import User
from spinka.ops import database
from spinka.ops.errors import OperationError
from tests.conftest import OutsideConnection


def rows(dsn: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn) as link:
        return link.execute(statement).fetchall()


class TestGrantApplicationRole:
    def test_the_application_owns_nothing(self, app_dsn: str) -> None:
        assert rows(app_dsn, "SELECT relname FROM pg_class WHERE relowner = 'spinka_app'::regrole") == []

    @pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
    @pytest.mark.parametrize("table", database.APPEND_ONLY)
    def test_ledgers_only_grow(self, app_dsn: str, table: str, right: str) -> None:
        assert rows(app_dsn, f"SELECT has_table_privilege('{table}', 'INSERT')") == [(True,)]
        assert rows(app_dsn, f"SELECT has_table_privilege('{table}', '{right}')") == [(False,)]

    def test_migrations_are_not_the_applications_to_write(self, app_dsn: str) -> None:
        with psycopg.connect(app_dsn) as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("DELETE FROM django_migrations")

    def test_the_application_may_not_change_the_schema(self, app_dsn: str) -> None:
        with psycopg.connect(app_dsn) as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("CREATE TABLE mine (id bigint)")

    def test_doors_are_closed_to_everybody_else(self, app_dsn: str) -> None:
        ours = "pronamespace = 'public'::regnamespace AND proowner = 'spinka_owner'::regrole AND prosecdef"
        assert rows(app_dsn, f"SELECT count(*) > 0 FROM pg_proc WHERE {ours}") == [(True,)]
        open_to_all = f"SELECT proname FROM pg_proc, aclexplode(proacl) a WHERE {ours} AND a.grantee = 0"
        assert rows(app_dsn, open_to_all) == []
        closed = f"SELECT proname FROM pg_proc WHERE {ours} AND NOT has_function_privilege(oid, 'EXECUTE')"
        assert rows(app_dsn, closed) == []


class TestRefusePowerfulRole:
    def test_accepts_the_application(self, committed_db: None) -> None:
        database.refuse_powerful_role()

    def test_refuses_the_owner(self, committed_db: None, owner_dsn: str) -> None:
        with (
            database.logged_in_as(owner_dsn),
            pytest.raises(OperationError, match="spinka_owner of DATABASE_URL owns the tables"),
        ):
            database.refuse_powerful_role()


@pytest.mark.django_db
class TestIsBehind:
    def test_is_false_after_migrating(self) -> None:
        assert database.is_behind() is False


class TestFixtures:
    def test_committed_rows_are_seen_by_a_second_connection(self, committed_db: None, app_dsn: str) -> None:
        User.objects.create_user(email="a@example.org", name="A", password="long enough", language="pl")
        assert rows(app_dsn, "SELECT email FROM accounts_user") == [("a@example.org",)]

    def test_committed_rows_are_gone_in_the_next_test(self, app_dsn: str) -> None:
        assert rows(app_dsn, "SELECT email FROM accounts_user") == []

    @pytest.mark.django_db
    def test_tests_log_in_as_the_application(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, session_user")
            assert cursor.fetchone() == ("spinka_app", "spinka_app")

    @pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "8.8.8.8"])
    def test_other_machines_cannot_be_reached(self, host: str) -> None:
        with socket.socket() as outside, pytest.raises(OutsideConnection):
            outside.connect((host, 80))
