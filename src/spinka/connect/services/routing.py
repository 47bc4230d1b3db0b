"""Which connections an order goes to: its lines matched over every active one, those asked for first (R8, R9)."""

from dataclasses import dataclass
from decimal import Decimal

from spinka.connect import access, matching
from spinka.connect.matching import Matching, Target
from spinka.connect.models import Connection
from spinka.connect.settings import contractor_terms
from spinka.connect.sync.contractor_orders import ReadLine, ReadOrder
from spinka.connect.sync.offers import code_hits_of
from spinka.connect.sync.orders import ForwardRefused
from spinka.core import statements


class Nowhere(Exception):
    """The order goes to none of the connections asked; `refusal` says why."""

    def __init__(self, refusal: ForwardRefused) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Asked:
    """One forward that is asked for: whose order, the active connections it may be routed over, and those it is for.

    `named` is the one the caller named by its integration; a named one answers for itself also without a matched line.
    `unmatched` is what the caller chose for lines that match nobody, in place of the connection's setting (R9).
    """

    account_id: int
    order_id: int
    active: dict[int, Connection]
    asked: frozenset[int]
    named: int | None
    expected_amount: Decimal | None
    actor: str
    is_automatic: bool
    unmatched: str | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """An order as it was read, its lines' matches, and the connections it goes to or has gone to."""

    order: ReadOrder
    found: Matching
    wanted: frozenset[int]

    @property
    def is_whole(self) -> bool:
        """Whether the whole order goes to one connection (R9)."""
        return len({match.connection_id for match in self.found.matches.values()} | self.wanted) == 1


def hold_connections(*, account_id: int, connection_ids: list[int] | None = None) -> None:
    """Hold these connections of a contractor, or all of them, until the transaction ends.

    All at once in id order, before any order's row, so that no two changes wait for each other.
    """
    statements.rows(
        "select id from connect_connection where contractor_id = %s and (%s::bigint[] is null or id = any(%s::bigint[]))"
        " order by id for no key update",
        account_id,
        connection_ids,
        connection_ids,
    )


def check_kind(order: ReadOrder) -> None:
    """Raises Nowhere for an order that only bundles others."""
    if order.is_technical:
        raise Nowhere(
            ForwardRefused("state", "A technical order is not forwarded; forward the orders it was merged from")
        )


def route(call: Asked, order: ReadOrder) -> Routed:
    """Which connections the order's lines go to. Raises Nowhere when none of those asked has one."""
    check_kind(order)
    found = _match(call, order)
    wanted = {match.connection_id for match in found.matches.values()} | set(order.sales)
    wanted &= call.asked
    if call.named is not None:
        wanted.add(call.named)
    if not wanted:
        raise Nowhere(_no_match(order.lines))
    return Routed(order, found, frozenset(wanted))


def _no_match(lines: list[ReadLine]) -> ForwardRefused:
    names = ", ".join(line.name for line in lines[:3])
    return ForwardRefused(
        "no_match", "No line of the order matches a connected supplier's product: %(names)s", names=names
    )


def _match(call: Asked, order: ReadOrder) -> Matching:
    """Route the lines over every active connection; a code is looked up only for lines that nothing else places."""
    to_match = [line.to_match for line in order.lines if not line.is_sold]
    targets = [
        Target(row.pk, row.warehouse_id, contractor_terms(row.contractor_settings).priority)
        for row in call.active.values()
    ]
    found = matching.match_lines(lines=to_match, targets=targets, links=order.links, asked=call.asked, code_hits={})
    open_ids = set(found.unmatched)
    searched = [line for line in to_match if line.line_id in open_ids and (line.ean.strip() or line.sku.strip())]
    if not searched:
        return found
    hits: dict[tuple[int, int], tuple[int, str]] = {}
    for connection_id in call.active:
        with access.crossing(account_id=call.account_id, connection_id=connection_id) as crossing:
            for line_id, hit in code_hits_of(crossing, searched).items():
                hits[connection_id, line_id] = hit
    return matching.match_lines(lines=to_match, targets=targets, links=order.links, asked=call.asked, code_hits=hits)
