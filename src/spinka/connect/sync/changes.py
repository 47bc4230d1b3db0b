"""What an import would change, field by field: one list of fields that preview, write, report and undo all read (E-24, L-18).

Aliases: `p` the supplier's product, `c` the own one. Every expression is a constant, never built from input.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spinka.catalog.images import connection_address, public_address
from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.connect.sync.fields import SyncField
from spinka.connect.sync.products import PLAIN_PRICE, Course, run, within

# Longer texts of the supplier's are kept by their start and their md5: they can be read there, own ones cannot.
KEPT_TEXT = 300
_NUMBERS = frozenset({"weight", "height", "width", "length", "tax_rate"})


@dataclass(frozen=True, slots=True)
class Term:
    """A field as json expressions before and after; `new` is null where nothing is written."""

    field: str
    old: str
    new: str
    is_different: str
    is_text: bool = False


def _of_column(column: str, source: str) -> Term:
    old = f"c.{column}"
    if column in _NUMBERS:
        return Term(
            column,
            f"to_jsonb(trim_scale({old})::text)",
            f"to_jsonb(trim_scale({source})::text)",
            f"{old} is distinct from {source}",
        )
    return Term(column, f"to_jsonb({old})", f"to_jsonb({source})", f"{old} is distinct from {source}")


def _of_text(course: Course, key: str) -> Term:
    new = f"p.texts->'{key}'"
    if course.source_suffix:
        new = f"coalesce(nullif(p.texts->'{key}{course.source_suffix}', '\"\"'), {new})"
    old = f"c.texts->'{key}{course.target_suffix}'"
    return Term(key, old, new, f"({new}) is not null and ({old}) is distinct from ({new})", is_text=True)


_OLD_IMAGES = "io.images"
_NEW_IMAGES = "ins.images"


def terms(course: Course, fields: Sequence[SyncField]) -> list[Term]:
    """The terms of these fields, in the table's order."""
    found: list[Term] = []
    for item in fields:
        if item.name == "name" and not course.target_suffix:
            found.append(
                Term(
                    "name",
                    "to_jsonb(c.name)",
                    "to_jsonb(p.name)",
                    "c.name is distinct from p.name or c.texts->'name' is distinct from"
                    " coalesce(p.texts->'name', c.texts->'name')",
                )
            )
        elif item.texts:
            found += [_of_text(course, key) for key in item.texts]
        elif item.name == "manufacturer":
            found.append(
                Term(
                    "manufacturer",
                    "to_jsonb(om.name)",
                    "to_jsonb(tm.name)",
                    "lower(om.name) is distinct from lower(tm.name)",
                )
            )
        elif item.name == "category":
            found.append(
                Term(
                    "category",
                    "to_jsonb(oc.path)",
                    "to_jsonb(tc.path)",
                    "lower(oc.path) is distinct from lower(tc.path)",
                )
            )
        elif item.name == "images":
            found.append(Term("images", _OLD_IMAGES, _NEW_IMAGES, "io.addresses is distinct from ins.addresses"))
        else:
            if item.name == "prices" and course.price_group_id:
                found.append(
                    Term(
                        "price",
                        "to_jsonb(trim_scale(po.price)::text)",
                        "to_jsonb(trim_scale(pn.price)::text)",
                        "pn.price is not null and po.price is distinct from pn.price",
                    )
                )
            found += [_of_column(column, source) for column, source in item.columns if not column.endswith("_key")]
    return found


def _pair(term: Term, *, old: str) -> str:
    if not term.is_text:
        return f"jsonb_build_array({old}, {term.new})"
    plain = f"(({term.new}) #>> '{{}}')"
    return (
        f"case when jsonb_typeof({term.new}) = 'string' and length({plain}) > {KEPT_TEXT}"
        f" then jsonb_build_array({old}, left({plain}, {KEPT_TEXT}), md5({plain}))"
        f" else jsonb_build_array({old}, {term.new}) end"
    )


def differences_sql(found: Sequence[Term], *, only: str = "") -> str:
    """Fields that differ with before and after; with `only`, an expression of text[], no others than these."""
    if not found:
        return "'{}'::jsonb"
    parts = []
    for term in found:
        test = f"({term.is_different})" + (f" and '{term.field}' = any({only})" if only else "")
        parts.append(f"'{term.field}', case when {test} then {_pair(term, old=term.old)} end")
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(parts)}))"


def contents_sql(found: Sequence[Term]) -> str:
    """Fields of a product that will be made, with nothing before."""
    if not found:
        return "'{}'::jsonb"
    parts = []
    for term in found:
        test = f"coalesce({term.new}, 'null'::jsonb) not in ('null', '\"\"', '[]', '{{}}', '\"0\"')"
        parts.append(f"'{term.field}', case when {test} then {_pair(term, old='null::jsonb')} end")
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(parts)}))"


def marks_sql(found: Sequence[Term]) -> str:
    """A short md5 of each field's value at the supplier's, to tell later which one changed."""
    if not found:
        return "'{}'::jsonb"
    parts = [f"'{term.field}', left(md5(coalesce(({term.new})::text, '')), 10)" for term in found]
    return f"jsonb_build_object({', '.join(parts)})"


def trees_sql(found: Sequence[Term]) -> str:
    """Both sides' categories as paths of names; to stand first in a `with recursive`."""
    if not any(term.field == "category" for term in found):
        return ""
    tree = """{name} as (
        select k.id, k.name::text as path from catalog_category k
        where k.account_id = %({side})s and k.parent_id is null
        union all select k.id, t.path || ' / ' || k.name from catalog_category k join {name} t on t.id = k.parent_id
        where k.account_id = %({side})s
    ), """
    return tree.format(name="their_tree", side="supplier") + tree.format(name="own_tree", side="contractor")


def joins_sql(course: Course, found: Sequence[Term], *, with_own: bool = True) -> str:
    """What the terms read beside `p` and `c`."""
    names = {term.field for term in found}
    parts = []
    if "category" in names:
        parts.append("left join their_tree tc on tc.id = p.category_id")
        if with_own:
            parts.append("left join own_tree oc on oc.id = c.category_id")
    if "manufacturer" in names:
        parts.append("left join catalog_manufacturer tm on tm.account_id = %(supplier)s and tm.id = p.manufacturer_id")
        if with_own:
            parts.append(
                "left join catalog_manufacturer om on om.account_id = %(contractor)s and om.id = c.manufacturer_id"
            )
    if "price" in names:
        if course.is_price_plain:
            parts.append(f"left join lateral (select {PLAIN_PRICE} as price) pn on true")
        else:
            parts.append(
                "left join unnest(%(price_ids)s::bigint[], %(price_amounts)s::numeric[]) as pn(id, price)"
                " on pn.id = p.id"
            )
        if with_own:
            parts.append(
                "left join lateral (select x.price from catalog_price x where x.account_id = %(contractor)s"
                " and x.product_id = c.id and x.price_group_id = %(group)s) po on true"
            )
    if "images" in names:
        parts.append("""left join lateral (
            select coalesce(jsonb_agg(jsonb_build_object('position', i.position, 'url', a.url) order by i.position),
                            '[]') as images,
                   string_agg(i.position || ' ' || a.url, chr(10) order by i.position) as addresses
            from catalog_productimage i
            left join unnest(%(upload_ids)s::bigint[], %(upload_urls)s::text[]) as u(id, url) on u.id = i.id
            cross join lateral (select coalesce(nullif(i.url, ''), u.url, '') as url) a
            where i.account_id = %(supplier)s and i.product_id = p.id and (i.url <> '' or i.image_id is not null)
        ) ins on true""")
        if with_own:
            parts.append("""left join lateral (
            select coalesce(jsonb_agg(jsonb_build_object('position', i.position, 'url', i.url, 'image_id', i.image_id)
                                      order by i.position), '[]') as images,
                   string_agg(i.position || ' ' || i.url, chr(10) order by i.position) as addresses
            from catalog_productimage i where i.account_id = %(contractor)s and i.product_id = c.id
        ) io on true""")
    return "\n".join(parts)


def beside(crossing: Crossing, course: Course, product_ids: Sequence[int]) -> dict[str, Any]:
    """Values the terms need that SQL cannot make: prices under rules, signed addresses of uploaded pictures."""
    values: dict[str, Any] = {"price_ids": [], "price_amounts": [], "upload_ids": [], "upload_urls": []}
    if not product_ids:
        return values
    if course.price_group_id and not course.is_price_plain:
        prices = course.own_prices(sharing.prices(crossing, list(product_ids)))
        values["price_ids"], values["price_amounts"] = list(prices), list(prices.values())
    if "images" in course.names:
        rows = run(
            "select i.id from catalog_productimage i where i.account_id = %(supplier)s"
            " and i.product_id = any(%(ids)s) and i.url = '' and i.image_id is not null",
            {**course.params, "ids": list(product_ids)},
        )
        values["upload_ids"] = [row[0] for row in rows]
        values["upload_urls"] = [
            public_address(connection_address(course.connection_id, course.supplier_id, row[0])) for row in rows
        ]
    return values


def hold(course: Course, product_ids: Sequence[int]) -> None:
    """Hold the own products of these links until the batch ends, so what is compared is what is written over."""
    if not product_ids:
        return
    run(
        "select c.id from catalog_product c where c.account_id = %(contractor)s and c.id in ("
        " select l.product_id from connect_productlink l where l.contractor_id = %(contractor)s"
        " and l.connection_id = %(connection)s and l.supplier_product_id = any(%(ids)s)"
        " and l.supplier_product_id between %(low)s and %(high)s) order by c.id for no key update of c",
        {**course.params, **within(product_ids)},
    )


def pairs_sql(course: Course) -> str:
    """Of the ids and hashes given: the supplier's product, its link, the own product."""
    return """unnest(%(ids)s::bigint[], %(sent)s::text[]) as w(id, sent)
        join catalog_product p on p.account_id = %(supplier)s and p.id = w.id and p.id between %(low)s and %(high)s
        join connect_productlink l on l.contractor_id = %(contractor)s and l.connection_id = %(connection)s
          and l.supplier_product_id = p.id and l.supplier_product_id between %(low)s and %(high)s
        cross join lateral (
            select o.* from catalog_product o where o.account_id = %(contractor)s and o.id = l.product_id offset 0
        ) c"""


def ranged(ids: Sequence[int], sent: Sequence[str]) -> dict[str, Any]:
    """Parameters of `pairs_sql`; there is at least one id."""
    return {"ids": list(ids), "sent": list(sent), "low": min(ids), "high": max(ids)}
