"""Numbers of a warehouse taken over from a query, in one statement (R6).

As in catalog/stock.py stock rows are locked in product order and the caller's transaction is needed.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from spinka.core import clock
from spinka.core.transactions import joined

# What differs is found by one look per product: right after an import the planner knows nothing of the tables and would
# read the whole warehouse for each batch.
_COPIED = """
with wanted as materialized ({source}), compared as materialized (
    select w.product_id, w.pieces, (
        select s.quantity from catalog_stock s
        where s.account_id = %(copy_account)s and s.product_id = w.product_id and s.warehouse_id = %(copy_to)s
    ) as quantity from wanted w
), differing as materialized (
    select * from compared where quantity is distinct from pieces and (quantity is not null or pieces <> 0)
), held as materialized (
    select s.product_id, s.quantity from differing d
    join catalog_stock s on s.product_id = d.product_id and s.warehouse_id = %(copy_to)s
    where s.account_id = %(copy_account)s and d.quantity is not null
    order by s.product_id for update of s
), written as (
    insert into catalog_stock (account_id, product_id, warehouse_id, quantity, reserved, location)
    select %(copy_account)s, d.product_id, %(copy_to)s, d.pieces, 0, ''
    from differing d left join held h on h.product_id = d.product_id
    order by d.product_id
    on conflict (product_id, warehouse_id) do update set quantity = excluded.quantity
    where catalog_stock.quantity is distinct from excluded.quantity
    returning product_id, quantity
), logged as (
    insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
    select %(copy_account)s, w.product_id, 1, 'bl_' || %(copy_to)s, coalesce(h.quantity, 0)::text, w.quantity::text,
        %(copy_actor)s, %(copy_now)s
    from written w left join held h on h.product_id = w.product_id
)
select product_id from written order by 1
"""


@joined
def copy_stock(*, account_id: int, warehouse_id: int, source: str, params: Mapping[str, Any], actor: str) -> list[int]:
    """Set on hand at one warehouse from a query; gives the products whose number changed, logged as ever.

    `source` is a select of product_id and pieces, each of the account's own products once, with its `params`. Only rows
    that differ are touched, and no row is made for 0 pieces, so the same again writes nothing. The caller has checked
    that the warehouse is the account's own.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _COPIED.format(source=source),
            {
                **params,
                "copy_account": account_id,
                "copy_to": warehouse_id,
                "copy_actor": actor[:120],
                "copy_now": clock.now(),
            },
        )
        return [int(row[0]) for row in cursor.fetchall()]
