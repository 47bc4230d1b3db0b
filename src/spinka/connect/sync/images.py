"""Images of imported products: addresses as they are, uploaded ones as addresses signed for this connection (R43)."""

from collections.abc import Sequence

from spinka.catalog.images import connection_address, public_address
from spinka.connect.sync.products import Course, run

_PAIRS = """
with pairs as materialized (
    select l.product_id as own_id, l.supplier_product_id as id from connect_productlink l
    where l.contractor_id = %(contractor)s and l.connection_id = %(connection)s and l.supplier_product_id = any(%(ids)s)
      and l.supplier_product_id between %(low)s and %(high)s
), source as materialized (
    select q.own_id, i.position, i.url, i.image_id, i.id from pairs q
    join catalog_productimage i on i.account_id = %(supplier)s and i.product_id = q.id
)
"""


def copy_images(course: Course, product_ids: Sequence[int]) -> None:
    """Make the linked products' images those of the supplier's products; uploaded ones die with the connection."""
    if not product_ids:
        return
    params = {**course.params, "ids": list(product_ids), "low": min(product_ids), "high": max(product_ids)}
    run(
        _PAIRS
        + """
        , gone as (
            delete from catalog_productimage o using pairs q
            where o.account_id = %(contractor)s and o.product_id = q.own_id
              and not exists (select 1 from source s where s.own_id = o.product_id and s.position = o.position)
        )
        insert into catalog_productimage (account_id, product_id, position, url, image_id, fetch_error)
        select %(contractor)s, own_id, position, url, null, '' from source where url <> '' order by own_id, position
        on conflict (product_id, position) do update set url = excluded.url, image_id = null, fetch_error = ''
        where catalog_productimage.url is distinct from excluded.url
        """,
        params,
    )
    uploaded = run(
        _PAIRS + " select own_id, position, id from source where url = '' and image_id is not null order by 1, 2",
        params,
    )
    if uploaded:
        run(
            """
            insert into catalog_productimage (account_id, product_id, position, url, image_id, fetch_error)
            select %(contractor)s, t.product_id, t.position, t.url, null, ''
            from unnest(%(products)s::bigint[], %(positions)s::int[], %(urls)s::text[]) as t(product_id, position, url)
            on conflict (product_id, position) do update set url = excluded.url, image_id = null, fetch_error = ''
            where catalog_productimage.url is distinct from excluded.url
            """,
            {
                **params,
                "products": [row[0] for row in uploaded],
                "positions": [row[1] for row in uploaded],
                "urls": [
                    public_address(connection_address(course.connection_id, course.supplier_id, row[2]))
                    for row in uploaded
                ],
            },
        )
