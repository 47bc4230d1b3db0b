"""Rows of an import that wait: taken up in the order of the supplier's products, judged again before they are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spinka.connect.models import ProductImport
from spinka.connect.sync.products import Course, hash_sql, run, within

_WAITING = "r.state = 'planned' and r.decision in ('planned', 'accepted')"


def _of(row: ProductImport, **more: Any) -> dict[str, Any]:
    return {"account": row.account_id, "import": row.pk, **more}


def waiting_links(row: ProductImport, *, size: int) -> list[int]:
    """The next products to be linked."""
    rows = run(
        f"select r.supplier_product_id from connect_importrow r where r.account_id = %(account)s"
        f" and r.import_id = %(import)s and r.kind = 'associate' and {_WAITING} order by 1 limit %(size)s",
        _of(row, size=size),
    )
    return [one[0] for one in rows]


def count_waiting(row: ProductImport) -> int:
    """How many products running the plan will touch."""
    return int(
        run(
            f"select count(*) from connect_importrow r where r.account_id = %(account)s and r.import_id = %(import)s"
            f" and r.kind <> 'conflict' and {_WAITING}",
            _of(row),
        )[0][0]
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next rows of a plan that can still be written, by kind; `stale` of them cannot any more."""

    size: int
    last_id: int
    fresh: list[int]
    fresh_sent: list[str]
    changed: list[int]
    changed_sent: list[str]
    gone: list[int]
    stale: int


def next_waiting(course: Course, row: ProductImport, *, size: int) -> Waiting:
    """Take up the next rows; those the supplier changed, hid, or that were linked meanwhile become stale (E-24)."""
    ids = [
        one[0]
        for one in run(
            f"select r.supplier_product_id from connect_importrow r where r.account_id = %(account)s"
            f" and r.import_id = %(import)s and r.supplier_product_id > %(after)s"
            f" and r.kind in ('create', 'update', 'gone') and {_WAITING} order by 1 limit %(size)s",
            _of(row, after=row.cursor, size=size),
        )
    ]
    if not ids:
        return Waiting(0, row.cursor, [], [], [], [], [], 0)
    found = run(
        f"""
        with judged as materialized (
            -- Laterals, one look by an index each, whatever the planner knows of tables just filled.
            select r.supplier_product_id as id, r.kind, p.sent_now, case
                when r.kind = 'gone' then ''
                when p.id is null then 'not_shared'
                when r.kind = 'create' and l.id is not null then 'linked'
                when r.kind = 'create' and r.sent not in ('', p.sent_now) then 'source_changed'
                when r.kind = 'update' and l.id is null then 'not_linked'
                else '' end as reason
            from unnest(%(ids)s::bigint[]) as w(id)
            cross join lateral (
                select r.* from connect_importrow r where r.account_id = %(contractor)s and r.import_id = %(import)s
                  and r.supplier_product_id = w.id offset 0
            ) r
            left join lateral (
                select p.id, {hash_sql(course)} as sent_now from catalog_product p
                where p.id = w.id and {course.source_sql} offset 0
            ) p on true
            left join lateral (
                select l.id from connect_productlink l where l.contractor_id = %(contractor)s
                  and l.connection_id = %(connection)s and l.supplier_product_id = w.id offset 0
            ) l on true
        ), stale as (
            update connect_importrow r set state = 'stale', reason = j.reason from judged j
            where r.account_id = %(contractor)s and r.import_id = %(import)s and r.supplier_product_id = j.id
              and j.reason <> ''
        )
        select id, kind, sent_now, reason from judged order by id
        """,
        {**course.params, "ids": ids},
    )
    good: dict[str, list[tuple[int, str]]] = {"create": [], "update": [], "gone": []}
    for number, kind, sent, reason in found:
        if not reason:
            good[kind].append((number, sent or ""))
    return Waiting(
        size=len(ids),
        last_id=ids[-1],
        fresh=[one[0] for one in good["create"]],
        fresh_sent=[one[1] for one in good["create"]],
        changed=[one[0] for one in good["update"]],
        changed_sent=[one[1] for one in good["update"]],
        gone=[one[0] for one in good["gone"]],
        stale=len(ids) - sum(len(rows) for rows in good.values()),
    )


def planned_stock(row: ProductImport, product_ids: Sequence[int]) -> list[int]:
    """Which of these products were planned to get pieces; the plan's number gives way to the one of the moment."""
    if not product_ids:
        return []
    rows = run(
        "update connect_importrow r set changes = r.changes - 'stock' where r.account_id = %(account)s"
        " and r.import_id = %(import)s and r.supplier_product_id = any(%(ids)s) and r.changes ? 'stock'"
        " and r.supplier_product_id between %(low)s and %(high)s"
        " and not 'stock' = any(r.declined) returning r.supplier_product_id",
        _of(row, **within(product_ids)),
    )
    return sorted(one[0] for one in rows)


def move_rows(*, account_id: int, origin_id: int, target_id: int, only_decided: bool, size: int) -> int:
    """Hand the next rows of one import to another; only accepted and declined ones where asked. The number of rows."""
    decided = " and decision in ('accepted', 'declined')" if only_decided else ""
    return len(
        run(
            f"""
            with taken as materialized (
                select supplier_product_id from connect_importrow
                where account_id = %(account)s and import_id = %(origin)s{decided}
                order by supplier_product_id limit %(size)s
            )
            update connect_importrow r set import_id = %(target)s,
                state = case when r.decision = 'declined' and r.state = 'planned' and %(decided)s then 'left' else r.state end
            from taken t where r.account_id = %(account)s and r.import_id = %(origin)s
              and r.supplier_product_id = t.supplier_product_id returning 1
            """,
            {
                "account": account_id,
                "origin": origin_id,
                "target": target_id,
                "size": size,
                "decided": only_decided,
            },
        )
    )


def leave_declined(row: ProductImport) -> None:
    """Note on declined rows that they were left as they are."""
    run(
        "update connect_importrow set state = 'left' where account_id = %(account)s and import_id = %(import)s"
        " and state = 'planned' and (decision = 'declined' or kind = 'conflict')",
        _of(row),
    )


def forget_rows(*, account_id: int, import_id: int, size: int) -> int:
    """Delete the next rows of an import that wrote nothing; the number of rows."""
    return len(
        run(
            "delete from connect_importrow r using (select supplier_product_id from connect_importrow"
            " where account_id = %(account)s and import_id = %(import)s limit %(size)s) t"
            " where r.account_id = %(account)s and r.import_id = %(import)s"
            " and r.supplier_product_id = t.supplier_product_id returning 1",
            {"account": account_id, "import": import_id, "size": size},
        )
    )
