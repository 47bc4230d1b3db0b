"""The second wall alone: with the guard taken away the database still shows and takes nothing foreign (R47)."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from spinka.ops.cluster import ADMIN, APPLICATION
from tests.architecture.tables import account_columns, tenant_models

OWN, FOREIGN, THIRD = 101, 202, 303
VALUES = {
    "boolean": "false",
    "timestamp with time zone": "now()",
    "date": "current_date",
    "jsonb": "'{}'",
    "ARRAY": "'{}'",
    "bytea": "''",
    "character varying": "'x'",
    "text": "'x'",
}


@pytest.fixture
def superuser(run_cluster: Any, database_name: str, django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection that may put rows anywhere, whatever they refer to; everything is rolled back."""
    with psycopg.connect(run_cluster.dsn(database_name, ADMIN)) as connection:
        connection.execute("set local session_replication_role = replica")
        yield connection
        connection.rollback()


def columns_of(connection: psycopg.Connection[Any], table: str) -> list[tuple[str, str]]:
    """Columns that must be given, with their types."""
    return connection.execute(
        """
        select column_name, data_type from information_schema.columns
        where table_schema = 'public' and table_name = %s and is_nullable = 'NO' and column_default is null
          and is_identity = 'NO' and is_generated = 'NEVER'
        """,
        [table],
    ).fetchall()


def insert(connection: psycopg.Connection[Any], table: str, accounts: dict[str, int], serial: int = 1) -> None:
    """The smallest row of these accounts; `serial` keeps several apart."""
    columns = dict(columns_of(connection, table)) | dict.fromkeys(accounts, "bigint")
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    values = sql.SQL(", ").join(
        sql.Literal(accounts[name])
        if name in accounts
        else sql.SQL(f"'x{serial}'" if name in {"hash", "code_hash"} else VALUES.get(kind, str(serial)))
        for name, kind in columns.items()
    )
    connection.execute(
        sql.SQL("insert into {} ({}) overriding system value values ({})").format(sql.Identifier(table), names, values)
    )


def act(connection: psycopg.Connection[Any], account: int | str, partner: int | str = "") -> None:
    """Go on as the application, for one account."""
    connection.execute(sql.SQL("set local role {}").format(sql.Identifier(APPLICATION)))
    connection.execute(
        "select set_config('spinka.account', %s, true), set_config('spinka.partner', %s, true)",
        [str(account), str(partner)],
    )


def count(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.db_table)
class TestWithoutTheGuard:
    """Raw statements with no account in them, on every table."""

    def test_a_foreign_row_is_neither_seen_nor_changed_nor_deleted(
        self, model: type[Any], superuser: psycopg.Connection[Any]
    ) -> None:
        table, columns = model._meta.db_table, account_columns(model)
        insert(superuser, table, dict(zip(columns, (FOREIGN, THIRD), strict=False)))
        name = sql.Identifier(table)
        act(superuser, OWN)
        assert count(superuser, table) == 0
        if table != "connect_creditentry":
            changed = superuser.execute(sql.SQL("update {} set {c} = {c}").format(name, c=sql.Identifier(columns[0])))
            assert changed.rowcount == 0
            assert superuser.execute(sql.SQL("delete from {}").format(name)).rowcount == 0
        act(superuser, "")
        assert count(superuser, table) == 0
        for owner in (FOREIGN, THIRD)[: len(columns)]:
            act(superuser, owner)
            assert count(superuser, table) == 1

    def test_no_row_is_written_for_another_account(self, model: type[Any], superuser: psycopg.Connection[Any]) -> None:
        table, columns = model._meta.db_table, account_columns(model)
        for account in (OWN, ""):
            act(superuser, account)
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
                superuser.transaction(),
            ):
                insert(superuser, table, dict(zip(columns, (FOREIGN, THIRD), strict=False)))

    def test_no_row_is_given_away(self, model: type[Any], superuser: psycopg.Connection[Any]) -> None:
        table, columns = model._meta.db_table, account_columns(model)
        if table == "connect_creditentry":
            return
        insert(superuser, table, dict(zip(columns, (OWN, THIRD), strict=False)))
        act(superuser, OWN)
        away = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(column), sql.Literal(account))
            for column, account in zip(columns, (FOREIGN, THIRD), strict=False)
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), superuser.transaction():
            superuser.execute(sql.SQL("update {} set {}").format(sql.Identifier(table), away))
        assert count(superuser, table) == 1


class TestPartner:
    """What `spinka.partner` opens, which connect/access.py alone sets (R25)."""

    def test_opens_the_partners_own_rows_beside_ones_own(self, superuser: psycopg.Connection[Any]) -> None:
        for serial, account in enumerate((OWN, FOREIGN, THIRD), 1):
            insert(superuser, "catalog_manufacturer", {"account_id": account}, serial)
        act(superuser, OWN, FOREIGN)
        rows = superuser.execute("select account_id from catalog_manufacturer order by 1").fetchall()
        assert rows == [(OWN,), (FOREIGN,)]

    def test_opens_no_pair_the_account_is_not_part_of(self, superuser: psycopg.Connection[Any]) -> None:
        insert(superuser, "connect_saleevent", {"supplier_id": FOREIGN, "contractor_id": THIRD})
        act(superuser, OWN, FOREIGN)
        assert count(superuser, "connect_saleevent") == 0
