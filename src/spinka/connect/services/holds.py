"""Timed holds: a contractor keeps pieces of a supplier's product for itself for a while (L-05, R6, R33)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from spinka.catalog import holding, stock
from spinka.catalog.stock import Level, Piece
from spinka.connect import access, sharing
from spinka.connect.models import Hold, HoldState
from spinka.connect.queries import get_joined
from spinka.connect.services import live_copies
from spinka.connect.sync.offers import offers_of
from spinka.connect.sync.orders import pick_pieces
from spinka.core import clock, statements
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.events import publish
from spinka.core.jobs import enqueue
from spinka.orders.goods import Goods, load_goods

MOST_PIECES = 1_000_000_000
Pair = tuple[int, int]


class HoldShort(Conflict):
    """Fewer pieces can be held than were asked for (R6)."""

    def __init__(self, *, product_id: int, wanted: int, free: int) -> None:
        super().__init__(
            "Product %(product_id)s: %(wanted)s pieces cannot be held, at most %(free)s can",
            product_id=product_id,
            wanted=wanted,
            free=free,
        )
        self.free = free


@dataclass(frozen=True, slots=True)
class Held:
    """A hold just made."""

    hold_id: int
    quantity: int
    expires_at: datetime


@transaction.atomic
def add_hold(
    *,
    account_id: int,
    connect_integration_id: int,
    supplier_product_id: int,
    quantity: int,
    seconds: int | None = None,
    actor: str,
) -> Held:
    """Hold pieces of a supplier's product for `seconds`, or as long as the supplier allows.

    The supplier allows holds at all, so many at a time, so long, and of each product so many per cent of the number it
    shows (R33); what others hold or have reserved is never given. Raises NotFound for a product that is not shared,
    BadParameters, Conflict when holds are not allowed or too many are open, HoldShort, ConnectionStateRefused.
    """
    if not 0 < quantity <= MOST_PIECES:
        raise BadParameters("parameter quantity: 1 to %(most)s", most=MOST_PIECES)
    joined = get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    with access.crossing(account_id=account_id, connection_id=joined.pk, lock=True) as crossing:
        _check_allowed(crossing)
        terms = crossing.terms
        lasting = terms.hold_max_seconds if seconds is None else seconds
        if not 0 < lasting <= terms.hold_max_seconds:
            raise BadParameters("parameter seconds: 1 to %(most)s", most=terms.hold_max_seconds)
        if supplier_product_id not in offers_of(crossing, [supplier_product_id], None):
            raise NotFound("There is no product %(id)s", id=supplier_product_id)
        if len(open_holds(crossing)) >= terms.hold_max_open:
            raise Conflict("%(most)s holds are open, more are not allowed", most=terms.hold_max_open)
        goods = load_goods(account_id=crossing.supplier_id, product_ids=[supplier_product_id])[supplier_product_id]
        pieces = _choose(crossing, goods, quantity)
        moment = clock.now()
        row = Hold(
            supplier_id=crossing.supplier_id,
            contractor_id=crossing.contractor_id,
            connection_id=crossing.connection_id,
            supplier_product_id=supplier_product_id,
            quantity=quantity,
            actor=actor[:120],
            created_at=moment,
            expires_at=moment + timedelta(seconds=lasting),
        )
        row.save(force_insert=True)
        holding.hold(
            account_id=crossing.supplier_id,
            hold_id=row.pk,
            holder_id=crossing.connection_id,
            pieces=pieces,
            expires_at=row.expires_at,
        )
        _await_end(row, timedelta(seconds=lasting))
        live_copies.ask_held(account_id=row.supplier_id, product_ids=[supplier_product_id])
    return Held(row.pk, quantity, row.expires_at)


def _check_allowed(crossing: access.Crossing) -> None:
    supplier = crossing.connection.supplier_name
    if not crossing.terms.holds:
        raise Conflict("%(supplier)s does not let contractors hold pieces", supplier=supplier)
    if not crossing.terms.share_products or not crossing.terms.shares("stock"):
        # A number that is not shared must not be found out by asking for more and more pieces.
        raise Conflict("%(supplier)s does not share its stock, so no pieces can be held", supplier=supplier)


def _choose(crossing: access.Crossing, goods: Goods, quantity: int) -> list[Piece]:
    """Which pieces are held, their rows locked. Raises HoldShort, BadParameters for what has no stock."""
    if not goods.needs:
        raise BadParameters("parameter supplier_product_id: a product without stock cannot be held")
    places = sharing.warehouse_ids(crossing)
    parts = [part.product_id for part, _ in goods.needs]
    levels = stock.lock_levels(account_id=crossing.supplier_id, pairs=sharing.stock_pairs(crossing, parts))
    shown = sharing.shown_stock(crossing.connection_id, parts)
    own = _own_pieces(crossing, parts)
    free = {pair: level.free for pair, level in levels.items()}
    most = quantity
    for part, count in goods.needs:
        number = shown.get(part.product_id) or 0
        mine = own.get(part.product_id, 0)
        # Own holds count as shown to their holder; they are of the number the percentage is taken of.
        allowed = int(number * crossing.terms.hold_max_percent / 100)
        there = sum(free.get((part.product_id, place), 0) for place in places)
        most = min(most, max(0, min(number - mine, allowed - mine, there)) // count)
    if most < quantity:
        raise HoldShort(product_id=goods.product_id, wanted=quantity, free=most)
    return [
        piece for part, count in goods.needs for piece in pick_pieces(free, part.product_id, places, count * quantity)
    ]


_OWN_PIECES = """
select h.product_id, sum(h.quantity)::bigint from catalog_heldpiece h
where h.account_id = %s and h.holder_id = %s and h.product_id = any(%s::bigint[]) and h.expires_at > clock_timestamp()
group by 1
"""


def _own_pieces(crossing: access.Crossing, product_ids: Sequence[int]) -> dict[int, int]:
    """Pieces per product the connection holds now."""
    return dict(
        statements.rows(_OWN_PIECES, crossing.supplier_id, crossing.connection_id, statements.array(product_ids))
    )


@dataclass(frozen=True, slots=True)
class OpenHold:
    """A hold that lasts: of which product, how many pieces of it, and until when."""

    hold_id: int
    product_id: int
    quantity: int
    expires_at: datetime


def open_holds(crossing: access.Crossing) -> list[OpenHold]:
    """The connection's holds that last, oldest first; they stay so while its row is held, but for the time."""
    found = statements.rows(
        "select id, supplier_product_id, quantity, expires_at from connect_hold where contractor_id = %s and connection_id = %s"
        " and state = 'open' and expires_at > clock_timestamp() order by created_at, id",
        crossing.contractor_id,
        crossing.connection_id,
    )
    return [OpenHold(*row) for row in found]


@transaction.atomic
def delete_hold(*, account_id: int, hold_id: int, actor: str) -> None:
    """End a hold before its time: the contractor its own, the supplier any on its stock, told as hold.expired.

    Raises NotFound for a foreign hold and for one that is over.
    """
    missing = NotFound("There is no hold %(id)s", id=hold_id)
    row = Hold.objects.for_account(account_id).filter(pk=hold_id, state=HoldState.OPEN).first()
    if row is None:
        raise missing
    with access.crossing(account_id=account_id, connection_id=row.connection_id, lock=True) as crossing:
        held = Hold.objects.for_account(account_id).select_for_update(of=("self",)).get(pk=hold_id)
        if held.state != HoldState.OPEN or held.expires_at <= clock.now():
            raise missing
        is_supplier = account_id == crossing.supplier_id
        _close(held, HoldState.RELEASED if is_supplier else HoldState.DELETED)
        if is_supplier:
            _tell(held, "released")


@transaction.atomic
def expire_hold(*, account_id: int, hold_id: int) -> None:
    """Write down that a hold is over, as its supplier; it has not counted since its time (R6)."""
    row = Hold.objects.as_supplier(account_id).filter(pk=hold_id, state=HoldState.OPEN).first()
    if row is None:
        return
    lock_connections(account_id=account_id, connection_ids=[row.connection_id])
    held = Hold.objects.as_supplier(account_id).select_for_update(of=("self",)).get(pk=hold_id)
    if held.state != HoldState.OPEN:
        return
    left = held.expires_at - clock.now()
    if left > timedelta():
        # A clock was set back: the work is done when the time really is over.
        _await_end(held, left)
        return
    _close(held, HoldState.EXPIRED)
    _tell(held, "expired")


def _await_end(held: Hold, left: timedelta) -> None:
    """The supplier's work, for the stock is its; a stream of its own, for what waits must not hold up anything else."""
    enqueue(
        "connect.expire_hold",
        stream=f"hold:{held.pk}",
        account_id=held.supplier_id,
        delay=left,
        hold_id=held.pk,
    )


def lock_connections(*, account_id: int, connection_ids: Sequence[int]) -> None:
    """Hold connections of a supplier until the transaction ends, before any stock row."""
    statements.rows(
        "select id from connect_connection where supplier_id = %s and id = any(%s::bigint[]) order by id"
        " for no key update",
        account_id,
        statements.array(connection_ids),
    )


def release_holds(*, supplier_id: int, connection_ids: Sequence[int]) -> None:
    """Free everything held through connections that end or pause; the caller holds their rows and may see the stock."""
    rows = statements.rows(
        "update connect_hold set state = 'released', closed_at = %s"
        " where supplier_id = %s and connection_id = any(%s::bigint[]) and state = 'open' returning id, supplier_product_id",
        clock.now(),
        supplier_id,
        statements.array(connection_ids),
    )
    if rows:
        holding.free(account_id=supplier_id, hold_ids=[row[0] for row in rows])
        live_copies.ask_held(account_id=supplier_id, product_ids=[row[1] for row in rows])


def _close(held: Hold, state: HoldState) -> None:
    held.state, held.closed_at = state, clock.now()
    held.save(update_fields=["state", "closed_at"])
    holding.free(account_id=held.supplier_id, hold_ids=[held.pk])
    live_copies.ask_held(account_id=held.supplier_id, product_ids=[held.supplier_product_id])


def _tell(held: Hold, reason: str) -> None:
    """One row for both accounts (R35)."""
    publish(
        "hold.expired",
        account_id=held.supplier_id,
        partner_id=held.contractor_id,
        stream=f"connection:{held.connection_id}",
        hold_id=held.pk,
        connection_id=held.connection_id,
        supplier_product_id=held.supplier_product_id,
        quantity=held.quantity,
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class GivingWay:
    """The contractor's own holds on the goods it orders, oldest first, and the locked stock rows they may give up."""

    holds: tuple[OpenHold, ...] = ()
    pairs: frozenset[Pair] = frozenset()


def lock_stock(crossing: access.Crossing, *, product_ids: set[int]) -> tuple[dict[Pair, Level], GivingWay]:
    """Lock stock of products the contractor orders; its own holds on them count as free to it (R1).

    Nothing is written: `give_way` and `settle` follow once the order passed everything else.
    """
    wanted = set(sharing.stock_pairs(crossing, product_ids))
    own = open_holds(crossing) if crossing.terms.holds else []
    touching = _touching(crossing, own, product_ids)
    wanted |= {(piece.product_id, piece.warehouse_id) for pieces in touching.values() for piece in pieces}
    levels = stock.lock_levels(account_id=crossing.supplier_id, pairs=wanted)
    if not any(level.held for level in levels.values()):
        return levels, GivingWay()
    if not crossing.terms.holds:
        # Holds of a time when they were allowed; only what lies in the locked rows gives way.
        own = open_holds(crossing)
    # Read again under the locks: what was over by now is no longer there.
    touching = _touching(crossing, own, product_ids)
    for pieces in touching.values():
        for piece in pieces:
            pair = (piece.product_id, piece.warehouse_id)
            if pair in levels:
                level = levels[pair]
                levels[pair] = Level(level.quantity, level.reserved, level.held - piece.quantity)
    return levels, GivingWay(tuple(hold for hold in own if hold.hold_id in touching), frozenset(levels))


def _touching(crossing: access.Crossing, own: Sequence[OpenHold], product_ids: set[int]) -> dict[int, list[Piece]]:
    """The pieces of those own holds that hold any of the products."""
    if not own:
        return {}
    held = holding.held_pieces(account_id=crossing.supplier_id, hold_ids=[hold.hold_id for hold in own])
    return {
        hold_id: pieces for hold_id, pieces in held.items() if any(piece.product_id in product_ids for piece in pieces)
    }


def give_way(crossing: access.Crossing, giving: GivingWay) -> None:
    """Free the pieces of one's own holds for the order that is written next, in the same transaction."""
    holding.free(account_id=crossing.supplier_id, hold_ids=[hold.hold_id for hold in giving.holds], pairs=giving.pairs)


def settle(
    crossing: access.Crossing, giving: GivingWay, *, ordered: Mapping[int, int], sale_id: int, places: Sequence[int]
) -> int:
    """Convert holds, oldest first, by the pieces ordered of each product, and hold the rest again; the pieces converted.

    A hold on other products that share a component gives up what the order took of it.
    """
    left, converted = dict(ordered), 0
    for hold in giving.holds:
        used = min(hold.quantity, left.get(hold.product_id, 0))
        left[hold.product_id] = left.get(hold.product_id, 0) - used
        rest = _hold_again(crossing, giving, hold, hold.quantity - used, places)
        if rest == hold.quantity:
            continue
        converted += hold.quantity - rest
        statements.rows(
            "update connect_hold set quantity = %s, converted = converted + %s, sale_id = %s,"
            " state = case when %s = 0 then 'converted' else state end,"
            " closed_at = case when %s = 0 then %s::timestamptz end where contractor_id = %s and id = %s",
            *(rest, hold.quantity - rest, sale_id, rest, rest, clock.now()),
            *(crossing.contractor_id, hold.hold_id),
        )
    return converted


def _hold_again(
    crossing: access.Crossing, giving: GivingWay, hold: OpenHold, wanted: int, places: Sequence[int]
) -> int:
    """Hold what is left of a hold anew, as much of it as there still is; the number held."""
    supplier_id = crossing.supplier_id
    goods = load_goods(account_id=supplier_id, product_ids=[hold.product_id]).get(hold.product_id) if wanted else None
    if goods is None or not goods.needs:
        wanted = 0
    if goods is not None and wanted:
        free = {
            pair: level.free for pair, level in stock.lock_levels(account_id=supplier_id, pairs=giving.pairs).items()
        }
        kept: dict[int, int] = {}
        for piece in holding.held_pieces(account_id=supplier_id, hold_ids=[hold.hold_id]).get(hold.hold_id, []):
            kept[piece.product_id] = kept.get(piece.product_id, 0) + piece.quantity
        for part, count in goods.needs:
            there = kept.get(part.product_id, 0) + sum(
                number for (product_id, _), number in free.items() if product_id == part.product_id
            )
            wanted = min(wanted, there // count)
        spots = list(dict.fromkeys([*places, *(place for _, place in sorted(giving.pairs))]))
        pieces = [
            piece
            for part, count in goods.needs
            for piece in pick_pieces(
                free, part.product_id, spots, max(0, count * wanted - kept.get(part.product_id, 0))
            )
        ]
        if wanted and pieces:
            holding.hold(
                account_id=supplier_id,
                hold_id=hold.hold_id,
                holder_id=crossing.connection_id,
                pieces=pieces,
                expires_at=hold.expires_at,
            )
    if not wanted:
        holding.free(account_id=supplier_id, hold_ids=[hold.hold_id], pairs=giving.pairs)
    return wanted
