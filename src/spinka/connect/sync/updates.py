"""Updates of linked products: planned field by field, checked again, and written from what was planned (E-06, E-12, L-18)."""

from collections.abc import Sequence
from dataclasses import dataclass

from spinka.connect.access import Crossing
from spinka.connect.sync.changes import (
    beside,
    contents_sql,
    differences_sql,
    joins_sql,
    pairs_sql,
    ranged,
    terms,
    trees_sql,
)
from spinka.connect.sync.fields import columns_sql
from spinka.connect.sync.products import PLAIN_PRICE, SORTED, Course, run


def plan_updates(crossing: Crossing, course: Course, ids: Sequence[int], sent: Sequence[str]) -> list[int]:
    """Note before and after of every linked product that differs; the supplier's ids of these, in order."""
    if not ids:
        return []
    found = terms(course, course.overwritten)
    rows = run(
        f"""
        with recursive {trees_sql(found)} compared as materialized (
            select p.id, p.name, p.sku, c.id as own_id, w.sent, l.sent as sent_before, {differences_sql(found)} as changes
            from {pairs_sql(course)} {joins_sql(course, found)}
        )
        insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku, changes,
                                       sent, sent_before)
        select %(contractor)s, %(import)s, id, own_id, 'update', name, sku, changes, sent, sent_before
        from compared where changes <> '{{}}' order by id returning supplier_product_id
        """,
        {**course.params, **ranged(ids, sent), **beside(crossing, course, ids)},
    )
    return sorted(row[0] for row in rows)


def plan_creates(
    crossing: Crossing, course: Course, ids: Sequence[int], sent: Sequence[str], *, decision: str = "planned"
) -> int:
    """Note what new products will hold; the number of them. A decision stands while the product is the same."""
    if not ids:
        return 0
    found = terms(course, course.fields)
    run(
        f"""
        with recursive {trees_sql(found)} compared as materialized (
            select p.id, p.name, p.sku, w.sent, {contents_sql(found)} as changes
            from unnest(%(ids)s::bigint[], %(sent)s::text[]) as w(id, sent)
            join catalog_product p on p.account_id = %(supplier)s and p.id = w.id and p.id between %(low)s and %(high)s
            {joins_sql(course, found, with_own=False)}
        )
        insert into connect_importrow as r (account_id, import_id, supplier_product_id, kind, name, sku, changes, sent,
                                            decision)
        select %(contractor)s, %(import)s, id, 'create', name, sku, changes, sent, %(decision)s from compared order by id
        on conflict (import_id, supplier_product_id) do update
        set name = excluded.name, sku = excluded.sku, changes = excluded.changes, sent = excluded.sent,
            decision = case when r.sent = excluded.sent then r.decision else excluded.decision end
        """,
        {**course.params, **ranged(ids, sent), **beside(crossing, course, ids), "decision": decision},
    )
    return len(ids)


_STOCK = """
    with linked as materialized (
        select l.supplier_product_id as id, l.product_id from connect_productlink l
        cross join lateral (select 1 from catalog_product c where c.account_id = %(contractor)s and c.id = l.product_id
                            and c.inventory_id = %(inventory)s offset 0) c
        where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s
          and l.supplier_product_id > %(after)s and l.supplier_product_id <= %(last)s
          and (%(only)s::bigint[] is null or l.supplier_product_id = any(%(only)s))
        union all
        select r.supplier_product_id, null from connect_importrow r
        where r.account_id = %(contractor)s and r.import_id = %(import)s and r.kind = 'create'
          and r.supplier_product_id > %(after)s and r.supplier_product_id <= %(last)s
    ), shown as (
        select k.id, k.product_id, p.name, p.sku, coalesce(o.quantity, 0) as old, s.shown as new
        from linked k join catalog_product p on p.account_id = %(supplier)s and p.id = k.id
        join spinka_shown_stock(%(connection)s, (select array_agg(id) from linked)) s on s.product_id = k.id
        left join catalog_stock o on o.account_id = %(contractor)s and o.product_id = k.product_id
          and o.warehouse_id = %(copied_to)s
        where s.shown is not null and s.shown <> coalesce(o.quantity, 0)
    )
    insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku, changes)
    select %(contractor)s, %(import)s, id, product_id, 'update', name, sku,
        jsonb_build_object('stock', jsonb_build_array(old, new)) from shown
    on conflict (import_id, supplier_product_id) do update
    set changes = connect_importrow.changes || excluded.changes
"""


def plan_stock(course: Course, *, after_id: int, last_id: int) -> None:
    """Note pieces as they would be copied now; when the import is run, they are copied as they are then."""
    if course.stock_warehouse_id is not None:
        run(_STOCK, {**course.params, "after": after_id, "last": last_id, "copied_to": course.stock_warehouse_id})


def forget_unchanged(course: Course, ids: Sequence[int], sent: Sequence[str], written: Sequence[int]) -> None:
    """Remember of compared products with nothing to write that they are as the supplier sent them."""
    known = frozenset(written)
    same = [(one, mark) for one, mark in zip(ids, sent, strict=True) if one not in known]
    if same:
        run(
            "update connect_productlink l set sent = t.sent from unnest(%(ids)s::bigint[], %(sent)s::text[]) as t(id, sent)"
            " where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s"
            " and l.supplier_product_id = t.id and l.supplier_product_id between %(low)s and %(high)s",
            {**course.params, **ranged([one[0] for one in same], [one[1] for one in same])},
        )


def check_updates(crossing: Crossing, course: Course, ids: Sequence[int], sent: Sequence[str]) -> list[int]:
    """Compare planned updates with what stands now: those that differ from the plan become stale, the rest is given.

    Pieces do not count, they move all the time. `source_changed` and `own_changed` say which side moved (E-24). In a
    partial course only the planned fields count: the others are decided elsewhere.
    """
    if not ids:
        return []
    found = terms(course, course.overwritten)
    only = "r.keys" if course.is_partial else ""
    rows = run(
        f"""
        with recursive {trees_sql(found)} compared as materialized (
            select p.id, w.sent, {differences_sql(found, only=only)} as changes, r.changes as planned, r.sent as sent_then
            from {pairs_sql(course)}
            join lateral (
                select r.changes - 'stock' - 'is_draft' as changes, r.sent,
                    array(select jsonb_object_keys(r.changes)) as keys
                from connect_importrow r where r.account_id = %(contractor)s and r.import_id = %(import)s
                  and r.supplier_product_id = p.id offset 0
            ) r on true {joins_sql(course, found)}
        ), stale as (
            update connect_importrow r set state = 'stale',
                reason = case when c.sent <> c.sent_then then 'source_changed' else 'own_changed' end
            from compared c where r.account_id = %(contractor)s and r.import_id = %(import)s
              and r.supplier_product_id = c.id and c.changes <> c.planned
        )
        select id from compared where changes = planned order by id
        """,
        {**course.params, **ranged(ids, sent), **beside(crossing, course, ids)},
    )
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class Written:
    """Supplier's ids of products whose prices, images, or names and codes were written."""

    count: int
    priced: list[int]
    pictured: list[int]
    renamed: list[int]


def write_updates(course: Course, ids: Sequence[int], sent: Sequence[str]) -> Written:
    """Write the planned fields that were not declined over the linked products, in one statement.

    The link remembers what was sent, unless a field was declined: that one is offered again at the next import. Pieces
    and drafts are written elsewhere.
    """
    if not ids:
        return Written(0, [], [], [])
    fields = {item.name: item for item in course.overwritten}
    sets = []
    for item in fields.values():
        for column, source in columns_sql([item]):
            if course.target_suffix and column in {"name", "sort_key"}:
                continue
            key = {"sort_key": "name", "sku_key": "sku", "ean_key": "ean"}.get(column, column)
            key = {"own_maker": "manufacturer", "own_sort": "category"}.get(source[2:].removesuffix("_id"), key)
            sets.append(f"{column} = case when p.taken ? '{key}' then {source} else c.{column} end, ")
    texts = [f"'{term.field}{course.target_suffix}', case when p.taken ? '{term.field}' then {term.new} end"
             for term in terms(course, course.overwritten) if term.is_text]  # fmt: skip
    if "name" in fields and not course.target_suffix:
        texts.append("'name', case when p.taken ? 'name' then p.texts->'name' end")
    texts_now = f"jsonb_strip_nulls(jsonb_build_object({', '.join(texts)}))" if texts else "'{}'::jsonb"
    price = ""
    if course.price_group_id and course.is_price_plain and "prices" in fields:
        price = f""", priced as (
            insert into catalog_price (account_id, product_id, price_group_id, price)
            select %(contractor)s, p.own_id, %(group)s, t.price
            from touched p cross join lateral (select {PLAIN_PRICE} as price) t
            where p.taken ? 'price' and t.price is not null
            on conflict (product_id, price_group_id) do update set price = excluded.price
            where catalog_price.price is distinct from excluded.price
        )"""
    row = run(
        f"""
        with touched as materialized (
            select p.*, w.sent, l.id as link_id, l.product_id as own_id, l.sent as sent_before, r.taken, r.all_taken, r.is_whole,
                   sorts.own_id as own_sort_id, makers.own_id as own_maker_id,
                   o.category_id as old_sort_id, o.manufacturer_id as old_maker_id, o.version as old_version
            from unnest(%(ids)s::bigint[], %(sent)s::text[]) as w(id, sent)
            join catalog_product p on p.account_id = %(supplier)s and p.id = w.id
              and p.id between %(low)s and %(high)s
            join connect_productlink l on l.contractor_id = %(contractor)s
              and l.connection_id = %(connection)s and l.supplier_product_id = p.id
              and l.supplier_product_id between %(low)s and %(high)s
            cross join lateral (
                select r.changes - r.declined::text[] - 'stock' - 'is_draft' as taken,
                    r.declined = '{{}}' and not %(partial)s as is_whole,
                    r.changes - r.declined::text[] as all_taken
                from connect_importrow r where r.account_id = %(contractor)s and r.import_id = %(import)s
                  and r.supplier_product_id = p.id offset 0
            ) r
            cross join lateral (
                select o.* from catalog_product o where o.account_id = %(contractor)s and o.id = l.product_id offset 0
            ) o {SORTED} order by l.product_id
        ), products as (
            update catalog_product c set {"".join(sets)} texts = c.texts || {texts_now},
                   version = c.version + 1, updated_at = %(now)s
            from touched p where c.account_id = %(contractor)s and c.id = p.own_id and p.taken <> '{{}}'
        ), links as (
            update connect_productlink l set sent = p.sent from touched p
            where l.contractor_id = %(contractor)s and l.id = p.link_id and p.is_whole
        ), noted as (
            update connect_importrow r set state = case when p.all_taken = '{{}}' then 'left' else 'written' end,
                product_id = p.own_id, sent = p.sent, sent_before = p.sent_before, own_version = p.old_version + 1,
                ids = r.ids || case when p.taken ?| array['category', 'manufacturer'] then jsonb_build_object(
                    'category_id', jsonb_build_array(p.old_sort_id, p.own_sort_id),
                    'manufacturer_id', jsonb_build_array(p.old_maker_id, p.own_maker_id)) else '{{}}' end
            from touched p where r.account_id = %(contractor)s and r.import_id = %(import)s
              and r.supplier_product_id = p.id
        ){price}
        select count(*) filter (where taken <> '{{}}'),
            coalesce(array_agg(id order by id) filter (where taken ? 'price'), '{{}}'),
            coalesce(array_agg(id order by id) filter (where taken ? 'images'), '{{}}'),
            coalesce(array_agg(id order by id) filter (where taken ?| array['name', 'sku', 'ean']), '{{}}')
        from touched
        """,
        {**course.params, **ranged(ids, sent), "partial": course.is_partial},
    )[0]
    return Written(*row)
