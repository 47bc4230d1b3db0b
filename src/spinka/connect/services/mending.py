"""Mending what kept orders from being forwarded, in one step: fewer pieces and try again, several orders at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from spinka.connect.services.forwarding import ForwardResult, forward_order, hold_connections
from spinka.connect.services.order_lines import edit_line
from spinka.core.errors import BadParameters, SpinkaError
from spinka.orders.draft import LineChanges

MOST_ORDERS = 100


@dataclass(frozen=True, slots=True)
class OrderResult:
    """What became of one order of several; `error` is set when it could not even be tried."""

    order_id: int
    results: list[ForwardResult]
    error: SpinkaError | None = None

    @property
    def is_forwarded(self) -> bool:
        """Whether at least one connection took it."""
        return any(result.state in {"forwarded", "existing"} for result in self.results)


@transaction.atomic
def reduce_and_forward(
    *,
    account_id: int,
    order_id: int,
    line_id: int,
    quantity: int,
    actor: str,
    connect_integration_id: int | None = None,
) -> list[ForwardResult]:
    """Lower a line to what the supplier has and forward the order again, both or neither (R11, R13).

    Raises what editing the line and forwarding raise.
    """
    # Connections are locked before orders, and editing holds the order.
    hold_connections(account_id=account_id)
    edit_line(
        account_id=account_id,
        order_id=order_id,
        line_id=line_id,
        changes=LineChanges(quantity=quantity),
        actor=actor,
    )
    return forward_order(
        account_id=account_id, order_id=order_id, connect_integration_id=connect_integration_id, actor=actor
    )


def forward_orders(*, account_id: int, order_ids: Sequence[int], actor: str) -> list[OrderResult]:
    """Forward up to 100 orders, each on its own: one that fails keeps the others. Raises BadParameters for more."""
    if len(order_ids) > MOST_ORDERS:
        raise BadParameters("parameter order_ids: at most %(most)s orders", most=MOST_ORDERS)
    done = []
    for order_id in sorted(set(order_ids)):
        try:
            # A try of its own: what one order began must not end the others.
            with transaction.atomic():
                results = forward_order(account_id=account_id, order_id=order_id, actor=actor)
            done.append(OrderResult(order_id, results))
        except SpinkaError as error:
            done.append(OrderResult(order_id, [], error))
    return done
