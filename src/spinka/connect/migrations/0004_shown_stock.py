"""The one number of pieces a contractor is shown and may order (R1): API, import, sync and forwarding read it here."""

from django.db import migrations

# Runs with the caller's rights: the contractor inside a crossing, or the supplier itself; anybody else gets no rows.
SHOWN_STOCK = """
create function spinka_shown_stock(of_connection bigint, of_products bigint[])
returns table (product_id bigint, shown int) language sql stable as $body$
    with terms as materialized (
        select i.account_id, i.inventory_id,
            coalesce(c.supplier_settings -> 'warehouses', i.settings -> 'warehouses') as warehouses,
            coalesce((c.supplier_settings ->> 'stock_share_percent')::numeric,
                (i.settings ->> 'stock_share_percent')::numeric, 100) as share,
            coalesce((c.supplier_settings ->> 'stock_buffer')::numeric,
                (i.settings ->> 'stock_buffer')::numeric, 0) as buffer,
            coalesce((c.supplier_settings ->> 'stock_cap')::numeric,
                (i.settings ->> 'stock_cap')::numeric) as cap
        from connect_connection c
        join connect_integration i on i.account_id = c.supplier_id and i.id = c.integration_id
        where c.id = of_connection
    ), places as materialized (
        select substr(w.key, 4)::bigint as id
        from terms t, jsonb_array_elements_text(t.warehouses) w(key)
        where jsonb_typeof(t.warehouses) = 'array'
        union
        select h.id
        from terms t
        join catalog_inventorywarehouse u on u.account_id = t.account_id and u.inventory_id = t.inventory_id
        join catalog_warehouse h on h.account_id = t.account_id and h.id = u.warehouse_id and h.kind = 'bl'
        where t.warehouses is null
    ), asked as materialized (
        select p.account_id, p.id, p.kind, p.is_bundle
        from catalog_product p join terms t on p.account_id = t.account_id
        where p.id = any(of_products)
    ), parts as materialized (
        select b.bundle_id, b.product_id, b.quantity, p.kind
        from asked a
        join catalog_bundleitem b on b.account_id = a.account_id and b.bundle_id = a.id
        join catalog_product p on p.account_id = a.account_id and p.id = b.product_id
        where a.is_bundle
    ), counted as materialized (
        select id from asked where not is_bundle and kind = 'goods'
        union
        select parts.product_id from parts where kind = 'goods'
    ), single as materialized (
        select n.id, greatest(0, least(t.cap,
            floor(coalesce(sum(greatest(0, s.quantity - s.reserved)), 0) * t.share / 100) - t.buffer))::int as pieces
        from terms t
        cross join counted n
        left join catalog_stock s on s.account_id = t.account_id and s.product_id = n.id
            and s.warehouse_id in (select id from places)
        group by n.id, t.share, t.buffer, t.cap
    )
    select a.id, case
        when a.kind = 'service' then null
        when not a.is_bundle then o.pieces
        when not exists (select 1 from parts where parts.bundle_id = a.id) then 0
        else (
            select min(s.pieces / parts.quantity) from parts join single s on s.id = parts.product_id
            where parts.bundle_id = a.id
        )
    end
    from asked a left join single o on o.id = a.id
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("connect", "0003_names_and_numbers")]

    operations = [migrations.RunSQL(SHOWN_STOCK, "drop function spinka_shown_stock(bigint, bigint[])")]
