"""Prices of dependent price groups: written wherever a source price, an average cost or a group changes."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from spinka.core import clock

# Each step of a chain is rounded as a price is (R18), and no price is below 0 or beyond what one may be. Only what
# differs in this statement's snapshot is written: a price and those that follow it are always committed together, so
# nobody's older view goes over a newer price.
_FOLLOW = """
with recursive dependent as materialized (
    select id, type, source_id, price_multiplier as factor, price_addition as extra from catalog_pricegroup
    where account_id = %(account)s and type <> 'standard'
), chosen as materialized (
    {chosen}
), wanted (product_id, price_group_id, price) as (
    (
        select x.product_id, d.id, least(round(greatest(x.price * d.factor + d.extra, 0), 2), 1000000000)
        from chosen c join catalog_price x on x.account_id = %(account)s and x.product_id = c.id
        join dependent d on d.source_id = x.price_group_id
        where x.price_group_id not in (select id from dependent)
        union all
        select p.id, d.id, least(round(greatest(p.average_cost * d.factor + d.extra, 0), 2), 1000000000)
        from chosen c join catalog_product p on p.account_id = %(account)s and p.id = c.id
        join dependent d on d.type = 'dependent_on_average_cost'
        where p.average_cost > 0
    )
    union all
    select w.product_id, d.id, least(round(greatest(w.price * d.factor + d.extra, 0), 2), 1000000000)
    from wanted w join dependent d on d.source_id = w.price_group_id
), compared as materialized (
    select coalesce(w.product_id, b.product_id) as product_id,
           coalesce(w.price_group_id, b.price_group_id) as price_group_id, b.price as old, w.price as new
    from wanted w full join (
        select x.product_id, x.price_group_id, x.price
        from chosen c join catalog_price x on x.account_id = %(account)s and x.product_id = c.id
        join dependent d on d.id = x.price_group_id
    ) b on b.product_id = w.product_id and b.price_group_id = w.price_group_id
    where w.price is distinct from b.price
), gone as (
    delete from catalog_price p using compared c
    where p.account_id = %(account)s and p.product_id = c.product_id and p.price_group_id = c.price_group_id
      and c.new is null
), written as (
    insert into catalog_price (account_id, product_id, price_group_id, price)
    select %(account)s, product_id, price_group_id, new from compared where new is not null
    order by product_id, price_group_id
    on conflict (product_id, price_group_id) do update set price = excluded.price
), logged as (
    insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
    select %(account)s, product_id, 2, price_group_id::text, coalesce(trim_scale(old)::text, ''),
           coalesce(trim_scale(new)::text, ''), %(actor)s, %(now)s
    from compared
)
select distinct product_id from compared order by 1
"""
_CHOSEN = "select unnest(%(products)s::bigint[]) as id"
_EVERY = "select id from catalog_product where account_id = %(account)s"


def has_dependents(account_id: int) -> bool:
    """Whether any price group of the account follows something: asked after a write, so that none is overlooked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from catalog_pricegroup where account_id = %s and type <> 'standard' limit 1", [account_id]
        )
        return cursor.fetchone() is not None


def follow_prices(*, account_id: int, product_ids: Collection[int] | None, actor: str) -> list[int]:
    """Bring the dependent groups' prices of products (None: all) up to date; gives those whose price changed.

    One statement however many products and groups, and only where a group depends. The caller tells `price.changed`.
    """
    if (product_ids is not None and not product_ids) or not has_dependents(account_id):
        return []
    statement = _FOLLOW.format(chosen=_EVERY if product_ids is None else _CHOSEN)
    values: dict[str, Any] = {"account": account_id, "actor": actor[:120], "now": clock.now()}
    if product_ids is not None:
        values["products"] = sorted(product_ids)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [int(row[0]) for row in cursor.fetchall()]
