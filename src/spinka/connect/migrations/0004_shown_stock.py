"""The one number of pieces a contractor is shown and may order (R1): API, import, sync and forwarding read it here."""

from django.db import migrations

# Runs with the caller's rights: the contractor inside a crossing, or the supplier itself; anybody else gets no rows.
# Products are looked up one by one ("offset 0") and "+ 0" keeps the planner off the index of warehouses: right after an
# import it knows nothing of the tables and would read the whole catalog for each of them.
# Its own search path keeps the planner from merging it into a query, where it could run once per row.
SHOWN_STOCK = """
create function spinka_shown_stock(of_connection bigint, of_products bigint[])
returns table (product_id bigint, shown int) language sql stable set search_path = public, pg_temp as $body$
    with terms as materialized (
        select i.account_id,
            case when jsonb_typeof(w.warehouses) = 'array' then array(
                select substr(k.key, 4)::bigint from jsonb_array_elements_text(w.warehouses) k(key)
            ) else array(
                select h.id from catalog_inventorywarehouse u
                join catalog_warehouse h on h.account_id = u.account_id and h.id = u.warehouse_id and h.kind = 'bl'
                where u.account_id = i.account_id and u.inventory_id = i.inventory_id
            ) end as places,
            coalesce((c.supplier_settings ->> 'stock_share_percent')::numeric,
                (i.settings ->> 'stock_share_percent')::numeric, 100) as share,
            coalesce((c.supplier_settings ->> 'stock_buffer')::numeric,
                (i.settings ->> 'stock_buffer')::numeric, 0) as buffer,
            coalesce((c.supplier_settings ->> 'stock_cap')::numeric,
                (i.settings ->> 'stock_cap')::numeric) as cap
        from connect_connection c
        join connect_integration i on i.account_id = c.supplier_id and i.id = c.integration_id
        cross join lateral (
            select coalesce(c.supplier_settings -> 'warehouses', i.settings -> 'warehouses') as warehouses
        ) w
        where c.id = of_connection
    )
    select a.id, case
        when a.kind = 'service' then null
        when a.is_bundle then (
            select case when count(*) = 0 then 0 else min(parts.pieces) end
            from (
                select case
                    when (
                        select p.kind from catalog_product p where p.account_id = t.account_id and p.id = b.product_id
                    ) = 'goods' then greatest(0, least(t.cap, floor(coalesce((
                        select sum(greatest(0, s.quantity - s.reserved)) from catalog_stock s
                        where s.product_id = b.product_id and s.account_id = t.account_id
                            and s.warehouse_id + 0 = any(t.places)
                    ), 0) * t.share / 100) - t.buffer))::int / b.quantity
                end as pieces
                from catalog_bundleitem b where b.account_id = t.account_id and b.bundle_id = a.id
            ) parts
        )
        else greatest(0, least(t.cap, floor(coalesce((
            select sum(greatest(0, s.quantity - s.reserved)) from catalog_stock s
            where s.product_id = a.id and s.account_id = t.account_id and s.warehouse_id + 0 = any(t.places)
        ), 0) * t.share / 100) - t.buffer))::int
    end
    from terms t
    cross join (select distinct unnest(of_products) as id) q
    cross join lateral (
        select p.id, p.kind, p.is_bundle from catalog_product p
        where p.account_id = t.account_id and p.id = q.id offset 0
    ) a
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("connect", "0003_names_and_numbers")]

    operations = [migrations.RunSQL(SHOWN_STOCK, "drop function spinka_shown_stock(bigint, bigint[])")]
