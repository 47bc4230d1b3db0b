"""The default statuses for accounts opened before there was a book of clients.

What new accounts get is written by services/opening.py; the words are repeated here because a migration stays as it is.
"""

from django.db import migrations

STATUSES = (("Nowi klienci", "New clients", "#1565c0"), ("Stali klienci", "Regular clients", "#2e7d32"))
INSERT = (
    "insert into clients_clientstatus (account_id, name, color, position)"
    " select a.id, case when a.language = 'pl' then %s else %s end, %s, %s from accounts_account a"
)


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_walls"), ("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                (INSERT, [polish, english, color, position])
                for position, (polish, english, color) in enumerate(STATUSES)
            ],
            migrations.RunSQL.noop,
        ),
    ]
