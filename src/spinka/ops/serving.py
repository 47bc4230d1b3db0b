"""Serving: granian and the worker under one supervisor, with the private database kept up beside them."""

import http.client
import os
import socket
import sys
from collections.abc import Callable

from spinka.ops import database
from spinka.ops.cluster import Cluster
from spinka.ops.environment import Environment
from spinka.ops.errors import OperationError
from spinka.ops.processes import Child, Supervisor

BLOCKING_THREADS = 8


def serve(
    environment: Environment,
    *,
    host: str,
    port: int,
    web: bool = True,
    worker: bool = True,
    greet: Callable[[str], None] | None = None,
) -> int:
    """Serve until Ctrl-C or SIGTERM; `greet` gets the address once /health answers (default: print it).

    Refuses to run as a role for which row-level security does not hold (R47).
    """
    database.refuse_powerful_role()
    variables = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}
    children = []
    if web:
        children.append(Child("web server", _web_command(host, port), variables))
    if worker:
        children.append(Child("worker", [sys.executable, "-m", "spinka.ops.background"], variables))
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 (compared, not bound)
    greeted = False

    def each_second() -> None:
        nonlocal greeted
        if environment.cluster is not None and environment.cluster.server_pid() is None:
            _revive(environment.cluster)
        if not greeted and (not web or _is_healthy(host, port)):
            greeted = True
            (greet or _print_address)(address if web else "")

    Supervisor(children).run(each_second)
    print("Stopped.", flush=True)
    return 0


def refuse_taken_port(host: str, port: int) -> None:
    """Say so on one line when the port cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as failure:
            reason = getattr(failure, "strerror", None) or str(failure)
            raise OperationError(f"cannot listen on {host}:{port}: {reason}; choose another with --port") from failure


def _web_command(host: str, port: int) -> list[str]:
    workers = os.environ.get("WEB_CONCURRENCY") or "1"
    command = [
        sys.executable,
        "-m",
        "granian",
        "config.wsgi:application",
        "--interface",
        "wsgi",
        "--http",
        "1",
        "--no-ws",
    ]
    command += ["--host", host, "--port", str(port), "--workers", workers, "--log-level", "error"]
    return [*command, "--blocking-threads", str(BLOCKING_THREADS), "--respawn-failed-workers"]


def _is_healthy(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _revive(cluster: Cluster) -> None:
    print("PostgreSQL is gone; starting it again.", file=sys.stderr, flush=True)
    try:
        cluster.join()
    except OperationError as failure:
        print(failure, file=sys.stderr, flush=True)


def _print_address(address: str) -> None:
    print(
        f"Spinka serves {address} (Ctrl-C stops it)." if address else "Spinka's worker runs (Ctrl-C stops it).",
        flush=True,
    )
