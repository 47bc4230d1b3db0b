"""Finding the account's own return statuses."""

from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.returns.models import ReturnStatus


def own_status(*, account_id: int, status_id: int) -> ReturnStatus:
    """A status of the account. Raises NotFound."""
    known = 0 < status_id <= BIGGEST_ID
    status = ReturnStatus.objects.for_account(account_id).filter(pk=status_id).first() if known else None
    if status is None:
        raise NotFound("There is no return status %(id)s", id=status_id)
    return status


def first_status(*, account_id: int) -> ReturnStatus:
    """The status new returns get. Raises BadParameters when there is none."""
    status = ReturnStatus.objects.for_account(account_id).order_by("position", "pk").first()
    if status is None:
        raise BadParameters("The account has no return status")
    return status
