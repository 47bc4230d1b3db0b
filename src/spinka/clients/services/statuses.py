"""The account's own list of client statuses and their groups."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from spinka.clients.models import Client, ClientStatus, ClientStatusGroup
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders import services as orders
from spinka.orders.draft import check_texts

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
NAME_LENGTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStatusFields:
    """Fields of a status; None stays as it is, or is empty when creating. Group 0 is the main one."""

    name: str | None = None
    color: str | None = None
    group_id: int | None = None


def own_status(*, account_id: int, status_id: int) -> ClientStatus:
    """A status of the account. Raises NotFound."""
    known = 0 < status_id <= BIGGEST_ID
    status = ClientStatus.objects.for_account(account_id).filter(pk=status_id).first() if known else None
    if status is None:
        raise NotFound("There is no client status %(id)s", id=status_id)
    return status


def first_status(*, account_id: int) -> ClientStatus:
    """The status new clients get. Raises BadParameters when there is none."""
    status = ClientStatus.objects.for_account(account_id).order_by("position", "pk").first()
    if status is None:
        raise BadParameters("The account has no client status")
    return status


def _checked(account_id: int, fields: ClientStatusFields) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if fields.name is not None:
        check_texts({"name": fields.name}, {"name": NAME_LENGTH})
        if not fields.name:
            raise BadParameters("parameter name is required")
        values["name"] = fields.name
    if fields.color:
        if not _COLOR.fullmatch(fields.color):
            raise BadParameters("parameter color: #RRGGBB")
        values["color"] = fields.color
    if fields.group_id is not None:
        if fields.group_id:
            orders.own_status_group(account_id=account_id, group_id=fields.group_id, groups=ClientStatusGroup)
        values["group_id"] = fields.group_id or None
    return values


@transaction.atomic
def save_status(*, account_id: int, status_id: int | None = None, fields: ClientStatusFields) -> int:
    """Create a status at the end of the list, or change one; its id. Raises NotFound, BadParameters."""
    status = None if status_id is None else own_status(account_id=account_id, status_id=status_id)
    values = _checked(account_id, fields)
    if status is not None:
        if values:
            ClientStatus.objects.for_account(account_id).filter(pk=status.pk).update(**values)
        return int(status.pk)
    if "name" not in values:
        raise BadParameters("parameter name is required")
    last = ClientStatus.objects.for_account(account_id).aggregate(last=Max("position"))["last"]
    status = ClientStatus(account_id=account_id, position=0 if last is None else last + 1, **values)
    status.save(force_insert=True)
    return int(status.pk)


@transaction.atomic
def delete_status(*, account_id: int, status_id: int, target_status_id: int | None = None) -> None:
    """Delete a status after moving its clients to another one.

    Raises NotFound for foreign statuses, Conflict for the first status and for a status clients have when no target
    is named, BadParameters when the target is the status itself.
    """
    status = own_status(account_id=account_id, status_id=status_id)
    if first_status(account_id=account_id).pk == status.pk:
        raise Conflict("The first status cannot be deleted: new clients get it")
    if target_status_id == status.pk:
        raise BadParameters("parameter target_status_id: another status than the one to delete")
    rows = Client.objects.for_account(account_id).filter(status_id=status.pk)
    if target_status_id is not None:
        target = own_status(account_id=account_id, status_id=target_status_id)
        rows.update(status_id=target.pk, updated_at=clock.now())
    elif rows.exists():
        raise Conflict("Clients have this status; name a status that takes them over")
    with connection.cursor() as cursor:
        cursor.execute("delete from clients_clientstatus where account_id = %s and id = %s", [account_id, status.pk])


def save_group(*, account_id: int, group_id: int | None = None, name: str) -> int:
    """Create a group of client statuses, or rename one; its id. Raises NotFound, BadParameters."""
    return orders.save_status_group(account_id=account_id, group_id=group_id, name=name, groups=ClientStatusGroup)


def delete_group(*, account_id: int, group_id: int) -> None:
    """Delete a group of client statuses; they go to the main one. Raises NotFound, Conflict for the main group, 0."""
    orders.delete_status_group(account_id=account_id, group_id=group_id, groups=ClientStatusGroup)
