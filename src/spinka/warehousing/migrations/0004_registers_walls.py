"""Row-level security and composite keys of suppliers, payers and places."""

from django.db import migrations

from spinka.core.rls import composite_key, tenant_policy

TABLES = ("supplier", "payer", "zone", "rack", "placetype", "place")
KEYS = (
    ("rack", "zone_id", "warehousing_zone", "cascade"),
    ("place", "warehouse_id", "catalog_warehouse", "cascade"),
    ("place", "place_type_id", "warehousing_placetype", "set null"),
    ("place", "zone_id", "warehousing_zone", "set null"),
    ("place", "rack_id", "warehousing_rack", "set null"),
)


class Migration(migrations.Migration):
    dependencies = [("warehousing", "0003_registers"), ("accounts", "0002_walls"), ("catalog", "0001_initial")]

    operations = [
        *(tenant_policy(f"warehousing_{table}") for table in TABLES),
        *(composite_key(f"warehousing_{child}", column, parent, on_delete=action) for child, column, parent, action in KEYS),
    ]
