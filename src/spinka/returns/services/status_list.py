"""The account's own list of return statuses and their groups."""

import re
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import Max

from spinka.core.errors import BadParameters, Conflict
from spinka.orders import services as orders
from spinka.orders.draft import check_texts
from spinka.returns.models import Return, ReturnStatus, ReturnStatusGroup, ReturnStatusType
from spinka.returns.services.locking import lock_returns
from spinka.returns.services.moves import MOST_RETURNS, move
from spinka.returns.services.statuses import first_status, own_status

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_LENGTHS = {"name": 100, "name_for_customer": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFields:
    """Fields of a status; None stays as it is, or is empty when creating. Group 0 is the main one.

    `name_for_customer` is a text, or JSON with texts by language.
    """

    name: str | None = None
    name_for_customer: str | None = None
    color: str | None = None
    type: int | None = None
    group_id: int | None = None


def _checked(account_id: int, fields: StatusFields) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(fields, name) for name in _LENGTHS if getattr(fields, name) is not None}
    check_texts(values, _LENGTHS)
    if not values.get("name", "x"):
        raise BadParameters("parameter name is required")
    if values.get("name_for_customer", "").lstrip().startswith("{"):
        _check_languages(values["name_for_customer"])
    if fields.color:
        if not _COLOR.fullmatch(fields.color):
            raise BadParameters("parameter color: #RRGGBB")
        values["color"] = fields.color
    if fields.type is not None:
        if fields.type not in ReturnStatusType.values:
            raise BadParameters("parameter type: 0, 1, 2 or 5")
        values["type"] = fields.type
    if fields.group_id is not None:
        if fields.group_id:
            orders.own_status_group(account_id=account_id, group_id=fields.group_id, groups=ReturnStatusGroup)
        values["group_id"] = fields.group_id or None
    return values


def _check_languages(text: str) -> None:
    try:
        msgspec.json.decode(text, type=dict[str, str])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise BadParameters("parameter name_for_customer: a text, or JSON with a text for each language") from error


@transaction.atomic
def save_status(*, account_id: int, status_id: int | None = None, fields: StatusFields) -> int:
    """Create a status at the end of the list, or change one; its id. Raises NotFound, BadParameters."""
    status = None if status_id is None else own_status(account_id=account_id, status_id=status_id)
    values = _checked(account_id, fields)
    if status is not None:
        if values:
            ReturnStatus.objects.for_account(account_id).filter(pk=status.pk).update(**values)
        return int(status.pk)
    if "name" not in values:
        raise BadParameters("parameter name is required")
    values["name_for_customer"] = values.get("name_for_customer") or values["name"]
    last = ReturnStatus.objects.for_account(account_id).aggregate(last=Max("position"))["last"]
    status = ReturnStatus(account_id=account_id, position=0 if last is None else last + 1, **values)
    status.save(force_insert=True)
    return int(status.pk)


@transaction.atomic
def delete_status(*, account_id: int, status_id: int, target_status_id: int | None = None, actor: str) -> None:
    """Delete a status after moving its returns to another one.

    Raises NotFound for foreign statuses, Conflict for the first status and for a status returns are in when no target
    is named, BadParameters when the target is the status itself.
    """
    status = own_status(account_id=account_id, status_id=status_id)
    if first_status(account_id=account_id).pk == status.pk:
        raise Conflict("The first status cannot be deleted: new returns get it")
    if target_status_id == status.pk:
        raise BadParameters("parameter target_status_id: another status than the one to delete")
    target = None if target_status_id is None else own_status(account_id=account_id, status_id=target_status_id)
    rows = Return.objects.for_account(account_id).filter(status_id=status.pk).order_by("pk")
    while ids := list(rows.values_list("pk", flat=True)[:MOST_RETURNS]):
        if target is None:
            raise Conflict("Returns are in this status; name a status that takes them over")
        move(account_id, lock_returns(account_id=account_id, return_ids=ids), target, actor)
    with connection.cursor() as cursor:
        cursor.execute("delete from returns_returnstatus where account_id = %s and id = %s", [account_id, status.pk])


def save_group(*, account_id: int, group_id: int | None = None, name: str) -> int:
    """Create a group of return statuses, or rename one; its id. Raises NotFound, BadParameters."""
    return orders.save_status_group(account_id=account_id, group_id=group_id, name=name, groups=ReturnStatusGroup)


def delete_group(*, account_id: int, group_id: int) -> None:
    """Delete a group of return statuses; they go to the main one. Raises NotFound, Conflict for the main group, 0."""
    orders.delete_status_group(account_id=account_id, group_id=group_id, groups=ReturnStatusGroup)
