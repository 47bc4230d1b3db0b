"""Groups of a list of statuses: of orders, and of returns and clients, whose lists work alike."""

from django.db import connection, transaction

from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.draft import check_texts
from spinka.orders.models import OrderStatusGroup, StatusGroup

GROUP_LENGTH = 15
# Whose statuses' groups: a list of its own for orders, returns and clients.
Groups = type[StatusGroup]


def own_status_group(*, account_id: int, group_id: int, groups: Groups = OrderStatusGroup) -> int:
    """The id of a group that is the account's. Raises NotFound."""
    known = 0 < group_id <= BIGGEST_ID
    if not known or not groups.objects.for_account(account_id).filter(pk=group_id).exists():
        raise NotFound("There is no status group %(id)s", id=group_id)
    return group_id


@transaction.atomic
def save_status_group(
    *, account_id: int, group_id: int | None = None, name: str, groups: Groups = OrderStatusGroup
) -> int:
    """Create a group, or rename one; its id. Raises NotFound, BadParameters."""
    check_texts({"name": name}, {"name": GROUP_LENGTH})
    if not name.strip():
        raise BadParameters("parameter name is required")
    if group_id is None:
        group = groups(account_id=account_id, name=name)
        group.save(force_insert=True)
        return int(group.pk)
    own_status_group(account_id=account_id, group_id=group_id, groups=groups)
    groups.objects.for_account(account_id).filter(pk=group_id).update(name=name)
    return group_id


@transaction.atomic
def delete_status_group(*, account_id: int, group_id: int, groups: Groups = OrderStatusGroup) -> None:
    """Delete a group; its statuses go to the main one. Raises NotFound, Conflict for the main group, which is 0."""
    if group_id == 0:
        raise Conflict("The main group cannot be deleted")
    own_status_group(account_id=account_id, group_id=group_id, groups=groups)
    with connection.cursor() as cursor:
        # The key of the statuses lets go of the group.
        cursor.execute(f"delete from {groups._meta.db_table} where account_id = %s and id = %s", [account_id, group_id])
