"""Pieces held for somebody until a moment: neither reserved nor free, and free again by the clock alone (R6).

As in catalog/stock.py every function locks stock rows in (product_id, warehouse_id) order and needs the caller's
transaction. `hold_id` and `holder_id` are the caller's own numbers.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from spinka.catalog.stock import Level, Piece, StockShort, lock_levels
from spinka.core import statements

Pair = tuple[int, int]

_HOLD = """
with wanted as materialized (
    select * from unnest(%s::bigint[], %s::bigint[], %s::int[]) as t (product_id, warehouse_id, pieces)
), raised as (
    update catalog_stock s set held = s.held + w.pieces from wanted w
    where s.account_id = %s and s.product_id = w.product_id and s.warehouse_id = w.warehouse_id
)
insert into catalog_heldpiece as h (account_id, hold_id, holder_id, product_id, warehouse_id, quantity, expires_at)
select %s::bigint, %s::bigint, %s::bigint, w.product_id, w.warehouse_id, w.pieces, %s::timestamptz from wanted w
on conflict (hold_id, product_id, warehouse_id) do update set quantity = h.quantity + excluded.quantity
"""


def hold(
    *, account_id: int, hold_id: int, holder_id: int, pieces: Sequence[Piece], expires_at: datetime
) -> dict[Pair, Level]:
    """Hold pieces, all or none, never beyond what is on hand, not reserved and not held (R6); the levels before it.

    Raises StockShort, NotFound for a product or own warehouse the account does not have.
    """
    levels = lock_levels(account_id=account_id, pairs=[(piece.product_id, piece.warehouse_id) for piece in pieces])
    wanted: dict[Pair, int] = {}
    for piece in pieces:
        pair = (piece.product_id, piece.warehouse_id)
        wanted[pair] = wanted.get(pair, 0) + piece.quantity
    short = [
        (Piece(*pair, quantity), levels[pair].free) for pair, quantity in wanted.items() if levels[pair].free < quantity
    ]
    if short:
        raise StockShort(short)
    if wanted:
        statements.rows(
            _HOLD,
            statements.array(pair[0] for pair in wanted),
            statements.array(pair[1] for pair in wanted),
            statements.array(wanted.values()),
            *(account_id, account_id, hold_id, holder_id, expires_at),
        )
    return levels


_HELD = """
select h.hold_id, h.product_id, h.warehouse_id, h.quantity from catalog_heldpiece h
where h.account_id = %s and h.hold_id = any(%s::bigint[])
order by h.product_id, h.warehouse_id, h.hold_id
"""


def held_pieces(*, account_id: int, hold_ids: Iterable[int]) -> dict[int, list[Piece]]:
    """The pieces of holds, by hold; also of those whose time is over and which nobody cleaned up yet."""
    found: dict[int, list[Piece]] = {}
    for hold_id, product_id, warehouse_id, quantity in statements.rows(_HELD, account_id, statements.array(hold_ids)):
        found.setdefault(hold_id, []).append(Piece(product_id, warehouse_id, quantity))
    return found


_FREE = """
with gone as (
    delete from catalog_heldpiece h using unnest(%s::bigint[], %s::bigint[]) as w (product_id, warehouse_id)
    where h.account_id = %s and h.hold_id = any(%s::bigint[])
      and h.product_id = w.product_id and h.warehouse_id = w.warehouse_id
    returning h.product_id, h.warehouse_id, h.quantity
), over as (
    select product_id, warehouse_id, sum(quantity)::int as pieces from gone group by 1, 2
)
update catalog_stock s set held = s.held - o.pieces from over o
where s.account_id = %s and s.product_id = o.product_id and s.warehouse_id = o.warehouse_id
"""


def free(*, account_id: int, hold_ids: Iterable[int], pairs: Iterable[Pair] | None = None) -> None:
    """Let go of the pieces of holds, all of them or those of stock rows the caller has locked."""
    ids = list(hold_ids)
    if pairs is None:
        found = held_pieces(account_id=account_id, hold_ids=ids)
        pairs = {(piece.product_id, piece.warehouse_id) for pieces in found.values() for piece in pieces}
        lock_levels(account_id=account_id, pairs=pairs)
    places = sorted(set(pairs))
    if ids and places:
        statements.rows(
            _FREE,
            statements.array(pair[0] for pair in places),
            statements.array(pair[1] for pair in places),
            *(account_id, statements.array(ids), account_id),
        )
