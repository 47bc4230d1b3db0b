"""Getting ready to serve, then making room: the process becomes the small supervisor of web server and worker."""

import os
import socket
import sys
from typing import NoReturn

from django.db import connection

from spinka.ops import database
from spinka.ops.environment import Environment
from spinka.ops.errors import OperationError
from spinka.ops.supervision import Plan

BLOCKING_THREADS = 8


def serve(
    environment: Environment, *, host: str, port: int, web: bool = True, worker: bool = True, greeting: str = ""
) -> NoReturn:
    """Serve until Ctrl-C or SIGTERM; `greeting` is printed once /health answers. Replaces this process.

    Refuses to run as a role for which row-level security does not hold (R47).
    """
    database.refuse_powerful_role()
    connection.close()
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 (compared, not bound)
    ready = f"Spinka serves {address} (Ctrl-C stops it)." if web else "Spinka's worker runs (Ctrl-C stops it)."
    cluster = environment.cluster
    plan = Plan(
        web=_web_command(host, port) if web else [],
        worker=[sys.executable, "-m", "spinka.ops.background"] if worker else [],
        health=address if web else "",
        greeting=f"{greeting}\n{ready}" if greeting else ready,
        home=str(cluster.home) if cluster else "",
        users=cluster.hand_over() if cluster else -1,
    )
    # The web server and the worker never learn the owner's login.
    variables = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}
    variables["PORT"] = str(port)
    sys.stdout.flush()
    sys.stderr.flush()
    # Through a pipe, because every user of the machine can read arguments and the demo's greeting names its logins.
    reading, writing = os.pipe()
    os.write(writing, plan.to_text().encode())
    os.close(writing)
    os.set_inheritable(reading, True)
    os.execve(sys.executable, [sys.executable, "-m", "spinka.ops.supervision", str(reading)], variables)  # noqa: S606 (no shell wanted)


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
