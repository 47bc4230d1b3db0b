"""Lines added to an order after it was forwarded: they join its sale when it is forwarded again (R14)."""

from decimal import Decimal
from typing import Any

from spinka.connect import access
from spinka.connect.services import attempts, charging, holds, sale_rows
from spinka.connect.services.preparation import prepare
from spinka.connect.services.results import EXISTING, ForwardResult
from spinka.connect.services.routing import Asked, Routed
from spinka.connect.services.sales import is_locked, lock_sale, recount, tell
from spinka.connect.services.settling import convert_holds, settle_own_order
from spinka.connect.states import Route
from spinka.connect.sync.contractor_orders import ReadOrder
from spinka.connect.sync.orders import ForwardRefused
from spinka.core import statements
from spinka.orders import services as orders


def existing_result(crossing: access.Crossing, sale_id: int, skipped: list[int] | None = None) -> ForwardResult:
    """The answer for a sale there is already, with the contractor's lines that stand in it."""
    rows = statements.rows(
        "select contractor_line_id from connect_saleline where contractor_id = %s and sale_id = %s and is_open order by id",
        crossing.contractor_id,
        sale_id,
    )
    return ForwardResult(
        connect_integration_id=crossing.connection.contractor_integration_id,
        connection_id=crossing.connection_id,
        state=EXISTING,
        sale_id=sale_id,
        forwarded_lines=[row[0] for row in rows],
        skipped_lines=skipped or [],
    )


def join_sale(
    crossing: access.Crossing, call: Asked, *, order: ReadOrder, held: dict[str, Any], routed: Routed, sale_id: int
) -> ForwardResult:
    """Add what the order has for this connection and the sale does not; without anything new the sale as it is.

    The supplier's order gets the lines under the terms of now, stock and credit as in a first forward. Raises
    ForwardRefused before anything is written, also once the supplier has locked its order.
    """
    matches = routed.found.of_connection(crossing.connection_id)
    if not any(line.is_open and line.line_id in matches for line in order.lines):
        if order.has_attempts:
            attempts.clear(account_id=call.account_id, order_id=call.order_id, connection_ids=[crossing.connection_id])
        return existing_result(crossing, sale_id)
    sale = lock_sale(crossing, sale_id)
    supplier = crossing.connection.supplier_name
    if is_locked(crossing, sale):
        raise ForwardRefused("locked", "%(supplier)s has locked its order: it takes no new lines", supplier=supplier)
    prepared = prepare(
        crossing,
        order=held,
        status_type=order.status_type,
        lines=order.lines,
        found=routed.found,
        is_whole=routed.is_whole,
        is_automatic=call.is_automatic,
        unmatched=call.unmatched,
        is_joining=True,
    )
    if sale.amount is None:
        # A sale made without prices stays without (R20).
        prepared.amount = None
    elif prepared.amount is not None and prepared.currency != sale.currency:
        raise ForwardRefused(
            "no_price",
            "The sale is in %(sale)s and prices are in %(now)s now",
            sale=sale.currency,
            now=prepared.currency,
        )
    total = (sale.amount or Decimal(0)) + (prepared.amount or Decimal(0))
    if call.expected_amount is not None and sale.amount is not None and total != call.expected_amount:
        raise ForwardRefused(
            "no_price",
            "The amount is now %(amount)s %(currency)s, not %(expected)s",
            is_waiting=True,
            amount=total,
            currency=sale.currency,
            expected=call.expected_amount,
        )
    charging.check_growth(crossing, sale, amount=prepared.amount)
    if prepared.giving_way.holds:
        holds.give_way(crossing, prepared.giving_way)
    origin = Route().through(sale.pk)
    line_ids = [
        orders.add_line(
            account_id=crossing.supplier_id,
            order_id=sale.supplier_order_id,
            line=line,
            actor=crossing.contractor.name,
            origin=origin,
        )
        for line in prepared.draft.lines
    ]
    sale_rows.add_lines(
        sale_id=sale.pk,
        supplier_id=crossing.supplier_id,
        contractor_id=crossing.contractor_id,
        lines=prepared.sale_lines(line_ids),
    )
    convert_holds(crossing, prepared, sale.pk, call.actor)
    settle_own_order(crossing, call.order_id, prepared, call.actor)
    tell(crossing, sale, "lines_added", {"lines": len(line_ids)}, call.actor)
    recount(crossing, sale, call.actor)
    if order.has_attempts:
        attempts.clear(account_id=call.account_id, order_id=call.order_id, connection_ids=[crossing.connection_id])
    return existing_result(crossing, sale.pk, prepared.skipped)


def amounts_of(account_id: int, sale_ids: list[int]) -> dict[int, tuple[Decimal | None, str]]:
    """Amount and currency of a contractor's sales."""
    rows = statements.rows(
        "select id, amount, currency from connect_sale where contractor_id = %s and id = any(%s::bigint[])",
        account_id,
        statements.array(sale_ids),
    )
    return {row[0]: (row[1], row[2]) for row in rows}
