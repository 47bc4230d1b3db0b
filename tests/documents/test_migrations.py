"""Accounts from before documents get the series new accounts start with."""

from importlib import import_module

import psycopg
import pytest

from spinka.accounts.tenancy import acting_for
from spinka.documents.models import Series
from tests.factories.accounts import make_account

statement = import_module("spinka.documents.migrations.0003_default_series").Migration.operations[0].sql


class TestDefaultSeries:
    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_are_those_of_a_new_account(self, committed_db: None, owner_dsn: str, language: str) -> None:
        account_id = make_account(language=language).account_id

        def found() -> list[tuple[object, ...]]:
            with acting_for(account_id):
                rows = Series.objects.for_account(account_id).order_by("pk")
                return list(rows.values_list("kind", "name", "format", "reset", "vat_rate", "payment_days"))

        opened = found()
        with psycopg.connect(owner_dsn) as owner:
            owner.execute("delete from documents_series")
            owner.execute(statement)
        assert found() == opened
        assert len(opened) == 3
