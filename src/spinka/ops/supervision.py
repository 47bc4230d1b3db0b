"""The process that stays while Spinka is served: keeps web server, worker and the private database up. Loads no Django."""

import http.client
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from spinka.ops.cluster import Cluster
from spinka.ops.errors import OperationError
from spinka.ops.processes import Child, Supervisor


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to keep running: two commands (empty = not this one), and the private cluster when there is one."""

    web: list[str]
    worker: list[str]
    health: str
    greeting: str
    home: str
    users: int

    def to_text(self) -> str:
        """The plan as text, for the pipe."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The plan of `to_text`."""
        return cls(**json.loads(text))


def run(plan: Plan) -> int:
    """Keep everything of the plan up until Ctrl-C or SIGTERM, then stop what was started; 2 when it cannot start."""
    cluster = None
    if plan.home:
        cluster = Cluster(Path(plan.home))
        cluster.take_over(plan.users)
    commands = {"web server": plan.web, "worker": plan.worker}
    children = [Child(name, command, dict(os.environ)) for name, command in commands.items() if command]
    greeted = False

    def each_second() -> None:
        nonlocal greeted
        if cluster is not None and cluster.server_pid() is None:
            _revive(cluster)
        if not greeted and (not plan.health or _is_healthy(plan.health)):
            greeted = True
            print(plan.greeting, flush=True)

    try:
        Supervisor(children).run(each_second)
    except OperationError as failure:
        print(f"spinka serve: {failure}", file=sys.stderr)
        return 2
    finally:
        if cluster is not None:
            cluster.leave()
    print("Stopped.", flush=True)
    return 0


def _is_healthy(address: str) -> bool:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    # A real installation knows itself by its own name only.
    host = os.environ.get("SPINKA_HOSTS", "").split(",")[0].lstrip(".*") or parts.netloc
    try:
        connection.request("GET", "/health", headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        return answer.status < 500
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


if __name__ == "__main__":
    with open(int(sys.argv[1])) as given:  # noqa: PTH123 (a pipe has no path)
        plan_text = given.read()
    sys.exit(run(Plan.from_text(plan_text)))
