"""Accounts, people and tokens for tests."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from spinka.accounts import services as accounts
from tests.support.api import Api
from tests.support.jobs import forget_account

PASSWORD = "correct-horse-battery"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class MadeAccount:
    """An account opened for a test, with its first person and a token without a limit."""

    account_id: int
    user_id: int
    email: str
    token: str

    @property
    def api(self) -> Api:
        return _api(self.token)


@lru_cache(maxsize=16)
def _api(token: str) -> Api:
    """One caller per token: each has to load the middleware once."""
    return Api(token)


def make_account(name: str = "", *, limit: int = 0, language: str = "pl", currency: str = "PLN") -> MadeAccount:
    """An account as `spinka account add` opens it; its token has every scope."""
    number = next(_numbers)
    email = f"owner{number}@firm{number}.example"
    opened = accounts.open_account(
        name=name or f"Firm {number}",
        email=email,
        password=PASSWORD,
        language=language,
        currency=currency,
        limit=limit,
    )
    forget_account()
    return MadeAccount(opened.account_id, opened.user_id, email, opened.token)


def make_token(account_id: int, *scopes: str, limit: int = 0) -> str:
    """The text of a new token with these scopes, all by default."""
    issued = accounts.issue_token(account_id=account_id, scopes=scopes, limit=limit)
    return issued.plain_text
