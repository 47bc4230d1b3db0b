"""Forwarding many orders as work in the background: progress, what became of each order, cancelling (F-01, R50)."""

from collections.abc import Sequence

from django.db import connection as database
from django.db import transaction

from spinka.accounts.tenancy import acting_for
from spinka.connect.models import ForwardRun, RunState
from spinka.connect.services.mending import OrderResult, forward_orders
from spinka.core import clock, statements
from spinka.core.errors import BadParameters, NotFound
from spinka.core.jobs import enqueue

MOST_ORDERS = 10_000
# An order is a transaction of its own, so that nobody waits for the rest of the run.
BATCH = 1
_LIVE = (RunState.QUEUED, RunState.RUNNING)


@transaction.atomic
def start_forward_run(*, account_id: int, order_ids: Sequence[int], actor: str) -> int:
    """Queue the forwarding of up to 10,000 of the account's orders; the run's number. Raises BadParameters."""
    wanted = sorted(set(order_ids))
    if not 0 < len(wanted) <= MOST_ORDERS:
        raise BadParameters("parameter order_ids: 1 to %(most)s orders", most=MOST_ORDERS)
    run = ForwardRun(account_id=account_id, actor=actor[:120], created_at=clock.now())
    run.save(force_insert=True)
    with database.cursor() as cursor:
        cursor.execute(
            "insert into connect_forwardrunorder (account_id, run_id, order_id, state, reason_code, reason, details)"
            " select o.account_id, %s, o.id, 'untouched', '', '', '{}' from orders_order o"
            " where o.account_id = %s and o.id = any(%s) order by o.id",
            [run.pk, account_id, wanted],
        )
        run.total = cursor.rowcount
    run.save(update_fields=["total"])
    enqueue("connect.run_forwards", stream=f"forwards:{account_id}", account_id=account_id, run_id=run.pk)
    return int(run.pk)


def run_forwards(*, account_id: int, run_id: int, batch_size: int = BATCH) -> None:
    """Forward the orders of a run one after the other; called again it goes on where it stopped."""
    while _next(account_id, run_id, batch_size):
        pass


def _next(account_id: int, run_id: int, size: int) -> bool:
    """One batch; False when the run has ended."""
    with acting_for(account_id):
        rows = ForwardRun.objects.for_account(account_id).select_for_update(of=("self",))
        run = rows.filter(pk=run_id, state__in=_LIVE).first()
        if run is None:
            return False
        order_ids = [] if run.is_cancelled else _untouched(account_id, run_id, size)
        if not order_ids:
            _finish(run, RunState.CANCELLED if run.is_cancelled else RunState.DONE)
            return False
        results = forward_orders(account_id=account_id, order_ids=order_ids, actor=run.actor)
        for result in results:
            _note(account_id, run_id, result)
        done = sum(1 for result in results if result.is_forwarded)
        run.state = RunState.RUNNING
        run.done, run.forwarded, run.refused = (
            run.done + len(results),
            run.forwarded + done,
            run.refused + len(results) - done,
        )
        # Whether it is to be cancelled is somebody else's to write.
        run.save(update_fields=["state", "done", "forwarded", "refused"])
    return True


def _untouched(account_id: int, run_id: int, size: int) -> list[int]:
    with database.cursor() as cursor:
        cursor.execute(
            "select order_id from connect_forwardrunorder where account_id = %s and run_id = %s and state = 'untouched'"
            " order by order_id limit %s",
            [account_id, run_id, size],
        )
        return [row[0] for row in cursor.fetchall()]


def _note(account_id: int, run_id: int, result: OrderResult) -> None:
    refused = next((item for item in result.results if item.reason_code), None)
    state, code, reason, details = ("forwarded" if result.is_forwarded else "refused"), "", "", {}
    if refused is not None:
        code, reason = refused.reason_code, refused.reason
        details = {
            name: value if isinstance(value, (int, bool, str)) else str(value)
            for name, value in refused.details.items()
        }
    elif result.error is not None:
        reason = str(result.error)
    with database.cursor() as cursor:
        cursor.execute(
            "update connect_forwardrunorder set state = %s, reason_code = %s, reason = %s, details = %s::jsonb"
            " where account_id = %s and run_id = %s and order_id = %s",
            [state, code, reason, statements.json(details), account_id, run_id, result.order_id],
        )


def _finish(run: ForwardRun, state: RunState) -> None:
    run.state, run.finished_at = state, clock.now()
    run.save(update_fields=["state", "finished_at"])


@transaction.atomic
def give_up_run(*, account_id: int, run_id: int) -> None:
    """End a run whose work failed at every try; what was forwarded stays, the rest is untouched (R50)."""
    ForwardRun.objects.for_account(account_id).filter(pk=run_id, state__in=_LIVE).update(
        state=RunState.FAILED, finished_at=clock.now()
    )


@transaction.atomic
def cancel_run(*, account_id: int, run_id: int) -> None:
    """Let a run stop after the order it is at; what is forwarded stays. Raises NotFound."""
    rows = ForwardRun.objects.for_account(account_id).filter(pk=run_id)
    if not rows.update(is_cancelled=True):
        raise NotFound("There is no run %(id)s", id=run_id)
