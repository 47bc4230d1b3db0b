"""The account's own list of order statuses."""

import re
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max

from spinka.core.errors import BadParameters, Conflict
from spinka.orders.models import Order, OrderStatus, StatusType
from spinka.orders.services.moves import MOST_ORDERS, change_statuses, own_status
from spinka.orders.services.status_groups import own_status_group

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_LENGTHS = {"name": 30, "short_name": 17, "name_for_customer": 250, "comments": 255}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFields:
    """Fields of a status; None stays as it is, or is empty when creating. Group 0 is the main one."""

    name: str | None = None
    short_name: str | None = None
    name_for_customer: str | None = None
    comments: str | None = None
    color: str | None = None
    type: int | None = None
    group_id: int | None = None


def _checked(account_id: int, fields: StatusFields) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {}
    for name, limit in _LENGTHS.items():
        text = getattr(fields, name)
        if text is None:
            continue
        if len(text) > limit:
            raise BadParameters("parameter %(name)s: at most %(limit)s characters", name=name, limit=limit)
        values[name] = text
    if not values.get("name", "x"):
        raise BadParameters("parameter name is required")
    if fields.color:
        if not _COLOR.fullmatch(fields.color):
            raise BadParameters("parameter color: #RRGGBB")
        values["color"] = fields.color
    if fields.type is not None:
        if fields.type not in StatusType.values:
            raise BadParameters("parameter type: 0 to 6")
        values["type"] = fields.type
    if fields.group_id is not None:
        if fields.group_id:
            own_status_group(account_id=account_id, group_id=fields.group_id)
        values["group_id"] = fields.group_id or None
    return values


@transaction.atomic
def save_status(*, account_id: int, status_id: int | None = None, fields: StatusFields, actor: str) -> int:
    """Create a status at the end of the list, or change one; its id.

    Another type takes effect when orders enter the status, not for those in it. Raises NotFound, BadParameters.
    """
    values = _checked(account_id, fields)
    if status_id is not None:
        status = own_status(account_id=account_id, status_id=status_id)
        if values:
            OrderStatus.objects.for_account(account_id).filter(pk=status.pk).update(**values)
        return int(status.pk)
    if "name" not in values:
        raise BadParameters("parameter name is required")
    last = OrderStatus.objects.for_account(account_id).aggregate(last=Max("position"))["last"]
    status = OrderStatus(account_id=account_id, position=0 if last is None else last + 1, **values)
    status.save(force_insert=True)
    return int(status.pk)


@transaction.atomic
def delete_status(*, account_id: int, status_id: int, target_status_id: int | None = None, actor: str) -> None:
    """Delete a status after moving its orders to another one, with what the move does to stock.

    Raises NotFound for foreign statuses, Conflict for the first status, for a status orders are in when no target is
    named, BadParameters when the target is the status itself.
    """
    status = own_status(account_id=account_id, status_id=status_id)
    first = OrderStatus.objects.for_account(account_id).order_by("position", "pk").first()
    if first is not None and first.pk == status.pk:
        raise Conflict("The first status cannot be deleted: new orders get it")
    if target_status_id == status.pk:
        raise BadParameters("parameter target_status_id: another status than the one to delete")
    if target_status_id is not None:
        own_status(account_id=account_id, status_id=target_status_id)
    rows = Order.objects.for_account(account_id).filter(status_id=status.pk).order_by("pk")
    while ids := list(rows.values_list("pk", flat=True)[:MOST_ORDERS]):
        if target_status_id is None:
            raise Conflict("Orders are in this status; name a status that takes them over")
        change_statuses(account_id=account_id, order_ids=ids, status_id=target_status_id, actor=actor)
    with connection.cursor() as cursor:
        cursor.execute("delete from orders_orderstatus where account_id = %s and id = %s", [account_id, status.pk])
