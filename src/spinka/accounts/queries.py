"""Look-ups of accounts, people and tokens; those made before the account is known go through doors (R47)."""

from dataclasses import dataclass

from django.db import connection

from spinka.accounts.models import Account
from spinka.core import statements
from spinka.core.errors import NotFound
from spinka.core.secrets import token_hash


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """What a valid token opens."""

    token_id: int
    account_id: int
    label: str
    scopes: frozenset[str]
    call_limit: int


def enter_by_token(token: str) -> TokenEntry | None:
    """Find a token that is neither unknown nor revoked and set its account for the rest of the transaction.

    One round trip: the door sets `spinka.account` itself.
    """
    row = statements.row(
        "select token_id, account_id, label, scopes, call_limit from spinka_door_token(%s)", token_hash(token)
    )
    if row is None:
        return None
    return TokenEntry(row[0], row[1], row[2], frozenset(row[3]), row[4])


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """An account a person belongs to, with the role there."""

    account_id: int
    account_name: str
    role: str
    language: str
    time_zone: str
    currency: str


def memberships_of(user_id: int) -> list[MembershipRow]:
    """The active accounts of a person, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select account_id, account_name, role, language, time_zone, currency from spinka_door_memberships(%s)",
            [user_id],
        )
        return [MembershipRow(*row) for row in cursor.fetchall()]


def get_account(account_id: int) -> Account:
    """The account the transaction acts for. Raises NotFound for any other."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotFound("There is no account %(id)s", id=account_id)
    return account


def is_confirmed(account_id: int) -> bool:
    """Whether the account's e-mail address is known to be its own; accounts the operator opened are (R30)."""
    return Account.objects.filter(pk=account_id, is_unconfirmed=False).exists()
