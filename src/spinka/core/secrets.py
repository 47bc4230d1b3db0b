"""Hashing of tokens and codes, and encryption of what must be shown again."""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from spinka.core.errors import Conflict

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})


class UnreadableSecret(Conflict):
    """A stored secret was encrypted with another secret key than the site has now."""


def new_token(account_id: int) -> str:
    """An API token shaped as existing clients expect: <account>-<id>-<secret>, 160 random bits."""
    return f"{account_id}-{secrets.randbelow(90000) + 10000}-{secrets.token_urlsafe(24)}"


def token_hash(token: str) -> str:
    """What is stored of a token. Tokens carry 160 random bits, so a plain digest cannot be reversed by guessing."""
    return hashlib.sha256(token.encode()).hexdigest()


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"spinka:{purpose}:{settings.SECRET_KEY}".encode()).digest()


def keyed_hash(text: str, *, purpose: str) -> str:
    """A keyed digest for looking up a secret that is also stored encrypted."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _box(purpose: str, _secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(purpose)))


def encrypt(text: str, *, purpose: str) -> str:
    """Encrypt a secret for storage."""
    return _box(purpose, settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypt(token: str, *, purpose: str) -> str:
    """Give back a secret encrypted with `encrypt`. Raises UnreadableSecret when the key of the site is another one now."""
    try:
        return _box(purpose, settings.SECRET_KEY).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecret(
            "It was encrypted with another secret key of this site; enter or make it anew"
        ) from error


def new_code() -> str:
    """A connection code: 26 characters of Crockford base32 (130 bits) in groups (R27)."""
    text = "".join(secrets.choice(_CROCKFORD) for _ in range(26))
    return "-".join((text[:5], text[5:10], text[10:15], text[15:20], text[20:]))


def normalise_code(code: str) -> str:
    """A typed code without blanks, dashes, case and look-alike letters."""
    return "".join(ch for ch in code.upper().translate(_LOOKALIKES) if ch in _CROCKFORD)


def random_address() -> str:
    """A capability address: 160 random bits (R45)."""
    return secrets.token_urlsafe(20)
