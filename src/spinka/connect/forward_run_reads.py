"""Runs of forwarding as their page and their file show them."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection as database

from spinka.connect.models import ForwardRun
from spinka.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class RunOrder:
    """What became of an order of a run; `reason` is English with its `details`."""

    order_id: int
    state: str
    reason_code: str
    reason: str
    details: dict[str, Any]


def get_run(*, account_id: int, run_id: int) -> ForwardRun:
    """A run of the account. Raises NotFound."""
    run = ForwardRun.objects.for_account(account_id).filter(pk=run_id).first() if 0 < run_id < 2**63 else None
    if run is None:
        raise NotFound("There is no run %(id)s", id=run_id)
    return run


def run_orders(*, account_id: int, run_id: int, most: int | None = None) -> list[RunOrder]:
    """The orders of a run: refused ones first, then forwarded, then untouched."""
    with database.cursor() as cursor:
        cursor.execute(
            "select order_id, state, reason_code, reason, details from connect_forwardrunorder"
            " where account_id = %s and run_id = %s"
            " order by array_position(array['refused', 'forwarded', 'untouched'], state::text), order_id limit %s",
            [account_id, run_id, most],
        )
        rows = cursor.fetchall()
    return [RunOrder(row[0], row[1], row[2], row[3], json.loads(row[4])) for row in rows]
