"""The paid amount of an order and its history."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from spinka.core import clock
from spinka.core.money import to_cents
from spinka.orders import events, journal, journal_types
from spinka.orders.draft import check_money, check_texts
from spinka.orders.models import OrderPayment
from spinka.orders.services.locking import lock_order, write_order
from spinka.orders.totals import from_cents

_LENGTHS = {"payment_comment": 200, "external_payment_id": 60}


@transaction.atomic
def set_payment(
    *,
    account_id: int,
    order_id: int,
    amount: Decimal,
    paid_at: datetime | None = None,
    comment: str = "",
    external_payment_id: str = "",
    actor: str,
    origin: str = "",
) -> None:
    """Set how much of an order is paid, absolutely, with a row of history; the same amount again writes nothing.

    An entry of the payment gateway that is not in the history yet is written even when the amount stays. Reaching
    the total publishes order.paid. Raises NotFound, BadParameters.
    """
    check_money("payment_done", amount)
    check_texts({"payment_comment": comment, "external_payment_id": external_payment_id}, _LENGTHS)
    order = lock_order(account_id=account_id, order_id=order_id)
    amount = to_cents(amount)
    history = OrderPayment.objects.for_account(account_id).filter(order_id=order_id)
    known = not external_payment_id or history.filter(external_payment_id=external_payment_id).exists()
    before = order.paid
    if amount == before and known:
        return
    OrderPayment(
        account_id=account_id,
        order_id=order_id,
        paid_before=before,
        paid_after=amount,
        currency=order.currency,
        external_payment_id=external_payment_id,
        comment=comment,
        paid_at=paid_at or clock.now(),
    ).save(force_insert=True)
    order.paid = amount
    write_order(order, "paid")
    data = {"from": str(before), "to": str(amount), "currency": order.currency}
    journal.record(account_id=account_id, order_id=order_id, log_type=journal_types.PAID, actor=actor, data=data)
    total = from_cents(order.total_cents)
    if before < total <= amount:
        events.paid(account_id=account_id, order_id=order_id, origin=origin)
