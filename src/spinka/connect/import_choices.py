"""What of a supplier's catalog an import can be narrowed to: categories, manufacturers, and the products they give (E-09)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spinka.connect import sharing
from spinka.connect.access import Crossing, crossing
from spinka.connect.code_matches import source_ids
from spinka.core.text import search_key

MOST_PRODUCTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilter:
    """Which of the supplier's products are meant; empty values narrow nothing, several kinds all have to hold."""

    category_id: int | None = None
    manufacturer_id: int | None = None
    words: str = ""
    in_stock: bool = False
    not_linked: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether every shared product is meant."""
        return self == SourceFilter()


@dataclass(frozen=True, slots=True)
class SourceChoices:
    """Names by id of what shared products stand in; empty where the field is not shared."""

    categories: dict[int, str]
    manufacturers: dict[int, str]
    shares_name: bool
    shares_stock: bool


def source_choices(*, account_id: int, connection_id: int) -> SourceChoices:
    """What the products of a connection can be narrowed by. Raises NotFound and ConnectionStateRefused."""
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        shares = opened.terms.shares
        return SourceChoices(
            categories=_categories(opened) if shares("category") else {},
            manufacturers=_makers(opened) if shares("manufacturer") else {},
            shares_name=shares("name"),
            shares_stock=shares("stock"),
        )


def _used(opened: Crossing, column: str) -> tuple[str, dict[str, Any]]:
    shared, params = sharing.product_filter(opened)
    return f"select distinct p.{column} from catalog_product p where {shared} and p.{column} is not null", params


def _makers(opened: Crossing) -> dict[int, str]:
    used, params = _used(opened, "manufacturer_id")
    rows = sharing.fetch(
        f"select m.id, m.name from catalog_manufacturer m where m.account_id = %(supplier)s and m.id in ({used})"
        " order by lower(m.name), m.id",
        {**params, "supplier": opened.supplier_id},
    )
    return {row[0]: row[1] for row in rows}


def _categories(opened: Crossing) -> dict[int, str]:
    """Categories with shared products, by their path from the top."""
    used, params = _used(opened, "category_id")
    rows = sharing.fetch(
        "select c.id, c.parent_id, c.name, c.id in (" + used + ") from catalog_category c"
        " where c.account_id = %(supplier)s and c.inventory_id = any(%(sources)s)",
        {**params, "supplier": opened.supplier_id, "sources": source_ids(opened)},
    )
    tree = {row[0]: (row[1], row[2]) for row in rows}
    paths = {row[0]: _path(tree, row[0]) for row in rows if row[3]}
    return dict(sorted(paths.items(), key=lambda item: (search_key(item[1]), item[0])))


def _path(tree: Mapping[int, tuple[int | None, str]], category_id: int) -> str:
    names: list[str] = []
    now: int | None = category_id
    while now is not None and now in tree and len(names) < 20:
        now, name = tree[now]
        names.append(name)
    return " / ".join(reversed(names))


def filtered_ids(*, account_id: int, connection_id: int, wanted: SourceFilter) -> list[int]:
    """The shared products a filter means, at most 100,000: with each its parent, and its variants where all are meant.

    A filter on a field that is not shared finds nothing (R10). Raises NotFound and ConnectionStateRefused.
    """
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        return [row[0] for row in sharing.fetch(*_filtered(opened, wanted))]


def filtered_count(*, account_id: int, connection_id: int, wanted: SourceFilter) -> int:
    """How many products a filter means. Raises NotFound and ConnectionStateRefused."""
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        sql, params = _filtered(opened, wanted)
        return int(sharing.fetch(f"select count(*) from ({sql}) f", params)[0][0])


def _filtered(opened: Crossing, wanted: SourceFilter) -> tuple[str, dict[str, Any]]:
    shared, params = sharing.product_filter(opened)
    shares = opened.terms.shares
    tests = [shared]
    values = {
        **params,
        "sources": source_ids(opened),
        "connection": opened.connection_id,
        "contractor": opened.contractor_id,
        "most": MOST_PRODUCTS,
    }
    if wanted.category_id:
        tests.append(f"{sharing.of_parent('category_id')} = %(category)s" if shares("category") else "false")
        values["category"] = wanted.category_id
    if wanted.manufacturer_id:
        tests.append(f"{sharing.of_parent('manufacturer_id')} = %(maker)s" if shares("manufacturer") else "false")
        values["maker"] = wanted.manufacturer_id
    if wanted.words.strip():
        escaped = search_key(wanted.words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        values["pattern"] = f"%{escaped}%"
        tests.append(
            "p.id in (select f.id from unnest(%(sources)s::bigint[]) s(id)"
            " cross join lateral spinka_search_partner_products(s.id, %(pattern)s, %(most)s) f(id))"
            " and split_part(p.search_key, E'\\n', 1) like %(pattern)s"
            if shares("name")
            else "false"
        )
    if wanted.not_linked:
        tests.append(
            "not exists (select 1 from connect_productlink k where k.contractor_id = %(contractor)s"
            " and k.connection_id = %(connection)s and k.supplier_product_id = p.id)"
        )
    stocked = "meant"
    if wanted.in_stock:
        stocked = (
            "(select m.id, m.parent_id from meant m join spinka_shown_stock(%(connection)s, array(select id from meant)) o"
            " on o.product_id = m.id where o.shown > 0 or o.shown is null)"
            if shares("stock")
            else "(select id, parent_id from meant where false)"
        )
    variants = (
        ""
        if wanted.in_stock
        else (f" union select p.id from catalog_product p join kept k on p.parent_id = k.id where {shared}")
    )
    sql = (
        f"with meant as materialized (select p.id, p.parent_id from catalog_product p where {' and '.join(tests)}),"
        f" kept as materialized (select id, parent_id from {stocked} s)"
        f" select id from kept union select parent_id from kept where parent_id is not null{variants}"
        " order by 1 limit %(most)s"
    )
    return sql, values
