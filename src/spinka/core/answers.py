"""Answers kept by Idempotency-Key: a call repeated after a lost connection is not done twice."""

from django.db import connection

from spinka.core import clock
from spinka.core.errors import Conflict
from spinka.core.secrets import decrypt, encrypt

# Answers hold what is kept nowhere in the clear: codes of connections, personal data.
_PURPOSE = "kept-answer"


class KeyReused(Conflict):
    """An Idempotency-Key came again with another request."""


def claim(*, account_id: int, token_id: int, key: str, request: str) -> bytes | None:
    """Take the key for the call of this transaction; the kept answer when the call was done before.

    A call with the same key in another open transaction is waited for. Raises KeyReused when the key was used for
    another request (`request` is a digest of method and body), UnreadableSecret when the site has another secret key
    since.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into core_keptanswer (account_id, token_id, key, request, body, created_at)"
            " values (%s, %s, %s, %s, '', %s) on conflict (account_id, token_id, key) do nothing",
            [account_id, token_id, key, request, clock.now()],
        )
        if cursor.rowcount:
            return None
        cursor.execute(
            "select request, body from core_keptanswer where account_id = %s and token_id = %s and key = %s",
            [account_id, token_id, key],
        )
        kept_request, body = cursor.fetchone()
    if kept_request != request:
        raise KeyReused("The Idempotency-Key was used for another call already")
    return decrypt(bytes(body).decode(), purpose=_PURPOSE).encode()


def keep(*, account_id: int, token_id: int, key: str, body: bytes) -> None:
    """Keep the answer of the call that claimed the key, encrypted, in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update core_keptanswer set body = %s where account_id = %s and token_id = %s and key = %s",
            [encrypt(body.decode(), purpose=_PURPOSE).encode(), account_id, token_id, key],
        )
