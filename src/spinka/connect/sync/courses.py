"""The course of an import: settings of both sides turned into what the statements of sync/products.py take."""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal

from spinka.catalog import stock
from spinka.catalog.models import PriceGroup, PriceGroupType
from spinka.catalog.services import follow_prices, has_dependents, set_prices
from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.connect.copied_prices import copy_terms
from spinka.connect.models import Connection, ProductImport
from spinka.connect.sync.fields import FIELD_NAMES, chosen
from spinka.connect.sync.products import Course, run, within
from spinka.connect.sync.sorting import map_categories, map_makers
from spinka.core import clock
from spinka.core.errors import NotFound
from spinka.core.text import search_key, sort_key

# Copied stock and prices log themselves so: an undo must tell them from a person's edit.
COPIES = "Base Connect"


def connected(*, account_id: int, connect_integration_id: int) -> Connection:
    """The contractor's connection behind its own `connect_integration_id`. Raises NotFound."""
    found = (
        Connection.objects.as_contractor(account_id).filter(contractor_integration_id=connect_integration_id).first()
    )
    if found is None:
        raise NotFound("There is no connected integration %(id)s", id=connect_integration_id)
    return found


def lock_import(connection_id: int) -> None:
    """Hold the connection's imports for this transaction: two at once would create the same products (E-15)."""
    run("select pg_advisory_xact_lock(hashtextextended('connect-import:' || %(id)s, 5))", {"id": connection_id})


def _suffix(language: str, default: str) -> str:
    return "" if language == default else f"|{language}"


def _is_written(contractor_id: int, price_group_id: int | None) -> bool:
    """Whether prices can be written into the contractor's group: those of one that follows another cannot."""
    if price_group_id is None:
        return False
    rows = PriceGroup.objects.for_account(contractor_id).filter(pk=price_group_id)
    return not rows.exclude(type=PriceGroupType.STANDARD).exists()


def course_of(crossing: Crossing, row: ProductImport) -> Course:
    """What an import reads and writes now, by the settings of this moment."""
    options = row.options
    terms = crossing.terms
    wanted = options["fields"] if options["fields"] is not None else FIELD_NAMES
    fields = chosen(wanted, shared=terms.share_fields)
    kept = chosen(options["keep_fields"], shared=terms.share_fields)
    names = {item.name for item in fields}
    language = options["language"]
    markup = crossing.contractor_terms.price_markup_percent
    copied = (
        copy_terms(crossing, price_group_id=options["price_group_id"], markup_percent=markup)
        if "prices" in names and _is_written(crossing.contractor_id, options["price_group_id"])
        else None
    )
    given = sharing.price_terms(crossing) if copied is not None else None
    has_prices = copied is not None
    shared_sql, shared_params = sharing.product_filter(crossing)
    plain = {name: options[name] for name in ("fields", "keep_fields", "language", "price_group_id")}
    rules = [repr(rule) for rule in terms.price_rules] if has_prices else []
    if given is not None and copied is not None and (given.rate or copied.rate or given.others):
        rules += [repr(given.rate), repr(copied.rate), *(repr(one.rate) for one in given.others.values())]
    digest = hashlib.sha256(
        json.dumps([plain, sorted(names), rules, str(terms.vat_mode), str(markup)], sort_keys=True).encode()
    )
    return Course(
        connection_id=crossing.connection_id,
        supplier_id=crossing.supplier_id,
        contractor_id=crossing.contractor_id,
        source_inventory_id=crossing.integration.inventory_id,
        inventory_id=row.inventory_id,
        warehouse_id=crossing.connection.warehouse_id or 0,
        fields=tuple(fields),
        kept=tuple(kept),
        source_suffix=_suffix(language, crossing.integration.inventory.default_language),
        target_suffix=_suffix(language, row.inventory.default_language),
        digest=digest.hexdigest()[:16],
        import_id=row.pk,
        shared_sql=shared_sql,
        shared_params=shared_params,
        now=clock.now(),
        actor=row.started_by,
        product_ids=row.product_ids,
        price_group_id=options["price_group_id"] if has_prices else None,
        source_price_group_id=sharing.price_group_id(crossing),
        further_price_groups={one.inventory_id: one.price_group_id for one in sharing.catalogs(crossing)[1:]},
        price_factor=(Decimal(100) - terms.discount_percent) / 100,
        price_markup=(Decimal(100) + markup) / 100,
        is_price_plain=given is not None
        and copied is not None
        and given.is_plain
        and copied.rate is None
        and terms.vat_mode == "domestic",
        copied=copied,
        stock_warehouse_id=options["warehouse_id"] if "stock" in names else None,
    )


def prepare(course: Course) -> None:
    """Show the supplier's warehouse in the catalog (R5)."""
    run(
        "insert into catalog_inventorywarehouse (account_id, inventory_id, warehouse_id)"
        " select %(contractor)s, %(inventory)s, id from catalog_warehouse"
        " where account_id = %(contractor)s and id = %(live)s on conflict do nothing",
        course.params,
    )


def with_sorting(course: Course, row: ProductImport, product_ids: Sequence[int]) -> Course:
    """The course with own categories and manufacturers for the products that will be written; new ones are noted."""
    if not product_ids:
        return course
    names = course.names
    batch = course.narrowed(list(product_ids))
    sorts, new_sorts = map_categories(batch) if "category" in names else ({}, [])
    makers, new_makers = map_makers(batch) if "manufacturer" in names else ({}, [])
    if new_sorts or new_makers:
        row.made = {
            "categories": [*row.made.get("categories", []), *new_sorts],
            "manufacturers": [*row.made.get("manufacturers", []), *new_makers],
        }
    return course.sorted_into(sorts=sorts, makers=makers)


def refresh_search(course: Course, product_ids: Sequence[int]) -> None:
    """Make the search and sort texts of linked products anew from what stands in them now."""
    if not product_ids:
        return
    rows = run(
        "select c.id, c.name, c.sku, c.ean from connect_productlink l cross join lateral ("
        " select o.id, o.name, o.sku, o.ean from catalog_product o where o.account_id = %(contractor)s"
        "  and o.id = l.product_id offset 0) c"
        " where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s"
        " and l.supplier_product_id = any(%(ids)s) and l.supplier_product_id between %(low)s and %(high)s order by c.id",
        {**course.params, **within(product_ids)},
    )
    write_search(course.contractor_id, rows)


def write_search(account_id: int, rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Write the search and sort texts of own products given as id, name, SKU and EAN."""
    run(
        "update catalog_product c set search_key = t.search, sort_key = t.sort"
        " from unnest(%(own)s::bigint[], %(search)s::text[], %(sort)s::text[]) as t(id, search, sort)"
        " where c.account_id = %(account)s and c.id = t.id",
        {
            "account": account_id,
            "own": [row[0] for row in rows],
            "search": [f"{search_key(row[1])}\n{search_key(row[2], row[3])}" for row in rows],
            "sort": [sort_key(row[1])[:60] for row in rows],
        },
    )


def is_search_taken_over(course: Course) -> bool:
    """Whether created products have the supplier's search and sort texts already."""
    return course.names >= {"name", "sku", "ean"} and not course.target_suffix


def write_prices(crossing: Crossing, course: Course, product_ids: Sequence[int]) -> None:
    """Prices under rules or a VAT mode, computed by the one price function (R18); plain ones are written in SQL.

    After either the prices of the contractor's groups that follow are written too.
    """
    if course.price_group_id is None or not product_ids:
        return
    if course.is_price_plain and not has_dependents(course.contractor_id):
        return
    rows = run(
        "select product_id, supplier_product_id from connect_productlink where contractor_id = %(contractor)s"
        " and connection_id = %(connection)s and supplier_product_id = any(%(ids)s)",
        {**course.params, "ids": list(product_ids)},
    )
    if course.is_price_plain:
        follow_prices(account_id=course.contractor_id, product_ids=[row[0] for row in rows], actor=COPIES)
        return
    prices = sharing.prices(crossing, list(product_ids))
    wanted = [
        (own_id, course.price_group_id, course.copied.amount(amount))
        for own_id, their_id in rows
        if course.copied is not None and (amount := prices.get(their_id)) is not None
    ]
    set_prices(account_id=course.contractor_id, rows=wanted, actor=COPIES)


def write_stock(
    course: Course, *, after_id: int = 0, last_id: int = 2**62, product_ids: Sequence[int] | None = None
) -> int:
    """Copy the shown stock of linked products into the chosen own warehouse; equal ones stay untouched.

    Those of a range of the supplier's ids, or of some. What changed is noted in the import's rows; the number of it.
    What is no longer shared is not read, as little as in the live number: pieces copied earlier fall to 0 (R5).
    """
    if course.stock_warehouse_id is None:
        return 0
    if product_ids:
        after_id, last_id = min(product_ids) - 1, max(product_ids)
    rows = run(
        "with linked as materialized (select l.product_id, l.supplier_product_id from connect_productlink l"
        " cross join lateral (select 1 from catalog_product c where c.account_id = %(contractor)s"
        "  and c.id = l.product_id and c.inventory_id = %(inventory)s offset 0) c"
        " where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s"
        " and l.supplier_product_id > %(after)s and l.supplier_product_id <= %(last)s"
        " and (%(ids)s::bigint[] is null or l.supplier_product_id = any(%(ids)s))), offered as materialized ("
        "  select p.id from linked l cross join lateral ("
        f"   select p.id from catalog_product p where p.id = l.supplier_product_id and {course.shared_sql} offset 0) p)"
        " select l.product_id, s.shown, l.supplier_product_id from linked l join spinka_shown_stock(%(connection)s,"
        " (select array_agg(id) from offered)) s on s.product_id = l.supplier_product_id"
        " where s.shown is not null"
        " union all select l.product_id, 0, l.supplier_product_id from linked l join catalog_stock k"
        "  on k.account_id = %(contractor)s"
        "  and k.product_id = l.product_id and k.warehouse_id = %(copied_to)s and k.quantity <> 0"
        " where l.supplier_product_id not in (select id from offered)",
        {
            **course.params,
            "after": after_id,
            "last": last_id,
            "ids": None if product_ids is None else list(product_ids),
            "copied_to": course.stock_warehouse_id,
        },
    )
    pieces = [stock.Piece(row[0], course.stock_warehouse_id, row[1]) for row in rows]
    theirs = {row[0]: row[2] for row in rows}
    changed = stock.set_stock(account_id=course.contractor_id, rows=pieces, actor=COPIES)
    if changed:
        run(
            "insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku,"
            " changes, state, own_version)"
            " select %(contractor)s, %(import)s, t.id, t.own_id, 'update', p.name, p.sku,"
            " jsonb_build_object('stock', jsonb_build_array(t.old, t.new)), 'written', 0"
            " from unnest(%(ids)s::bigint[], %(own)s::bigint[], %(old)s::int[], %(now_there)s::int[])"
            "  as t(id, own_id, old, new)"
            " join catalog_product p on p.account_id = %(supplier)s and p.id = t.id"
            " on conflict (import_id, supplier_product_id) do update"
            " set changes = connect_importrow.changes || excluded.changes, state = 'written',"
            "  product_id = excluded.product_id",
            {
                **course.params,
                "ids": [theirs[one.product_id] for one in changed],
                "own": [one.product_id for one in changed],
                "old": [one.old for one in changed],
                "now_there": [one.new for one in changed],
            },
        )
    return len(changed)
