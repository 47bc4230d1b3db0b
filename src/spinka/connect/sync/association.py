"""Matching products both sides have already: by EAN, then SKU, then name, never on doubt (E-05, L-12, R10).

What matches becomes rows of the import; links are made from these rows, at once or once they are confirmed.
"""

from collections.abc import Sequence
from typing import Any

from spinka.connect.sync.products import NAME_KEY, Course, run, within

MATCHING_KEYS = ("ean", "sku", "name")
MOST_CONFLICTS = 1000
MOST_HITS = 20
_NO_VARIANTS = (
    "not exists (select 1 from catalog_product v where v.account_id = {0}.account_id and v.parent_id = {0}.id)"
)
_THEIRS_FREE = """
    not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s
                and k.connection_id = %(connection)s and k.supplier_product_id = p.id)
    and not exists (select 1 from connect_importrow k where k.account_id = %(contractor)s
                    and k.import_id = %(import)s and k.supplier_product_id = p.id and k.kind <> 'conflict')
"""
_OWN_FREE = """
    not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s
                and k.connection_id = %(connection)s and k.product_id = c.id)
    and not exists (select 1 from connect_importrow k where k.account_id = %(contractor)s
                    and k.import_id = %(import)s and k.kind = 'associate' and k.product_id = c.id)
"""


def matching_keys(shared: Sequence[str]) -> list[str]:
    """The keys that count: only fields the supplier shares are looked at (R10)."""
    return [key for key in MATCHING_KEYS if key in shared]


def plan_links(course: Course, keys: Sequence[str]) -> int:
    """Note which products are to be linked, those whose key is unique on both sides; the number of them.

    Parents are not compared: they follow their variants. What stays ambiguous is left to `plan_conflicts`.
    """
    _plan_for_whole_sets()
    found = 0
    for key in keys:
        found += int(run(_links_sql(course, key), {**course.params, "key": key})[0][0])
    found += int(run(_PARENTS, course.params)[0][0])
    _plan_as_usual()
    return found


def _plan_for_whole_sets() -> None:
    """Whole catalogs are compared here, often just loaded and without statistics: a nested loop would take hours."""
    run("set local enable_nestloop = off", {})


def _plan_as_usual() -> None:
    run("set local enable_nestloop = on", {})


def _keys_sql(key: str, *, theirs: str, own: str) -> tuple[str, str, str]:
    """The key on both sides, and the test that EAN and SKU of products with one name do not contradict."""
    if key != "name":
        return f"p.{key}_key", f"c.{key}_key", ""
    agreeing = "".join(
        f" and ({theirs}.{code}_key = '' or {own}.{code}_key = '' or {theirs}.{code}_key = {own}.{code}_key)"
        for code in ("ean", "sku")
    )
    return NAME_KEY.format("p"), NAME_KEY.format("c"), agreeing


def _links_sql(course: Course, key: str) -> str:
    theirs, own, agreeing = _keys_sql(key, theirs="s", own="o")
    asked = " and s.id = any(%(only)s)" if course.product_ids is not None else ""
    whole = course.source_sql.removesuffix(" and p.id = any(%(only)s)")
    return f"""
    with theirs as materialized (
        select {theirs} as key, min(p.id) as id, min(p.ean_key) as ean_key, min(p.sku_key) as sku_key,
               min(p.name) as name, min(p.sku) as sku
        from catalog_product p
        where {whole} and {theirs} <> '' and {_NO_VARIANTS.format("p")} and {_THEIRS_FREE}
        group by 1 having count(*) = 1
    ), own as materialized (
        select {own} as key, min(c.id) as id, min(c.ean_key) as ean_key, min(c.sku_key) as sku_key
        from catalog_product c
        where c.account_id = %(contractor)s and c.inventory_id = %(inventory)s and {own} <> ''
          and {_NO_VARIANTS.format("c")} and {_OWN_FREE}
        group by 1 having count(*) = 1
    ), noted as (
        insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku, reason)
        select %(contractor)s, %(import)s, s.id, o.id, 'associate', s.name, s.sku, %(key)s
        from theirs s join own o on o.key = s.key {agreeing} {asked} order by s.id
        returning product_id
    )
    select count(*) from noted
    """


# The parents of linked variants, where each parent meets exactly one other.
_PARENTS = f"""
    with linked as (
        select product_id, supplier_product_id from connect_productlink
        where contractor_id = %(contractor)s and connection_id = %(connection)s
        union
        select product_id, supplier_product_id from connect_importrow
        where account_id = %(contractor)s and import_id = %(import)s and kind = 'associate'
    ), pairs as (
        select distinct c.parent_id as own_id, p.parent_id as their_id
        from linked l
        join catalog_product c on c.account_id = %(contractor)s and c.id = l.product_id and c.parent_id is not null
        join catalog_product p on p.account_id = %(supplier)s and p.id = l.supplier_product_id and p.parent_id is not null
    ), alone as (
        select own_id, their_id from pairs q
        where (select count(*) from pairs x where x.own_id = q.own_id) = 1
          and (select count(*) from pairs x where x.their_id = q.their_id) = 1
    ), noted as (
        insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku, reason)
        select %(contractor)s, %(import)s, p.id, c.id, 'associate', p.name, p.sku, 'parent'
        from alone a join catalog_product p on p.account_id = %(supplier)s and p.id = a.their_id
        join catalog_product c on c.account_id = %(contractor)s and c.id = a.own_id
        where {_THEIRS_FREE} and {_OWN_FREE}
        on conflict do nothing returning product_id
    )
    select count(*) from noted
"""


def plan_conflicts(course: Course, keys: Sequence[str]) -> int:
    """Note products that answer to an own one which is not linked, and are neither linked nor created (R10)."""
    _plan_for_whole_sets()
    for key in keys:
        run(_conflicts_sql(course, key), {**course.params, "key": key, "most": MOST_HITS})
    _plan_as_usual()
    return int(
        run(
            "select count(*) from connect_importrow where account_id = %(contractor)s and import_id = %(import)s"
            " and kind = 'conflict'",
            course.params,
        )[0][0]
    )


def _conflicts_sql(course: Course, key: str) -> str:
    theirs, own, agreeing = _keys_sql(key, theirs="t", own="o")
    return f"""
    with theirs as materialized (
        select p.id, {theirs} as key, p.name, p.sku, p.ean_key, p.sku_key from catalog_product p
        where {course.source_sql} and {theirs} <> '' and {_THEIRS_FREE}
    ), own as materialized (
        select c.id, {own} as key, c.ean_key, c.sku_key from catalog_product c
        where c.account_id = %(contractor)s and c.inventory_id = %(inventory)s and {own} <> ''
          and {_NO_VARIANTS.format("c")} and {_OWN_FREE}
    )
    insert into connect_importrow as r (account_id, import_id, supplier_product_id, kind, name, sku, hits, reason)
    select %(contractor)s, %(import)s, t.id, 'conflict', min(t.name), min(t.sku),
        (array_agg(o.id order by o.id))[1:%(most)s], %(key)s
    from theirs t join own o on o.key = t.key {agreeing} group by t.id order by t.id
    on conflict (import_id, supplier_product_id) do update set hits = (
        array(select distinct h from unnest(r.hits || excluded.hits) h order by h))[1:%(most)s]
    """


def listed_conflicts(course: Course) -> list[dict[str, Any]]:
    """The first thousand conflicts as the API gives them: key, value and the own products met."""
    rows = run(
        "select r.supplier_product_id, r.reason,"
        " case r.reason when 'ean' then p.ean_key when 'sku' then p.sku_key else p.name end, r.hits"
        " from connect_importrow r join catalog_product p on p.account_id = %(supplier)s and p.id = r.supplier_product_id"
        " where r.account_id = %(contractor)s and r.import_id = %(import)s and r.kind = 'conflict'"
        " order by array_position(%(keys)s, r.reason::text), r.supplier_product_id limit %(most)s",
        {**course.params, "keys": list(MATCHING_KEYS), "most": MOST_CONFLICTS},
    )
    names = ("supplier_product_id", "key", "value", "product_ids")
    return [dict(zip(names, row, strict=True)) for row in rows]


_STILL = """case r.reason when 'ean' then c.ean_key = p.ean_key when 'sku' then c.sku_key = p.sku_key else true end"""


def write_links(course: Course, ids: Sequence[int]) -> int:
    """Make the planned links of these products; what does not fit any more becomes stale. The number of links made."""
    rows = run(
        f"""
        with planned as materialized (
            select p.id, c.id as own_id, p.id is null as is_lost,
                exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s
                        and k.connection_id = %(connection)s
                        and (k.supplier_product_id = r.supplier_product_id or k.product_id = r.product_id)) as is_linked,
                c.id is null or not ({_STILL}) and r.hits = '{{}}' as is_changed, r.supplier_product_id, r.product_id
            from connect_importrow r
            left join catalog_product p on p.id = r.supplier_product_id and p.id = any(%(ids)s)
              and p.id between %(low)s and %(high)s
              and {course.source_sql}
            left join catalog_product c on c.account_id = %(contractor)s and c.id = r.product_id
            where r.account_id = %(contractor)s and r.import_id = %(import)s and r.kind = 'associate'
              and r.supplier_product_id = any(%(ids)s) and r.supplier_product_id between %(low)s and %(high)s
        ), linked as (
            insert into connect_productlink (supplier_id, contractor_id, connection_id, product_id, supplier_product_id,
                                             is_preferred, sent, created_at)
            select %(supplier)s, %(contractor)s, %(connection)s, own_id, id, false, '', %(now)s from planned
            where not is_lost and not is_linked and not is_changed order by own_id
            on conflict do nothing returning product_id, supplier_product_id
        ), live as (
            update catalog_product c set live_warehouse_ids = c.live_warehouse_ids || %(live)s::bigint
            from linked l where c.account_id = %(contractor)s and c.id = l.product_id
              and not c.live_warehouse_ids @> array[%(live)s::bigint]
        ), noted as (
            update connect_importrow r set state = case when l.product_id is null then 'stale' else 'written' end,
                reason = case when l.product_id is not null then r.reason when q.is_lost then 'not_shared'
                         when q.is_changed then 'own_changed' else 'linked' end
            from planned q left join linked l on l.supplier_product_id = q.supplier_product_id
            where r.account_id = %(contractor)s and r.import_id = %(import)s
              and r.supplier_product_id = q.supplier_product_id
        )
        select count(*) from linked
        """,
        {**course.params, **within(ids)},
    )
    return int(rows[0][0])
