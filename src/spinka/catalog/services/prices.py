"""Writes of prices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from spinka.catalog import events, queries
from spinka.catalog.draft import checked_prices
from spinka.catalog.services.dependent_prices import follow_prices
from spinka.core import clock
from spinka.core.transactions import joined

PriceRow = tuple[int, int, Decimal]


@dataclass(slots=True)
class BulkResult:
    """How many products were taken, and by product id why others, or parts of them, were not."""

    counter: int = 0
    warnings: dict[int, str] = field(default_factory=dict)


_SET = """
with wanted as materialized (
    select t.* from unnest(%s::bigint[], %s::bigint[], %s::numeric[]) as t (product_id, price_group_id, price)
    order by t.product_id, t.price_group_id
), before as materialized (
    select p.product_id, p.price_group_id, p.price, w.price as asked
    from wanted w join catalog_price p on p.product_id = w.product_id and p.price_group_id = w.price_group_id
    where p.account_id = %s
    order by p.product_id, p.price_group_id for update of p
), updated as (
    update catalog_price p set price = b.asked from before b
    where p.account_id = %s and p.product_id = b.product_id and p.price_group_id = b.price_group_id
      and b.price is distinct from b.asked
    returning p.product_id, p.price_group_id, b.price as old, p.price as new
), added as (
    insert into catalog_price (account_id, product_id, price_group_id, price)
    select %s, w.product_id, w.price_group_id, w.price from wanted w
    where (w.product_id, w.price_group_id) not in (select product_id, price_group_id from before)
    order by w.product_id, w.price_group_id
    on conflict (product_id, price_group_id) do update set price = excluded.price
    returning product_id, price_group_id, null::numeric as old, price as new
), changed as (
    select * from updated union all select * from added
)"""
_LOG = """, logged as (
    insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
    select %s, product_id, 2, price_group_id::text, coalesce(trim_scale(old)::text, ''), trim_scale(new)::text, %s, %s
    from changed
)"""


@joined
def set_prices(*, account_id: int, rows: Sequence[PriceRow], actor: str) -> list[int]:
    """Set gross prices (product, price group, price); gives the products whose price changed, logged as type 2.

    One statement however many rows, and one more where price groups follow others. The caller has checked that
    products and groups are the account's own, the groups standard ones and the prices in range.
    """
    changed = write_prices(account_id=account_id, rows=rows, actor=actor)
    if changed:
        follow_prices(account_id=account_id, product_ids=changed, actor=actor)
    events.prices_changed(account_id=account_id, product_ids=changed)
    return changed


def write_prices(*, account_id: int, rows: Sequence[PriceRow], actor: str) -> list[int]:
    """Set prices as `set_prices` does, leaving those that follow and the event to the caller."""
    wanted = {(product_id, group_id): price for product_id, group_id, price in rows}
    if not wanted:
        return []
    values: list[Any] = [
        "{" + ",".join(str(key[0]) for key in wanted) + "}",
        "{" + ",".join(str(key[1]) for key in wanted) + "}",
        "{" + ",".join(str(price) for price in wanted.values()) + "}",
        account_id,
        account_id,
        account_id,
    ]
    values += [account_id, actor[:120], clock.now()]
    with connection.cursor() as cursor:
        cursor.execute(_SET + _LOG + " select distinct product_id from changed order by 1", values)
        return [int(row[0]) for row in cursor.fetchall()]


@transaction.atomic
def update_prices(
    *, account_id: int, inventory_id: int, products: Mapping[int, Mapping[int, Decimal]], actor: str
) -> BulkResult:
    """Set prices of many products of a catalog, by price group id.

    Unknown products and price groups, and groups whose prices follow others, become warnings on their product, the
    rest is written. Raises NotFound for the catalog and BadParameters for a price below 0 or out of range, nothing is
    written then.
    """
    context = queries.inventory_context(account_id=account_id, inventory_id=inventory_id)
    known = queries.known_products(account_id=account_id, inventory_id=inventory_id, product_ids=list(products))
    result = BulkResult()
    rows: list[PriceRow] = []
    for product_id, asked in products.items():
        prices = checked_prices(asked, at=f"products.{product_id}")
        if product_id not in known:
            result.warnings[product_id] = "There is no such product in the catalog"
            continue
        strange = [group for group in prices if group not in context.price_groups]
        if strange:
            result.warnings[product_id] = f"There is no price group {', '.join(map(str, strange[:10]))}"
        following = [group for group in prices if group in context.dependent_group_ids]
        if following and product_id not in result.warnings:
            result.warnings[product_id] = f"Prices of price group {following[0]} follow others and cannot be written"
        mine = [(product_id, group, price) for group, price in prices.items() if group in context.written_groups]
        rows += mine
        result.counter += bool(mine)
    set_prices(account_id=account_id, rows=rows, actor=actor)
    return result
