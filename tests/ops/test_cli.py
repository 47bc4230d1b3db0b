"""The command line: every failure is one line on stderr and exit code 2; accounts and tokens."""

import socket
from pathlib import Path

import psycopg
import pytest

from spinka.ops.cluster import ADMIN, OWNER
from spinka.ops.roles import create_database
from tests.support.cluster import RunCluster
from tests.support.served import clean_environment, spinka


@pytest.fixture
def environment(tmp_path: Path, app_dsn: str, owner_dsn: str) -> dict[str, str]:
    return clean_environment(tmp_path, DATABASE_URL=app_dsn, DATABASE_OWNER_URL=owner_dsn)


def one_line(environment: dict[str, str], *arguments: str) -> str:
    result = spinka(environment, *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr


class TestWrongCalls:
    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("fly",),
            ("serve", "--port", "x"),
            ("serve", "--port", "65536"),
            ("serve", "--web-only", "--worker-only"),
            ("account", "add"),
        ],
    )
    def test_are_one_line(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        assert "--help" in one_line(clean_environment(tmp_path), *arguments)
        assert not list(tmp_path.iterdir()), "a wrong call starts nothing"


class TestDatabase:
    def test_an_unreachable_one_is_one_line(self, tmp_path: Path) -> None:
        environment = clean_environment(tmp_path, DATABASE_URL="postgresql://a:b@127.0.0.1:1/c")
        assert "the database does not answer" in one_line(environment, "migrate", "--check")

    def test_an_external_one_is_never_migrated_unasked(
        self, run_cluster: RunCluster, database_name: str, tmp_path: Path
    ) -> None:
        name = f"{database_name}_empty"
        with psycopg.connect(run_cluster.dsn("postgres", ADMIN), autocommit=True) as admin:
            create_database(admin, name)
        environment = clean_environment(tmp_path, DATABASE_URL=run_cluster.dsn(name))
        assert "run `spinka migrate`" in one_line(environment, "token", "add", "--account", "1")
        assert "DATABASE_OWNER_URL" in one_line(environment, "migrate")
        with psycopg.connect(run_cluster.dsn(name)) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
        run_cluster.drop_database(name)

    def test_serving_as_the_owner_is_refused(self, environment: dict[str, str], owner_dsn: str) -> None:
        line = one_line(environment | {"DATABASE_URL": owner_dsn}, "serve", "--worker-only")
        assert f"the role {OWNER} of DATABASE_URL owns the tables" in line

    def test_serving_as_a_superuser_is_refused(
        self, environment: dict[str, str], run_cluster: RunCluster, database_name: str
    ) -> None:
        address = run_cluster.dsn(database_name, ADMIN)
        assert "is a superuser" in one_line(environment | {"DATABASE_URL": address}, "serve", "--worker-only")


class TestSettings:
    def test_a_real_installation_without_a_key_is_one_line(self, environment: dict[str, str]) -> None:
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings.prod"
        assert "SPINKA_SECRET_KEY is not set" in one_line(environment, "migrate", "--check")


class TestServe:
    def test_a_taken_port_is_one_line(self, environment: dict[str, str]) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            assert f"cannot listen on 127.0.0.1:{port}" in one_line(environment, "serve", "--port", port)

    def test_a_data_folder_that_cannot_be_made_is_one_line(self) -> None:
        assert "set SPINKA_HOME" in one_line(clean_environment(Path("/proc/spinka")), "migrate")
