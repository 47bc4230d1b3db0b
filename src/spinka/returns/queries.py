"""Reading returns: pages by cursor for the API, the journal, statuses, reasons and refunds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from spinka.core import clock
from spinka.core.arrivals import Stream
from spinka.core.errors import Conflict, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.returns.journal import KEPT_DAYS
from spinka.returns.models import (
    Return,
    ReturnExtraField,
    ReturnJournalEntry,
    ReturnLine,
    ReturnLineStatus,
    ReturnReason,
    ReturnRefund,
    ReturnStatus,
    ReturnStatusGroup,
    ReturnStatusType,
)

PAGE = 100
RETURNS = Stream(4, "returns_return")
JOURNAL = Stream(5, "returns_returnjournalentry")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFilter:
    """Which returns a page holds. Bounds are inclusive; `last_id` ends the page before what others still write."""

    return_id: int | None = None
    order_id: int | None = None
    id_from: int | None = None
    last_id: int | None = None
    added_from: datetime | None = None
    status_id: int | None = None
    source: str = ""
    source_id: int | None = None


def _conditions(account_id: int, wanted: ReturnFilter) -> tuple[str, list[Any]]:
    tests: list[tuple[str, Any]] = [
        ("r.account_id = %s", account_id),
        ("r.id = %s", wanted.return_id),
        ("r.order_id = %s", wanted.order_id),
        ("r.id >= %s", wanted.id_from),
        ("r.id <= %s", wanted.last_id),
        ("r.date_add >= %s", wanted.added_from),
        ("r.status_id = %s", wanted.status_id),
        ("r.source = %s", wanted.source or None),
        ("r.source_id = %s", wanted.source_id if wanted.source else None),
    ]
    given = [(test, value) for test, value in tests if value is not None]
    return " and ".join(test for test, _ in given), [value for _, value in given]


def page_statement(*, account_id: int, wanted: ReturnFilter) -> tuple[str, list[Any]]:
    """SQL that gives `id` and `position` of a page's returns, ascending by id, or by time when only `added_from` is given.

    A page by time never cuts inside a second, as with orders: clients go on with the last time + 1.
    """
    where, values = _conditions(account_id, wanted)
    if wanted.added_from is None or wanted.id_from is not None or wanted.return_id is not None:
        return f"select r.id, r.id as position from returns_return r where {where} order by r.id limit {PAGE}", values
    sql = f"""
        select page.id, row_number() over (order by page.at, page.id) as position from (
            with first as materialized (
                select r.id, r.date_add as at from returns_return r where {where} order by r.date_add, r.id limit {PAGE}
            )
            select id, at from first
            union all
            select r.id, r.date_add from returns_return r
            where {where} and (select count(*) from first) = {PAGE}
              and r.date_add >= (select max(at) from first)
              and r.date_add < (select date_trunc('second', max(at)) + interval '1 second' from first)
              and r.id not in (select id from first)
        ) page
    """
    return sql, values + values


def get_return(*, account_id: int, return_id: int) -> Return:
    """A return with its status. Raises NotFound."""
    known = 0 < return_id <= BIGGEST_ID
    rows = Return.objects.for_account(account_id).select_related("status")
    found = rows.filter(pk=return_id).first() if known else None
    if found is None:
        raise NotFound("There is no return %(id)s", id=return_id)
    return found


def lines_of(*, account_id: int, return_id: int) -> list[ReturnLine]:
    """Lines of a return in the order they were added."""
    return list(ReturnLine.objects.for_account(account_id).filter(parent_id=return_id).order_by("pk"))


def goods_of_order(*, account_id: int, return_id: int) -> tuple[int, dict[int, int]]:
    """The order of a return and the pieces that come back of its lines; other goods of the return are left out.

    Raises NotFound; Conflict for a cancelled return, one without an order and one without any line of it.
    """
    found = get_return(account_id=account_id, return_id=return_id)
    if found.status.type == ReturnStatusType.CANCELLED:
        raise Conflict("Return %(id)s is cancelled", id=return_id)
    if found.order_id is None:
        raise Conflict("Return %(id)s belongs to no order", id=return_id)
    pieces: dict[int, int] = {}
    for line in lines_of(account_id=account_id, return_id=return_id):
        if line.order_line_id is not None and line.quantity > 0:
            pieces[line.order_line_id] = pieces.get(line.order_line_id, 0) + line.quantity
    if not pieces:
        raise Conflict("Return %(id)s has no goods of its order", id=return_id)
    return found.order_id, pieces


def refunds_of(*, account_id: int, return_id: int, only_external: bool = False) -> list[ReturnRefund]:
    """The history of the refunded amount, oldest first; `only_external` leaves rows with a gateway's id."""
    rows = ReturnRefund.objects.for_account(account_id).filter(parent_id=return_id)
    if only_external:
        rows = rows.exclude(external_refund_id="")
    return list(rows.order_by("pk"))


def statuses(account_id: int) -> list[ReturnStatus]:
    """The account's statuses in their order; the first is the one new returns get."""
    return list(ReturnStatus.objects.for_account(account_id).order_by("position", "pk"))


def status_groups(account_id: int) -> list[ReturnStatusGroup]:
    """The groups beside the main one."""
    return list(ReturnStatusGroup.objects.for_account(account_id).order_by("pk"))


def reasons(account_id: int) -> list[ReturnReason]:
    """Why buyers send goods back, as the account lists it."""
    return list(ReturnReason.objects.for_account(account_id).order_by("pk"))


def line_statuses(account_id: int) -> list[ReturnLineStatus]:
    """What may become of returned goods, as the account lists it."""
    return list(ReturnLineStatus.objects.for_account(account_id).order_by("pk"))


def extra_fields(account_id: int) -> list[ReturnExtraField]:
    """Extra fields the account defined for returns."""
    return list(ReturnExtraField.objects.for_account(account_id).order_by("pk"))


def journal_of_return(*, account_id: int, return_id: int) -> list[ReturnJournalEntry]:
    """The whole journal of a return, oldest first."""
    return list(ReturnJournalEntry.objects.for_account(account_id).filter(return_id=return_id).order_by("pk"))


def journal_page(
    *,
    account_id: int,
    after_id: int = 0,
    log_types: Sequence[int] = (),
    return_id: int | None = None,
    until_id: int | None = None,
) -> list[ReturnJournalEntry]:
    """100 rows of the last three days after a row id, ascending; of some types, of one return, to a row id when asked."""
    since = clock.now() - timedelta(days=KEPT_DAYS)
    rows = ReturnJournalEntry.objects.for_account(account_id).filter(created_at__gte=since, pk__gt=after_id)
    if until_id is not None:
        rows = rows.filter(pk__lte=until_id)
    if log_types:
        rows = rows.filter(log_type__in=list(log_types))
    if return_id is not None:
        rows = rows.filter(return_id=return_id)
    return list(rows.order_by("pk")[:PAGE])
