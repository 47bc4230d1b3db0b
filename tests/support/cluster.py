"""The throw-away PostgreSQL of a test run: one cluster, one migrated template, one database per worker."""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from spinka.ops.cluster import ADMIN, APPLICATION, OWNER, Cluster
from spinka.ops.database import grant_application_role, logged_in_as
from spinka.ops.home import folder_lock
from spinka.ops.roles import create_database
from spinka.ops.schema import load_schema

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "spinka-tests-"


class RunCluster:
    """The cluster all workers of one run share; SPINKA_TEST_HOME keeps it (and the template) between runs."""

    def __init__(self, home: Path) -> None:
        self.cluster = Cluster(home, throw_away=True)
        self.cluster.join()
        self.home = home
        self.template = f"template_{_fingerprint()}"

    def dsn(self, database: str, role: str = APPLICATION) -> str:
        return self.cluster.dsn(role, database)

    def new_database(self, name: str) -> None:
        """A fresh copy of the migrated template, owned by spinka_owner."""
        with folder_lock(self.home, "template.lock"):
            self._ensure_template()
            self.drop_database(name)
            with self._admin() as admin:
                create_database(admin, name, template=self.template)

    def drop_database(self, name: str) -> None:
        with self._admin() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _admin(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.dsn("postgres", ADMIN), autocommit=True)

    def _ensure_template(self) -> None:
        from django.core.management import call_command

        with self._admin() as admin:
            if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone():
                return
            unfinished = f"{self.template}_unfinished"
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(unfinished)))
            create_database(admin, unfinished)
            owner = self.dsn(unfinished, OWNER)
            load_schema(owner)
            with logged_in_as(owner):
                call_command("migrate", verbosity=0, interactive=False)
            grant_application_role(owner, APPLICATION)
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(self.template)
                )
            )


def run_folder() -> Path:
    """The folder of this run's cluster, removed at the end (SPINKA_TEST_HOME: kept)."""
    if kept := os.environ.get("SPINKA_TEST_HOME", ""):
        folder = Path(kept).resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / "pid").write_text(str(os.getpid()))
    atexit.register(remove, folder)
    return folder


def remove(folder: Path) -> None:
    """Stop the run's server and delete its folder."""
    if (folder / "secrets.json").exists():
        cluster = Cluster(folder, throw_away=True)
        if cluster.server_pid() is not None:
            cluster.join()
            cluster.leave()
        note = folder / "data_folder"
        if note.exists():
            shutil.rmtree(Path(note.read_text().strip()).parent, ignore_errors=True)
        if (folder / "socket_folder").exists():
            shutil.rmtree((folder / "socket_folder").read_text().strip(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove what runs killed with -9 left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            pid = int((folder / "pid").read_text())
            mine = folder.stat().st_uid == os.geteuid()
        except (OSError, ValueError):
            continue
        if mine and not Path(f"/proc/{pid}").exists():
            remove(folder)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    sources = [*sorted((ROOT / "src").glob("**/migrations/*.py")), ROOT / "src/spinka/core/rls.py"]
    for path in [*sources, ROOT / "src/spinka/ops/database.py", ROOT / "requirements.lock"]:
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:16]
