"""The private PostgreSQL: first start, joining, sockets, passwords, versions (R51, R52)."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from spinka.ops import binaries, cluster
from spinka.ops.cluster import ADMIN, APPLICATION, OWNER, Cluster
from spinka.ops.errors import OperationError


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    started = Cluster(home, throw_away=True)
    started.join()
    yield started
    started.leave()
    assert started.server_pid() is None


class TestJoin:
    def test_attaches_to_the_running_server(self, joined: Cluster) -> None:
        second = Cluster(joined.home, throw_away=True)
        second.join()
        assert second.server_pid() == joined.server_pid()
        assert second.secrets == joined.secrets
        assert second.leave() is False, "another process still uses the server"
        assert joined.server_pid() is not None

    def test_makes_roles_that_row_level_security_binds(self, joined: Cluster) -> None:
        with psycopg.connect(joined.dsn(APPLICATION)) as connection:
            roles = connection.execute(
                "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles "
                "WHERE rolname IN ('spinka_owner', 'spinka_app') ORDER BY rolname"
            ).fetchall()
            owner = connection.execute("SELECT datdba::regrole::text FROM pg_database WHERE datname = 'spinka'")
            assert owner.fetchone() == (OWNER,)
        assert roles == [(APPLICATION, False, False, False, False), (OWNER, False, False, True, False)]

    def test_uses_utf8_with_letters_beyond_ascii(self, joined: Cluster) -> None:
        with psycopg.connect(joined.dsn(APPLICATION)) as connection:
            assert connection.execute("SELECT lower('ŁÓDŹ'), current_setting('server_encoding')").fetchone() == (
                "łódź",
                "UTF8",
            )

    def test_the_owner_may_add_trigram_search(self, joined: Cluster) -> None:
        with psycopg.connect(joined.dsn(OWNER)) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            assert connection.execute("SELECT similarity('spinka', 'spinka')").fetchone() == (1.0,)
            connection.rollback()


class TestAccess:
    def test_listens_on_no_network(self, joined: Cluster) -> None:
        with psycopg.connect(joined.dsn(ADMIN)) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)

    @pytest.mark.parametrize("role", [ADMIN, OWNER, APPLICATION, "postgres"])
    def test_a_wrong_password_is_refused(self, joined: Cluster, role: str) -> None:
        address = f"postgresql://{role}:wrong@/spinka?host={joined.socket_folder()}&port={cluster.PORT}"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(address)

    def test_passwords_are_stored_as_scram(self, joined: Cluster) -> None:
        with psycopg.connect(joined.dsn(ADMIN)) as connection:
            kinds = connection.execute("SELECT DISTINCT left(rolpassword, 13) FROM pg_authid WHERE rolcanlogin")
            assert kinds.fetchall() == [("SCRAM-SHA-256",)]

    def test_folders_and_secrets_are_the_users_own(self, joined: Cluster) -> None:
        assert stat.S_IMODE(joined.socket_folder().stat().st_mode) == 0o700
        assert stat.S_IMODE((joined.home / "secrets.json").stat().st_mode) == 0o600

    def test_a_socket_path_too_long_moves_to_a_short_private_folder(self, tmp_path: Path) -> None:
        home = tmp_path / ("long" * 30)
        home.mkdir(mode=0o700)
        folder = Cluster(home).socket_folder()
        assert len(os.fsencode(folder)) < 60
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert Cluster(home).socket_folder() == folder
        folder.rmdir()


class TestServerPid:
    def test_a_pid_file_of_another_process_is_stale(self, tmp_path: Path) -> None:
        (tmp_path / "postgres").mkdir()
        (tmp_path / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")
        assert Cluster(tmp_path).server_pid() is None


class TestChoose:
    FOUND = [binaries.Binaries(Path("/a"), 17), binaries.Binaries(Path("/b"), 15)]

    def test_new_data_takes_the_best_found(self) -> None:
        assert binaries.choose(self.FOUND, None, Path("/data")).major == 17

    def test_existing_data_keeps_its_version(self) -> None:
        assert binaries.choose(self.FOUND, 15, Path("/data")).major == 15

    def test_another_version_is_refused_with_the_way_out(self) -> None:
        with pytest.raises(OperationError, match=r"PostgreSQL 16 and only 17, 15 is here.*pg_dump.*pg_restore"):
            binaries.choose(self.FOUND, 16, Path("/data"))

    def test_nothing_found_says_what_to_do(self) -> None:
        with pytest.raises(OperationError, match="no PostgreSQL 15 or newer was found: install"):
            binaries.choose([], None, Path("/data"))
