"""Linking products both sides have already: by EAN, then SKU, then name, never on doubt (E-05, R10)."""

from collections.abc import Sequence
from typing import Any

from spinka.connect.sync.products import NAME_KEY, Course, conflict_sql, run

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
    made = 0
    for key in keys:
        made += int(run(_associate_sql(course, key), {**course.params, "warehouses": [course.warehouse_id]})[0][0])
    made += int(run(_parents_sql(), course.params)[0][0])
    return made


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


def conflicts(course: Course, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The supplier's products that hit an own one and are neither linked nor created, with the products hit (R10).

    At most 1000 are listed; all of them are left out.
    """
    if not keys:
        return []
    found = run(
        f"""
        select p.id, p.name, p.ean_key, p.sku_key from catalog_product p
        where {course.source_sql} and not exists (
            select 1 from connect_productlink k where k.contractor_id = %(contractor)s
              and k.connection_id = %(connection)s and k.supplier_product_id = p.id)
          and ({conflict_sql(keys)}) order by p.id limit {MOST_CONFLICTS}
        """,
        course.params,
    )
    listed = []
    for product_id, name, ean, sku in found:
        values = {"ean": ean, "sku": sku, "name": name}
        key, hits = next(
            ((key, hits) for key in keys if values[key] and (hits := _hits(course, key, values[key]))), ("", [])
        )
        listed.append(
            {"supplier_product_id": product_id, "key": key, "value": values.get(key, ""), "product_ids": hits}
        )
    return listed


def _hits(course: Course, key: str, value: str) -> list[int]:
    test = f"{NAME_KEY.format('c')} = lower(regexp_replace(btrim(%(value)s), '\\s+', ' ', 'g'))"
    rows = run(
        "select c.id from catalog_product c where c.account_id = %(contractor)s and c.inventory_id = %(inventory)s"
        f" and {test if key == 'name' else f'c.{key}_key = %(value)s'} order by c.id limit 20",
        {**course.params, "value": value},
    )
    return [row[0] for row in rows]
