"""Moving returns between statuses."""

from collections.abc import Sequence

from django.db import connection, transaction

from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.returns import events, journal
from spinka.returns.models import Return, ReturnStatus
from spinka.returns.services.locking import lock_return, lock_returns
from spinka.returns.services.statuses import own_status

MOST_RETURNS = 1000


@transaction.atomic
def change_status(*, account_id: int, return_id: int, status_id: int, actor: str) -> None:
    """Move a return to a status of the account; being there already changes nothing. Raises NotFound."""
    status = own_status(account_id=account_id, status_id=status_id)
    move(account_id, [lock_return(account_id=account_id, return_id=return_id)], status, actor)


@transaction.atomic
def change_statuses(*, account_id: int, return_ids: Sequence[int], status_id: int, actor: str) -> None:
    """Move up to 1000 returns to one status, all or none.

    Raises NotFound when the status or one of the returns is not the account's, BadParameters for too many.
    """
    if len(return_ids) > MOST_RETURNS:
        raise BadParameters("parameter return_ids: at most %(most)s returns", most=MOST_RETURNS)
    status = own_status(account_id=account_id, status_id=status_id)
    rows = lock_returns(account_id=account_id, return_ids=return_ids)
    if missing := set(return_ids) - {row.pk for row in rows}:
        raise NotFound("There is no return %(id)s", id=min(missing))
    move(account_id, rows, status, actor)


def move(account_id: int, rows: Sequence[Return], status: ReturnStatus, actor: str) -> None:
    """Move locked returns; entering a status of another type is a fact of its own (accepted, completed, cancelled)."""
    moved = [row for row in rows if row.status_id != status.pk]
    if not moved:
        return
    moment = clock.now()
    types = dict(ReturnStatus.objects.for_account(account_id).values_list("pk", "type"))
    with connection.cursor() as cursor:
        cursor.execute(
            "update returns_return set status_id = %s, date_in_status = %s, updated_at = %s"
            " where account_id = %s and id = any(%s)",
            [status.pk, moment, moment, account_id, [row.pk for row in moved]],
        )
    facts = []
    for row in moved:
        data = {"from": row.status_id, "to": status.pk}
        facts.append(journal.Fact(row.pk, journal.STATUS_CHANGED, status.pk, data))
        if status.type in journal.OF_TYPE and types[row.status_id] != status.type:
            facts.append(journal.Fact(row.pk, journal.OF_TYPE[status.type]))
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    for row in moved:
        events.status_changed(
            account_id=account_id, return_id=row.pk, old_status_id=row.status_id, new_status_id=status.pk
        )
