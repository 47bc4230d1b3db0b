"""Which own and supplier's products have the same code: pairs, doubts and duplicates over whole catalogs or a few (R10, L-19)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinka.catalog.models import Product
from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.connect.sync.products import run

CODES = ("ean", "sku")
MOST_DUPLICATES = 200


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A code several products of one side have; `is_blocking` where two of them wait for a link (R10)."""

    side: str
    key: str
    value: str
    product_ids: list[int]
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of own and supplier's products with the code both have, and own products that stay in doubt with it."""

    pairs: dict[int, tuple[int, str]]
    doubts: dict[int, str]


SIMPLE = "not exists (select 1 from catalog_product v where v.account_id = {0}.account_id and v.parent_id = {0}.id)"
FREE = (
    "not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s"
    " and k.connection_id = %(connection)s and k.{column} = {alias}.id)"
)


def shared_codes(opened: Crossing) -> list[str]:
    """The codes the supplier shares; the others are not compared."""
    return [key for key in CODES if opened.terms.shares(key)]  # type: ignore[arg-type]


def source_ids(opened: Crossing) -> list[int]:
    """The supplier's catalogs behind the connection's code (L-03)."""
    return [one.inventory_id for one in sharing.catalogs(opened)]


def _sides(shared: str, narrowed: bool) -> str:
    """Both sides' products that wait for a link, as `theirs` and `own`; parents follow their variants (R10)."""
    near = (
        " and (({0}.ean_key = any(%(eans)s) and {0}.ean_key <> '') or ({0}.sku_key = any(%(skus)s) and {0}.sku_key <> ''))"
        if narrowed
        else ""
    )
    return f"""
    theirs as materialized (
        select p.id, p.ean_key, p.sku_key from catalog_product p
        where {shared} and {SIMPLE.format("p")} and {FREE.format(column="supplier_product_id", alias="p")}{near.format("p")}
    ), own as materialized (
        select c.id, c.ean_key, c.sku_key from catalog_product c
        where c.account_id = %(contractor)s and c.inventory_id = %(inventory)s and {SIMPLE.format("c")}
          and {FREE.format(column="product_id", alias="c")}{near.format("c")}
    )"""


def _matched(keys: Sequence[str]) -> str:
    """Pairs unique on both sides, the EAN before the SKU, as `by_ean` and `by_sku`."""
    parts = []
    for key in CODES:
        if key not in keys:
            parts.append(f"by_{key} as (select 0::bigint as own_id, 0::bigint as their_id where false)")
            continue
        left = (
            {"theirs": "", "own": ""}
            if key == "ean"
            else {
                "theirs": " and id not in (select their_id from by_ean)",
                "own": " and id not in (select own_id from by_ean)",
            }
        )
        one = {
            side: f"(select {key}_key as key, min(id) as id from {side} where {key}_key <> ''{rest}"
            " group by 1 having count(*) = 1)"
            for side, rest in left.items()
        }
        parts.append(
            f"by_{key} as (select o.id as own_id, t.id as their_id from {one['theirs']} t join {one['own']} o"
            " on o.key = t.key)"
        )
    return ", ".join(parts)


def _read(opened: Crossing, inventory_id: int, near: Mapping[str, list[str]] | None, select: str) -> sharing.Rows:
    shared, params = sharing.product_filter(opened)
    keys = shared_codes(opened)
    values = {
        **params,
        "contractor": opened.contractor_id,
        "connection": opened.connection_id,
        "inventory": inventory_id,
        **(near or {}),
    }
    if near is None:
        # Whole catalogs are compared, often just loaded and without statistics: a nested loop would take hours.
        run("set local enable_nestloop = off", {})
    rows = sharing.fetch(f"with {_sides(shared, near is not None)}, {_matched(keys)} {select}", values)
    if near is None:
        run("set local enable_nestloop = on", {})
    return rows


_PAIRS = "select own_id, their_id, 'ean' from by_ean union all select own_id, their_id, 'sku' from by_sku order by 1"


def _doubts(keys: Sequence[str]) -> str:
    tests = [
        f"select o.id as own_id, '{key}' as key from own o where o.{key}_key <> '' and exists"
        f" (select 1 from theirs t where t.{key}_key = o.{key}_key)"
        for key in keys
    ]
    doubtful = " union all ".join(tests) or "select 0::bigint as own_id, '' as key where false"
    return (
        f"select own_id, 0::bigint, min(key) from ({doubtful}) d where own_id not in (select own_id from by_ean)"
        " and own_id not in (select own_id from by_sku) group by 1 order by 1"
    )


def exact_pairs(opened: Crossing, inventory_id: int) -> list[tuple[int, int, str]]:
    """Own and supplier's products of the same EAN, else SKU, unique on both sides among those not linked yet (R10)."""
    return [(row[0], row[1], row[2]) for row in _read(opened, inventory_id, None, _PAIRS)]


def doubtful_products(opened: Crossing, inventory_id: int) -> dict[int, str]:
    """Own products that have a supplier's code without being its only one on both sides, with the code's name."""
    keys = shared_codes(opened)
    return {row[0]: row[2] for row in _read(opened, inventory_id, None, _doubts(keys))}


def matches_of(opened: Crossing, inventory_id: int, products: Sequence[Product]) -> Matches:
    """The same for a few own products: only what has a code in common with them is read."""
    keys = shared_codes(opened)
    skus = sorted({row.sku_key for row in products if row.sku_key})
    eans = {row.ean_key for row in products if row.ean_key}
    if not keys or not (skus or eans):
        return Matches({}, {})
    # A product of the same SKU may belong to another one by its EAN, which counts first.
    shared, params = sharing.product_filter(opened)
    values = {**params, "skus": skus, "contractor": opened.contractor_id, "inventory": inventory_id}
    if skus:
        eans |= {
            row[0]
            for row in sharing.fetch(
                f"select p.ean_key from catalog_product p where p.sku_key = any(%(skus)s) and p.sku_key <> '' and {shared}"
                " union select c.ean_key from catalog_product c where c.account_id = %(contractor)s"
                " and c.inventory_id = %(inventory)s and c.sku_key = any(%(skus)s) and c.sku_key <> ''",
                values,
            )
        }
    near = {"eans": sorted(eans - {""}), "skus": skus}
    pairs = {row[0]: (row[1], row[2]) for row in _read(opened, inventory_id, near, _PAIRS)}
    doubts = {row[0]: row[2] for row in _read(opened, inventory_id, near, _doubts(keys))}
    return Matches(pairs, doubts)


_SAME_CODE = (
    "((d.key = 'ean' and {0}.ean_key = d.code and {0}.ean_key <> '')"
    " or (d.key = 'sku' and {0}.sku_key = d.code and {0}.sku_key <> ''))"
)


def holders(
    opened: Crossing, inventory_id: int, doubts: Mapping[int, str], codes: Mapping[int, str]
) -> dict[int, tuple[list[int], int]]:
    """Per doubtful product the supplier's ones of its code, and how many own ones have it too."""
    if not codes:
        return {}
    shared, params = sharing.product_filter(opened)
    values = {
        **params,
        "contractor": opened.contractor_id,
        "connection": opened.connection_id,
        "inventory": inventory_id,
        "numbers": list(codes),
        "keys": [doubts[number] for number in codes],
        "codes": list(codes.values()),
    }
    rows = sharing.fetch(
        f"""
        select d.number,
            array(select p.id from catalog_product p where {shared} and {SIMPLE.format("p")}
                and {FREE.format(column="supplier_product_id", alias="p")}
                and {_SAME_CODE.format("p")} order by p.id limit 10),
            (select count(*) from catalog_product c where c.account_id = %(contractor)s
                and c.inventory_id = %(inventory)s and {SIMPLE.format("c")}
                and {FREE.format(column="product_id", alias="c")}
                and {_SAME_CODE.format("c")})
        from unnest(%(numbers)s::bigint[], %(keys)s::text[], %(codes)s::text[]) as d(number, key, code)
        """,
        values,
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def duplicates(opened: Crossing, inventory_id: int, side: str) -> list[Duplicate]:
    """Codes that several simple products of one side have, most first; `side` is own or theirs, at most 200.

    They block where two or more of them wait for a link: a code counts only when it is unique on both sides (R10).
    """
    shared, params = sharing.product_filter(opened)
    values = {
        **params,
        "contractor": opened.contractor_id,
        "connection": opened.connection_id,
        "inventory": inventory_id,
        "most": MOST_DUPLICATES,
    }
    if side == "own":
        of_side = "p.account_id = %(contractor)s and p.inventory_id = %(inventory)s"
        free = FREE.format(column="product_id", alias="p")
        keys: Sequence[str] = CODES
    else:
        of_side, free, keys = shared, FREE.format(column="supplier_product_id", alias="p"), shared_codes(opened)
    found: list[Duplicate] = []
    for key in keys:
        rows = sharing.fetch(
            f"""
            select p.{key}_key, array_agg(p.id order by p.id), count(*) filter (where {free}) > 1
            from catalog_product p where {of_side} and p.{key}_key <> '' and {SIMPLE.format("p")}
            group by 1 having count(*) > 1 order by 3 desc, count(*) desc, 1 limit %(most)s
            """,
            values,
        )
        found += [Duplicate(side, key, row[0], row[1][:20], row[2]) for row in rows]
    return found
