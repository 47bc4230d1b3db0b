"""Returns of orders that become one."""

from collections.abc import Sequence

from django.db import transaction

from spinka.returns.models import Return


@transaction.atomic
def move_returns(*, account_id: int, order_ids: Sequence[int], to_order_id: int) -> None:
    """Hang returns on another order; the caller holds the rows of all orders."""
    Return.objects.for_account(account_id).filter(order_id__in=list(order_ids)).update(order_id=to_order_id)
