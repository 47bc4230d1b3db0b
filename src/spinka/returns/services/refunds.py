"""The refunded amount of a return and its history; only noted here, no money moves."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from spinka.core import clock
from spinka.core.money import to_cents
from spinka.orders.draft import check_money, check_texts
from spinka.orders.totals import from_cents
from spinka.returns import events, journal
from spinka.returns.models import ReturnRefund
from spinka.returns.services.locking import lock_return, write_return

_LENGTHS = {"refund_comment": 50, "external_refund_id": 50}


@transaction.atomic
def set_refund(
    *,
    account_id: int,
    return_id: int,
    amount: Decimal,
    refunded_at: datetime | None = None,
    comment: str = "",
    external_refund_id: str = "",
    actor: str,
) -> None:
    """Set how much of a return is refunded, absolutely, with a row of history; the same amount again writes nothing.

    An entry of the gateway that is not in the history yet is written even when the amount stays.
    Raises NotFound, BadParameters.
    """
    check_money("order_refund_done", amount)
    check_texts({"refund_comment": comment, "external_refund_id": external_refund_id}, _LENGTHS)
    row = lock_return(account_id=account_id, return_id=return_id)
    amount, before = to_cents(amount), row.refunded
    history = ReturnRefund.objects.for_account(account_id).filter(parent_id=return_id)
    is_known = not external_refund_id or history.filter(external_refund_id=external_refund_id).exists()
    if amount == before and is_known:
        return
    ReturnRefund(
        account_id=account_id,
        parent_id=return_id,
        refunded_before=before,
        refunded_after=amount,
        total=from_cents(row.total_cents),
        currency=row.currency,
        external_refund_id=external_refund_id,
        comment=comment,
        refunded_at=refunded_at or clock.now(),
    ).save(force_insert=True)
    row.refunded = amount
    write_return(row, "refunded")
    data = {"from": str(before), "to": str(amount), "currency": row.currency}
    journal.record_all(account_id=account_id, facts=[journal.Fact(return_id, journal.REFUNDED, 0, data)], actor=actor)
    events.refunded(account_id=account_id, return_id=return_id)
