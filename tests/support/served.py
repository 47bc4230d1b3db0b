"""A served Spinka for tests over HTTP: `spinka serve` in its own process on a database of its own."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

from spinka.ops.cluster import OWNER
from tests.support.cluster import ROOT, RunCluster

# Longer than any start seen (a cluster made from nothing while every test process starts as well).
STARTS_WITHIN_SECONDS = 120


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment without anything that would steer Spinka."""
    steering = ("SPINKA_", "DJANGO_", "DATABASE_", "PYTEST_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(steering) or k == "SPINKA_PG_BIN"}
    kept.pop("PORT", None)
    return kept | {"SPINKA_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **more}


def spinka(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the command line to its end."""
    return subprocess.run(
        [sys.executable, "-m", "spinka.ops.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd="/",
    )


class Served:
    """`spinka serve` (web and worker) until `stop`; `command` runs the command line beside it."""

    def __init__(self, environment: dict[str, str], *, log: Path) -> None:
        self.environment = environment
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "spinka.ops.cli", "serve", "--port", str(self.port)],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
            )
        self._await_health()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()

    @classmethod
    def on_copy(cls, run: RunCluster, name: str, folder: Path, **more: str) -> "Served":
        """Serve a fresh copy of the migrated template, as an external database."""
        folder.mkdir(mode=0o700, exist_ok=True)
        run.new_database(name)
        urls = {"DATABASE_URL": run.dsn(name), "DATABASE_OWNER_URL": run.dsn(name, OWNER)}
        return cls(clean_environment(folder, **urls, **more), log=folder / "serve.log")

    def command(self, *arguments: str) -> dict[str, Any]:
        """Run a command with --json and return what it printed."""
        result = spinka(self.environment, *arguments, "--json")
        assert result.returncode == 0, result.stderr
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    def health(self) -> int:
        """Status of /health; 0 while nothing answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        return self.process.wait(30)

    def _await_health(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while self.health() != 200:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"spinka serve did not answer: {self.log.read_text()[-2000:]}")
            time.sleep(0.1)
