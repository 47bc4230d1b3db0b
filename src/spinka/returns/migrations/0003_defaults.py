"""The default statuses, reasons and item statuses for accounts opened before there were returns.

What new accounts get is written by services/opening.py; the words are repeated here because a migration stays as it is.
"""

from django.db import migrations

STATUSES = (
    ("Nowe zwroty", "New returns", "#1565c0", 0),
    ("Przyjęte", "Accepted", "#ef6c00", 5),
    ("Zakończone", "Completed", "#2e7d32", 1),
    ("Anulowane", "Cancelled", "#9e9e9e", 2),
)
REASONS = (
    ("Odstąpienie od umowy", "Withdrawal from the contract"),
    ("Towar uszkodzony", "Damaged goods"),
    ("Towar niezgodny z opisem", "Not as described"),
    ("Inny towar niż zamówiony", "Wrong goods sent"),
    ("Inny powód", "Other reason"),
)
LINE_STATUSES = (
    ("Oczekuje na zwrot", "Expected"),
    ("Przyjęty", "Received"),
    ("Uszkodzony", "Damaged"),
    ("Odrzucony", "Rejected"),
)


INSERT_STATUS = (
    "insert into returns_returnstatus (account_id, name, name_for_customer, color, type, position)"
    " select a.id, t.name, t.name, %s, %s, %s from accounts_account a"
    " cross join lateral (select case when a.language = 'pl' then %s else %s end as name) t"
)
INSERT_NAME = (
    "insert into {table} (account_id, name)"
    " select a.id, case when a.language = 'pl' then %s else %s end from accounts_account a"
)


def _statuses() -> list[tuple[str, list[object]]]:
    return [
        (INSERT_STATUS, [color, kind, position, polish, english])
        for position, (polish, english, color, kind) in enumerate(STATUSES)
    ]


def _names(table: str, names: tuple[tuple[str, str], ...]) -> list[tuple[str, list[object]]]:
    return [(INSERT_NAME.format(table=table), [polish, english]) for polish, english in names]


class Migration(migrations.Migration):
    dependencies = [("returns", "0002_walls")]

    operations = [
        migrations.RunSQL(_statuses(), migrations.RunSQL.noop),
        migrations.RunSQL(_names("returns_returnreason", REASONS), migrations.RunSQL.noop),
        migrations.RunSQL(_names("returns_returnlinestatus", LINE_STATUSES), migrations.RunSQL.noop),
    ]
