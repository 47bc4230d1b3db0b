"""Which pieces a line gets, and moving them between free, reserved and taken (R3, R4, R5, R6).

Every function expects the order rows locked. Stock rows are locked once, all of them, in (product, warehouse) order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from spinka.catalog import stock
from spinka.catalog.stock import Piece
from spinka.orders.goods import Goods

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hold:
    """Pieces a line holds: reserved, or taken from on hand."""

    product_id: int
    warehouse_id: int
    quantity: int
    is_taken: bool

    @property
    def piece(self) -> Piece:
        """The same as a piece of stock."""
        return Piece(self.product_id, self.warehouse_id, self.quantity)


@dataclass(slots=True, kw_only=True)
class Want:
    """A line that wants pieces. `have` counts per product what it holds already; `takes` means from on hand at once.

    `pieces` given are held exactly; otherwise the line's warehouse or its catalog's are looked through. `may_go_live`
    lets a line that own stock does not cover belong to a supplier's warehouse instead (R5).
    """

    key: int
    goods: Goods
    quantity: int
    warehouse_id: int | None = None
    have: Mapping[int, int] = field(default_factory=dict)
    takes: bool = False
    may_go_live: bool = False
    pieces: Sequence[Piece] | None = None
    modes: Mapping[Pair, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Share:
    """What a line got: holds in order, pieces of the line without stock, and the warehouse it belongs to."""

    holds: list[Hold]
    backordered: int
    warehouse_id: int | None


def _places(want: Want, goods: Goods) -> Sequence[int]:
    return (want.warehouse_id,) if want.warehouse_id is not None else goods.warehouse_ids


def _pick(free: Mapping[Pair, int], product_id: int, places: Sequence[int], quantity: int) -> list[Piece]:
    """The first place that covers it whole, else what is there, in order."""
    for place in places:
        if free[product_id, place] >= quantity:
            return [Piece(product_id, place, quantity)]
    picked = []
    for place in places:
        part = min(quantity, free[product_id, place])
        if part > 0:
            picked.append(Piece(product_id, place, part))
            quantity -= part
    return picked


def _own_share(want: Want, free: dict[Pair, int]) -> Share:
    picked: list[Piece] = []
    short = 0
    for goods, count in want.goods.needs:
        missing = count * want.quantity - want.have.get(goods.product_id, 0)
        if missing <= 0:
            continue
        pieces = _pick(free, goods.product_id, _places(want, goods), missing)
        lacking = missing - sum(piece.quantity for piece in pieces)
        short = max(short, -(-lacking // count))
        picked += pieces
    if short and want.may_go_live and want.goods.live_warehouse_ids:
        return Share([], 0, want.goods.live_warehouse_ids[0])
    for piece in picked:
        free[piece.product_id, piece.warehouse_id] -= piece.quantity
    place = want.warehouse_id
    if place is None and picked:
        place = picked[0].warehouse_id
    if place is None and want.goods.needs and want.goods.warehouse_ids:
        place = want.goods.warehouse_ids[0]
    return Share([_hold(want, piece) for piece in picked], short, place)


def _hold(want: Want, piece: Piece) -> Hold:
    # What a line holds of a product at a warehouse is one row, reserved or taken as a whole.
    mode = want.modes.get((piece.product_id, piece.warehouse_id))
    is_taken = want.takes or not _reserves(want.goods, piece.product_id) if mode is None else mode
    return Hold(piece.product_id, piece.warehouse_id, piece.quantity, is_taken)


def _reserves(goods: Goods, product_id: int) -> bool:
    return next((part.reserves for part, _ in goods.needs if part.product_id == product_id), goods.reserves)


def share_pieces(*, account_id: int, wants: Sequence[Want], is_held: bool = False) -> dict[int, Share]:
    """Lock the stock rows and decide which pieces every line gets; the caller writes what was decided.

    With `is_held` all pieces are given and the caller holds their rows, having seen that they are free. Otherwise given
    pieces that are not free raise catalog.stock.StockShort; own rules never ask for more than is.
    """
    pairs: set[Pair] = set()
    for want in wants:
        if want.pieces is not None:
            pairs.update((piece.product_id, piece.warehouse_id) for piece in want.pieces)
        else:
            pairs.update((goods.product_id, place) for goods, _ in want.goods.needs for place in _places(want, goods))
    if is_held and all(want.pieces is not None for want in wants):
        return {want.key: _given_share(want) for want in wants}
    levels = stock.lock_levels(account_id=account_id, pairs=pairs) if pairs else {}
    free = {pair: level.free for pair, level in levels.items()}
    shares = {want.key: _given_share(want) for want in wants if want.pieces is not None}
    short = set()
    for share in shares.values():
        for item in share.holds:
            pair = (item.product_id, item.warehouse_id)
            free[pair] -= item.quantity
            if free[pair] < 0 and not item.is_taken:
                short.add(pair)
    if short:
        reserved = [item.piece for share in shares.values() for item in share.holds if not item.is_taken]
        raise stock.shortage(account_id=account_id, pieces=reserved)
    for want in wants:
        if want.pieces is None:
            shares[want.key] = _own_share(want, free)
    return shares


def _given_share(want: Want) -> Share:
    pieces = want.pieces or ()
    place = want.warehouse_id or (pieces[0].warehouse_id if pieces else None)
    return Share([_hold(want, piece) for piece in pieces], 0, place)


def hold_pieces(*, account_id: int, wants: Sequence[Want], actor: str) -> dict[int, Share]:
    """Give every line its pieces: reserved, or taken where the catalog does not reserve or the line `takes`.

    Pieces given with a line that are not free raise catalog.stock.StockShort; own rules never ask for more than is.
    """
    shares = share_pieces(account_id=account_id, wants=wants)
    holds = [item for share in shares.values() for item in share.holds]
    reserved = [item.piece for item in holds if not item.is_taken]
    taken = [item.piece for item in holds if item.is_taken]
    if reserved:
        stock.reserve(account_id=account_id, pieces=reserved)
    if taken:
        stock.take(account_id=account_id, pieces=taken, from_reserved=False, actor=actor)
    return shares


def write_holds(*, account_id: int, shares: Mapping[int, Share]) -> None:
    """Add what lines (by line id) got to their allocations, and note warehouse and backordered on the lines."""
    holds = [(line_id, item) for line_id, share in shares.items() for item in share.holds]
    with connection.cursor() as cursor:
        if holds:
            cursor.execute(
                """
                insert into orders_allocation as a (account_id, line_id, product_id, warehouse_id, quantity, is_taken)
                select %s, t.* from unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::bool[]) as t
                on conflict (line_id, product_id, warehouse_id) do update set quantity = a.quantity + excluded.quantity
                """,
                [
                    account_id,
                    [line_id for line_id, _ in holds],
                    [item.product_id for _, item in holds],
                    [item.warehouse_id for _, item in holds],
                    [item.quantity for _, item in holds],
                    [item.is_taken for _, item in holds],
                ],
            )
        if shares:
            cursor.execute(
                """
                update orders_orderline l set backordered = t.backordered, warehouse_id = t.warehouse_id
                from unnest(%s::bigint[], %s::int[], %s::bigint[]) as t (id, backordered, warehouse_id)
                where l.account_id = %s and l.id = t.id
                """,
                [
                    list(shares),
                    [share.backordered for share in shares.values()],
                    [share.warehouse_id for share in shares.values()],
                    account_id,
                ],
            )


def holds_of(*, account_id: int, line_ids: Sequence[int]) -> dict[int, list[Hold]]:
    """What lines hold, in the order it was given to them."""
    found: dict[int, list[Hold]] = {line_id: [] for line_id in line_ids}
    if not line_ids:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "select line_id, product_id, warehouse_id, quantity, is_taken from orders_allocation"
            " where account_id = %s and line_id = any(%s) order by id",
            [account_id, list(line_ids)],
        )
        for row in cursor.fetchall():
            found[row[0]].append(Hold(*row[1:]))
    return found


def _give_back(*, account_id: int, holds: Iterable[Hold], actor: str) -> None:
    """Release what was reserved and put back what was taken, under one ordered lock."""
    reserved = [item.piece for item in holds if not item.is_taken]
    taken = [item.piece for item in holds if item.is_taken]
    if reserved and taken:
        pairs = [(piece.product_id, piece.warehouse_id) for piece in (*reserved, *taken)]
        stock.lock_levels(account_id=account_id, pairs=pairs)
    if reserved:
        stock.release(account_id=account_id, pieces=reserved)
    if taken:
        stock.put_back(account_id=account_id, pieces=taken, actor=actor)


def free_lines(*, account_id: int, line_ids: Sequence[int], with_taken: bool, actor: str) -> int:
    """Give back everything lines hold; with `with_taken` also what was taken from on hand. The number of rows freed."""
    if not line_ids:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from orders_allocation where account_id = %s and line_id = any(%s) and (not is_taken or %s)"
            " returning product_id, warehouse_id, quantity, is_taken",
            [account_id, list(line_ids), with_taken],
        )
        holds = [Hold(*row) for row in cursor.fetchall()]
    _give_back(account_id=account_id, holds=holds, actor=actor)
    return len(holds)


def shrink_line(*, account_id: int, line_id: int, surplus: Mapping[int, int], actor: str) -> None:
    """Give back `surplus` pieces per product from what a line holds: reserved ones first, the last given first."""
    freed: list[Hold] = []
    left = dict(surplus)
    held = holds_of(account_id=account_id, line_ids=[line_id])[line_id]
    held.reverse()
    for item in sorted(held, key=lambda entry: entry.is_taken):
        part = min(item.quantity, left.get(item.product_id, 0))
        if part > 0:
            left[item.product_id] -= part
            freed.append(Hold(item.product_id, item.warehouse_id, part, item.is_taken))
    if not freed:
        return
    places = [[item.product_id for item in freed], [item.warehouse_id for item in freed]]
    quantities = [item.quantity for item in freed]
    with connection.cursor() as cursor:
        # Rows given back whole go first: an allocation of no pieces must not stand even for a moment.
        cursor.execute(
            "delete from orders_allocation a using unnest(%s::bigint[], %s::bigint[], %s::int[]) as t (p, w, n)"
            " where a.account_id = %s and a.line_id = %s and a.product_id = t.p and a.warehouse_id = t.w"
            " and a.quantity = t.n",
            [*places, quantities, account_id, line_id],
        )
        cursor.execute(
            "update orders_allocation a set quantity = a.quantity - t.n"
            " from unnest(%s::bigint[], %s::bigint[], %s::int[]) as t (p, w, n)"
            " where a.account_id = %s and a.line_id = %s and a.product_id = t.p and a.warehouse_id = t.w"
            " and a.quantity > t.n",
            [*places, quantities, account_id, line_id],
        )
    _give_back(account_id=account_id, holds=freed, actor=actor)


def take_orders(*, account_id: int, order_ids: Sequence[int], actor: str) -> None:
    """Let on hand fall by what orders have reserved, and the reservation with it (R4)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_allocation a set is_taken = true from orders_orderline l"
            " where a.account_id = %s and l.account_id = %s and l.order_id = any(%s) and a.line_id = l.id"
            " and not a.is_taken returning a.product_id, a.warehouse_id, a.quantity",
            [account_id, account_id, list(order_ids)],
        )
        pieces = [Piece(*row) for row in cursor.fetchall()]
    if pieces:
        stock.take(account_id=account_id, pieces=pieces, from_reserved=True, actor=actor)
