"""An import that repeats itself: only what changed at the supplier since it was last seen travels, field by field (L-02).

What may be written without asking goes into the rows of the run, everything else into the change set of the profile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from spinka.connect.access import Crossing
from spinka.connect.models import ImportProfile, ProductImport
from spinka.connect.sync.association import matching_keys, plan_conflicts, plan_links
from spinka.connect.sync.changes import (
    Term,
    beside,
    differences_sql,
    hold,
    joins_sql,
    marks_sql,
    pairs_sql,
    ranged,
    terms,
    trees_sql,
)
from spinka.connect.sync.fields import FIELD_OF
from spinka.connect.sync.products import Course, hash_sql, run
from spinka.connect.sync.updates import plan_creates
from spinka.connect.sync.vanished import write_gone
from spinka.connect.sync.writing import write_products
from spinka.core.errors import Conflict


class NothingShared(Conflict):
    """The supplier shows no product at all: rather a mistake than a reason to hide a whole catalog."""


def partial(course: Course) -> Course:
    """The course of a profile: fields are decided one by one, so a link does not remember the whole product as sent."""
    return replace(course, is_partial=True)


@dataclass(frozen=True, slots=True)
class _Page:
    size: int
    last_id: int
    fresh: list[int]
    fresh_sent: list[str]
    changed: list[int]
    changed_sent: list[str]
    returned: list[int]
    unchanged: int
    declined: int


def _next_page(course: Course, profile: ImportProfile, *, after_id: int, size: int) -> _Page:
    row = run(
        f"""
        with source as materialized (
            select p.id, {hash_sql(course)} as sent_now
            from catalog_product p where {course.source_sql} and p.id > %(after)s order by p.id limit %(size)s
        ), judged as (
            select p.id, p.sent_now, l.product_id, coalesce(s.is_declined, false) as is_declined,
                   coalesce(s.is_gone, false) as is_gone, coalesce(s.seen->>'*', '') as mark,
                   exists (select 1 from connect_importrow r where r.account_id = %(contractor)s
                           and r.import_id in (%(import)s, %(asking)s) and r.supplier_product_id = p.id
                           and (r.kind in ('associate', 'conflict') or r.hits <> '{{}}'
                                or r.kind = 'create' and r.sent = p.sent_now)) as is_planned
            from source p left join connect_productlink l
              on l.contractor_id = %(contractor)s and l.connection_id = %(connection)s and l.supplier_product_id = p.id
            left join connect_seenproduct s on s.account_id = %(contractor)s and s.profile_id = %(profile)s
              and s.supplier_product_id = p.id
        )
        select count(*), coalesce(max(id), 0),
            coalesce(array_agg(id order by id) filter (where product_id is null and not is_declined and not is_planned), '{{}}'),
            coalesce(array_agg(sent_now order by id)
                     filter (where product_id is null and not is_declined and not is_planned), '{{}}'),
            coalesce(array_agg(id order by id) filter (where product_id is not null and mark <> sent_now), '{{}}'),
            coalesce(array_agg(sent_now order by id) filter (where product_id is not null and mark <> sent_now), '{{}}'),
            coalesce(array_agg(id order by id) filter (where is_gone), '{{}}'),
            count(*) filter (where product_id is not null and mark = sent_now),
            count(*) filter (where product_id is null and (is_declined or is_planned))
        from judged
        """,
        {**course.params, **_ids(profile), "after": after_id, "size": size},
    )[0]
    return _Page(*row)


def _ids(profile: ImportProfile) -> dict[str, Any]:
    return {"profile": profile.pk, "asking": profile.changes_import_id}


def begin(crossing: Crossing, course: Course, row: ProductImport, profile: ImportProfile) -> None:
    """Match products both sides have already, where the profile does so. Raises NothingShared."""
    if not row.total and run(
        "select 1 from connect_seenproduct where account_id = %(account)s and profile_id = %(profile)s limit 1",
        {"account": row.account_id, "profile": profile.pk},
    ):
        raise NothingShared("The supplier shares no product at all; nothing was hidden or emptied")
    run(
        "delete from connect_importrow where account_id = %(account)s and import_id = %(asking)s"
        " and decision in ('ask', 'planned') and (kind in ('associate', 'conflict') or hits <> '{}')",
        {"account": row.account_id, **_ids(profile)},
    )
    if row.options["type"] == "associate_and_create":
        keys = matching_keys(crossing.terms.share_fields)
        asks = not profile.is_approved or profile.new_products != "always"
        target = replace(course, import_id=profile.changes_import_id or row.pk) if asks else course
        plan_links(target, keys)
        if asks:
            run(
                "update connect_importrow set decision = 'ask' where account_id = %(account)s"
                " and import_id = %(asking)s and kind = 'associate' and decision = 'planned'",
                {"account": row.account_id, **_ids(profile)},
            )
        plan_conflicts(replace(course, import_id=profile.changes_import_id or row.pk), keys)


def step(crossing: Crossing, course: Course, row: ProductImport, profile: ImportProfile, *, size: int) -> bool:
    """The next page of the run, then what vanished; whether the run is done."""
    course = partial(course)
    if row.figures.get("round") == "gone":
        return _vanished(course, row, profile, size=size)
    page = _next_page(course, profile, after_id=row.cursor, size=size)
    if not page.size:
        row.figures["round"], row.cursor = "gone", 0
        return False
    _drop_returned(row, profile, after_id=row.cursor, last_id=page.last_id)
    _take_back(course, row, profile, page.returned)
    fresh, fresh_sent = (page.fresh, page.fresh_sent) if row.options["type"] != "update" else ([], [])
    if profile.new_products == "never":
        fresh, fresh_sent = [], []
    row.skipped += page.declined + len(page.fresh) - len(fresh)
    if profile.is_approved and profile.new_products == "always":
        creating, creating_sent = fresh, fresh_sent
    else:
        creating, creating_sent = [], []
        plan_creates(
            crossing,
            replace(course, import_id=profile.changes_import_id or 0),
            fresh,
            fresh_sent,
            decision="ask",
        )
    found = terms(course, course.overwritten)
    changing = _compare(crossing, course, profile, found, page)
    marks = dict(zip(page.changed, page.changed_sent, strict=True))
    write_products(crossing, course, row, creating, creating_sent, changing, [marks[one] for one in changing])
    _see(crossing, course, profile, terms(course, course.fields), creating, creating_sent)
    row.unchanged += page.unchanged + len(page.changed) - len(changing)
    row.cursor = page.last_id
    row.done += page.size
    return False


def asked_keys(profile: ImportProfile, found: Sequence[Term]) -> list[str]:
    """The fields that are asked for: those chosen so, all of them until a person approved the profile once."""
    if not profile.is_approved:
        return [term.field for term in found]
    return [term.field for term in found if profile.fields.get(FIELD_OF[term.field], "always") == "ask"]


def _compare(
    crossing: Crossing, course: Course, profile: ImportProfile, found: Sequence[Term], page: _Page
) -> list[int]:
    """Split what changed since it was seen into rows of the run and of the change set; the ids of the former."""
    if not page.changed:
        return []
    hold(course, page.changed)
    rows = run(
        f"""
        with recursive {trees_sql(found)} compared as materialized (
            select p.id, p.name, p.sku, c.id as own_id, w.sent, l.sent as sent_before, coalesce(s.seen, '{{}}') as seen,
                   {differences_sql(found)} as differences, {marks_sql(found)} as marks
            from {pairs_sql(course)} {joins_sql(course, found)}
            left join connect_seenproduct s on s.account_id = %(contractor)s and s.profile_id = %(profile)s
              and s.supplier_product_id = p.id
        ), split as materialized (
            select q.*,
                coalesce((select jsonb_object_agg(k, v) from jsonb_each(q.differences) d(k, v)
                 where q.seen->>k is distinct from q.marks->>k and not k = any(%(asked)s::text[])), '{{}}') as changes,
                coalesce((select jsonb_object_agg(k, v) from jsonb_each(q.differences) d(k, v)
                 where q.seen->>k is distinct from q.marks->>k and k = any(%(asked)s::text[])), '{{}}') as questions
            from compared q
        ), written as (
            insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku,
                                           changes, sent, sent_before)
            select %(contractor)s, %(import)s, id, own_id, 'update', name, sku, changes, sent, sent_before
            from split where changes <> '{{}}' order by id
            on conflict (import_id, supplier_product_id) do update
            set changes = connect_importrow.changes || excluded.changes
        ), dropped as (
            delete from connect_importrow r using split s where r.account_id = %(contractor)s
              and r.import_id = %(asking)s and r.supplier_product_id = s.id and r.kind = 'update' and s.questions = '{{}}'
        ), asked as (
            insert into connect_importrow as r (account_id, import_id, supplier_product_id, product_id, kind, name, sku,
                                                changes, sent, sent_before, decision, ids)
            select %(contractor)s, %(asking)s, id, own_id, 'update', name, sku, questions, sent, sent_before, 'ask',
                   jsonb_build_object('marks', (select jsonb_object_agg(k, marks->k) from jsonb_object_keys(questions) k))
            from split where questions <> '{{}}' order by id
            on conflict (import_id, supplier_product_id) do update
            set changes = excluded.changes, sent = excluded.sent, ids = excluded.ids, name = excluded.name,
                sku = excluded.sku, kind = excluded.kind, product_id = excluded.product_id,
                decision = case when r.changes = excluded.changes then r.decision else 'ask' end,
                declined = case when r.changes = excluded.changes then r.declined else '{{}}' end
        ), noted as (
            insert into connect_seenproduct as s (account_id, profile_id, supplier_product_id, product_id, seen)
            select %(contractor)s, %(profile)s, id, own_id,
                   seen || (marks - array(select jsonb_object_keys(questions))) || jsonb_build_object('*', sent)
            from split order by id
            on conflict (profile_id, supplier_product_id) do update
            set product_id = excluded.product_id, seen = excluded.seen, is_gone = false, is_declined = false
        )
        select id from split where changes <> '{{}}' order by id
        """,
        {
            **course.params,
            **ranged(page.changed, page.changed_sent),
            **beside(crossing, course, page.changed),
            **_ids(profile),
            "asked": asked_keys(profile, found),
        },
    )
    return [one[0] for one in rows]


def _see(
    crossing: Crossing,
    course: Course,
    profile: ImportProfile,
    found: Sequence[Term],
    ids: Sequence[int],
    sent: Sequence[str],
) -> None:
    """Note of products just created that they are as the supplier has them."""
    if not ids:
        return
    run(
        f"""
        with recursive {trees_sql(found)} held as materialized (
            select p.id, c.id as own_id, {marks_sql(found)} || jsonb_build_object('*', w.sent) as seen
            from {pairs_sql(course)} {joins_sql(course, found)}
        )
        insert into connect_seenproduct (account_id, profile_id, supplier_product_id, product_id, seen)
        select %(contractor)s, %(profile)s, id, own_id, seen from held order by id
        on conflict (profile_id, supplier_product_id) do update
        set product_id = excluded.product_id, seen = excluded.seen, is_gone = false, is_declined = false
        """,
        {**course.params, **ranged(ids, sent), **beside(crossing, course, ids), **_ids(profile)},
    )


def _drop_returned(row: ProductImport, profile: ImportProfile, *, after_id: int, last_id: int) -> None:
    """A product that is shared again needs no decision about its vanishing."""
    run(
        "delete from connect_importrow r where r.account_id = %(account)s and r.import_id = %(asking)s"
        " and r.kind = 'gone' and r.supplier_product_id > %(after)s and r.supplier_product_id <= %(last)s"
        " and exists (select 1 from catalog_product p where p.id = r.supplier_product_id and not p.is_draft)",
        {"account": row.account_id, **_ids(profile), "after": after_id, "last": last_id},
    )


def _take_back(course: Course, row: ProductImport, profile: ImportProfile, product_ids: Sequence[int]) -> None:
    """Show products again that a run of this profile hid, once the supplier shares them again."""
    if not product_ids:
        return
    values = {**course.params, **_ids(profile), "ids": list(product_ids)}
    if profile.gone_products == "hide":
        run(
            """
            insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku, changes)
            select %(contractor)s, %(import)s, p.id, c.id, 'gone', p.name, p.sku, '{"is_draft": [true, false]}'
            from connect_seenproduct s join catalog_product p on p.account_id = %(supplier)s and p.id = s.supplier_product_id
            join catalog_product c on c.account_id = %(contractor)s and c.id = s.product_id and c.is_draft
            where s.account_id = %(contractor)s and s.profile_id = %(profile)s and s.supplier_product_id = any(%(ids)s)
            on conflict do nothing
            """,
            values,
        )
        row.figures["written"] = row.figures.get("written", 0) + write_gone(course, row, product_ids)
    run(
        "update connect_seenproduct set is_gone = false where account_id = %(contractor)s and profile_id = %(profile)s"
        " and supplier_product_id = any(%(ids)s)",
        values,
    )


def _vanished(course: Course, row: ProductImport, profile: ImportProfile, *, size: int) -> bool:
    """Hide, empty or leave the next products that are shared no longer; whether none is left."""
    ids = [
        one[0]
        for one in run(
            f"""
            select s.supplier_product_id from connect_seenproduct s
            where s.account_id = %(contractor)s and s.profile_id = %(profile)s and s.product_id is not null
              and not s.is_gone and s.supplier_product_id > %(after)s
              and not exists (select 1 from catalog_product p where p.id = s.supplier_product_id and {course.source_sql})
            order by 1 limit %(size)s
            """,
            {**course.params, **_ids(profile), "after": row.cursor, "size": size},
        )
    ]
    if not ids:
        return True
    asks = profile.gone_products != "keep" and (profile.asks_gone or not profile.is_approved)
    values = {
        **course.params,
        **_ids(profile),
        "ids": ids,
        "import": profile.changes_import_id if asks else row.pk,
        "decision": "ask" if asks else "planned",
        "emptied": row.options.get("warehouse_id") or row.inventory.default_warehouse_id,
    }
    if profile.gone_products == "hide":
        run(_GONE.format(changes="""'{"is_draft": [false, true]}'""", more="and not c.is_draft", stock=""), values)
    elif profile.gone_products == "zero":
        run(
            _GONE.format(
                changes="jsonb_build_object('stock', jsonb_build_array(k.quantity, 0))",
                more="",
                stock="join catalog_stock k on k.account_id = c.account_id and k.product_id = c.id"
                " and k.warehouse_id = %(emptied)s and k.quantity <> 0",
            ),
            values,
        )
    if not asks:
        if profile.gone_products != "keep":
            row.figures["written"] = row.figures.get("written", 0) + write_gone(course, row, ids)
        run(
            "update connect_seenproduct set is_gone = true where account_id = %(contractor)s"
            " and profile_id = %(profile)s and supplier_product_id = any(%(ids)s)",
            values,
        )
    row.cursor = ids[-1]
    return False


_GONE = """
insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku, changes, ids,
                               decision)
select %(contractor)s, %(import)s, s.supplier_product_id, c.id, 'gone', c.name, c.sku, {changes},
       jsonb_build_object('warehouse_id', %(emptied)s::bigint), %(decision)s
from connect_seenproduct s join catalog_product c on c.account_id = %(contractor)s and c.id = s.product_id {more} {stock}
where s.account_id = %(contractor)s and s.profile_id = %(profile)s and s.supplier_product_id = any(%(ids)s)
on conflict do nothing
"""


def remember(row: ProductImport) -> None:
    """Note of decided changes that they were seen: taken over or declined; what turned stale is looked at again."""
    values = {"account": row.account_id, "import": row.pk, "profile": row.profile_id}
    run(
        """
        insert into connect_seenproduct as s (account_id, profile_id, supplier_product_id, product_id, seen, is_declined,
                                              is_gone)
        select %(account)s, %(profile)s, r.supplier_product_id, r.product_id,
               case when r.kind = 'update' and r.state <> 'stale' then coalesce(r.ids->'marks', '{}') else '{}' end,
               r.kind in ('create', 'associate') and r.state = 'left', r.kind = 'gone' and r.state <> 'stale'
        from connect_importrow r
        where r.account_id = %(account)s and r.import_id = %(import)s and r.state in ('written', 'left', 'stale')
          and (r.kind <> 'conflict') and not (r.kind in ('create', 'associate') and r.state = 'stale')
        order by r.supplier_product_id
        on conflict (profile_id, supplier_product_id) do update
        set product_id = coalesce(excluded.product_id, s.product_id), seen = s.seen || excluded.seen,
            is_declined = excluded.is_declined, is_gone = excluded.is_gone
        """,
        values,
    )
    run(
        "update connect_seenproduct s set seen = s.seen - '*' from connect_importrow r where r.account_id = %(account)s"
        " and r.import_id = %(import)s and r.state = 'stale' and r.kind = 'update' and s.account_id = %(account)s"
        " and s.profile_id = %(profile)s and s.supplier_product_id = r.supplier_product_id",
        values,
    )


def decline_undone(row: ProductImport) -> None:
    """Products a person took away again by an undo are not made anew at the next run."""
    run(
        "update connect_seenproduct s set is_declined = true, product_id = null from connect_importrow r"
        " where r.account_id = %(account)s and r.import_id = %(import)s and r.state = 'undone' and r.kind = 'create'"
        " and s.account_id = %(account)s and s.profile_id = %(profile)s and s.supplier_product_id = r.supplier_product_id",
        {"account": row.account_id, "import": row.pk, "profile": row.profile_id},
    )
