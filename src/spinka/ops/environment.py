"""Everything a command needs before it starts: the database, the environment, Django, the schema (R52)."""

import atexit
import os
from dataclasses import dataclass

import django
from django.db import DatabaseError
from psycopg.conninfo import conninfo_to_dict

from spinka.ops.cluster import APPLICATION, OWNER, Cluster
from spinka.ops.errors import OperationError
from spinka.ops.home import generated_secrets, home_folder, private_folder

SETTINGS = "config.settings.dev"


@dataclass(frozen=True)
class Environment:
    """The database of this command: its two addresses, and the private cluster unless the database is external."""

    url: str
    owner_url: str
    cluster: Cluster | None

    @property
    def application_role(self) -> str:
        """The login of DATABASE_URL."""
        return str(conninfo_to_dict(self.url).get("user") or "")


def prepare(*, migrate: bool = True) -> Environment:
    """Make the database reachable, set Django up and bring a private database up to date (R52).

    An external database that is behind is never migrated unasked: OperationError names `spinka migrate`.
    """
    environment = _environment()
    os.environ["DATABASE_URL"] = environment.url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if environment.cluster is not None:
        # No pool stands in front of the private server.
        os.environ.setdefault("SPINKA_PREPARE", "1")
    if not os.environ["DJANGO_SETTINGS_MODULE"].endswith(".prod") and not os.environ.get("SPINKA_SECRET_KEY"):
        os.environ["SPINKA_SECRET_KEY"] = generated_secrets(home_folder())["secret_key"]
    if not os.environ.get("SPINKA_STATIC"):
        os.environ["SPINKA_STATIC"] = str(private_folder(home_folder() / "static"))
    if not os.environ.get("SPINKA_MAIL_FOLDER"):
        os.environ["SPINKA_MAIL_FOLDER"] = str(home_folder() / "mail")
    django.setup()

    from spinka.ops import database  # noqa: PLC0415 (needs the settings)

    if reason := database.is_reachable():
        raise OperationError(f"the database does not answer: {reason}")
    if migrate:
        try:
            behind = database.is_behind()
        except DatabaseError:
            behind = True  # a first migration was interrupted before the grants
        if behind and environment.cluster is None:
            raise OperationError("the database is behind this version: run `spinka migrate`")
        if behind:
            database.migrate(environment.owner_url, environment.application_role)
    return environment


def _environment() -> Environment:
    """Addresses for the application and for the owner of the tables: the environment's, else the private cluster's.

    Starts or joins the private PostgreSQL of SPINKA_HOME when DATABASE_URL is not set (R52); the last command that uses
    it stops it. Raises OperationError with one line that says what to do.
    """
    url = os.environ.get("DATABASE_URL", "")
    if url:
        return Environment(url, os.environ.get("DATABASE_OWNER_URL", ""), None)
    cluster = Cluster(home_folder())
    cluster.join()
    atexit.register(cluster.leave)
    return Environment(cluster.dsn(APPLICATION), cluster.dsn(OWNER), cluster)
