"""Row-level security, composite keys and search of orders."""

from django.db import migrations

from spinka.core.rls import ACCOUNT, composite_key, door, tenant_policy

TABLES = (
    "order",
    "orderline",
    "allocation",
    "orderpayment",
    "ordersource",
    "orderstatus",
    "orderextrafield",
    "journalentry",
)
KEYS = (
    ("order", "status_id", "orders_orderstatus", "restrict"),
    ("orderpayment", "order_id", "orders_order", "cascade"),
    ("orderline", "order_id", "orders_order", "cascade"),
    ("orderline", "product_id", "catalog_product", "set null"),
    ("orderline", "warehouse_id", "catalog_warehouse", "set null"),
    ("allocation", "line_id", "orders_orderline", "cascade"),
    ("allocation", "product_id", "catalog_product", "cascade"),
    ("allocation", "warehouse_id", "catalog_warehouse", "cascade"),
)


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial"), ("catalog", "0002_walls")]

    operations = [
        *(tenant_policy(f"orders_{table}") for table in TABLES),
        *(composite_key(f"orders_{child}", column, parent, on_delete=action) for child, column, parent, action in KEYS),
        migrations.RunSQL(
            "create index order_search on orders_order using gin (search_key gin_trgm_ops)", "drop index order_search"
        ),
        door(
            "spinka_search_orders",
            "pattern text, most int",
            "setof bigint",
            f"""
            select o.id from orders_order o where o.account_id = {ACCOUNT} and o.search_key like pattern
            order by o.id desc limit most
            """,
        ),
    ]
