"""Which of the supplier's products a line means, and which connection the line goes to (R8–R10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from spinka.core.text import match_key


@dataclass(frozen=True, slots=True)
class LineToMatch:
    """What matching may look at: never the name."""

    line_id: int
    product_id: int | None = None
    storage: str = "db"
    storage_id: int = 0
    product_ref: str = ""
    variant_ref: str = "0"
    sku: str = ""
    ean: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an own product to a supplier's."""

    connection_id: int
    product_id: int
    supplier_product_id: int
    is_preferred: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A connection lines can go to."""

    connection_id: int
    warehouse_id: int | None
    priority: int = 100


@dataclass(frozen=True, slots=True)
class Match:
    """The connection and the supplier's product of a line; `how` is live, link, ean or sku."""

    connection_id: int
    supplier_product_id: int
    how: str


@dataclass(slots=True)
class Matching:
    """Every line's match, and the lines that fit none of the account's connections."""

    matches: dict[int, Match] = field(default_factory=dict)
    unmatched: list[int] = field(default_factory=list)

    def of_connection(self, connection_id: int) -> dict[int, Match]:
        """Lines of one connection in their order."""
        return {line_id: match for line_id, match in self.matches.items() if match.connection_id == connection_id}


# (connection, line) → the supplier's product and the key that hit, when exactly one of its shared products has it.
CodeHits = Mapping[tuple[int, int], tuple[int, str]]


def match_lines(
    *,
    lines: Sequence[LineToMatch],
    targets: Sequence[Target],
    links: Iterable[Link],
    asked: frozenset[int],
    code_hits: CodeHits,
) -> Matching:
    """Choose a connection for every line (R8): live catalog, link, then EAN, then SKU.

    Among several connections the asked ones come first, then the preferred link, then the lowest `priority`. A line of
    a connection that was not asked stays matched to it, so it never travels elsewhere.
    """
    by_product: dict[int, list[Link]] = {}
    for link in links:
        by_product.setdefault(link.product_id, []).append(link)
    by_id = {target.connection_id: target for target in targets}
    order = sorted(
        targets, key=lambda target: (target.connection_id not in asked, target.priority, target.connection_id)
    )
    rank = {target.connection_id: place for place, target in enumerate(order)}
    by_warehouse = {target.warehouse_id: target for target in targets if target.warehouse_id}
    found = Matching()
    for line in lines:
        match = _live(line, by_warehouse) or _linked(
            [link for link in by_product.get(line.product_id or 0, ()) if link.connection_id in by_id], asked, rank
        )
        if match is None:
            for target in order:
                hit = code_hits.get((target.connection_id, line.line_id))
                if hit is not None:
                    match = Match(target.connection_id, hit[0], hit[1])
                    break
        if match is None:
            found.unmatched.append(line.line_id)
        else:
            found.matches[line.line_id] = match
    return found


def _live(line: LineToMatch, by_warehouse: Mapping[int, Target]) -> Match | None:
    """A line straight from a supplier's live catalog (R24): the storage is the connection's warehouse."""
    if line.storage != "warehouse":
        return None
    target = by_warehouse.get(line.storage_id)
    reference = line.variant_ref if line.variant_ref not in {"", "0"} else line.product_ref
    if target is None or not reference.isascii() or not reference.isdigit() or len(reference) > 18:
        return None
    return Match(target.connection_id, int(reference), "live")


def _linked(links: Sequence[Link], asked: frozenset[int], rank: Mapping[int, int]) -> Match | None:
    if not links:
        return None
    among = [link for link in links if link.connection_id in asked] or list(links)
    best = min(among, key=lambda link: (not link.is_preferred, rank[link.connection_id]))
    return Match(best.connection_id, best.supplier_product_id, "link")


_BY_CODE = """
select k.line_id, k.how, min(p.id)
from unnest(%(line_ids)s::bigint[], %(hows)s::text[], %(keys)s::text[]) as k(line_id, how, key)
join catalog_product p on p.account_id = %(supplier)s and p.inventory_id = any(%(source)s) and not p.is_draft
  and ((k.how = 'ean' and p.ean_key = k.key and p.ean_key <> '')
    or (k.how = 'sku' and p.sku_key = k.key and p.sku_key <> ''))
where {shared}
  and not exists (select 1 from catalog_product v where v.account_id = p.account_id and v.parent_id = p.id)
group by k.line_id, k.how having count(*) = 1
"""


def code_hits(
    *,
    supplier_id: int,
    inventory_ids: Sequence[int],
    lines: Sequence[LineToMatch],
    share_fields: Iterable[str],
    shared_sql: str = "true",
    shared_params: Mapping[str, Any] | None = None,
) -> dict[int, tuple[int, str]]:
    """Line → the one shared product with its EAN, else with its SKU; runs inside the crossing to the supplier.

    A key with several hits does not match, a field that is not shared is not looked at, parents follow their variants
    (R10). `shared_sql` narrows the catalog to what the contractor sees; its alias for a product is `p`.
    """
    shared = frozenset(share_fields)
    keys = [
        (line.line_id, how, key)
        for line in lines
        for how, key in (("ean", match_key(line.ean)), ("sku", match_key(line.sku)))
        if key and how in shared
    ]
    if not keys:
        return {}
    ids, hows, values = zip(*keys, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            _BY_CODE.format(shared=shared_sql),
            {
                **(shared_params or {}),
                "line_ids": list(ids),
                "hows": list(hows),
                "keys": list(values),
                "supplier": supplier_id,
                "source": list(inventory_ids),
            },
        )
        rows = cursor.fetchall()
    hits: dict[int, tuple[int, str]] = {}
    for line_id, how, product_id in sorted(rows, key=lambda row: row[1], reverse=True):
        hits[line_id] = (product_id, how)  # "sku" sorts after "ean", so the EAN is written last and wins
    return hits
