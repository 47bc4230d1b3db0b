"""Products a supplier no longer shares: hidden as drafts or emptied, never deleted; and those that came back (L-02)."""

from collections.abc import Sequence

from spinka.catalog import stock
from spinka.connect.models import ProductImport
from spinka.connect.sync.products import Course, run


def write_gone(course: Course, row: ProductImport, product_ids: Sequence[int]) -> int:
    """Write what is planned for drafts and pieces of these rows where it still stands as it was; the number written."""
    if not product_ids:
        return 0
    drafts = run(
        """
        with wanted as materialized (
            select r.supplier_product_id as id, c.id as own_id, c.version, (r.changes->'is_draft'->>1)::boolean as hides
            from connect_importrow r join catalog_product c on c.account_id = %(contractor)s and c.id = r.product_id
              and to_jsonb(c.is_draft) = r.changes->'is_draft'->0
            where r.account_id = %(contractor)s and r.import_id = %(import)s and r.supplier_product_id = any(%(ids)s)
              and r.changes ? 'is_draft' and not 'is_draft' = any(r.declined) order by c.id for no key update of c
        ), hidden as (
            update catalog_product c set is_draft = w.hides, version = c.version + 1, updated_at = %(now)s
            from wanted w where c.account_id = %(contractor)s and c.id = w.own_id
        ), noted as (
            update connect_importrow r set state = 'written', own_version = w.version + 1 from wanted w
            where r.account_id = %(contractor)s and r.import_id = %(import)s and r.supplier_product_id = w.id
        )
        select id from wanted
        """,
        {**course.params, "ids": list(product_ids)},
    )
    done = {one[0] for one in drafts} | _emptied(course, row, product_ids)
    lost = run(
        "update connect_importrow set state = 'stale', reason = 'own_changed' where account_id = %(contractor)s"
        " and import_id = %(import)s and supplier_product_id = any(%(ids)s) and kind = 'gone' and state = 'planned'"
        " returning 1",
        {**course.params, "ids": list(product_ids)},
    )
    if lost:
        row.figures["stale"] = row.figures.get("stale", 0) + len(lost)
    return len(done)


def _emptied(course: Course, row: ProductImport, product_ids: Sequence[int]) -> set[int]:
    wanted = run(
        "select supplier_product_id, product_id, (ids->>'warehouse_id')::bigint from connect_importrow"
        " where account_id = %(contractor)s and import_id = %(import)s and supplier_product_id = any(%(ids)s)"
        " and kind = 'gone' and changes ? 'stock' and product_id is not null and state = 'planned'",
        {**course.params, "ids": list(product_ids)},
    )
    if not wanted:
        return set()
    pieces = [stock.Piece(one[1], one[2], 0) for one in wanted]
    changed = stock.set_stock(account_id=course.contractor_id, rows=pieces, actor=row.started_by)
    own = {one.product_id: one.old for one in changed}
    done = [one for one in wanted if one[1] in own]
    run(
        "update connect_importrow r set state = 'written',"
        " changes = jsonb_build_object('stock', jsonb_build_array(t.old, 0))"
        " from unnest(%(ids)s::bigint[], %(old)s::int[]) as t(id, old) where r.account_id = %(contractor)s"
        " and r.import_id = %(import)s and r.supplier_product_id = t.id",
        {**course.params, "ids": [one[0] for one in done], "old": [own[one[1]] for one in done]},
    )
    return {one[0] for one in done}
