"""A served Spinka with a PostgreSQL of its own, so that everything of it can be killed."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spinka.ops.cluster import Cluster
from tests.support.served import Served, clean_environment


class Victim:
    """A running Spinka that is killed whole, database included, and started again on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home"
        self.home.mkdir(mode=0o700)
        self.starts = 0
        self.served = self._start()

    def _start(self) -> Served:
        self.starts += 1
        return Served(clean_environment(self.home), log=self.folder / f"{self.starts}.log")

    def kill(self) -> None:
        """SIGKILL to the web and worker processes' parent, then to PostgreSQL."""
        os.kill(self.served.process.pid, signal.SIGKILL)
        self.served.process.wait()
        server = Cluster(self.home).server_pid()
        assert server is not None
        os.kill(server, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while Cluster(self.home).server_pid() is not None and time.monotonic() < deadline:
            time.sleep(0.1)

    def start(self) -> str:
        """Start again; the new address."""
        self.served = self._start()
        return self.served.url


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    running = Victim(tmp_path_factory.mktemp("chaos"))
    yield running
    if running.served.process.poll() is None:
        running.served.stop()
