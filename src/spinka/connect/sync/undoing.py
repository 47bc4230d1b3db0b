"""Taking an import back: what nobody touched since returns to what it was, everything else stays and is named (E-24, L-18).

Works on own products only, so it needs neither the connection nor the supplier.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from spinka.catalog import log_types, stock
from spinka.catalog import services as catalog
from spinka.connect.models import ProductImport
from spinka.connect.sync.courses import COPIES, write_search
from spinka.connect.sync.products import run, within
from spinka.core.text import match_key

_TEXTS = (
    "description",
    "description_extra1",
    "description_extra2",
    "description_extra3",
    "description_extra4",
    "features",
)
_PLAIN = ("sku", "ean", "ean_additional", "is_draft")
_NUMBERS = ("weight", "height", "width", "length", "tax_rate")


def params_of(row: ProductImport, moment: datetime, **more: Any) -> dict[str, Any]:
    """Named parameters of the statements."""
    default = row.inventory.default_language
    language = row.options.get("language") or default
    return {
        "account": row.account_id,
        "import": row.pk,
        "connection": row.connection_id,
        "group": row.options.get("price_group_id"),
        "copied": row.options.get("warehouse_id"),
        "suffix": "" if language == default else f"|{language}",
        "finished": row.figures.get("ended_at") or moment,
        "now": moment,
        "copies": COPIES,
        "variants": log_types.VARIANTS,
        **more,
    }


def next_written(row: ProductImport, kinds: Sequence[str], *, size: int) -> list[int]:
    """The next written rows of these kinds, by the supplier's product."""
    rows = run(
        "select supplier_product_id from connect_importrow where account_id = %(account)s and import_id = %(import)s"
        " and state = 'written' and kind = any(%(kinds)s) and supplier_product_id > %(after)s order by 1 limit %(size)s",
        {"account": row.account_id, "import": row.pk, "kinds": list(kinds), "after": row.cursor, "size": size},
    )
    return [one[0] for one in rows]


_CREATED = """
select r.supplier_product_id, r.product_id, case
    when c.id is null then 'deleted'
    when exists (select 1 from orders_orderline l where l.account_id = c.account_id and l.product_id = c.id)
      or exists (select 1 from returns_returnline l where l.account_id = c.account_id and l.product_id = c.id)
      or exists (select 1 from orders_allocation l where l.account_id = c.account_id and l.product_id = c.id) then 'ordered'
    when exists (select 1 from catalog_bundleitem b where b.account_id = c.account_id
                 and (b.product_id = c.id or b.bundle_id = c.id)) then 'bundle'
    when exists (select 1 from connect_productlink k where k.contractor_id = c.account_id and k.product_id = c.id
                 and (k.connection_id <> %(connection)s or k.supplier_product_id <> r.supplier_product_id))
      then 'linked'
    when exists (select 1 from catalog_stock s where s.account_id = c.account_id and s.product_id = c.id
                 and s.reserved > 0) then 'reserved'
    when c.version <> r.own_version or exists (
        select 1 from catalog_productlog g where g.account_id = c.account_id and g.product_id = c.id
          and g.created_at > %(finished)s and g.profile <> %(copies)s and g.log_type <> %(variants)s) then 'edited'
    when exists (select 1 from catalog_product v where v.account_id = c.account_id and v.parent_id = c.id) then 'variants'
    else '' end
from connect_importrow r
left join catalog_product c on c.account_id = %(account)s and c.id = r.product_id
where r.account_id = %(account)s and r.import_id = %(import)s and r.supplier_product_id = any(%(ids)s)
  and r.supplier_product_id between %(low)s and %(high)s
order by r.product_id
"""


def undo_created(row: ProductImport, ids: Sequence[int], moment: datetime, *, is_last: bool) -> tuple[int, int]:
    """Delete created products nobody used; (deleted, kept). Parents wait for the last round, when their variants went."""
    params = params_of(row, moment, **within(ids))
    # Orders lock pieces before products; the other way round two of them would wait for each other.
    run(
        "select 1 from catalog_stock s where s.account_id = %(account)s and s.product_id in (select r.product_id"
        " from connect_importrow r where r.account_id = %(account)s and r.import_id = %(import)s"
        " and r.supplier_product_id = any(%(ids)s)"
        " and r.supplier_product_id between %(low)s and %(high)s) order by s.product_id, s.warehouse_id for update of s",
        params,
    )
    run(
        "select c.id from catalog_product c where c.account_id = %(account)s and c.id in (select r.product_id"
        " from connect_importrow r where r.account_id = %(account)s and r.import_id = %(import)s"
        " and r.supplier_product_id = any(%(ids)s)"
        " and r.supplier_product_id between %(low)s and %(high)s) order by c.id for update",
        params,
    )
    found = run(_CREATED, params)
    going = [one[1] for one in found if not one[2]]
    if going:
        catalog.delete_products(account_id=row.account_id, product_ids=going, actor=row.started_by)
    ended = [one for one in found if one[2] != "variants" or is_last]
    _note(
        row,
        [one[0] for one in ended],
        ["kept" if one[2] not in {"", "deleted"} else "undone" for one in ended],
        [one[2] for one in ended],
    )
    return len(going), sum(1 for one in ended if one[2] not in {"", "deleted"})


def _note(row: ProductImport, ids: Sequence[int], states: Sequence[str], reasons: Sequence[str]) -> None:
    run(
        "update connect_importrow r set state = t.state, reason = t.reason"
        " from unnest(%(ids)s::bigint[], %(states)s::text[], %(reasons)s::text[]) as t(id, state, reason)"
        " where r.account_id = %(account)s and r.import_id = %(import)s and r.supplier_product_id = t.id",
        {
            "account": row.account_id,
            "import": row.pk,
            "ids": list(ids),
            "states": list(states),
            "reasons": list(reasons),
        },
    )


def _tests() -> list[tuple[str, str]]:
    """Field → whether the own product still holds what the import wrote."""
    written = "r.changes->'{0}'->1"
    found = [("name", f"to_jsonb(c.name) = {written.format('name')}")]
    for key in _TEXTS:
        now = f"c.texts->('{key}' || %(suffix)s)"
        found.append(
            (
                key,
                f"""case when jsonb_array_length(r.changes->'{key}') > 2
                then md5({now} #>> '{{}}') = r.changes->'{key}'->>2 else {now} = {written.format(key)} end""",
            )
        )
    found += [(key, f"to_jsonb(c.{key}) = {written.format(key)}") for key in _PLAIN]
    found += [(key, f"trim_scale(c.{key})::text = r.changes->'{key}'->>1") for key in _NUMBERS]
    for key in ("category", "manufacturer"):
        found.append((key, f"c.{key}_id is not distinct from (r.ids->'{key}_id'->>1)::bigint"))
    found.append(
        (
            "price",
            """(select trim_scale(x.price)::text from catalog_price x where x.account_id = %(account)s
            and x.product_id = c.id and x.price_group_id = %(group)s) = r.changes->'price'->>1""",
        )
    )
    found.append(
        (
            "images",
            """(select coalesce(jsonb_agg(jsonb_build_object('position', i.position, 'url', i.url) order by i.position),
            '[]') from catalog_productimage i where i.account_id = %(account)s and i.product_id = c.id)
            = r.changes->'images'->1""",
        )
    )
    return found


def _name_test() -> str:
    return (
        "case when %(suffix)s <> '' then c.texts->('name' || %(suffix)s) = r.changes->'name'->1"
        " else to_jsonb(c.name) = r.changes->'name'->1 end"
    )


def _sets() -> str:
    """Assignments that put back what the fields of `t.back` held."""
    parts = [
        "name = case when 'name' = any(t.back) and %(suffix)s = '' then t.changes->'name'->>0 else c.name end",
    ]
    parts += [
        f"{key} = case when '{key}' = any(t.back) then t.changes->'{key}'->>0 else c.{key} end"
        for key in ("sku", "ean")
    ]
    parts.append(
        "ean_additional = case when 'ean_additional' = any(t.back) then t.changes->'ean_additional'->0"
        " else c.ean_additional end"
    )
    parts.append(
        "is_draft = case when 'is_draft' = any(t.back) then (t.changes->'is_draft'->>0)::boolean else c.is_draft end"
    )
    parts += [
        f"{key} = case when '{key}' = any(t.back) then (t.changes->'{key}'->>0)::numeric else c.{key} end"
        for key in _NUMBERS
    ]
    parts += [
        f"{key}_id = case when '{key}' = any(t.back) then (select k.id from catalog_{key} k"
        f" where k.account_id = %(account)s and k.id = (t.ids->'{key}_id'->>0)::bigint) else c.{key}_id end"
        for key in ("category", "manufacturer")
    ]
    return ", ".join(parts)


# A field that held nothing goes from the texts, the others get their old text; the name stands in the texts too.
_TEXTS_BACK = """
    (c.texts - array(select k || %(suffix)s from unnest(t.back) k where k = any(%(texts)s)))
    || coalesce((select jsonb_object_agg(k || %(suffix)s, t.changes->k->0) from unnest(t.back) k
                 where k = any(%(texts)s) and t.changes->k->0 <> 'null'::jsonb), '{}')
"""


def undo_updates(row: ProductImport, ids: Sequence[int], moment: datetime) -> tuple[int, int]:
    """Put back what overwritten fields held, where they still hold what the import wrote; (restored, kept) products."""
    params = params_of(row, moment, **within(ids), texts=["name", *_TEXTS])
    run(
        "select c.id from catalog_product c where c.account_id = %(account)s and c.id in (select r.product_id"
        " from connect_importrow r where r.account_id = %(account)s and r.import_id = %(import)s"
        " and r.supplier_product_id = any(%(ids)s)"
        " and r.supplier_product_id between %(low)s and %(high)s) order by c.id for no key update",
        params,
    )
    tests = dict(_tests()) | {"name": _name_test()}
    backs = ", ".join(f"case when r.taken ? '{key}' and ({test}) then '{key}' end" for key, test in tests.items())
    found = run(
        f"""
        with judged as materialized (
            select r.supplier_product_id as id, c.id as own_id, r.changes, r.ids, r.sent, r.sent_before,
                   c.version, r.own_version,
                   array_remove(array[{backs}], null) as back,
                   array(select jsonb_object_keys(r.taken - 'stock')) as taken
            from (
                select x.*, x.changes - x.declined::text[] as taken from connect_importrow x
                where x.account_id = %(account)s and x.import_id = %(import)s and x.supplier_product_id = any(%(ids)s)
                  and x.supplier_product_id between %(low)s and %(high)s
            ) r join catalog_product c on c.account_id = %(account)s and c.id = r.product_id
        ), restored as (
            update catalog_product c set {_sets()}, texts = {_TEXTS_BACK}, version = c.version + 1, updated_at = %(now)s
            from judged t where c.account_id = %(account)s and c.id = t.own_id and t.back && %(columns)s
        ), links as (
            update connect_productlink l set sent = t.sent_before from judged t
            where l.contractor_id = %(account)s and l.connection_id = %(connection)s and l.supplier_product_id = t.id
              and l.sent = t.sent
        ), steps as (
            -- Taking this step back is no edit of a person's to the imports before.
            update connect_importrow e set own_version = t.version + 1 from judged t, connect_productimport i
            where i.account_id = %(account)s and i.connection_id = %(connection)s and i.id <> %(import)s
              and i.created + i.updated > 0 and e.account_id = %(account)s and e.import_id = i.id
              and e.supplier_product_id = t.id and e.state = 'written' and e.own_version = t.own_version - 1
              and t.version = t.own_version and t.back && %(columns)s
        )
        select id, own_id, back, taken, changes->'price'->>0, changes->'images'->0, changes->'stock',
            coalesce((ids->>'warehouse_id')::bigint, %(copied)s) from judged
        order by own_id
        """,
        {**params, "columns": [key for key in tests if key not in {"price", "images"}]},
    )
    _restore_prices(row, params, [(one[1], one[4]) for one in found if "price" in one[2]])
    _restore_images(params, [(one[1], one[5]) for one in found if "images" in one[2]])
    stocked = _restore_stock(row, [(one[1], one[7], one[6]) for one in found if one[6] is not None])
    _refresh_keys(row.account_id, [one[1] for one in found if {"name", "sku", "ean"} & set(one[2])])
    kept = {
        one[0]: set(one[3]) - set(one[2]) | ({"stock"} if one[6] and one[1] not in stocked else set()) for one in found
    }
    _note(
        row,
        list(ids),
        ["kept" if kept.get(one) else "undone" for one in ids],
        ["edited" if kept.get(one) else ("" if one in kept else "deleted") for one in ids],
    )
    restored = sum(1 for one in found if one[2] or one[1] in stocked)
    return restored, sum(1 for one in kept.values() if one)


def _restore_prices(row: ProductImport, params: dict[str, Any], prices: list[tuple[int, str | None]]) -> None:
    group = params["group"]
    again = [(product_id, group, Decimal(price)) for product_id, price in prices if price is not None]
    if again:
        catalog.set_prices(account_id=row.account_id, rows=again, actor=COPIES)
    lost = [product_id for product_id, price in prices if price is None]
    if lost:
        run(
            "delete from catalog_price where account_id = %(account)s and price_group_id = %(group)s"
            " and product_id = any(%(lost)s)",
            {**params, "lost": lost},
        )


def _restore_images(params: dict[str, Any], images: list[tuple[int, str]]) -> None:
    """The pictures as they were, by their references; one whose bytes are gone meanwhile stays away."""
    if not images:
        return
    values = {**params, "own": [one[0] for one in images], "images": [one[1] for one in images]}
    run("delete from catalog_productimage where account_id = %(account)s and product_id = any(%(own)s)", values)
    run(
        """
        insert into catalog_productimage (account_id, product_id, position, url, image_id, fetch_error)
        select %(account)s, t.own_id, (i->>'position')::int, coalesce(i->>'url', ''), s.id, ''
        from unnest(%(own)s::bigint[], %(images)s::text[]) as t(own_id, images)
        cross join lateral jsonb_array_elements(t.images::jsonb) i
        left join catalog_storedimage s on s.account_id = %(account)s and s.id = (i->>'image_id')::bigint
        where coalesce(i->>'url', '') <> '' or s.id is not null order by 2, 3
        """,
        values,
    )


def _restore_stock(row: ProductImport, pieces: list[tuple[int, int | None, str]]) -> set[int]:
    """Products whose pieces were put back, those that still are as the import left them."""
    if not pieces:
        return set()
    now = {
        (one[0], one[1]): one[2]
        for one in run(
            "select product_id, warehouse_id, quantity from catalog_stock where account_id = %(account)s"
            " and product_id = any(%(ids)s)",
            {"account": row.account_id, "ids": [one[0] for one in pieces]},
        )
    }
    again = []
    for product_id, warehouse_id, change in pieces:
        old, new = json.loads(change)
        if warehouse_id and now.get((product_id, warehouse_id), 0) == new:
            again.append(stock.Piece(product_id, warehouse_id, old))
    stock.set_stock(account_id=row.account_id, rows=again, actor=COPIES)
    return {one.product_id for one in again}


def _refresh_keys(account_id: int, product_ids: Sequence[int]) -> None:
    if not product_ids:
        return
    rows = run(
        "select id, name, sku, ean from catalog_product where account_id = %(account)s and id = any(%(ids)s) order by id",
        {"account": account_id, "ids": list(product_ids)},
    )
    run(
        "update catalog_product c set sku_key = t.sku, ean_key = t.ean"
        " from unnest(%(ids)s::bigint[], %(skus)s::text[], %(eans)s::text[]) as t(id, sku, ean)"
        " where c.account_id = %(account)s and c.id = t.id",
        {
            "account": account_id,
            "ids": [one[0] for one in rows],
            "skus": [match_key(one[2]) for one in rows],
            "eans": [match_key(one[3]) for one in rows],
        },
    )
    write_search(account_id, [(one[0], one[1], one[2], one[3]) for one in rows])


def undo_links(
    row: ProductImport, ids: Sequence[int], moment: datetime, live_warehouse_id: int | None
) -> tuple[int, int]:
    """Take back links no order went through; (removed, kept)."""
    found = run(
        """
        with wanted as materialized (
            select r.supplier_product_id as id, l.id as link_id, l.product_id as own_id, l.id is not null and exists (
                select 1 from connect_sale s join connect_saleline x on x.contractor_id = %(account)s and x.sale_id = s.id
                where s.contractor_id = %(account)s and s.connection_id = %(connection)s
                  and x.supplier_product_id = r.supplier_product_id) as is_used
            from connect_importrow r left join connect_productlink l on l.contractor_id = %(account)s
              and l.connection_id = %(connection)s and l.supplier_product_id = r.supplier_product_id
              and l.product_id = r.product_id
            where r.account_id = %(account)s and r.import_id = %(import)s and r.supplier_product_id = any(%(ids)s)
              and r.supplier_product_id between %(low)s and %(high)s
        ), gone as (
            delete from connect_productlink l using wanted w
            where l.contractor_id = %(account)s and l.id = w.link_id and not w.is_used
        ), live as (
            update catalog_product c set live_warehouse_ids = array_remove(c.live_warehouse_ids, %(live)s::bigint)
            from wanted w where c.account_id = %(account)s and c.id = w.own_id and not w.is_used
        )
        select id, is_used, link_id is null from wanted order by id
        """,
        params_of(row, moment, **within(ids), live=live_warehouse_id),
    )
    _note(
        row,
        [one[0] for one in found],
        ["kept" if one[1] else "undone" for one in found],
        ["ordered" if one[1] else ("deleted" if one[2] else "") for one in found],
    )
    used = sum(1 for one in found if one[1])
    return sum(1 for one in found if not one[1] and not one[2]), used
