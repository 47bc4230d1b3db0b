"""Quantities of products in warehouses: the only writer of on hand and reserved (R6).

Every function locks stock rows in (product_id, warehouse_id) order and needs the caller's transaction; the locks last
until it ends. Each is one statement, whatever the number of rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection, transaction

from spinka.core import clock, statements
from spinka.core.errors import BadParameters, NotFound, SpinkaError
from spinka.core.transactions import joined

MOST_PIECES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """So many pieces of a product at a warehouse."""

    product_id: int
    warehouse_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Level:
    """On hand, of these reserved, and of the rest held for a time (`catalog.holding`)."""

    quantity: int
    reserved: int
    held: int = 0

    @property
    def free(self) -> int:
        """Pieces that can still be reserved or held; never negative."""
        return max(0, self.quantity - self.reserved - self.held)


@dataclass(frozen=True, slots=True)
class StockChange:
    """On hand before and after."""

    product_id: int
    warehouse_id: int
    old: int
    new: int


class StockShort(SpinkaError):
    """More pieces were asked for than are free (R6); `missing` lists what was asked and what is free."""

    def __init__(self, missing: Sequence[tuple[Piece, int]]) -> None:
        piece, free = missing[0]
        super().__init__(
            "Product %(product_id)s: %(wanted)s pieces wanted, %(free)s free",
            product_id=piece.product_id,
            wanted=piece.quantity,
            free=free,
        )
        self.missing = list(missing)


def _summed(pieces: Iterable[Piece]) -> dict[tuple[int, int], int]:
    wanted: dict[tuple[int, int], int] = {}
    for piece in pieces:
        if piece.quantity < 0:
            raise BadParameters("A quantity must not be negative")
        if piece.quantity:
            key = (piece.product_id, piece.warehouse_id)
            wanted[key] = wanted.get(key, 0) + piece.quantity
    return wanted


def _arrays(wanted: dict[tuple[int, int], int]) -> list[str]:
    return [
        statements.array(key[0] for key in wanted),
        statements.array(key[1] for key in wanted),
        statements.array(wanted.values()),
    ]


_LOCKED = """
with wanted as materialized (
    select * from unnest(%s::bigint[], %s::bigint[], %s::int[]) as t (product_id, warehouse_id, pieces)
), locked as materialized (
    select s.product_id, s.warehouse_id, s.quantity, s.reserved, s.held, w.pieces
    from wanted w join catalog_stock s on s.product_id = w.product_id and s.warehouse_id = w.warehouse_id
    where s.account_id = %s
    order by s.product_id, s.warehouse_id for update of s
)"""

_LOGGED = """, logged as (
    insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
    select %s, c.product_id, 1, 'bl_' || c.warehouse_id, c.old::text, c.new::text, %s, %s from changed c
)"""


def lock_levels(*, account_id: int, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Level]:
    """Lock the rows of (product, warehouse) pairs for the rest of the transaction and give their levels.

    Missing rows are made with 0. Raises NotFound for a product or an own warehouse the account does not have.
    """
    asked = sorted(set(pairs))
    if not asked:
        return {}
    found = _select_locked(account_id, asked)
    if len(found) < len(asked):
        missing = [pair for pair in asked if pair not in found]
        _make_rows(account_id, missing)
        found |= _select_locked(account_id, missing)
    for pair in asked:
        if pair not in found:
            raise NotFound(
                "There is no stock of product %(id)s at warehouse %(warehouse_id)s", id=pair[0], warehouse_id=pair[1]
            )
    return found


_SELECT_LOCKED = """
select s.product_id, s.warehouse_id, s.quantity, s.reserved, s.held
from unnest(%s::bigint[], %s::bigint[]) as w (product_id, warehouse_id)
join catalog_stock s on s.product_id = w.product_id and s.warehouse_id = w.warehouse_id
where s.account_id = %s
order by s.product_id, s.warehouse_id for update of s
"""


def _select_locked(account_id: int, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Level]:
    products, places = statements.array(pair[0] for pair in pairs), statements.array(pair[1] for pair in pairs)
    found = statements.rows(_SELECT_LOCKED, products, places, account_id)
    levels = {(row[0], row[1]): Level(row[2], row[3], row[4]) for row in found}
    held = [pair for pair, level in levels.items() if level.held]
    if held:
        for pair, over in _free_expired(account_id, held).items():
            levels[pair] = replace(levels[pair], held=levels[pair].held - over)
    return levels


_FREE_EXPIRED = """
with gone as (
    delete from catalog_heldpiece h using unnest(%s::bigint[], %s::bigint[]) as w (product_id, warehouse_id)
    where h.account_id = %s and h.product_id = w.product_id and h.warehouse_id = w.warehouse_id
      and h.expires_at <= clock_timestamp()
    returning h.product_id, h.warehouse_id, h.quantity
), over as (
    select product_id, warehouse_id, sum(quantity)::int as pieces from gone group by 1, 2
)
update catalog_stock s set held = s.held - o.pieces from over o
where s.account_id = %s and s.product_id = o.product_id and s.warehouse_id = o.warehouse_id
returning s.product_id, s.warehouse_id, o.pieces
"""


def _free_expired(account_id: int, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Let go of held pieces whose time is over; the rows of the pairs are locked. Gives the pieces freed."""
    products, places = statements.array(pair[0] for pair in pairs), statements.array(pair[1] for pair in pairs)
    found = statements.rows(_FREE_EXPIRED, products, places, account_id, account_id)
    return {(row[0], row[1]): row[2] for row in found}


def _make_rows(account_id: int, pairs: Sequence[tuple[int, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into catalog_stock (account_id, product_id, warehouse_id, quantity, reserved, location)
            select %s, p.id, h.id, 0, 0, ''
            from unnest(%s::bigint[], %s::bigint[]) as w (product_id, warehouse_id)
            join catalog_product p on p.id = w.product_id and p.account_id = %s
            join catalog_warehouse h on h.id = w.warehouse_id and h.account_id = %s and h.kind = 'bl'
            order by p.id, h.id
            on conflict (product_id, warehouse_id) do nothing
            """,
            [
                account_id,
                statements.array(pair[0] for pair in pairs),
                statements.array(pair[1] for pair in pairs),
                account_id,
                account_id,
            ],
        )


@joined
def reserve(*, account_id: int, pieces: Iterable[Piece]) -> None:
    """Reserve pieces, all or none, never beyond what is on hand (R6). Raises StockShort."""
    pieces = list(pieces)
    wanted = _summed(pieces)
    if not wanted:
        return
    if _reserve(account_id, wanted):
        return
    # Looking at the levels lets go of holds whose time is over; only then is it short.
    levels = _select_locked(account_id, sorted(wanted))
    if all(pair in levels and levels[pair].free >= quantity for pair, quantity in wanted.items()):
        _reserve(account_id, wanted)
        return
    raise shortage(account_id=account_id, pieces=pieces)


def _reserve(account_id: int, wanted: dict[tuple[int, int], int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            _LOCKED
            + """
            update catalog_stock s set reserved = l.reserved + l.pieces from locked l
            where s.account_id = %s and s.product_id = l.product_id and s.warehouse_id = l.warehouse_id
              and (select count(*) from locked where quantity - reserved - held >= pieces)
                = (select count(*) from wanted)
            """,
            [*_arrays(wanted), account_id, account_id],
        )
        return bool(cursor.rowcount == len(wanted))


def shortage(*, account_id: int, pieces: Iterable[Piece]) -> StockShort:
    """What to raise when these pieces cannot all be reserved."""
    wanted = _summed(pieces)
    levels = _select_locked(account_id, sorted(wanted))
    asked = [(Piece(*pair, quantity), levels.get(pair, Level(0, 0)).free) for pair, quantity in wanted.items()]
    return StockShort([(piece, free) for piece, free in asked if free < piece.quantity] or asked)


@joined
def release(*, account_id: int, pieces: Iterable[Piece]) -> None:
    """Give reserved pieces free again. Releasing more than is reserved is a mistake of ours and fails."""
    wanted = _summed(pieces)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _LOCKED
            + """
            update catalog_stock s set reserved = l.reserved - l.pieces from locked l
            where s.account_id = %s and s.product_id = l.product_id and s.warehouse_id = l.warehouse_id
            """,
            [*_arrays(wanted), account_id, account_id],
        )


def _move(*, account_id: int, wanted: dict[tuple[int, int], int], sign: int, reserved: bool, actor: str) -> None:
    """Add `sign` × pieces to on hand, and to reserved when asked, with a log row each."""
    lock_levels(account_id=account_id, pairs=wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            _LOCKED
            + """, changed as (
                update catalog_stock s
                set quantity = l.quantity + %s * l.pieces, reserved = l.reserved + %s * l.pieces
                from locked l
                where s.account_id = %s and s.product_id = l.product_id and s.warehouse_id = l.warehouse_id
                returning s.product_id, s.warehouse_id, l.quantity as old, s.quantity as new
            )"""
            + _LOGGED
            + " select 1",
            [
                *_arrays(wanted),
                *(account_id, sign, sign if reserved else 0, account_id),
                *(account_id, actor[:120], clock.now()),
            ],
        )


@joined
def take(*, account_id: int, pieces: Iterable[Piece], from_reserved: bool, actor: str = "") -> None:
    """Take pieces from on hand, and from reserved with them when `from_reserved`.

    Without it on hand may fall below zero: with reservations off goods leave whatever the books say (R4).
    """
    wanted = _summed(pieces)
    if wanted:
        _move(account_id=account_id, wanted=wanted, sign=-1, reserved=from_reserved, actor=actor)


@joined
def put_back(*, account_id: int, pieces: Iterable[Piece], actor: str = "") -> None:
    """Return pieces to on hand; nothing is reserved by it."""
    wanted = _summed(pieces)
    if wanted:
        _move(account_id=account_id, wanted=wanted, sign=1, reserved=False, actor=actor)


@transaction.atomic
def set_stock(*, account_id: int, rows: Sequence[Piece], actor: str) -> list[StockChange]:
    """Set on hand absolutely, the last row of a pair counts; gives back what changed, logged in the same statement.

    May fall below what is reserved: the supplier's word about its shelf stands (R6). The caller has checked that
    products and warehouses are the account's own.
    """
    wanted = {(row.product_id, row.warehouse_id): row.quantity for row in rows}
    if not wanted:
        return []
    if any(abs(quantity) > MOST_PIECES for quantity in wanted.values()):
        raise BadParameters("A quantity is out of range")
    with connection.cursor() as cursor:
        cursor.execute(
            _LOCKED
            + """, updated as (
                update catalog_stock s set quantity = l.pieces from locked l
                where s.account_id = %s and s.product_id = l.product_id and s.warehouse_id = l.warehouse_id
                  and l.quantity is distinct from l.pieces
                returning s.product_id, s.warehouse_id, l.quantity as old, s.quantity as new
            ), added as (
                insert into catalog_stock (account_id, product_id, warehouse_id, quantity, reserved, location)
                select %s, w.product_id, w.warehouse_id, w.pieces, 0, '' from wanted w
                where (w.product_id, w.warehouse_id) not in (select product_id, warehouse_id from locked)
                order by w.product_id, w.warehouse_id
                on conflict (product_id, warehouse_id) do update set quantity = excluded.quantity
                returning product_id, warehouse_id, 0 as old, quantity as new
            ), changed as (
                select * from updated union all select * from added where new <> 0
            )"""
            + _LOGGED
            + " select product_id, warehouse_id, old, new from changed order by 1, 2",
            [*_arrays(wanted), account_id, account_id, account_id, account_id, actor[:120], clock.now()],
        )
        return [StockChange(*row) for row in cursor.fetchall()]


@transaction.atomic
def set_locations(*, account_id: int, rows: Sequence[tuple[int, int, str]], actor: str) -> int:
    """Set where products lie at warehouses: (product, warehouse, text); the number of changed places, each logged."""
    wanted = {(product_id, warehouse_id): text for product_id, warehouse_id, text in rows}
    if not wanted:
        return 0
    lock_levels(account_id=account_id, pairs=wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with wanted as materialized (
                select w.*, s.location as old
                from unnest(%s::bigint[], %s::bigint[], %s::text[]) as w (product_id, warehouse_id, location)
                join catalog_stock s on s.product_id = w.product_id and s.warehouse_id = w.warehouse_id
                where s.account_id = %s and s.location is distinct from w.location
            ), changed as (
                update catalog_stock s set location = w.location from wanted w
                where s.account_id = %s and s.product_id = w.product_id and s.warehouse_id = w.warehouse_id
                returning s.product_id, s.warehouse_id, w.old, s.location as new
            ), logged as (
                insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
                select %s, c.product_id, 6, 'bl_' || c.warehouse_id, c.old, c.new, %s, %s from changed c
            )
            select count(*) from changed
            """,
            [
                *(
                    statements.array(key[0] for key in wanted),
                    statements.array(key[1] for key in wanted),
                    list(wanted.values()),
                ),
                *(account_id, account_id, account_id, actor[:120], clock.now()),
            ],
        )
        return int(cursor.fetchone()[0])
