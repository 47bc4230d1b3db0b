"""Locking a return before it is changed, and writing what every change leaves behind."""

from collections.abc import Sequence

from django.db import connection

from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.totals import in_cents
from spinka.returns.models import Return


def lock_return(*, account_id: int, return_id: int) -> Return:
    """The return with its row locked until the transaction ends. Raises NotFound."""
    rows = Return.objects.for_account(account_id).select_for_update()
    found = rows.filter(pk=return_id).first() if 0 < return_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no return %(id)s", id=return_id)
    return found


def lock_returns(*, account_id: int, return_ids: Sequence[int]) -> list[Return]:
    """The account's returns among these ids, locked in id order; others are left out."""
    ids = [return_id for return_id in set(return_ids) if 0 < return_id <= BIGGEST_ID]
    return list(Return.objects.for_account(account_id).select_for_update().filter(pk__in=ids).order_by("pk"))


def write_return(row: Return, *names: str) -> None:
    """Write the named columns of a locked return with its time."""
    values = {name: getattr(row, name) for name in names}
    Return.objects.for_account(row.account_id).filter(pk=row.pk).update(**values, updated_at=clock.now())


def recount(row: Return) -> None:
    """Set the value of a locked return from its lines as they stand and the delivery; the caller writes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(round(unit_gross * quantity, 2)), 0) from returns_returnline"
            " where account_id = %s and parent_id = %s",
            [row.account_id, row.pk],
        )
        row.total_cents = in_cents(cursor.fetchone()[0] + row.delivery_price)
