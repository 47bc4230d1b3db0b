"""Forwarding: a contractor's order becomes a sale and the supplier's order, all of it or nothing (F-01 … F-20)."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection as database
from django.db import transaction

from spinka.connect import access, matching
from spinka.connect.matching import Matching, Target
from spinka.connect.models import Connection, ConnectionState, Sale
from spinka.connect.services import attempts, charging, sale_rows
from spinka.connect.services.preparation import Prepared, prepare
from spinka.connect.settings import contractor_terms
from spinka.connect.sync.contractor_orders import ReadLine, is_technical_order, lock_order, read_lines, sales_of
from spinka.connect.sync.offers import code_hits_of
from spinka.connect.sync.orders import ForwardRefused, bill_to
from spinka.core import clock
from spinka.core.errors import Conflict, NotFound, SpinkaError
from spinka.core.events import publish
from spinka.orders import journal_types
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges

FORWARDED, EXISTING, REFUSED, WAITING = "forwarded", "existing", "refused", "waiting"


@dataclass(slots=True, kw_only=True)
class ForwardResult:
    """What became of an order at one connection; `reason` is English with its `details`, lines by the contractor's id."""

    connect_integration_id: int
    connection_id: int | None
    state: str
    sale_id: int | None = None
    reason_code: str = ""
    reason: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    forwarded_lines: list[int] = field(default_factory=list)
    skipped_lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The reason in the reader's language."""
        return str(SpinkaError(self.reason, **self.details)) if self.reason else ""


@transaction.atomic
def forward_order(
    *,
    account_id: int,
    order_id: int,
    connect_integration_id: int | None = None,
    expected_amount: Decimal | None = None,
    actor: str,
    is_automatic: bool = False,
    only: frozenset[int] | None = None,
) -> list[ForwardResult]:
    """Forward an order to one connected integration, or to every one that has a matched line (R8, F-20).

    Each connection answers for itself: forwarded, existing (a sale is unique per order and connection, F-16), refused
    with a reason code of R13, or waiting for a person. A refusal is stored on the order and writes nothing else.
    `only` narrows the connections for automatic forwarding; an order that has no line for them gives no result.
    Raises NotFound for a foreign order or integration, Conflict when the lines changed meanwhile.
    """
    if is_technical_order(account_id=account_id, order_id=order_id):
        bundle = ForwardRefused("state", "A technical order is not forwarded; forward the orders it was merged from")
        return [] if only is not None else [_refused(account_id, order_id, None, bundle, is_automatic)]
    rows = list(Connection.objects.as_contractor(account_id).exclude(state=ConnectionState.DISCONNECTED))
    asked_row = None
    if connect_integration_id is not None:
        asked_row = (
            Connection.objects.as_contractor(account_id)
            .filter(contractor_integration_id=connect_integration_id)
            .first()
        )
        if asked_row is None:
            raise NotFound("There is no integration %(id)s", id=connect_integration_id)
        if asked_row.state != ConnectionState.ACTIVE:
            refusal = ForwardRefused("state", "The connection is not active: %(state)s", state=str(asked_row.state))
            return [_refused(account_id, order_id, asked_row, refusal, is_automatic)]
    active = {row.pk: row for row in rows if row.state == ConnectionState.ACTIVE}
    asked = frozenset({asked_row.pk} if asked_row is not None else active)
    if only is not None:
        asked &= only
    lines = read_lines(account_id=account_id, order_id=order_id)
    found = _match(account_id, active, asked, [line for line in lines if not line.is_sold])
    sold = sales_of(account_id=account_id, order_id=order_id, connection_ids=sorted(asked))
    wanted = {match.connection_id for match in found.matches.values()} & asked | set(sold)
    if asked_row is not None:
        wanted.add(asked_row.pk)
    if not wanted and only is not None:
        return []
    if not wanted:
        return [_refused(account_id, order_id, None, _no_match(lines), is_automatic)]
    if len(wanted) > 1:
        _lock_connections(account_id, sorted(wanted))
    is_whole = len({match.connection_id for match in found.matches.values()} | wanted) == 1
    results = []
    for connection_id in sorted(wanted):
        row = active[connection_id]
        try:
            results.append(
                _forward_to(
                    account_id=account_id,
                    order_id=order_id,
                    row=row,
                    before=lines,
                    found=found,
                    is_whole=is_whole,
                    expected_amount=expected_amount,
                    actor=actor,
                    is_automatic=is_automatic,
                )
            )
        except ForwardRefused as refusal:
            results.append(_refused(account_id, order_id, row, refusal, is_automatic))
        except access.ConnectionStateRefused as error:
            closed = ForwardRefused("state", "The connection is not active: %(state)s", state=error.state)
            results.append(_refused(account_id, order_id, row, closed, is_automatic))
    taken = [result.connection_id for result in results if result.connection_id and result.state == FORWARDED]
    if taken:
        attempts.clear(account_id=account_id, order_id=order_id, connection_ids=taken)
    return results


def _no_match(lines: list[ReadLine]) -> ForwardRefused:
    names = ", ".join(line.name for line in lines[:3])
    return ForwardRefused(
        "no_match", "No line of the order matches a connected supplier's product: %(names)s", names=names
    )


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


def _lock_connections(account_id: int, connection_ids: list[int]) -> None:
    """Hold all of them at once in id order, before the order's row, so that no two forwards wait for each other."""
    with database.cursor() as cursor:
        cursor.execute(
            "select id from connect_connection where contractor_id = %s and id = any(%s) order by id for no key update",
            [account_id, connection_ids],
        )


def _match(account_id: int, active: dict[int, Connection], asked: frozenset[int], lines: list[ReadLine]) -> Matching:
    """Route the lines over every active connection; a code is looked up only for lines that nothing else places."""
    to_match = [line.to_match for line in lines]
    links = matching.links_of(
        account_id=account_id, product_ids=[line.product_id for line in lines if line.product_id is not None]
    )
    targets = [
        Target(row.pk, row.warehouse_id, contractor_terms(row.contractor_settings).priority) for row in active.values()
    ]
    found = matching.match_lines(lines=to_match, targets=targets, links=links, asked=asked, code_hits={})
    open_ids = set(found.unmatched)
    searched = [line for line in to_match if line.line_id in open_ids and (line.ean.strip() or line.sku.strip())]
    if not searched:
        return found
    hits: dict[tuple[int, int], tuple[int, str]] = {}
    for connection_id in active:
        with access.crossing(account_id=account_id, connection_id=connection_id) as crossing:
            for line_id, hit in code_hits_of(crossing, searched).items():
                hits[connection_id, line_id] = hit
    return matching.match_lines(lines=to_match, targets=targets, links=links, asked=asked, code_hits=hits)


def _forward_to(
    *,
    account_id: int,
    order_id: int,
    row: Connection,
    before: list[ReadLine],
    found: Matching,
    is_whole: bool,
    expected_amount: Decimal | None,
    actor: str,
    is_automatic: bool,
) -> ForwardResult:
    """One connection: check everything under the locks, then write both sides. Raises ForwardRefused before any write."""
    with access.crossing(account_id=account_id, connection_id=row.pk, lock=True) as crossing:
        order = lock_order(account_id=account_id, order_id=order_id)
        existing = sales_of(account_id=account_id, order_id=order_id, connection_ids=[row.pk]).get(row.pk)
        if existing is not None:
            return ForwardResult(
                connect_integration_id=row.contractor_integration_id,
                connection_id=row.pk,
                state=EXISTING,
                sale_id=existing.sale_id,
                forwarded_lines=_lines_in(account_id, existing.sale_id),
            )
        lines = read_lines(account_id=account_id, order_id=order_id)
        if lines != before and not _same_goods(lines, before):
            raise Conflict("The order changed meanwhile; forward it again")
        prepared = prepare(
            crossing, order=order, lines=lines, found=found, is_whole=is_whole, is_automatic=is_automatic
        )
        if expected_amount is not None and prepared.amount is not None and prepared.amount != expected_amount:
            raise ForwardRefused(
                "no_price",
                "The amount is now %(amount)s %(currency)s, not %(expected)s",
                is_waiting=True,
                amount=prepared.amount,
                currency=prepared.currency,
                expected=expected_amount,
            )
        decision = charging.decide(crossing, amount=prepared.amount, currency=prepared.currency)
        sale_id = _write(crossing, order_id, order, prepared, decision, actor)
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
    return [line.to_match for line in now] == [line.to_match for line in before]


def _lines_in(account_id: int, sale_id: int) -> list[int]:
    with database.cursor() as cursor:
        cursor.execute(
            "select contractor_line_id from connect_saleline where contractor_id = %s and sale_id = %s and is_open"
            " order by id",
            [account_id, sale_id],
        )
        return [row[0] for row in cursor.fetchall()]


def _write(
    crossing: access.Crossing,
    order_id: int,
    order: dict[str, Any],
    prepared: Prepared,
    decision: charging.Decision,
    actor: str,
) -> int:
    """Both orders, the sale, stock, credit and journals, in the transaction that holds the connection."""
    supplier_id, contractor_id = crossing.supplier_id, crossing.contractor_id
    draft = prepared.draft
    if decision.status_id is not None:
        draft.status_id = decision.status_id
    created = orders.create_order(account_id=supplier_id, draft=draft, actor=crossing.contractor.name)
    own = crossing.contractor_terms
    moment = clock.now()
    total = Decimal(order["total_cents"]) / 100
    sale_id = sale_rows.insert_sale(
        sale_rows.SaleRow(
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
            cod_amount=max(Decimal(0), total - order["paid"]) if order["is_cod"] else None,
            hide_prices=own.hide_prices,
            contractor_total=None if own.hide_prices else total,
            contractor_currency="" if own.hide_prices else order["currency"],
            bill_to=bill_to(crossing.contractor),
            due_at=moment + timedelta(days=crossing.terms.payment_terms_days),
            lines=prepared.sale_lines(created.line_ids),
        ),
        actor=actor,
    )
    if decision.is_charged:
        charging.charge(crossing, sale=Sale.objects.for_account(contractor_id).get(pk=sale_id), actor=actor)
    if prepared.released:
        orders.release_line_stock(
            account_id=contractor_id,
            order_id=order_id,
            line_ids=prepared.released,
            warehouse_id=crossing.connection.warehouse_id,
            actor=actor,
        )
    for line_id, quantity in prepared.rounded.items():
        # Both sides of a sale are equal, so what was rounded up is rounded up on the contractor's order too (R34).
        orders.edit_line(
            account_id=contractor_id,
            order_id=order_id,
            line_id=line_id,
            changes=LineChanges(quantity=quantity),
            actor=actor,
        )
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
