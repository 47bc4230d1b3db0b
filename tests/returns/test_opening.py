"""What an account starts with, a new one and one that was there before returns were."""

from importlib import import_module

import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.returns import queries
from tests.factories.accounts import MadeAccount, make_account

TABLES = ("returns_returnstatus", "returns_returnreason", "returns_returnlinestatus")


def defaults(account: MadeAccount) -> list[tuple[object, ...]]:
    with acting_for(account.account_id):
        return [
            *((row.name, row.name_for_customer, row.color, row.type) for row in queries.statuses(account.account_id)),
            *((row.name,) for row in queries.reasons(account.account_id)),
            *((row.name,) for row in queries.line_statuses(account.account_id)),
        ]


class TestOpenDefaultReturns:
    def test_speaks_the_accounts_language(self, db: None) -> None:
        polish, english = defaults(make_account(language="pl")), defaults(make_account(language="en"))
        assert len(polish) == len(english) == 4 + 5 + 4
        assert polish[0] == ("Nowe zwroty", "Nowe zwroty", "#1565c0", 0)
        assert english[0] == ("New returns", "New returns", "#1565c0", 0)
        assert [row[-1] for row in english[:4]] == [0, 5, 1, 2]


class TestMigration:
    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_gives_an_older_account_what_a_new_one_gets(self, db: None, language: str) -> None:
        account = make_account(language=language)
        expected = defaults(account)
        migration = import_module("spinka.returns.migrations.0003_defaults").Migration
        with acting_for(account.account_id), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"delete from {table} where account_id = %s", [account.account_id])
            for operation in migration.operations:
                for sql, values in operation.sql:
                    cursor.execute(sql, values)
        assert defaults(account) == expected
