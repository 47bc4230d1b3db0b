"""The return statuses, reasons and item statuses every new account starts with."""

from collections.abc import Sequence

from django.db import connection, transaction

from spinka.accounts.models import Account
from spinka.returns.models import ReturnStatusType

_STATUSES = (
    ("Nowe zwroty", "New returns", ReturnStatusType.ACTIVE, "#1565c0"),
    ("Przyjęte", "Accepted", ReturnStatusType.ACCEPTED, "#ef6c00"),
    ("Zakończone", "Completed", ReturnStatusType.DONE, "#2e7d32"),
    ("Anulowane", "Cancelled", ReturnStatusType.CANCELLED, "#9e9e9e"),
)
_REASONS = (
    ("Odstąpienie od umowy", "Withdrawal from the contract"),
    ("Towar uszkodzony", "Damaged goods"),
    ("Towar niezgodny z opisem", "Not as described"),
    ("Inny towar niż zamówiony", "Wrong goods sent"),
    ("Inny powód", "Other reason"),
)
_LINE_STATUSES = (
    ("Oczekuje na zwrot", "Expected"),
    ("Przyjęty", "Received"),
    ("Uszkodzony", "Damaged"),
    ("Odrzucony", "Rejected"),
)


def _insert_names(table: str, account: Account, names: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} (account_id, name)"
            " select %s, t.name from unnest(%s::text[]) with ordinality t (name, position) order by t.position",
            [account.pk, list(names)],
        )


@transaction.atomic
def open_default_returns(account: Account) -> None:
    """Four statuses, five reasons, four item statuses, in the account's language."""
    column = 0 if account.language == "pl" else 1
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into returns_returnstatus (account_id, name, name_for_customer, color, type, position)"
            " select %s, t.name, t.name, t.color, t.type, t.position - 1"
            " from unnest(%s::text[], %s::text[], %s::int[]) with ordinality t (name, color, type, position)"
            " order by t.position",
            [
                account.pk,
                [row[column] for row in _STATUSES],
                [row[3] for row in _STATUSES],
                [int(row[2]) for row in _STATUSES],
            ],
        )
    _insert_names("returns_returnreason", account, [row[column] for row in _REASONS])
    _insert_names("returns_returnlinestatus", account, [row[column] for row in _LINE_STATUSES])
