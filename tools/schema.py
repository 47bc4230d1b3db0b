"""Write src/spinka/ops/schema.sql from the migrations (`make schema`), or see whether it is up to date (`--check`)."""

import re
import subprocess
import sys
from pathlib import Path

import django
import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
# Settings of the session that newer servers add, and what only a superuser may say.
_LEFT_OUT = re.compile(r"^(--|SET |SELECT pg_catalog\.set_config|COMMENT ON EXTENSION|CREATE SCHEMA public|\\)")
# Made by Django itself after every migration.
_MADE_LATER = ("django_content_type", "auth_permission", "django_migrations")


def lines_of(dump: str) -> list[str]:
    """The statements of a dump without comments, settings of the session and empty lines between statements."""
    kept: list[str] = []
    in_body = False
    for line in dump.splitlines():
        if not in_body and (_LEFT_OUT.match(line) or not line.strip()):
            continue
        kept.append(line)
        in_body ^= line.count("$$") % 2 == 1 or line.count("$_$") % 2 == 1
    return kept


def write() -> None:
    """Migrate an empty database step by step and write down what it has become."""
    from django.core.management import call_command

    from spinka.ops import binaries
    from spinka.ops.cluster import ADMIN, OWNER
    from spinka.ops.database import logged_in_as
    from spinka.ops.roles import create_database
    from spinka.ops.schema import MARK, SCHEMA, fingerprint
    from tests.support.cluster import RunCluster, run_folder

    run = RunCluster(run_folder())
    name, made_from = "schema_source", fingerprint()
    try:
        run.drop_database(name)
        with psycopg.connect(run.dsn("postgres", ADMIN), autocommit=True) as admin:
            create_database(admin, name)
        owner = run.dsn(name, OWNER)
        with logged_in_as(owner):
            call_command("migrate", verbosity=0, interactive=False)
        command = [
            str(max(binaries.find_all(), key=lambda found: found.major).folder / "pg_dump"),
            "--no-owner",
            "--no-privileges",
            "--dbname",
            owner,
        ]
        rows = ["--data-only", "--inserts", *(f"--exclude-table={table}" for table in _MADE_LATER)]
        schema = subprocess.run([*command, "--schema-only"], check=True, capture_output=True, text=True).stdout
        data = subprocess.run([*command, *rows], check=True, capture_output=True, text=True).stdout
        with psycopg.connect(owner) as database:
            applied = database.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    finally:
        run.drop_database(name)
        run.cluster.leave()
    text = [MARK.rstrip() + " " + made_from, "-- Written by `make schema` from the migrations; never edited by hand."]
    text += ["SET check_function_bodies = false;", "SELECT pg_catalog.set_config('search_path', '', true);"]
    text += lines_of(schema) + [line for line in lines_of(data) if "pg_catalog.setval" not in line]
    text += [
        f"INSERT INTO public.django_migrations (app, name, applied) VALUES ('{app}', '{name}', now());"
        for app, name in applied
    ]
    SCHEMA.write_text("\n".join(text) + "\n")


def main() -> int:
    """Exit 1 when the file is older than the migrations."""
    django.setup()
    from spinka.ops.schema import MARK, SCHEMA, fingerprint

    if "--check" not in sys.argv:
        write()
        return 0
    if SCHEMA.exists() and SCHEMA.read_text().startswith(MARK + fingerprint() + "\n"):
        return 0
    print("src/spinka/ops/schema.sql is older than the migrations: run `make schema`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
