"""Roles, grants and migrations of Spinka's database (R47); the caller has set Django up."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from spinka.ops.errors import OperationError
from spinka.ops.schema import load_schema

# Tables whose rows are never changed or deleted by the application: the credit ledger (R22).
APPEND_ONLY = ("connect_creditentry",)
MIGRATION_LOCK = 4_726_110_051
# A migration that waits longer for a lock would stop the whole service behind it.
MIGRATION_OPTIONS = "-c lock_timeout=4s"

GRANT_FUNCTIONS = """
SELECT format('REVOKE ALL ON ROUTINE %%s FROM PUBLIC; GRANT EXECUTE ON ROUTINE %%s TO %%I',
              p.oid::regprocedure, p.oid::regprocedure, %s::text)
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def grant_application_role(owner_dsn: str, app_role: str) -> None:
    """Give the application's role exactly the rights it works with: rows of every table, sequences, functions (R47).

    The tables of APPEND_ONLY lose UPDATE and DELETE (R22). Safe to repeat; runs after every migration.
    """
    role = sql.Identifier(app_role)
    with psycopg.connect(owner_dsn) as owner:
        owner.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        owner.execute(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role))
        owner.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
        owner.execute(sql.SQL("REVOKE INSERT, UPDATE, DELETE ON TABLE django_migrations FROM {}").format(role))
        known = {name for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
        for table in known.intersection(APPEND_ONLY):
            owner.execute(sql.SQL("REVOKE UPDATE, DELETE ON TABLE {} FROM {}").format(sql.Identifier(table), role))
        for (statement,) in owner.execute(GRANT_FUNCTIONS, [app_role]).fetchall():
            owner.execute(statement)


def is_behind() -> bool:
    """Whether migrations wait to be applied, read as the application's role."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(owner_dsn: str, app_role: str, *, verbosity: int = 0) -> None:
    """Apply the waiting migrations as the owner of the tables and renew the grants; one process at a time.

    An empty database takes the whole schema from its file first; then only what Django writes after migrations is left.
    """
    with psycopg.connect(owner_dsn, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        load_schema(owner_dsn)
        with logged_in_as(owner_dsn, options=MIGRATION_OPTIONS):
            call_command("migrate", verbosity=verbosity, interactive=False)
        grant_application_role(owner_dsn, app_role)


@contextmanager
def logged_in_as(dsn: str, *, options: str = "") -> Iterator[None]:
    """Run Django's connection under another login inside the block; the old one comes back after it."""
    settings: dict[str, Any] = connection.settings_dict
    before = dict(settings)
    connection.close()
    settings.update(connection_settings(dsn))
    if options:
        settings["OPTIONS"] = {**before["OPTIONS"], "options": options}
    try:
        yield
    finally:
        connection.close()
        settings.clear()
        settings.update(before)


def connection_settings(dsn: str) -> dict[str, str]:
    """The entries of Django's DATABASES that a libpq address decides."""
    parts = conninfo_to_dict(dsn)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {ours: str(parts.get(theirs) or "") for ours, theirs in names.items()}


def refuse_powerful_role() -> None:
    """Refuse to serve as a role for which row-level security does not hold: superuser, BYPASSRLS or owner (R47)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, r.rolsuper, r.rolbypassrls, EXISTS (SELECT 1 FROM pg_class c "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
            "AND pg_has_role(current_user, c.relowner, 'USAGE')) FROM pg_roles r WHERE r.rolname = current_user"
        )
        role, is_super, bypasses, owns = cursor.fetchone() or ("", True, True, True)
    reason = "is a superuser" if is_super else "has BYPASSRLS" if bypasses else "owns the tables" if owns else ""
    if reason:
        raise OperationError(
            f"the role {role} of DATABASE_URL {reason}, so row-level security would not hold: "
            "give DATABASE_URL a login that owns nothing and keep the owner in DATABASE_OWNER_URL"
        )


def is_reachable() -> str:
    """An empty text when the database answers, else the reason on one line."""
    try:
        connection.ensure_connection()
    except DatabaseError as failure:
        return " ".join(str(failure).split())
    return ""
