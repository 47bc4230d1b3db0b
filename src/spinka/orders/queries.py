"""Reading orders: pages by cursor for the API, lists for the panel, the journal, statuses and payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.text import search_key
from spinka.orders.journal import KEPT_DAYS
from spinka.orders.models import (
    Allocation,
    JournalEntry,
    Order,
    OrderExtraField,
    OrderLine,
    OrderPayment,
    OrderSource,
    OrderStatusGroup,
)
from spinka.orders.models import OrderStatus as Status

PAGE = 100
MOST_FOUND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders a page holds. Times are inclusive lower bounds; unconfirmed orders only when asked for.

    `source_info` is what the source says of itself: of an order received through Connect the contractor's name (L-08).
    `last_id` and `confirmed_before` end the page before what others are still writing (orders/arrivals.py).
    """

    order_id: int | None = None
    id_from: int | None = None
    last_id: int | None = None
    confirmed_from: datetime | None = None
    confirmed_before: datetime | None = None
    added_from: datetime | None = None
    with_unconfirmed: bool = False
    status_id: int | None = None
    email: str = ""
    source: str = ""
    source_id: int | None = None
    shop_order_id: int | None = None
    external_order_id: str = ""
    source_info: str = ""

    @property
    def is_lookup(self) -> bool:
        """Whether the caller looks for certain orders and will not go on from the last one of the page."""
        return bool(self.order_id or self.email or self.shop_order_id or self.external_order_id)

    @property
    def cursor(self) -> str:
        """The column the page ascends by: the cursor the caller gave, else the time of confirmation."""
        if self.order_id is not None or self.id_from is not None:
            return "id"
        if self.confirmed_from is not None:
            return "date_confirmed"
        if self.added_from is not None:
            return "date_add"
        return "id" if self.with_unconfirmed else "date_confirmed"


def _conditions(account_id: int, wanted: OrderFilter) -> tuple[str, list[Any]]:
    tests: list[tuple[str, Any]] = [("o.account_id = %s", account_id)]
    if wanted.order_id is not None:
        tests.append(("o.id = %s", wanted.order_id))
    if wanted.id_from is not None:
        tests.append(("o.id >= %s", wanted.id_from))
    if wanted.last_id is not None:
        tests.append(("o.id <= %s", wanted.last_id))
    if wanted.confirmed_before is not None:
        tests.append(("o.date_confirmed < %s", wanted.confirmed_before))
    if wanted.confirmed_from is not None:
        tests.append(("o.date_confirmed >= %s", wanted.confirmed_from))
    if wanted.added_from is not None:
        tests.append(("o.date_add >= %s", wanted.added_from))
    if wanted.status_id is not None:
        tests.append(("o.status_id = %s", wanted.status_id))
    texts = {"email": wanted.email, "external_order_id": wanted.external_order_id, "source_info": wanted.source_info}
    tests += [(f"o.{column} = %s", text) for column, text in texts.items() if text]
    if wanted.source:
        tests.append(("o.source = %s", wanted.source))
        if wanted.source_id is not None:
            tests.append(("o.source_id = %s", wanted.source_id))
    if wanted.shop_order_id is not None:
        tests.append(("o.shop_order_id = %s", wanted.shop_order_id))
    text = " and ".join(test for test, _ in tests)
    if not wanted.with_unconfirmed:
        text += " and o.date_confirmed is not null"
    return text, [value for _, value in tests]


def page_statement(*, account_id: int, wanted: OrderFilter) -> tuple[str, list[Any]]:
    """SQL that gives `id` and `position` of a page's orders, ascending by the cursor, 100 of them.

    A page by time never cuts inside a second: the orders of its last second all come, beyond 100 if need be, because
    clients go on with the last time + 1 and would miss them.
    """
    where, values = _conditions(account_id, wanted)
    column = wanted.cursor
    if column == "id":
        return f"select o.id, o.id as position from orders_order o where {where} order by o.id limit {PAGE}", values
    sql = f"""
        select page.id, row_number() over (order by page.at, page.id) as position from (
            with first as materialized (
                select o.id, o.{column} as at from orders_order o where {where} order by o.{column}, o.id limit {PAGE}
            )
            select id, at from first
            union all
            select o.id, o.{column} from orders_order o
            where {where} and (select count(*) from first) = {PAGE}
              and o.{column} >= (select max(at) from first)
              and o.{column} < (select date_trunc('second', max(at)) + interval '1 second' from first)
              and o.id not in (select id from first)
        ) page
    """
    return sql, values + values


def require_order(*, account_id: int, order_id: int) -> None:
    """Raise NotFound unless the order is the account's."""
    known = 0 < order_id <= BIGGEST_ID
    if not known or not Order.objects.for_account(account_id).filter(pk=order_id).exists():
        raise NotFound("There is no order %(id)s", id=order_id)


def get_order(*, account_id: int, order_id: int) -> Order:
    """An order with its status. Raises NotFound."""
    known = 0 < order_id <= BIGGEST_ID
    rows = Order.objects.for_account(account_id).select_related("status")
    order = rows.filter(pk=order_id).first() if known else None
    if order is None:
        raise NotFound("There is no order %(id)s", id=order_id)
    return order


def orders_by_text(*, account_id: int, column: str, text: str) -> list[Order]:
    """Orders whose `email` or `phone` is exactly this, oldest first; none for an empty text."""
    if not text:
        return []
    rows = Order.objects.for_account(account_id).filter(**{column: text}).exclude(**{column: ""})
    return list(rows.order_by("pk"))


def search_orders(*, account_id: int, text: str) -> list[int]:
    """Ids of up to 1000 newest orders that hold every word of the text, through the door that may use the index."""
    words = search_key(text).split()
    if not words:
        return []
    escaped = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words]
    with connection.cursor() as cursor:
        cursor.execute(
            " intersect ".join(["select * from spinka_search_orders(%s, %s)"] * len(escaped)),
            [value for word in escaped for value in (f"%{word}%", MOST_FOUND)],
        )
        return sorted((row[0] for row in cursor.fetchall()), reverse=True)


def orders_list(
    *,
    account_id: int,
    search: str = "",
    status_id: int | None = None,
    source: str = "",
    added_from: datetime | None = None,
    added_before: datetime | None = None,
) -> "QuerySet[Order]":
    """Orders with their statuses for a list of the panel, which sorts and pages them by key."""
    rows = Order.objects.for_account(account_id).select_related("status")
    if search.strip():
        rows = rows.filter(pk__in=search_orders(account_id=account_id, text=search))
    if status_id is not None:
        rows = rows.filter(status_id=status_id)
    if source:
        rows = rows.filter(source=source)
    if added_from is not None:
        rows = rows.filter(date_add__gte=added_from)
    if added_before is not None:
        rows = rows.filter(date_add__lt=added_before)
    return rows


def lines_of(*, account_id: int, order_id: int) -> list[OrderLine]:
    """Lines of an order in the order they were added, each with its warehouse."""
    rows = OrderLine.objects.for_account(account_id).filter(order_id=order_id)
    return list(rows.select_related("warehouse").order_by("pk"))


def allocations_of(*, account_id: int, order_id: int) -> list[Allocation]:
    """The pieces an order's lines hold, each with its warehouse."""
    rows = Allocation.objects.for_account(account_id).filter(line__order_id=order_id)
    return list(rows.select_related("warehouse").order_by("line_id", "pk"))


def payments_of(*, account_id: int, order_id: int, only_external: bool = False) -> list[OrderPayment]:
    """The history of the paid amount, oldest first; `only_external` leaves rows with a gateway's id."""
    rows = OrderPayment.objects.for_account(account_id).filter(order_id=order_id)
    if only_external:
        rows = rows.exclude(external_payment_id="")
    return list(rows.order_by("pk"))


def statuses(account_id: int) -> list[Status]:
    """The account's statuses in their order; the first is the one new orders get."""
    return list(Status.objects.for_account(account_id).order_by("position", "pk"))


def status_groups(account_id: int) -> list[OrderStatusGroup]:
    """The account's groups of statuses beside the main one, oldest first."""
    return list(OrderStatusGroup.objects.for_account(account_id).order_by("pk"))


def status_counts(account_id: int) -> dict[int, int]:
    """How many orders stand in each status."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select status_id, count(*) from orders_order where account_id = %s group by status_id", [account_id]
        )
        return dict(cursor.fetchall())


def extra_fields(account_id: int) -> list[OrderExtraField]:
    """Extra fields the account defined."""
    return list(OrderExtraField.objects.for_account(account_id).order_by("pk"))


def personal_sources(account_id: int) -> dict[int, str]:
    """The account's own sources by id."""
    return dict(OrderSource.objects.for_account(account_id).order_by("pk").values_list("pk", "name"))


def journal_of_order(*, account_id: int, order_id: int) -> list[JournalEntry]:
    """The whole journal of an order, oldest first."""
    return list(JournalEntry.objects.for_account(account_id).filter(order_id=order_id).order_by("pk"))


def journal_page(
    *,
    account_id: int,
    after_id: int = 0,
    log_types: Sequence[int] = (),
    order_id: int | None = None,
    until_id: int | None = None,
    limit: int = PAGE,
) -> list[JournalEntry]:
    """Rows of the last three days after a row id, ascending; of some types, of one order, to a row id when asked."""
    since = clock.now() - timedelta(days=KEPT_DAYS)
    rows = JournalEntry.objects.for_account(account_id).filter(created_at__gte=since)
    # Ids and times grow together up to a transaction's length: with the first id of the three days the page reads the
    # index of ids from there, however old the caller's last row is.
    first = rows.order_by("created_at").values_list("pk", flat=True).first()
    after_id = max(after_id, (first or 0) - 1000)
    rows = rows.filter(pk__gt=after_id)
    if until_id is not None:
        rows = rows.filter(pk__lte=until_id)
    if log_types:
        rows = rows.filter(log_type__in=list(log_types))
    if order_id is not None:
        rows = rows.filter(order_id=order_id)
    return list(rows.order_by("pk")[:limit])
