"""The shown number counts the warehouses of the catalog a product stands in, where an integration shares several (L-03)."""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("spinka.connect.migrations.0010_holds").SHOWN_STOCK
TERMS = "select i.account_id,"
AFTER_TERMS = "        where c.id = of_connection\n    )\n"
# Further catalogs as the settings name them; a part of a bundle that stands in none of them counts as the first's.
OTHERS = """        where c.id = of_connection
    ), others as materialized (
        select (k.item ->> 'inventory_id')::bigint as inventory_id,
            case when jsonb_typeof(k.item -> 'warehouses') = 'array' then array(
                select substr(w.key, 4)::bigint from jsonb_array_elements_text(k.item -> 'warehouses') w(key)
            ) else array(
                select h.id from catalog_inventorywarehouse u
                join catalog_warehouse h on h.account_id = u.account_id and h.id = u.warehouse_id and h.kind = 'bl'
                where u.account_id = t.account_id and u.inventory_id = (k.item ->> 'inventory_id')::bigint
            ) end as places
        from terms t cross join lateral jsonb_array_elements(t.catalogs) k(item)
    )
"""
PRODUCT = "select p.id, p.kind, p.is_bundle from catalog_product p"
PLACED = """select p.id, p.kind, p.is_bundle, case
            when p.inventory_id = t.inventory_id or t.catalogs = '[]' then t.places
            else coalesce((select o.places from others o where o.inventory_id = p.inventory_id), t.places)
        end as places
        from catalog_product p"""


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """The text with each part replaced; every one of them stands in it."""
    for part, new in pairs:
        if part not in text:
            raise ValueError(part)
        text = text.replace(part, new)
    return text


SHOWN_STOCK = changed(
    BEFORE,
    (
        TERMS,
        (
            "select i.account_id, i.inventory_id,\n            case when jsonb_typeof(w.catalogs) = 'array' then w.catalogs"
            " else '[]'::jsonb end as catalogs,"
        ),
    ),
    (
        "coalesce(c.supplier_settings -> 'warehouses', i.settings -> 'warehouses') as warehouses",
        (
            "coalesce(c.supplier_settings -> 'warehouses', i.settings -> 'warehouses') as warehouses,\n"
            "                coalesce(c.supplier_settings -> 'catalogs', i.settings -> 'catalogs') as catalogs"
        ),
    ),
    (AFTER_TERMS, OTHERS),
    (PRODUCT, PLACED),
    ("any(t.places)", "any(a.places)"),
)


class Migration(migrations.Migration):
    dependencies = [("connect", "0016_invitations")]

    operations = [migrations.RunSQL(SHOWN_STOCK, BEFORE)]
