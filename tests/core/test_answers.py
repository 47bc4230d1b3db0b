"""Answers by Idempotency-Key: of two calls at the same time one does the work, and nobody reads them in the database."""

import threading
from typing import Any

from django.db import connection, transaction

from spinka.accounts.tenancy import acting_for
from spinka.core import answers
from tests.factories.accounts import make_account


def test_an_answer_is_not_kept_in_the_clear(db: None) -> None:
    account = make_account()
    owner = {"account_id": account.account_id, "token_id": 1, "key": "k"}
    with acting_for(account.account_id):
        answers.claim(**owner, request="r")
        answers.keep(**owner, body=b'{"code":"7ABCD"}')
        with connection.cursor() as cursor:
            cursor.execute("select body from core_keptanswer where account_id = %s", [account.account_id])
            assert b"7ABCD" not in bytes(cursor.fetchone()[0])
        assert answers.claim(**owner, request="r") == b'{"code":"7ABCD"}'


def test_the_second_waits_for_the_first(committed_db: None, django_db_blocker: Any) -> None:
    account = make_account()
    owner = {"account_id": account.account_id, "token_id": 1, "key": "k"}
    seen: list[bytes | None] = []
    started = threading.Event()

    def second() -> None:
        with django_db_blocker.unblock():
            try:
                with acting_for(account.account_id):
                    started.set()
                    seen.append(answers.claim(**owner, request="r"))
            finally:
                connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic(), acting_for(account.account_id):
        assert answers.claim(**owner, request="r") is None
        other.start()
        started.wait(5)
        other.join(0.2)
        assert other.is_alive()
        answers.keep(**owner, body=b"done once")
    other.join(10)
    assert seen == [b"done once"]
