"""Linking products both sides have already: by EAN, then SKU, then name, never on doubt (E-05, R10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from spinka.connect.sync.products import NAME_KEY, Course, run

MATCHING_KEYS = ("ean", "sku", "name")
MOST_CONFLICTS = 1000
_NO_VARIANTS = (
    "not exists (select 1 from catalog_product v where v.account_id = {0}.account_id and v.parent_id = {0}.id)"
)


def matching_keys(shared: Sequence[str]) -> list[str]:
    """The keys that count: only fields the supplier shares are looked at (R10)."""
    return [key for key in MATCHING_KEYS if key in shared]


def associate(course: Course, keys: Sequence[str]) -> int:
    """Link unlinked products whose key is unique on both sides, one statement per key; the number of links made.

    Parents are not compared: they follow their variants. What stays ambiguous is left to `conflicts`.
    """
    _plan_for_whole_sets()
    made = 0
    for key in keys:
        made += int(run(_associate_sql(course, key), {**course.params, "warehouses": [course.warehouse_id]})[0][0])
    made += int(run(_parents_sql(), course.params)[0][0])
    _plan_as_usual()
    return made


def _plan_for_whole_sets() -> None:
    """Whole catalogs are compared here, often just loaded and without statistics: a nested loop would take hours."""
    run("set local enable_nestloop = off", {})


def _plan_as_usual() -> None:
    run("set local enable_nestloop = on", {})


def _associate_sql(course: Course, key: str) -> str:
    by_name = key == "name"
    theirs = NAME_KEY.format("p") if by_name else f"p.{key}_key"
    own = NAME_KEY.format("c") if by_name else f"c.{key}_key"
    agreeing = ""
    if by_name:
        agreeing = (
            " and (s.ean_key = '' or o.ean_key = '' or s.ean_key = o.ean_key)"
            " and (s.sku_key = '' or o.sku_key = '' or s.sku_key = o.sku_key)"
        )
    asked = " and s.id = any(%(only)s)" if course.product_ids is not None else ""
    whole = course.source_sql.removesuffix(" and p.id = any(%(only)s)")
    return f"""
    with theirs as materialized (
        select {theirs} as key, min(p.id) as id, min(p.ean_key) as ean_key, min(p.sku_key) as sku_key
        from catalog_product p
        where {whole} and {theirs} <> '' and {_NO_VARIANTS.format("p")}
          and not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s
                          and k.connection_id = %(connection)s and k.supplier_product_id = p.id)
        group by 1 having count(*) = 1
    ), own as materialized (
        select {own} as key, min(c.id) as id, min(c.ean_key) as ean_key, min(c.sku_key) as sku_key
        from catalog_product c
        where c.account_id = %(contractor)s and c.inventory_id = %(inventory)s and {own} <> '' and {_NO_VARIANTS.format("c")}
          and not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s
                          and k.connection_id = %(connection)s and k.product_id = c.id)
        group by 1 having count(*) = 1
    ), linked as (
        insert into connect_productlink (supplier_id, contractor_id, connection_id, product_id, supplier_product_id,
                                         is_preferred, sent, created_at)
        select %(supplier)s, %(contractor)s, %(connection)s, o.id, s.id, false, '', %(now)s
        from theirs s join own o on o.key = s.key {agreeing} {asked} order by o.id
        returning product_id
    ), live as (
        update catalog_product c set live_warehouse_ids = c.live_warehouse_ids || %(warehouses)s::bigint[]
        from linked l where c.account_id = %(contractor)s and c.id = l.product_id
          and not c.live_warehouse_ids @> %(warehouses)s::bigint[]
    )
    select count(*) from linked
    """


def _parents_sql() -> str:
    """Link the parents of linked variants where each parent meets exactly one other."""
    return """
    with pairs as (
        select distinct c.parent_id as own_id, p.parent_id as their_id
        from connect_productlink l
        join catalog_product c on c.account_id = %(contractor)s and c.id = l.product_id and c.parent_id is not null
        join catalog_product p on p.account_id = %(supplier)s and p.id = l.supplier_product_id and p.parent_id is not null
        where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s
    ), alone as (
        select own_id, their_id from pairs q
        where (select count(*) from pairs x where x.own_id = q.own_id) = 1
          and (select count(*) from pairs x where x.their_id = q.their_id) = 1
    ), linked as (
        insert into connect_productlink (supplier_id, contractor_id, connection_id, product_id, supplier_product_id,
                                         is_preferred, sent, created_at)
        select %(supplier)s, %(contractor)s, %(connection)s, own_id, their_id, false, '', %(now)s from alone
        on conflict do nothing returning product_id
    ), live as (
        update catalog_product c set live_warehouse_ids = c.live_warehouse_ids || %(live)s::bigint
        from linked l where c.account_id = %(contractor)s and c.id = l.product_id
          and not c.live_warehouse_ids @> array[%(live)s::bigint]
    )
    select count(*) from linked
    """


@dataclass(slots=True)
class Conflicts:
    """Supplier's products that are left out: all their ids, and the first 1000 with what they hit."""

    product_ids: list[int] = field(default_factory=list)
    listed: list[dict[str, Any]] = field(default_factory=list)


def conflicts(course: Course, keys: Sequence[str]) -> Conflicts:
    """Products that answer to an own one which is not linked yet, and are neither linked nor created (R10)."""
    found = Conflicts()
    seen: set[int] = set()
    _plan_for_whole_sets()
    for key in keys:
        for their_id, value, hits in run(_conflicts_sql(course, key), course.params):
            if their_id in seen:
                continue
            seen.add(their_id)
            if len(found.listed) < MOST_CONFLICTS:
                found.listed.append(
                    {"supplier_product_id": their_id, "key": key, "value": value, "product_ids": hits[:20]}
                )
    _plan_as_usual()
    found.product_ids = sorted(seen)
    return found


def _conflicts_sql(course: Course, key: str) -> str:
    by_name = key == "name"
    theirs = NAME_KEY.format("p") if by_name else f"p.{key}_key"
    own = NAME_KEY.format("c") if by_name else f"c.{key}_key"
    agreeing = ""
    if by_name:
        agreeing = (
            " and (t.ean_key = '' or o.ean_key = '' or t.ean_key = o.ean_key)"
            " and (t.sku_key = '' or o.sku_key = '' or t.sku_key = o.sku_key)"
        )
    return f"""
    with theirs as materialized (
        select p.id, {theirs} as key, p.name, p.ean_key, p.sku_key from catalog_product p
        where {course.source_sql} and {theirs} <> ''
          and not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s
                          and k.connection_id = %(connection)s and k.supplier_product_id = p.id)
    ), own as materialized (
        select c.id, {own} as key, c.ean_key, c.sku_key from catalog_product c
        where c.account_id = %(contractor)s and c.inventory_id = %(inventory)s and {own} <> '' and {_NO_VARIANTS.format("c")}
          and not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s
                          and k.connection_id = %(connection)s and k.product_id = c.id)
    )
    select t.id, min({"t.name" if by_name else "t.key"}), array_agg(o.id order by o.id)
    from theirs t join own o on o.key = t.key {agreeing} group by t.id order by t.id
    """
