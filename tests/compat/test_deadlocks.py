"""Two transactions that wait for each other: the one that is ended is told to try again."""

import threading
import time

from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.returns.services.locking import lock_return
from tests.factories.accounts import make_account
from tests.support.api import Answer, Api, refusal


def test_a_call_ended_by_the_database_is_a_clash(committed_db: None) -> None:
    """We hold the second return and ask for the first one while the call holds the first and waits for the second."""
    account = make_account()
    ids = [account.api.ok("addOrderReturn", products=[])["return_id"] for _ in range(2)]
    status_id = account.api.ok("addOrderReturnStatus", name="A")["status_id"]
    answers: list[Answer] = []

    def call() -> None:
        try:
            answers.append(Api(account.token).call("setOrderReturnStatuses", return_ids=ids, status_id=status_id))
        finally:
            connection.close()

    other = threading.Thread(target=call)
    with acting_for(account.account_id):
        lock_return(account_id=account.account_id, return_id=ids[1])
        other.start()
        time.sleep(0.4)
        # Who has waited longer looks first, after a second, and ends itself.
        lock_return(account_id=account.account_id, return_id=ids[0])
    other.join(10)
    assert refusal(answers[0]) == "ERROR_CONFLICT"
