"""What a supplier shares through one connection, read inside the crossing: which products, prices and pieces (B-05 … B-11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection as database

from spinka.catalog import pricing
from spinka.connect import settings
from spinka.connect.access import Crossing
from spinka.core import statements

Sql = tuple[str, dict[str, Any]]
Rows = list[tuple[Any, ...]]


def fetch(sql: str, params: Mapping[str, Any]) -> Rows:
    """The rows of one statement."""
    with database.cursor() as cursor:
        cursor.execute(sql, params)
        rows: Rows = cursor.fetchall()
        return rows


@dataclass(frozen=True, slots=True)
class SharedCatalog:
    """A catalog under the connection's code with its own price group, warehouses in order, and selection (L-03, L-04)."""

    inventory_id: int
    price_group_id: int
    warehouse_ids: tuple[int, ...]
    product_filter: settings.ProductFilter


def catalogs(crossing: Crossing) -> list[SharedCatalog]:
    """The shared catalogs, the integration's own first. Further ones that are gone share nothing."""
    terms = crossing.terms
    first = int(crossing.integration.inventory_id)
    asked = [(first, terms.price_group_id, terms.warehouses, terms.product_filter)]
    asked += [
        (one.inventory_id, one.price_group_id, one.warehouses, settings.filter_of(terms, one))
        for one in terms.catalogs
        if one.inventory_id in crossing.default_groups and one.inventory_id != first
    ]
    return [
        SharedCatalog(
            inventory_id,
            group or crossing.default_groups[inventory_id],
            crossing.catalog_warehouses.get(inventory_id, ())
            if warehouses is None
            else tuple(int(key.removeprefix("bl_")) for key in warehouses),
            chosen,
        )
        for inventory_id, group, warehouses, chosen in asked
    ]


def price_group_id(crossing: Crossing) -> int:
    """The price group that counts: the connection's, the integration's, else the catalog's default (R18, B-10)."""
    return crossing.terms.price_group_id or int(crossing.integration.inventory.default_price_group_id)


def price_group_sql(given: pricing.Terms, product: str = "p") -> str:
    """The price group of a product's catalog in SQL, over the alias of the product; `price_group` is the first's."""
    if not given.others:
        return "%(price_group)s"
    cases = " ".join(f"when {int(key)} then {int(one.price_group_id or 0)}" for key, one in given.others.items())
    return f"case {product}.inventory_id {cases} else %(price_group)s::bigint end"


def warehouse_ids(crossing: Crossing) -> list[int]:
    """The warehouses that count, in the supplier's order (R3), of all catalogs; a catalog's own ones unless chosen."""
    return list(dict.fromkeys(place for one in catalogs(crossing) for place in one.warehouse_ids))


def stock_pairs(crossing: Crossing, product_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Products with each warehouse their pieces may come from: those of the catalog a product stands in."""
    found, wanted = catalogs(crossing), list(product_ids)
    if len(found) == 1:
        return [(product_id, place) for product_id in wanted for place in found[0].warehouse_ids]
    places = {one.inventory_id: one.warehouse_ids for one in found}
    rows = fetch(
        "select id, inventory_id from catalog_product where account_id = %(supplier)s and id = any(%(ids)s)",
        {"supplier": crossing.supplier_id, "ids": wanted},
    )
    return [
        (product_id, place)
        for product_id, inventory_id in rows
        for place in places.get(inventory_id, found[0].warehouse_ids)
    ]


def pays_in(crossing: Crossing) -> str:
    """The currency the contractor pays in: the one set for it, else its price group's (R18, step 5)."""
    return crossing.terms.currency or crossing.currencies.get(price_group_id(crossing), crossing.supplier.currency)


def price_terms(crossing: Crossing) -> pricing.Terms:
    """The price rules of today, in the supplier's time zone, prepared for many products of all catalogs (R18)."""
    group = price_group_id(crossing)
    of_integration = settings.read(settings.SupplierSettings, crossing.integration.settings)
    of_connection = settings.read(settings.SupplierSettings, crossing.connection.supplier_settings)
    rules = (of_connection.price_rules, of_integration.price_rules)
    first = pricing.terms(
        currency=crossing.currencies.get(group, crossing.supplier.currency),
        price_group_id=group,
        discount_percent=crossing.terms.discount_percent,
        connection_rules=rules[0],
        integration_rules=rules[1],
        today=crossing.today,
        target=pays_in(crossing),
        rates=crossing.rates,
        below=_categories_below(crossing, [*rules[0], *rules[1]]),
    )
    others = {}
    for one in catalogs(crossing)[1:]:
        origin = crossing.currencies.get(one.price_group_id, crossing.supplier.currency)
        others[one.inventory_id] = pricing.in_currency(
            replace(first, price_group_id=one.price_group_id), origin, crossing.rates
        )
    return replace(first, others=others) if others else first


_BELOW = """
with recursive found as (
    select k.id as top, k.id from unnest(%(asked)s::bigint[]) k(id)
    union
    select f.top, c.id from found f join catalog_category c on c.account_id = %(supplier)s and c.parent_id = f.id
)
select top, array_agg(id) from found group by top
"""


def _categories_below(crossing: Crossing, rules: Sequence[pricing.PriceRule]) -> dict[int | str, frozenset[int]]:
    """Each category of a rule with everything below it; nothing is read without such a rule."""
    asked = sorted({one for rule in rules if rule.scope == "category" for one in rule.ids if isinstance(one, int)})
    if not asked:
        return {}
    return {row[0]: frozenset(row[1]) for row in fetch(_BELOW, {"asked": asked, "supplier": crossing.supplier_id})}


_OWN = "p.account_id = %(shared_supplier)s and not p.is_draft"
_WITH_PARENT = (
    "(p.parent_id is null or exists (select 1 from catalog_product m where m.account_id = p.account_id"
    " and m.id = p.parent_id and not m.is_draft))"
)


# The chosen categories with everything below them, read once for the statement.
_BELOW_CHOSEN = (
    "array(with recursive below as ("
    "select k.id from unnest(%(shared_category_id{0})s::bigint[]) k(id)"
    " union select c.id from below b join catalog_category c"
    " on c.account_id = %(shared_supplier)s and c.parent_id = b.id) select id from below)"
)


def product_filter(crossing: Crossing, *, variants_too: bool = True) -> Sql:
    """The shared products as a test over `catalog_product p`, complete in itself, with its `shared_…` values.

    Only non-drafts of the shared catalogs (B-05); lists of one kind are OR, kinds are AND, exclude wins (R32);
    a category stands for everything below it; a variant goes with its parent. Nothing where products are not shared.
    Without `variants_too` parents are not looked up: the price of that in a plan has a page sorted out of the whole
    catalog instead of read along an index.
    """
    if not crossing.terms.share_products:
        return "false", {}
    found = catalogs(crossing)
    params: dict[str, Any] = {"shared_supplier": crossing.supplier_id, "shared_inventory": found[0].inventory_id}
    parent = _WITH_PARENT if variants_too else "p.parent_id is null"
    if len(found) == 1:
        tests = _chosen_tests(crossing, found[0].product_filter, params)
        return " and ".join([_OWN, "p.inventory_id = %(shared_inventory)s", parent, *tests.values()]), params
    params["shared_inventories"] = [one.inventory_id for one in found]
    tests = {}
    if all(one.product_filter == found[0].product_filter for one in found):
        tests = _chosen_tests(crossing, found[0].product_filter, params)
    else:
        branches = []
        for number, one in enumerate(found):
            of_catalog = _chosen_tests(crossing, one.product_filter, params, suffix=f"_{number}")
            branches.append(f"when {int(one.inventory_id)} then {' and '.join(of_catalog.values()) or 'true'}")
        tests = {"catalog": f"case p.inventory_id {' '.join(branches)} else false end"}
    return " and ".join([_OWN, "p.inventory_id = any(%(shared_inventories)s)", parent, *tests.values()]), params


def _chosen_tests(
    crossing: Crossing, chosen: settings.ProductFilter, params: dict[str, Any], suffix: str = ""
) -> dict[str, str]:
    """The tests of a selection by what they are about; their values are put into `params`."""
    tests: dict[str, str] = {}
    if chosen.mode == "selected":
        if chosen.category_ids:
            tests["category"] = f"{of_parent('category_id')} = any({_BELOW_CHOSEN.format(suffix)})"
            params[f"shared_category_id{suffix}"] = chosen.category_ids
        if chosen.manufacturer_ids:
            tests["manufacturer"] = f"{of_parent('manufacturer_id')} = any(%(shared_manufacturer_id{suffix})s)"
            params[f"shared_manufacturer_id{suffix}"] = chosen.manufacturer_ids
        if chosen.tags:
            tests["tag"] = (
                "exists (select 1 from catalog_producttag pt join catalog_tag t on t.account_id = pt.account_id"
                " and t.id = pt.tag_id where pt.account_id = p.account_id"
                f" and pt.product_id in (p.id, p.parent_id) and t.name = any(%(shared_tags{suffix})s))"
            )
            params[f"shared_tags{suffix}"] = chosen.tags
        if chosen.product_ids:
            tests["list"] = f"(p.id = any(%(shared_ids{suffix})s) or p.parent_id = any(%(shared_ids{suffix})s))"
            params[f"shared_ids{suffix}"] = chosen.product_ids
        if not tests and not chosen.in_stock:
            return {"selection": "false"}  # selected, and nothing was selected yet
    if chosen.exclude_product_ids:
        excluded = f"%(shared_excluded{suffix})s"
        tests["excluded"] = f"(p.id <> all({excluded}) and coalesce(p.parent_id <> all({excluded}), true))"
        params[f"shared_excluded{suffix}"] = chosen.exclude_product_ids
    if chosen.in_stock:
        tests["stock"] = (
            "exists (select 1 from spinka_shown_stock(%(shared_connection)s, array[p.id]) o"
            " where o.shown > 0 or o.shown is null)"
        )
        params["shared_connection"] = crossing.connection_id
    return tests


def hidden_by(crossing: Crossing, product_id: int) -> list[str]:
    """What keeps a product of the supplier from this contractor, empty where nothing does; for the supplier's eyes.

    products, missing, draft, catalog, or the kinds of the selection it fails: category, manufacturer, tag, list,
    excluded, stock, selection.
    """
    if not crossing.terms.share_products:
        return ["products"]
    found = catalogs(crossing)
    params: dict[str, Any] = {"shared_supplier": crossing.supplier_id, "id": product_id}
    rows = fetch(
        f"select p.inventory_id, p.is_draft or not {_WITH_PARENT} from catalog_product p"
        " where p.account_id = %(shared_supplier)s and p.id = %(id)s",
        params,
    )
    if not rows:
        return ["missing"]
    inventory_id, is_draft = rows[0]
    catalog = next((one for one in found if one.inventory_id == inventory_id), None)
    if catalog is None:
        return ["catalog"]
    tests = _chosen_tests(crossing, catalog.product_filter, params)
    failed = ["draft"] if is_draft else []
    if tests:
        columns = ", ".join(f"not ({test})" for test in tests.values())
        row = fetch(
            f"select {columns} from catalog_product p where p.account_id = %(shared_supplier)s and p.id = %(id)s",
            params,
        )[0]
        failed += [name for name, fails in zip(tests, row, strict=True) if fails]
    return failed


_PRICED = """
select p.id, x.price, coalesce(p.parent_id, 0), {category}, {manufacturer}, p.tax_rate, {tags}, p.inventory_id, p.name,
    p.min_quantity, p.quantity_step, p.available_from
from catalog_product p
left join catalog_price x on x.account_id = p.account_id and x.product_id = p.id and x.price_group_id = {group}
where {shared}
"""
TAGS = (
    "array(select t.name from catalog_producttag u join catalog_tag t on t.account_id = u.account_id and t.id = u.tag_id"
    " where u.account_id = p.account_id and u.product_id in (p.id, p.parent_id)"
    " union all select u.tag_id::text from catalog_producttag u"
    " where u.account_id = p.account_id and u.product_id in (p.id, p.parent_id))"
)


@dataclass(frozen=True, slots=True)
class PricedRow:
    """A shared product ready for pricing, with its own tax rate, name and terms of quantity (R34)."""

    product: pricing.PricedProduct
    tax_rate: Decimal
    name: str
    min_quantity: int
    quantity_step: int
    available_from: datetime | None


def scopes_of(given: pricing.Terms) -> set[str]:
    """The scopes today's rules look at; what none looks at is not read."""
    return {rule.scope for rule in given.candidates}


def of_parent(column: str) -> str:
    """A product's own value, a variant's parent's where it has none, 0 without either; over `catalog_product p`."""
    return (
        f"coalesce(p.{column}, case when p.parent_id is not null then (select v.{column} from catalog_product v"
        " where v.account_id = p.account_id and v.id = p.parent_id) end, 0)"
    )


def tag_names(found: Sequence[str]) -> frozenset[int | str]:
    """Tags as rules may name them: by name, and by id as a number."""
    return frozenset([*found, *(int(one) for one in found if one.isascii() and one.isdigit())])


def priced_rows(
    crossing: Crossing,
    given: pricing.Terms,
    product_ids: Sequence[int] | None = None,
    *,
    is_shared: bool = True,
) -> list[PricedRow]:
    """Shared products with what pricing needs, all of them or those of the ids; one statement.

    Without `is_shared` any of the supplier's, for the supplier that asks why.
    """
    shared, params = product_filter(crossing)
    if not is_shared:
        shared, params = "p.account_id = %(shared_supplier)s", {"shared_supplier": crossing.supplier_id}
    if product_ids is not None:
        shared, params = f"p.id = any(%(asked)s) and {shared}", {**params, "asked": list(product_ids)}
    scopes = scopes_of(given)
    rows = statements.named(
        _PRICED.format(
            shared=shared,
            category=of_parent("category_id") if "category" in scopes else "0",
            manufacturer=of_parent("manufacturer_id") if "manufacturer" in scopes else "0",
            tags=TAGS if "tag" in scopes else "'{}'::text[]",
            group=price_group_sql(given),
        ),
        {**params, "price_group": given.price_group_id},
    )
    return [
        PricedRow(
            pricing.PricedProduct(row[0], row[1], row[2], row[3], row[4], tag_names(row[6]), row[7]), row[5], *row[8:]
        )
        for row in rows
    ]


def prices(crossing: Crossing, product_ids: Sequence[int]) -> dict[int, Decimal]:
    """What the contractor pays for one piece, under the connection's VAT mode; products without a price are left out.

    Empty where prices are not shared (B-09).
    """
    if not crossing.terms.shares("prices"):
        return {}
    given, mode = price_terms(crossing), crossing.terms.vat_mode
    result = {}
    for row in priced_rows(crossing, given, product_ids):
        amount = pricing.amount_of(row.product, given)
        if amount is not None:
            result[row.product.product_id] = pricing.under_vat_mode(amount, row.tax_rate, mode).gross
    return result


def shown_stock(connection_id: int, product_ids: Sequence[int]) -> dict[int, int | None]:
    """What a contractor is shown per product (R1), None for services; inside the crossing or by the supplier itself."""
    if not product_ids:
        return {}
    rows = statements.named(
        "select product_id, shown from spinka_shown_stock(%(connection)s, %(ids)s::bigint[])",
        {"connection": connection_id, "ids": list(product_ids)},
    )
    return dict(rows)
