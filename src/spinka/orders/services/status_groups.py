"""Groups of the account's order statuses."""

from django.db import connection, transaction

from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.draft import check_texts
from spinka.orders.models import OrderStatusGroup

GROUP_LENGTH = 15


def own_group(*, account_id: int, group_id: int) -> OrderStatusGroup:
    """A group of the account's order statuses. Raises NotFound."""
    known = 0 < group_id <= BIGGEST_ID
    group = OrderStatusGroup.objects.for_account(account_id).filter(pk=group_id).first() if known else None
    if group is None:
        raise NotFound("There is no status group %(id)s", id=group_id)
    return group


@transaction.atomic
def save_status_group(*, account_id: int, group_id: int | None = None, name: str) -> int:
    """Create a group, or rename one; its id. Raises NotFound, BadParameters."""
    check_texts({"name": name}, {"name": GROUP_LENGTH})
    if not name.strip():
        raise BadParameters("parameter name is required")
    if group_id is None:
        group = OrderStatusGroup(account_id=account_id, name=name)
        group.save(force_insert=True)
        return int(group.pk)
    group = own_group(account_id=account_id, group_id=group_id)
    OrderStatusGroup.objects.for_account(account_id).filter(pk=group.pk).update(name=name)
    return int(group.pk)


@transaction.atomic
def delete_status_group(*, account_id: int, group_id: int) -> None:
    """Delete a group; its statuses go to the main one. Raises NotFound, Conflict for the main group, which is 0."""
    if group_id == 0:
        raise Conflict("The main group cannot be deleted")
    group = own_group(account_id=account_id, group_id=group_id)
    with connection.cursor() as cursor:
        cursor.execute("delete from orders_orderstatusgroup where account_id = %s and id = %s", [account_id, group.pk])
