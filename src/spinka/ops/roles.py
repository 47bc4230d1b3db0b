"""Roles and databases of the private PostgreSQL: an owner of the tables, and an application that owns nothing (R47)."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from spinka.ops.cluster import APPLICATION, OWNER

RIGHTS = {OWNER: "CREATEDB", APPLICATION: "NOCREATEDB NOBYPASSRLS"}


def refusal(dsn: str) -> str:
    """Why a login is refused, on one line; an empty text when it works."""
    try:
        psycopg.connect(dsn, connect_timeout=5).close()
    except psycopg.OperationalError as failure:
        return " ".join(str(failure).split())
    return ""


def prepare(admin_dsn: str, passwords: Mapping[str, str], database: str) -> bool:
    """Make the roles and the database where they are missing and set the passwords; False while the server starts."""
    try:
        with psycopg.connect(admin_dsn, autocommit=True, connect_timeout=5) as admin:
            for role, rights in RIGHTS.items():
                known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
                admin.execute(
                    sql.SQL("{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEROLE {rights} PASSWORD {password}").format(
                        verb=sql.SQL("ALTER" if known else "CREATE"),
                        role=sql.Identifier(role),
                        rights=sql.SQL(rights),
                        password=sql.Literal(passwords[role]),
                    )
                )
            create_database(admin, database)
    except psycopg.OperationalError:
        return False
    return True


def create_database(admin: psycopg.Connection[tuple[object, ...]], name: str, *, template: str = "template1") -> None:
    """Create a database of spinka_owner unless it exists; only Spinka's roles may connect to it."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    names = {"name": name, "template": template, "owner": OWNER, "app": APPLICATION}
    identifiers = {key: sql.Identifier(value) for key, value in names.items()}
    for statement in (
        "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}",
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}",
    ):
        admin.execute(sql.SQL(statement).format(**identifiers))
