"""The schema all migrations together make, for an empty database: one file instead of a hundred steps (decision 0014)."""

import hashlib
from pathlib import Path

import psycopg
from django.db.migrations.loader import MigrationLoader

SCHEMA = Path(__file__).with_name("schema.sql")
MARK = "-- fingerprint: "
_SOURCES = Path(__file__).resolve().parents[1]


def fingerprint() -> str:
    """What the file was made from: the text of every migration of ours and of what they are written with."""
    digest = hashlib.sha256()
    for path in [*sorted(_SOURCES.glob("*/migrations/*.py")), _SOURCES / "core" / "rls.py"]:
        digest.update(path.relative_to(_SOURCES).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def load_schema(owner_dsn: str) -> bool:
    """Fill an empty database from the file, migrations noted as applied; False when it must be migrated instead.

    It must: the database has tables, the file is older than the migrations, or an installed library brings others.
    """
    text = SCHEMA.read_text() if SCHEMA.exists() else ""
    if not text.startswith(MARK + fingerprint() + "\n"):
        return False
    with psycopg.connect(owner_dsn) as owner:
        found = owner.execute("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace LIMIT 1").fetchone()
        if found:
            return False
        owner.execute(text.encode())
        noted = {(app, name) for app, name in owner.execute("SELECT app, name FROM public.django_migrations")}
        owner.execute("RESET search_path")
        if noted != set(MigrationLoader(None).disk_migrations or ()):
            owner.rollback()
            return False
    return True
