"""Row-level security and composite keys of returns."""

from django.db import migrations

from spinka.core.rls import composite_key, tenant_policy

TABLES = (
    "return",
    "returnline",
    "returnrefund",
    "returnstatus",
    "returnstatusgroup",
    "returnreason",
    "returnlinestatus",
    "returnextrafield",
    "returnjournalentry",
)
KEYS = (
    ("return", "order_id", "orders_order", "set null"),
    ("return", "status_id", "returns_returnstatus", "restrict"),
    ("returnline", "parent_id", "returns_return", "cascade"),
    ("returnline", "order_line_id", "orders_orderline", "set null"),
    ("returnline", "product_id", "catalog_product", "set null"),
    ("returnline", "warehouse_id", "catalog_warehouse", "set null"),
    ("returnline", "status_id", "returns_returnlinestatus", "set null"),
    ("returnline", "reason_id", "returns_returnreason", "set null"),
    ("returnrefund", "parent_id", "returns_return", "cascade"),
    ("returnstatus", "group_id", "returns_returnstatusgroup", "set null"),
)


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_initial"), ("orders", "0002_walls"), ("catalog", "0002_walls")]

    operations = [
        *(tenant_policy(f"returns_{table}") for table in TABLES),
        *(
            composite_key(f"returns_{child}", column, parent, on_delete=action)
            for child, column, parent, action in KEYS
        ),
    ]
