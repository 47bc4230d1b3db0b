"""The private PostgreSQL of one data folder: made on first use, started or joined, stopped by the last one out (R51, R52)."""

import fcntl
import os
import re
import shutil
import stat
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from spinka.ops import binaries as programs
from spinka.ops.binaries import Binaries, Runner
from spinka.ops.errors import OperationError
from spinka.ops.home import folder_lock, generated_secrets

ADMIN, OWNER, APPLICATION = "spinka_admin", "spinka_owner", "spinka_app"
DATABASE = "spinka"
PORT = 5432
# sun_path holds 108 bytes with the closing zero.
LONGEST_SOCKET = 107
START_SECONDS = 60

SETTINGS = """\
# Written at every start; put your own lines into own.conf beside this file.
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
port = {port}
password_encryption = 'scram-sha-256'
max_connections = 200
max_wal_size = '2GB'
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
include_if_exists = 'own.conf'
"""
THROW_AWAY_SETTINGS = """\
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""
ACCESS = "# Local sockets only, a password for everybody, the system's users included.\nlocal all all scram-sha-256\n"


@dataclass
class Cluster:
    """One private PostgreSQL; `throw_away` trades durability for speed and is for tests only."""

    home: Path
    throw_away: bool = False
    _users: int = field(default=-1, init=False, repr=False)

    def __post_init__(self) -> None:
        self.secrets = generated_secrets(self.home)

    def join(self) -> None:
        """Start the server or attach to the running one, and count this process among its users until `leave`."""
        with folder_lock(self.home, "postgres.lock"):
            if self._users < 0:
                self._users = os.open(self.home / "postgres.users", os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self._users, fcntl.LOCK_SH)
            if not self._running():
                self._start()
            self._wait()

    def leave(self) -> bool:
        """Stop using the server; the last user stops it. True when it was stopped."""
        with folder_lock(self.home, "postgres.lock"):
            if self._users < 0:
                return False
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            else:
                self._stop()
                return True
            finally:
                os.close(self._users)
                self._users = -1

    def hand_over(self) -> int:
        """The descriptor that counts this process among the users, kept across exec for `take_over`."""
        os.set_inheritable(self._users, True)
        return self._users

    def take_over(self, descriptor: int) -> None:
        """Count this process among the users by the descriptor of the program it replaced."""
        os.set_inheritable(descriptor, False)
        self._users = descriptor

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """The libpq address of a role (spinka_admin, spinka_owner or spinka_app), password included."""
        password = self.secrets[{ADMIN: "admin", OWNER: "owner", APPLICATION: "app"}[role]]
        return f"postgresql://{role}:{password}@/{database}?host={self.socket_folder()}&port={PORT}"

    def socket_folder(self) -> Path:
        """Where the socket is: the data folder, or a short private folder when the path would be too long (107 bytes)."""
        folder = self._data().parent / "run"
        if _fits(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            return folder
        note = self.home / "socket_folder"
        if note.exists() and (kept := Path(note.read_text().strip())).is_dir() and _is_private(kept):
            return kept
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        parent = runtime if runtime and _fits(Path(runtime) / "spinka-12345678") else "/tmp"  # noqa: S108 (made 0700)
        made = Path(tempfile.mkdtemp(prefix="spinka-", dir=parent))
        note.write_text(f"{made}\n")
        return made

    def server_pid(self) -> int | None:
        """Process id of the running server, or None; a stale pid file of another process counts as not running."""
        try:
            pid = int((self._data() / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return None
        try:
            return pid if Path(f"/proc/{pid}/cwd").readlink() == self._data().resolve() else None
        except FileNotFoundError:  # a process that has ended and was not reaped, or a system without /proc
            return None if Path("/proc/self").exists() else pid
        except OSError:
            return pid

    # Everything below runs under postgres.lock.

    def _runner(self) -> tuple[Runner, Binaries]:
        recorded = self._recorded_major(self.home / "postgres")
        found = programs.find_all()
        best = programs.choose(found, recorded, self.home / "postgres")
        runner = programs.choose_runner(self.home, best)
        if runner.data_parent != self.home:
            data = runner.data_parent / "postgres"
            best = programs.choose(found, self._recorded_major(data), data)
        return runner, programs.readable_copy(best, runner)

    @staticmethod
    def _recorded_major(data: Path) -> int | None:
        path = data / "PG_VERSION"
        return int(path.read_text()) if path.exists() else None

    def _data(self) -> Path:
        note = self.home / "data_folder"
        return Path(note.read_text().strip()) if note.exists() else self.home / "postgres"

    def _running(self) -> bool:
        return self.server_pid() is not None

    def _start(self) -> None:
        runner, chosen = self._runner()
        data = runner.data_parent / "postgres"
        if runner.data_parent != self.home:
            (self.home / "data_folder").write_text(f"{data}\n")
        if not data.exists():
            self._initialise(runner, chosen, data)
        self._forget_stale_pid(data)
        socket_folder = self.socket_folder()
        if socket_folder.stat().st_uid != runner.uid:
            os.chown(socket_folder, runner.uid, -1)
        settings = SETTINGS.format(socket_folder=socket_folder, port=PORT)
        settings += THROW_AWAY_SETTINGS if self.throw_away else ""
        self._write(runner, data / "spinka.conf", settings)
        log = runner.data_parent / "postgres.log"
        command = [str(chosen.folder / "pg_ctl"), "start", "-D", str(data), "-l", str(log)]
        for pause in (0.3, 0.7, 2, 5, 0):
            result = runner.run([*command, "-w", "-t", str(START_SECONDS), "-s"])
            reason = _last_line(log, result.stderr)
            if result.returncode == 0:
                return
            # A killed server's last processes may need a moment to go.
            if "already exists" not in reason and "still in use" not in reason:
                break
            time.sleep(pause)
        raise OperationError(f"PostgreSQL did not start: {reason} (see {log})")

    @staticmethod
    def _forget_stale_pid(data: Path) -> None:
        """Remove a pid file whose number another program has now, which PostgreSQL itself would take for a server.

        Left alone while any process works in the data folder: PostgreSQL's own interlock waits for its last backend.
        """
        try:
            os.kill(int((data / "postmaster.pid").read_text().split("\n", 1)[0]), 0)
        except (OSError, ValueError):
            return
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if (folder / "cwd").readlink() == data.resolve():
                    return
            except OSError:
                continue
        (data / "postmaster.pid").unlink(missing_ok=True)

    def _initialise(self, runner: Runner, chosen: Binaries, data: Path) -> None:
        fresh = data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        command = [str(chosen.folder / "initdb"), "-D", str(fresh), "-U", ADMIN, "-A", "scram-sha-256", "-E", "UTF8"]
        password = data.with_name("postgres.password")
        self._write(runner, password, self.secrets["admin"] + "\n")
        command += [f"--pwfile={password}", "--no-instructions", *(["--no-sync"] if self.throw_away else [])]
        for locale in ("C.UTF-8", "C"):
            result = runner.run([*command, f"--locale={locale}"])
            if result.returncode == 0:
                break
            shutil.rmtree(fresh, ignore_errors=True)
        password.unlink()
        if result.returncode != 0:
            raise OperationError(f"initdb failed: {' '.join(result.stderr.split())[-300:]}")
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("\ninclude 'spinka.conf'\n")
        self._write(runner, fresh / "pg_hba.conf", ACCESS)
        fresh.rename(data)

    @staticmethod
    def _write(runner: Runner, path: Path, text: str) -> None:
        path.touch(mode=0o600)
        path.write_text(text)
        if runner.uid != os.geteuid():
            os.chown(path, runner.uid, -1)

    def _stop(self) -> None:
        if self._running():
            runner, chosen = self._runner()
            mode = "immediate" if self.throw_away else "fast"
            runner.run([str(chosen.folder / "pg_ctl"), "stop", "-D", str(self._data()), "-m", mode, "-w", "-s"])

    def _wait(self) -> None:
        from spinka.ops import roles  # noqa: PLC0415 (loads the driver, which a running supervisor does without)

        deadline = time.monotonic() + START_SECONDS
        while reason := roles.refusal(self.dsn(APPLICATION)):
            if not self._running() or time.monotonic() > deadline:
                raise OperationError(f"the private PostgreSQL does not answer: {reason}")
            passwords = {OWNER: self.secrets["owner"], APPLICATION: self.secrets["app"]}
            if not roles.prepare(self.dsn(ADMIN, "postgres"), passwords, DATABASE):
                time.sleep(0.2)


def _fits(folder: Path) -> bool:
    plain = re.fullmatch(r"[A-Za-z0-9/._-]+", str(folder)) is not None
    return plain and len(os.fsencode(f"{folder}/.s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET


def _is_private(folder: Path) -> bool:
    state = folder.lstat()
    return (
        stat.S_ISDIR(state.st_mode)
        and state.st_mode & 0o077 == 0
        and (state.st_uid == os.geteuid() or os.geteuid() == 0)
    )


def _last_line(log: Path, stderr: str) -> str:
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        lines = stderr.splitlines()
    reasons = [line for line in lines[-20:] if "FATAL" in line or "PANIC" in line] or lines
    return reasons[-1] if reasons else "no reason given"
