"""The book of clients: clients, their statuses and groups (R26, R28, R36)."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.clients import queries
from spinka.clients import services as clients
from spinka.clients.models import Client, ClientExtraField, ClientStatus
from spinka.clients.services import ClientStatusFields
from spinka.core.errors import BadParameters, Conflict, NotFound
from tests.factories.accounts import MadeAccount, make_account

MISSING = 987_654_321


@pytest.fixture
def account(db: None) -> MadeAccount:
    return make_account()


def save(account: MadeAccount, client_id: int | None = None, **fields: Any) -> int:
    with acting_for(account.account_id):
        return clients.save_client(
            account_id=account.account_id,
            client_id=client_id,
            fields=fields,  # type: ignore[arg-type]
        )


def found(account: MadeAccount, client_id: int) -> Client:
    with acting_for(account.account_id):
        return queries.get_client(account_id=account.account_id, client_id=client_id)


def count(account: MadeAccount) -> int:
    with acting_for(account.account_id):
        return Client.objects.for_account(account.account_id).count()


def status_ids(account: MadeAccount) -> list[int]:
    with acting_for(account.account_id):
        return [row.pk for row in queries.statuses(account.account_id)]


class TestSaveClient:
    def test_a_new_one_has_the_first_status(self, account: MadeAccount) -> None:
        client = found(account, save(account, login="anna"))
        assert (client.login, client.status_id, client.star) == ("anna", status_ids(account)[0], 0)

    def test_an_update_changes_only_what_is_named(self, account: MadeAccount) -> None:
        second = status_ids(account)[1]
        client_id = save(account, login="anna", phone="1", status_id=second)
        assert save(account, client_id, phone="2") == client_id
        client = found(account, client_id)
        assert (client.login, client.phone, client.status_id) == ("anna", "2", second)

    def test_tax_numbers_lose_blanks_and_dashes(self, account: MadeAccount) -> None:
        assert found(account, save(account, invoice_tax_id="PL 526-025-09-95")).invoice_tax_id == "PL5260250995"

    def test_extra_fields_are_merged_and_an_empty_text_removes_one(self, account: MadeAccount) -> None:
        with acting_for(account.account_id):
            one = ClientExtraField(account_id=account.account_id, name="One")
            two = ClientExtraField(account_id=account.account_id, name="Two")
            one.save()
            two.save()
        client_id = save(account, extra_fields={str(one.pk): "a"})
        save(account, client_id, extra_fields={str(one.pk): "", str(two.pk): "b"})
        assert found(account, client_id).extra_fields == {str(two.pk): "b"}

    @pytest.mark.parametrize("fields", [{"star": 6}, {"star": -1}, {"login": "x" * 157}, {"notes": "a\x00"}])
    def test_wrong_values_are_refused_and_nothing_written(self, account: MadeAccount, fields: dict[str, Any]) -> None:
        with pytest.raises(BadParameters):
            save(account, **fields)
        assert count(account) == 0

    @pytest.mark.parametrize("fields", [{"status_id": MISSING}, {"status_id": -1}, {"extra_fields": {"1": "x"}}])
    def test_what_the_account_does_not_have_is_refused(self, account: MadeAccount, fields: dict[str, Any]) -> None:
        with pytest.raises(NotFound):
            save(account, **fields)
        assert count(account) == 0

    def test_another_accounts_client_is_missing_and_stays(self, account: MadeAccount) -> None:
        """R26"""
        other = make_account()
        theirs = save(other, login="theirs")
        with pytest.raises(NotFound):
            save(account, theirs, login="ours")
        with pytest.raises(NotFound), acting_for(account.account_id):
            clients.delete_client(account_id=account.account_id, client_id=theirs)
        assert found(other, theirs).login == "theirs"


class TestDeleteClient:
    def test_the_others_stay(self, account: MadeAccount) -> None:
        client_id, another = save(account), save(account)
        with acting_for(account.account_id):
            clients.delete_client(account_id=account.account_id, client_id=client_id)
        assert found(account, another).pk == another
        with pytest.raises(NotFound):
            found(account, client_id)


class TestStatuses:
    def add(self, account: MadeAccount, **fields: Any) -> int:
        with acting_for(account.account_id):
            return clients.save_status(account_id=account.account_id, fields=ClientStatusFields(**fields))

    def delete(self, account: MadeAccount, status_id: int, target: int | None = None) -> None:
        with acting_for(account.account_id):
            clients.delete_status(account_id=account.account_id, status_id=status_id, target_status_id=target)

    def test_a_new_one_stands_at_the_end(self, account: MadeAccount) -> None:
        status_id = self.add(account, name="VIP", color="#112233")
        assert status_ids(account)[-1] == status_id

    @pytest.mark.parametrize("fields", [{}, {"name": ""}, {"name": "x" * 31}, {"name": "x", "color": "red"}])
    def test_wrong_fields_are_refused(self, account: MadeAccount, fields: dict[str, Any]) -> None:
        with pytest.raises(BadParameters):
            self.add(account, **fields)
        assert len(status_ids(account)) == 2

    def test_deleting_moves_its_clients(self, account: MadeAccount) -> None:
        first, second = status_ids(account)
        client_id = save(account, status_id=second)
        with pytest.raises(Conflict):
            self.delete(account, second)
        with pytest.raises(BadParameters):
            self.delete(account, second, second)
        with pytest.raises(Conflict):
            self.delete(account, first, second)
        self.delete(account, second, first)
        assert found(account, client_id).status_id == first
        assert status_ids(account) == [first]

    def test_a_groups_statuses_go_to_the_main_one_with_it(self, account: MadeAccount) -> None:
        with acting_for(account.account_id):
            group_id = clients.save_group(account_id=account.account_id, name="Ważni")
        status_id = self.add(account, name="VIP", group_id=group_id)
        with acting_for(account.account_id):
            clients.delete_group(account_id=account.account_id, group_id=group_id)
            assert ClientStatus.objects.for_account(account.account_id).get(pk=status_id).group_id is None
            with pytest.raises(Conflict):
                clients.delete_group(account_id=account.account_id, group_id=0)


class TestMigration:
    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_gives_an_older_account_what_a_new_one_gets(self, db: None, language: str) -> None:
        account = make_account(language=language)
        migration = import_module("spinka.clients.migrations.0003_defaults").Migration
        with acting_for(account.account_id), connection.cursor() as cursor:
            expected = [(row.name, row.color, row.position) for row in queries.statuses(account.account_id)]
            cursor.execute("delete from clients_clientstatus where account_id = %s", [account.account_id])
            for operation in migration.operations:
                for sql, values in operation.sql:
                    cursor.execute(sql, values)
            rows = [(row.name, row.color, row.position) for row in queries.statuses(account.account_id)]
        assert rows == expected
