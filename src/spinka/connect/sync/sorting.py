"""Categories and manufacturers of imported products: the contractor's own of the same name, made when missing."""

from typing import Any

from spinka.connect.sync.products import Course, run


def map_categories(course: Course) -> tuple[dict[int, int], list[int]]:
    """Supplier's category → own category of the same path of names, made level by level where missing; those made."""
    rows = run(
        f"""
        with recursive used as (
            select distinct p.category_id as id from catalog_product p
            where {course.source_sql} and p.category_id is not null
        ), tree as (
            select c.id, c.parent_id, c.name from catalog_category c join used u on u.id = c.id
            where c.account_id = %(supplier)s
            union select c.id, c.parent_id, c.name from catalog_category c join tree t on t.parent_id = c.id
            where c.account_id = %(supplier)s
        )
        select id, coalesce(parent_id, 0), name from tree order by id
        """,
        course.params,
    )
    if not rows:
        return {}, []
    # Two imports into one account must not make the same category twice.
    run("select pg_advisory_xact_lock(hashtextextended('categories:' || %(contractor)s, 3))", course.params)
    own: dict[tuple[int, str], int] = {}
    new: list[int] = []
    for category_id, parent_id, name in run(
        "select id, coalesce(parent_id, 0), name from catalog_category where account_id = %(contractor)s"
        " and (inventory_id is null or inventory_id = %(inventory)s) order by id desc",
        course.params,
    ):
        own[parent_id, name.casefold()] = category_id
    mapped: dict[int, int] = {0: 0}
    waiting: list[tuple[int, int, str]] = [(row[0], row[1], row[2]) for row in rows]
    known = {row[0] for row in rows} | {0}
    while waiting:
        level = [row for row in waiting if row[1] in mapped or row[1] not in known]
        if not level:
            break
        wanted = {(mapped.get(parent, 0), name.casefold()): name for _id, parent, name in level}
        missing = {key: name for key, name in wanted.items() if key not in own}
        if missing:
            made = run(
                "insert into catalog_category (account_id, inventory_id, parent_id, name)"
                " select %(contractor)s, %(inventory)s, nullif(t.parent_id, 0), t.name"
                " from unnest(%(parents)s::bigint[], %(names)s::text[]) as t(parent_id, name)"
                " returning id, coalesce(parent_id, 0), name",
                {**course.params, "parents": [key[0] for key in missing], "names": list(missing.values())},
            )
            new += [row[0] for row in made]
            own |= {(parent_id, name.casefold()): category_id for category_id, parent_id, name in made}
        for category_id, parent, name in level:
            mapped[category_id] = own[mapped.get(parent, 0), name.casefold()]
        done = {row[0] for row in level}
        waiting = [row for row in waiting if row[0] not in done]
    del mapped[0]
    return mapped, new


def map_makers(course: Course) -> tuple[dict[int, int], list[int]]:
    """Supplier's manufacturer → own manufacturer of the same name without case, made where missing; those made."""
    params: dict[str, Any] = course.params
    made = run(
        f"""
        insert into catalog_manufacturer (account_id, name, details)
        select distinct on (lower(m.name)) %(contractor)s, m.name, '{{}}'::jsonb
        from catalog_manufacturer m
        where m.account_id = %(supplier)s
          and exists (select 1 from catalog_product p where {course.source_sql} and p.manufacturer_id = m.id)
          and not exists (select 1 from catalog_manufacturer o
                          where o.account_id = %(contractor)s and lower(o.name) = lower(m.name))
        order by lower(m.name), m.id
        on conflict do nothing returning id
        """,
        params,
    )
    rows = run(
        "select m.id, min(o.id) from catalog_manufacturer m join catalog_manufacturer o on lower(o.name) = lower(m.name)"
        " where m.account_id = %(supplier)s and o.account_id = %(contractor)s group by m.id",
        params,
    )
    return {row[0]: row[1] for row in rows}, [row[0] for row in made]


def remove_unused(account_id: int, *, categories: list[int], manufacturers: list[int]) -> int:
    """Remove those of these categories and manufacturers that nothing uses; the number removed."""
    values: dict[str, Any] = {"account": account_id, "categories": categories, "manufacturers": manufacturers}
    removed = 0
    while values["categories"]:
        gone = run(
            "delete from catalog_category k where k.account_id = %(account)s and k.id = any(%(categories)s)"
            " and not exists (select 1 from catalog_product p where p.account_id = k.account_id and p.category_id = k.id)"
            " and not exists (select 1 from catalog_category d where d.account_id = k.account_id and d.parent_id = k.id)"
            " returning 1",
            values,
        )
        removed += len(gone)
        if not gone:
            break
    if values["manufacturers"]:
        removed += len(
            run(
                "delete from catalog_manufacturer m where m.account_id = %(account)s and m.id = any(%(manufacturers)s)"
                " and not exists (select 1 from catalog_product p where p.account_id = m.account_id"
                " and p.manufacturer_id = m.id) returning 1",
                values,
            )
        )
    return removed
