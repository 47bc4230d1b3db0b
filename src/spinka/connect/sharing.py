"""What a supplier shares through one connection, read inside the crossing: which products, prices and pieces (B-05 … B-11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def price_group_id(crossing: Crossing) -> int:
    """The price group that counts: the connection's, the integration's, else the catalog's default (R18, B-10)."""
    return crossing.terms.price_group_id or int(crossing.integration.inventory.default_price_group_id)


def warehouse_ids(crossing: Crossing) -> list[int]:
    """The warehouses that count, in the supplier's order (R3); the catalog's own ones where none were chosen."""
    if crossing.terms.warehouses is not None:
        return [int(key.removeprefix("bl_")) for key in crossing.terms.warehouses]
    return list(crossing.own_warehouse_ids)


def pays_in(crossing: Crossing) -> str:
    """The currency the contractor pays in: the one set for it, else its price group's (R18, step 5)."""
    return crossing.terms.currency or crossing.currencies.get(price_group_id(crossing), crossing.supplier.currency)


def price_terms(crossing: Crossing) -> pricing.Terms:
    """The price rules of today, in the supplier's time zone, prepared for many products of all catalogs (R18)."""
    group = price_group_id(crossing)
    of_integration = settings.read(settings.SupplierSettings, crossing.integration.settings)
    of_connection = settings.read(settings.SupplierSettings, crossing.connection.supplier_settings)
    rules = (of_connection.price_rules, of_integration.price_rules)
    return pricing.terms(
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


_OWN = "p.account_id = %(shared_supplier)s and p.inventory_id = %(shared_inventory)s and not p.is_draft"
_WITH_PARENT = (
    "(p.parent_id is null or exists (select 1 from catalog_product m where m.account_id = p.account_id"
    " and m.id = p.parent_id and not m.is_draft))"
)


# The chosen categories with everything below them, read once for the statement.
_BELOW_CHOSEN = (
    "array(with recursive below as ("
    "select k.id from unnest(%(shared_category_id)s::bigint[]) k(id)"
    " union select c.id from below b join catalog_category c"
    " on c.account_id = %(shared_supplier)s and c.parent_id = b.id) select id from below)"
)


def product_filter(crossing: Crossing, *, variants_too: bool = True) -> Sql:
    """The shared products as a test over `catalog_product p`, complete in itself, with its `shared_…` values.

    Only non-drafts of the integration's catalog (B-05); lists of one kind are OR, kinds are AND, exclude wins (R32);
    a category stands for everything below it; a variant goes with its parent. Nothing where products are not shared.
    Without `variants_too` parents are not looked up: the price of that in a plan has a page sorted out of the whole
    catalog instead of read along an index.
    """
    if not crossing.terms.share_products:
        return "false", {}
    chosen = crossing.terms.product_filter
    tests = [_OWN, _WITH_PARENT if variants_too else "p.parent_id is null"]
    params: dict[str, Any] = {
        "shared_supplier": crossing.supplier_id,
        "shared_inventory": crossing.integration.inventory_id,
    }
    if chosen.mode == "selected":
        if chosen.category_ids:
            tests.append(f"{of_parent('category_id')} = any({_BELOW_CHOSEN})")
            params["shared_category_id"] = chosen.category_ids
        if chosen.manufacturer_ids:
            tests.append(f"{of_parent('manufacturer_id')} = any(%(shared_manufacturer_id)s)")
            params["shared_manufacturer_id"] = chosen.manufacturer_ids
        if chosen.tags:
            tests.append(
                "exists (select 1 from catalog_producttag pt join catalog_tag t on t.account_id = pt.account_id"
                " and t.id = pt.tag_id where pt.account_id = p.account_id"
                " and pt.product_id in (p.id, p.parent_id) and t.name = any(%(shared_tags)s))"
            )
            params["shared_tags"] = chosen.tags
        if chosen.product_ids:
            tests.append("(p.id = any(%(shared_ids)s) or p.parent_id = any(%(shared_ids)s))")
            params["shared_ids"] = chosen.product_ids
        if len(tests) == 2 and not chosen.in_stock:
            return "false", {}  # selected, and nothing was selected yet
    if chosen.exclude_product_ids:
        tests.append("p.id <> all(%(shared_excluded)s) and coalesce(p.parent_id <> all(%(shared_excluded)s), true)")
        params["shared_excluded"] = chosen.exclude_product_ids
    if chosen.in_stock:
        tests.append(
            "exists (select 1 from spinka_shown_stock(%(shared_connection)s, array[p.id]) o"
            " where o.shown > 0 or o.shown is null)"
        )
        params["shared_connection"] = crossing.connection_id
    return " and ".join(tests), params


_PRICED = """
select p.id, x.price, coalesce(p.parent_id, 0), {category}, {manufacturer}, p.tax_rate, {tags}, p.name, p.min_quantity,
    p.quantity_step, p.available_from
from catalog_product p
left join catalog_price x on x.account_id = p.account_id and x.product_id = p.id and x.price_group_id = %(price_group)s
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


def priced_rows(crossing: Crossing, given: pricing.Terms, product_ids: Sequence[int] | None = None) -> list[PricedRow]:
    """Shared products with what pricing needs, all of them or those of the ids; one statement."""
    shared, params = product_filter(crossing)
    if product_ids is not None:
        shared, params = f"p.id = any(%(asked)s) and {shared}", {**params, "asked": list(product_ids)}
    scopes = scopes_of(given)
    rows = statements.named(
        _PRICED.format(
            shared=shared,
            category=of_parent("category_id") if "category" in scopes else "0",
            manufacturer=of_parent("manufacturer_id") if "manufacturer" in scopes else "0",
            tags=TAGS if "tag" in scopes else "'{}'::text[]",
        ),
        {**params, "price_group": given.price_group_id},
    )
    return [
        PricedRow(pricing.PricedProduct(row[0], row[1], row[2], row[3], row[4], tag_names(row[6])), row[5], *row[7:])
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
