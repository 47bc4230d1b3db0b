"""`spinka serve` on its own private database: first start, kill -9, joining again, a clean stop (R52)."""

import os
import signal
import time
from pathlib import Path

from spinka.ops.cluster import Cluster
from tests.support.served import Served, clean_environment, spinka


def processes_of(home: Path) -> list[str]:
    """Command lines of every process that was started for this data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"SPINKA_HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return [line for line in found if line]


class TestServe:
    def test_survives_kill_and_stops_everything_it_started(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        environment = clean_environment(home)

        with Served(environment, log=tmp_path / "first.log") as first:
            beside = spinka(environment, "migrate", "--check")
            assert (beside.returncode, beside.stdout) == (0, "up to date\n")
            server = Cluster(home).server_pid()
            assert server is not None
            os.kill(first.process.pid, signal.SIGKILL)
            first.process.wait()
        deadline = time.monotonic() + 60
        while first.health() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert first.health() == 0, "the children die with their parent"
        assert Cluster(home).server_pid() == server, "PostgreSQL stays up for the next start"

        with Served(environment, log=tmp_path / "second.log") as second:
            assert Cluster(home).server_pid() == server
            assert second.stop() == 0
        assert Cluster(home).server_pid() is None
        assert processes_of(home) == []

    def test_brings_postgresql_back(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        with Served(clean_environment(home), log=tmp_path / "serve.log") as running:
            server = Cluster(home).server_pid()
            assert server is not None
            os.kill(server, signal.SIGKILL)
            deadline = time.monotonic() + 60
            while Cluster(home).server_pid() in {None, server} and time.monotonic() < deadline:
                time.sleep(0.2)
            while running.health() != 200 and time.monotonic() < deadline:
                time.sleep(0.2)
            assert running.health() == 200
            assert running.stop() == 0
        assert Cluster(home).server_pid() is None
