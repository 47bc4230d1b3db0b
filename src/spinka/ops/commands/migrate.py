"""`spinka migrate`: bring the database to this version's schema."""

import argparse

from spinka.ops.environment import prepare
from spinka.ops.errors import OperationError

HELP = "bring the database to this version (external databases need DATABASE_OWNER_URL)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when the database is behind")


def run(arguments: argparse.Namespace) -> int:
    """Apply what is missing as the owner of the tables and renew the application's rights (R47, R52)."""
    environment = prepare(migrate=False)

    from spinka.ops import database  # noqa: PLC0415 (needs the settings)

    if arguments.check:
        behind = database.is_behind()
        print("behind: run `spinka migrate`" if behind else "up to date")
        return int(behind)
    if not environment.owner_url:
        raise OperationError("set DATABASE_OWNER_URL to a login that owns the tables; DATABASE_URL's owns nothing")
    database.migrate(environment.owner_url, environment.application_role, verbosity=1)
    print("The database is up to date.")
    return 0
