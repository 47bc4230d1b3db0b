"""Forwarding: a contractor's order becomes a sale and the supplier's order, all of it or nothing (F-01 … F-20)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from django.db import transaction

from spinka.connect import access
from spinka.connect.models import Connection, ConnectionState, Sale
from spinka.connect.services import attempts, charging, holds, sale_rows
from spinka.connect.services.joining import amounts_of, existing_result, join_sale
from spinka.connect.services.preparation import Prepared, prepare
from spinka.connect.services.results import EXISTING, FORWARDED, REFUSED, WAITING, ForwardResult
from spinka.connect.services.routing import Asked, Nowhere, Routed, check_kind, hold_connections, route
from spinka.connect.services.settling import convert_holds, settle_own_order
from spinka.connect.sync.contractor_orders import ReadLine, hold_order, read_order
from spinka.connect.sync.orders import ForwardRefused, bill_to
from spinka.core import clock, statements
from spinka.core.errors import Conflict, NotFound
from spinka.core.events import publish, together
from spinka.core.transactions import joined
from spinka.orders import journal_types
from spinka.orders import services as orders

__all__ = ["EXISTING", "FORWARDED", "REFUSED", "WAITING", "ForwardResult", "forward_order", "hold_connections"]


@joined
def forward_order(
    *,
    account_id: int,
    order_id: int,
    connect_integration_id: int | None = None,
    expected_amount: Decimal | None = None,
    actor: str,
    is_automatic: bool = False,
    only: frozenset[int] | None = None,
    unmatched_lines: Literal["text", "skip", "refuse"] | None = None,
) -> list[ForwardResult]:
    """Forward an order to one connected integration, or to every one that has a matched line (R8, F-20).

    Each connection answers for itself: forwarded, existing (a sale is unique per order and connection, F-16), refused
    with a reason code of R13, or waiting for a person. A refusal is stored on the order and writes nothing else.
    `only` narrows the connections for automatic forwarding; an order that has no line for them gives no result.
    `unmatched_lines` is what a person chose for lines that match nobody, in place of the setting (R9). Lines added since
    join an open sale; a sale that is over is opened again, with a new order at the supplier, but never by itself (R14).
    `expected_amount` is that of all the sales together: with another one nothing is forwarded and all wait.
    Raises NotFound for a foreign order or integration, Conflict when the lines changed meanwhile; the open transaction
    is then given up (core.transactions.joined).
    """
    rows = _connections(account_id, connect_integration_id)
    named = next((row for row in rows if row.contractor_integration_id == connect_integration_id), None)
    active = {row.pk: row for row in rows if row.state == ConnectionState.ACTIVE}
    if connect_integration_id is not None and (named is None or named.state != ConnectionState.ACTIVE):
        order = read_order(account_id=account_id, order_id=order_id)
        if named is None and not order.is_technical:
            raise NotFound("There is no integration %(id)s", id=connect_integration_id)
    asked = frozenset({named.pk} if named is not None else active)
    call = Asked(
        account_id=account_id,
        order_id=order_id,
        active=active,
        asked=asked if only is None else asked & only,
        named=None if named is None else named.pk,
        expected_amount=expected_amount,
        actor=actor,
        is_automatic=is_automatic,
        unmatched=unmatched_lines,
    )
    try:
        return _forward(call, named)
    except Nowhere as nowhere:
        return [] if only is not None else [_refused(account_id, order_id, None, nowhere.refusal, is_automatic)]


def _connections(account_id: int, connect_integration_id: int | None) -> list[Connection]:
    """The contractor's connections that are not over, and the one that was named."""
    found = statements.rows(
        f"select {statements.columns(Connection, 'c')} from connect_connection c"
        " where c.contractor_id = %s and (c.state <> 'disconnected' or c.contractor_integration_id = %s)",
        account_id,
        connect_integration_id if connect_integration_id and 0 < connect_integration_id < 2**63 else None,
    )
    return [statements.instance(Connection, row) for row in found]


def _forward(call: Asked, named: Connection | None) -> list[ForwardResult]:
    """To one connection under its lock at once; to several after looking which of them have a line."""
    if named is not None and named.state != ConnectionState.ACTIVE:
        check_kind(read_order(account_id=call.account_id, order_id=call.order_id))
        refusal = ForwardRefused("state", "The connection is not active: %(state)s", state=str(named.state))
        return [_refused(call.account_id, call.order_id, named, refusal, call.is_automatic)]
    if len(call.asked) == 1:
        (connection_id,) = call.asked
        return [_answer(call, connection_id, None)]
    routed = route(call, read_order(account_id=call.account_id, order_id=call.order_id))
    if len(routed.wanted) > 1:
        hold_connections(account_id=call.account_id, connection_ids=sorted(routed.wanted))
    if call.expected_amount is not None and len(routed.wanted) > 1:
        return _forward_expected(call, routed)
    return [_answer(call, connection_id, routed) for connection_id in sorted(routed.wanted)]


class _OtherAmount(Exception):
    """What was written is worth another amount than expected."""


def _forward_expected(call: Asked, routed: Routed) -> list[ForwardResult]:
    """To several connections for one amount of them all: with another one nothing stays and every connection waits."""
    each = replace(call, expected_amount=None)
    worth: dict[int, tuple[Decimal | None, str]] = {}
    try:
        with transaction.atomic():
            results = [_answer(each, connection_id, routed) for connection_id in sorted(routed.wanted)]
            sale_ids = [result.sale_id for result in results if result.sale_id is not None]
            worth = amounts_of(call.account_id, sale_ids)
            known = [amount for amount, _ in worth.values() if amount is not None]
            if known and sum(known) != call.expected_amount:
                raise _OtherAmount
            return results
    except _OtherAmount:
        refusal = _amount_changed(
            sum((amount for amount, _ in worth.values() if amount is not None), Decimal(0)),
            next(iter({currency for _, currency in worth.values()})),
            call.expected_amount,
        )
        return [
            _refused(call.account_id, call.order_id, call.active[connection_id], refusal, call.is_automatic)
            for connection_id in sorted(routed.wanted)
        ]


def _amount_changed(amount: Decimal, currency: str, expected: Decimal | None) -> ForwardRefused:
    return ForwardRefused(
        "no_price",
        "The amount is now %(amount)s %(currency)s, not %(expected)s",
        is_waiting=True,
        amount=amount,
        currency=currency,
        expected=expected,
    )


def _answer(call: Asked, connection_id: int, routed: Routed | None) -> ForwardResult:
    row = call.active[connection_id]
    try:
        return _forward_to(call, row, routed)
    except ForwardRefused as refusal:
        return _refused(call.account_id, call.order_id, row, refusal, call.is_automatic)
    except access.ConnectionStateRefused as error:
        closed = ForwardRefused("state", "The connection is not active: %(state)s", state=error.state)
        return _refused(call.account_id, call.order_id, row, closed, call.is_automatic)


def _refused(
    account_id: int, order_id: int, row: Connection | None, refusal: ForwardRefused, is_automatic: bool
) -> ForwardResult:
    connection_id = None if row is None else int(row.pk)
    attempts.store(
        account_id=account_id,
        order_id=order_id,
        connection_id=connection_id,
        refusal=refusal,
        is_automatic=is_automatic,
    )
    if row is not None:
        publish(
            "sale.refused",
            account_id=account_id,
            stream=f"order:{order_id}",
            order_id=order_id,
            connection_id=connection_id,
            reason_code=refusal.reason_code,
        )
    return ForwardResult(
        connect_integration_id=0 if row is None else row.contractor_integration_id,
        connection_id=connection_id,
        state=WAITING if refusal.is_waiting else REFUSED,
        reason_code=refusal.reason_code,
        reason=refusal.sentence,
        details=refusal.details,
    )


def _forward_to(call: Asked, row: Connection, routed: Routed | None) -> ForwardResult:
    """One connection: check everything under the locks, then write both sides. Raises ForwardRefused before any write.

    What was `routed` before the locks must still be so; without it the order is routed here.
    """
    account_id, order_id = call.account_id, call.order_id
    with access.crossing(account_id=account_id, connection_id=row.pk, lock=True) as crossing:
        held = hold_order(account_id=account_id, order_id=order_id)
        order = read_order(account_id=account_id, order_id=order_id)
        if routed is None:
            routed = route(call, order)
        existing = order.sales.get(row.pk)
        if existing is not None and existing.is_open:
            return join_sale(crossing, call, order=order, held=held, routed=routed, sale_id=existing.sale_id)
        if existing is not None and (call.is_automatic or not any(line.is_open for line in order.lines)):
            # A sale that ended is opened again by a person only, and for lines that stand in no other.
            return existing_result(crossing, existing.sale_id)
        if not _same_goods(order.lines, routed.order.lines):
            raise Conflict("The order changed meanwhile; forward it again")
        prepared = prepare(
            crossing,
            order=held,
            status_type=order.status_type,
            lines=order.lines,
            found=routed.found,
            is_whole=routed.is_whole,
            is_automatic=call.is_automatic,
            unmatched=call.unmatched,
        )
        expected = call.expected_amount
        if expected is not None and prepared.amount is not None and prepared.amount != expected:
            raise _amount_changed(prepared.amount, prepared.currency, expected)
        decision = charging.decide(crossing, amount=prepared.amount, currency=prepared.currency)
        with together():
            ended = existing.sale_id if existing is not None else None
            sale_id = _write(crossing, order_id, held, prepared, decision, call.actor, ended)
    if order.has_attempts:
        attempts.clear(account_id=account_id, order_id=order_id, connection_ids=[row.pk])
    return ForwardResult(
        connect_integration_id=row.contractor_integration_id,
        connection_id=row.pk,
        state=FORWARDED,
        sale_id=sale_id,
        forwarded_lines=[line.line_id for line in prepared.lines],
        skipped_lines=prepared.skipped,
    )


def _same_goods(now: list[ReadLine], before: list[ReadLine]) -> bool:
    """Whether the lines still mean what was routed; that another forward took some of them is no change."""
    return now is before or [line.to_match for line in now] == [line.to_match for line in before]


def _write(
    crossing: access.Crossing,
    order_id: int,
    order: dict[str, Any],
    prepared: Prepared,
    decision: charging.Decision,
    actor: str,
    ended: int | None = None,
) -> int:
    """Both orders, the sale, stock, credit and journals, in the transaction that holds the connection.

    `ended` is the sale this order had here and that is over: it is opened again, for there is one per order (R8).
    """
    supplier_id, contractor_id = crossing.supplier_id, crossing.contractor_id
    draft = prepared.draft
    if decision.status_id is not None:
        draft.status_id = decision.status_id
    if prepared.giving_way.holds:
        holds.give_way(crossing, prepared.giving_way)
    created = orders.create_order(
        account_id=supplier_id, draft=draft, actor=crossing.contractor.name, held_goods=prepared.goods
    )
    own = crossing.contractor_terms
    moment = clock.now()
    total = Decimal(order["total_cents"]) / 100
    row = sale_rows.SaleRow(
        connection_id=crossing.connection_id,
        supplier_id=supplier_id,
        contractor_id=contractor_id,
        contractor_order_id=order_id,
        supplier_order_id=created.order_id,
        currency=prepared.currency,
        amount=prepared.amount,
        net=prepared.net,
        vat=prepared.vat,
        delivery_price=prepared.draft.delivery_price,
        is_unpaid=decision.is_unpaid,
        credit_rate=decision.rate.as_text if decision.rate is not None else None,
        cod_amount=max(Decimal(0), total - order["paid"]) if order["is_cod"] else None,
        hide_prices=own.hide_prices,
        contractor_total=None if own.hide_prices else total,
        contractor_currency="" if own.hide_prices else order["currency"],
        bill_to=bill_to(crossing.contractor),
        due_at=moment + timedelta(days=crossing.terms.payment_terms_days),
        lines=prepared.sale_lines(created.line_ids),
    )
    sale_id = (
        sale_rows.insert_sale(row, actor=actor) if ended is None else sale_rows.reopen_sale(ended, row, actor=actor)
    )
    convert_holds(crossing, prepared, sale_id, actor)
    if decision.is_charged:
        sale = Sale(
            pk=sale_id,
            supplier_order_id=created.order_id,
            contractor_order_id=order_id,
            currency=prepared.currency,
            amount=prepared.amount,
            credit_rate=decision.rate.as_text if decision.rate is not None else None,
        )
        charging.charge(crossing, sale=sale, actor=actor)
    settle_own_order(crossing, order_id, prepared, actor)
    orders.record_journal(
        account_id=contractor_id,
        order_id=order_id,
        log_type=journal_types.DATA_EDITED,
        actor=actor,
        data={"connect": "forwarded", "sale_id": sale_id, "partner": crossing.connection.supplier_name},
    )
    publish(
        "sale.forwarded",
        account_id=contractor_id,
        partner_id=supplier_id,
        stream=f"order:{order_id}",
        sale_id=sale_id,
        connection_id=crossing.connection_id,
    )
    return sale_id
