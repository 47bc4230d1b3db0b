"""What an account's rows are, to see that a refused call changed none of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from spinka.accounts.tenancy import acting_for
from tests.architecture.tables import tenant_models

Fingerprint = dict[str, tuple[int, int]]


def fingerprint(account_id: int, *, without: frozenset[str] = frozenset()) -> Fingerprint:
    """Number and digest of the rows the account can see, by table."""
    tables = [model._meta.db_table for model in tenant_models() if model._meta.db_table not in without]
    parts = [
        f"select '{table}', count(*), coalesce(bit_xor(hashtextextended(t::text, 0)), 0) from {table} t"
        for table in tables
    ]
    with acting_for(account_id), connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts))
        return {name: (count, digest) for name, count, digest in cursor.fetchall()}


def changed(before: Fingerprint, after: Fingerprint) -> set[str]:
    """The tables whose rows differ."""
    return {table for table in before if before[table] != after.get(table)}


@contextmanager
def rolled_back() -> Iterator[None]:
    """Take back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
