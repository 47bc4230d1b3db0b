"""The ids of all accounts, for checks that go from account to account without the owner's login (R47, R53)."""

from django.db import migrations

from spinka.core.rls import door


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_walls")]

    operations = [
        door("spinka_door_accounts", "", "table (account_id bigint)", "select a.id from accounts_account a order by a.id"),
    ]
