"""When an order holds stock and when on hand falls: the account's setting and the status together (R4)."""

from dataclasses import dataclass
from enum import Enum

from django.db import connection

from spinka.accounts.models import FulfilmentMoment
from spinka.core import statements
from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.models import StatusType


class Stage(Enum):
    """What an order does to stock: nothing (cancelled), holds it reserved, or has taken it from on hand."""

    NONE = 0
    RESERVED = 1
    TAKEN = 2


SENT_TYPES = frozenset({StatusType.SENT, StatusType.DELIVERED})


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The account's setting `fulfilment_moment` with the statuses chosen for it."""

    moment: str
    status_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a new order gets from its account: status, currency, source name, fulfilment."""

    currency: str
    fulfilment: Fulfilment
    status_id: int
    status_type: int
    source_name: str


def stage_of(fulfilment: Fulfilment, *, status_id: int, kind: int, is_confirmed: bool) -> Stage:
    """The stage of an order in a status of type `kind`."""
    if kind == StatusType.CANCELLED:
        return Stage.NONE
    if fulfilment.moment == FulfilmentMoment.CONFIRMED:
        return Stage.TAKEN if is_confirmed else Stage.RESERVED
    if fulfilment.moment == FulfilmentMoment.STATUSES:
        return Stage.TAKEN if status_id in fulfilment.status_ids else Stage.RESERVED
    return Stage.TAKEN if kind in SENT_TYPES else Stage.RESERVED


def fulfilment_of(account_id: int) -> Fulfilment:
    """The account's setting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select fulfilment_moment, fulfilment_status_ids from accounts_account where id = %s", [account_id]
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound("There is no account %(id)s", id=account_id)
    return Fulfilment(row[0], frozenset(row[1]))


_OPENING = """
select a.currency, a.fulfilment_moment, a.fulfilment_status_ids, s.id, s.type, p.name,
       array(select e.id::text from orders_orderextrafield e where e.account_id = a.id
             and e.id::text in (select jsonb_array_elements_text(%s::jsonb))),
       spinka_arrives(1, 'orders_order_id_seq', a.id)
from accounts_account a
left join lateral (
    select s.id, s.type from orders_orderstatus s
    where s.account_id = a.id and (%s::bigint is null or s.id = %s::bigint) order by s.position, s.id limit 1
) s on true
left join orders_ordersource p on p.account_id = a.id and p.id = %s
where a.id = %s
"""


def opening_setting(
    *, account_id: int, status_id: int | None, personal_source_id: int, extra_field_ids: list[str]
) -> Setting:
    """Everything a new order needs to know of its account, read at once; no status means the first one (R36).

    Marks the transaction as one that writes orders: its ids and times are taken afterwards (docs/decisions/0009).

    Raises NotFound for a status, source or extra field the account does not have.
    """
    if status_id is not None and not 0 < status_id <= BIGGEST_ID:
        raise NotFound("There is no order status %(id)s", id=status_id)
    row = statements.row(
        _OPENING, statements.json(extra_field_ids), status_id, status_id, personal_source_id, account_id
    )
    if row is None:
        raise NotFound("There is no account %(id)s", id=account_id)
    if row[3] is None and status_id is None:
        raise BadParameters("The account has no order status")
    if row[3] is None:
        raise NotFound("There is no order status %(id)s", id=status_id)
    if personal_source_id and row[5] is None:
        raise NotFound("There is no order source %(id)s", id=personal_source_id)
    unknown = set(extra_field_ids) - set(row[6])
    if unknown:
        raise NotFound("There is no order extra field %(id)s", id=min(unknown))
    return Setting(row[0], Fulfilment(row[1], frozenset(row[2])), row[3], row[4], row[5] or "")
