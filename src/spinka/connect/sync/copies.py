"""Copies of shown stock and own prices into own rows, a batch of linked products at a time (E-17, E-18, R1, R18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spinka.catalog import copying, events
from spinka.catalog.services import set_prices
from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.connect.copied_prices import copy_terms
from spinka.connect.models import Subject, Syncing

ACTOR = "Base Connect"
MOST_PRICE = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Links:
    """A page of linked products: the own ones to write and the supplier's, in one order; and the page itself."""

    own_ids: list[int]
    their_ids: list[int]
    size: int
    last_id: int


# A product of several suppliers copied to one place takes its number from the preferred link, else from the oldest
# connection: two copies must not overwrite each other for ever.
_LINKED = """
with page as materialized (
    select l.product_id, l.supplier_product_id, l.connection_id, l.contractor_id, l.is_preferred
    from connect_productlink l
    where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s and {which}
    order by l.supplier_product_id limit %(size)s
)
select l.product_id, l.supplier_product_id, (
    select {counts} from catalog_product c where c.account_id = l.contractor_id and c.id = l.product_id
  ) and not exists (
    select 1 from connect_productlink o
    join connect_syncing y on y.contractor_id = o.contractor_id and y.connection_id = o.connection_id
      and y.subject = %(subject)s and y.target_id = %(target)s and y.state not in ('off', 'stopped')
    where o.contractor_id = l.contractor_id and o.product_id = l.product_id and o.connection_id <> l.connection_id
      and (not o.is_preferred, o.connection_id) < (not l.is_preferred, l.connection_id))
from page l order by l.supplier_product_id
"""
# A service has no number, and a bundle's own is worked out from its components.
_COUNTED = "c.kind = 'goods' and not c.is_bundle"


def _linked(row: Syncing, which: str, params: dict[str, Any]) -> Links:
    rows = sharing.fetch(
        _LINKED.format(which=which, counts=_COUNTED if row.subject == Subject.STOCK else "true"),
        {
            "contractor": row.contractor_id,
            "connection": row.connection_id,
            "subject": str(row.subject),
            "target": row.target_id,
            **params,
        },
    )
    taken = [one for one in rows if one[2]]
    return Links([one[0] for one in taken], [one[1] for one in taken], len(rows), rows[-1][1] if rows else 0)


def next_links(row: Syncing, *, size: int) -> Links:
    """The next linked products after the cursor of the run."""
    return _linked(row, "l.supplier_product_id > %(after)s", {"after": row.cursor, "size": size})


_TOUCHED = """
select t.id from unnest(%(ids)s::bigint[]) t(id)
union select b.bundle_id from catalog_bundleitem b where b.account_id = %(supplier)s and b.product_id = any(%(ids)s)
union select v.id from catalog_product v where v.account_id = %(supplier)s and v.parent_id = any(%(ids)s)
"""


def touched_links(row: Syncing, product_ids: Sequence[int]) -> Links:
    """Linked products a change of the supplier's touches: these, bundles they are part of, and their variants."""
    rows = sharing.fetch(_TOUCHED, {"ids": list(product_ids), "supplier": row.supplier_id})
    return _linked(row, "l.supplier_product_id = any(%(only)s)", {"only": [one[0] for one in rows], "size": None})


_SHOWN = """
    with offered as materialized (
        select p.id from unnest(%(their)s::bigint[]) t (id) cross join lateral (
            select p.* from catalog_product p where p.account_id = %(supplier)s and p.id = t.id offset 0
        ) p where {shared}
    )
    select l.product_id, case when o.id is null then 0 else s.shown end as pieces
    from unnest(%(own)s::bigint[], %(their)s::bigint[]) l (product_id, their_id)
    left join offered o on o.id = l.their_id
    left join spinka_shown_stock(%(connection)s, array(select id from offered)) s on s.product_id = l.their_id
    where o.id is null or s.shown is not null
"""


def copy(crossing: Crossing, row: Syncing, links: Links) -> int:
    """Write what differs now of these products, told as one event; the number of changed products.

    Pieces no longer shared fall to 0 (R5); a product without a price keeps the one it had.
    """
    if not links.own_ids:
        return 0
    changed = _copy_stock(crossing, row, links) if row.subject == Subject.STOCK else _copy_prices(crossing, row, links)
    return len(changed)


def _copy_stock(crossing: Crossing, row: Syncing, links: Links) -> list[int]:
    shared, params = sharing.product_filter(crossing) if crossing.terms.shares("stock") else ("false", {})
    changed = copying.copy_stock(
        account_id=row.contractor_id,
        warehouse_id=row.target_id,
        source=_SHOWN.format(shared=shared),
        params={
            **params,
            "supplier": row.supplier_id,
            "own": links.own_ids,
            "their": links.their_ids,
            "connection": row.connection_id,
        },
        actor=ACTOR,
    )
    events.stock_changed(account_id=row.contractor_id, product_ids=changed)
    return changed


def _copy_prices(crossing: Crossing, row: Syncing, links: Links) -> list[int]:
    prices = sharing.prices(crossing, links.their_ids)
    terms = copy_terms(crossing, price_group_id=row.target_id, markup_percent=row.markup)
    if terms is None:
        return []
    wanted = [
        (own_id, row.target_id, amount)
        for own_id, their_id in zip(links.own_ids, links.their_ids, strict=True)
        if their_id in prices and (amount := terms.amount(prices[their_id])) <= MOST_PRICE
    ]
    return set_prices(account_id=row.contractor_id, rows=wanted, actor=ACTOR)


_LEFT = """
select l.product_id, 0 as pieces from connect_productlink l
join catalog_stock k on k.account_id = l.contractor_id and k.product_id = l.product_id
  and k.warehouse_id = %(warehouse)s and k.quantity <> 0
where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s
  and not exists (
    select 1 from connect_productlink o
    join connect_syncing y on y.contractor_id = o.contractor_id and y.connection_id = o.connection_id
      and y.subject = 'stock' and y.target_id = %(warehouse)s and y.state not in ('off', 'stopped')
    where o.contractor_id = l.contractor_id and o.product_id = l.product_id)
order by l.product_id limit %(size)s
"""


def empty(*, contractor_id: int, connection_id: int, warehouse_id: int, size: int) -> int:
    """Show 0 of the next `size` products a connection copied to a warehouse; the number of changed products.

    Pieces another supplier's copy keeps there stay.
    """
    changed = copying.copy_stock(
        account_id=contractor_id,
        warehouse_id=warehouse_id,
        source=_LEFT,
        params={"contractor": contractor_id, "connection": connection_id, "warehouse": warehouse_id, "size": size},
        actor=ACTOR,
    )
    events.stock_changed(account_id=contractor_id, product_ids=changed)
    return len(changed)


_NOT_COPIED = """not exists (
    select 1 from connect_productlink o
    join connect_syncing y on y.contractor_id = o.contractor_id and y.connection_id = o.connection_id
      and y.subject = 'stock' and y.target_id = %(warehouse)s and y.state not in ('off', 'stopped')
    where o.contractor_id = %(contractor)s and o.product_id = k.product_id)"""
_UNLINKED = f"""
select k.product_id, 0 as pieces from unnest(%(ids)s::bigint[]) t (id)
join catalog_stock k on k.account_id = %(contractor)s and k.product_id = t.id and k.warehouse_id = %(warehouse)s
where k.quantity <> 0 and {_NOT_COPIED}
"""
# A supplier that deletes a product takes the link along; that its warehouse was shown on ours tells where pieces came from.
_ORPHANED = f"""
select k.product_id, 0 as pieces from catalog_stock k
join catalog_product c on c.account_id = k.account_id and c.id = k.product_id
  and c.live_warehouse_ids @> array[%(live)s::bigint]
where k.account_id = %(contractor)s and k.warehouse_id = %(warehouse)s and k.quantity <> 0 and {_NOT_COPIED}
order by k.product_id limit %(size)s
"""


def empty_unlinked(row: Syncing, product_ids: Sequence[int]) -> int:
    """Show 0 of own products whose link was cleared; the number of changed products."""
    return _zero(row, _UNLINKED, {"ids": list(product_ids)})


def empty_orphans(crossing: Crossing, row: Syncing, *, size: int) -> int:
    """Show 0 of up to `size` copied products the supplier deleted; the number of changed products."""
    return _zero(row, _ORPHANED, {"live": crossing.connection.warehouse_id, "size": size})


def _zero(row: Syncing, source: str, params: dict[str, Any]) -> int:
    changed = copying.copy_stock(
        account_id=row.contractor_id,
        warehouse_id=row.target_id,
        source=source,
        params={**params, "contractor": row.contractor_id, "warehouse": row.target_id},
        actor=ACTOR,
    )
    events.stock_changed(account_id=row.contractor_id, product_ids=changed)
    return len(changed)
