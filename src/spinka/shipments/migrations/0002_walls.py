"""Row-level security and composite keys of parcels."""

from django.db import migrations

from spinka.core.rls import composite_key, tenant_policy


class Migration(migrations.Migration):
    dependencies = [("shipments", "0001_initial"), ("orders", "0002_walls")]

    operations = [
        *(tenant_policy(f"shipments_{table}") for table in ("package", "packagelabel", "packagestatus")),
        composite_key("shipments_package", "order_id", "orders_order"),
        composite_key("shipments_packagelabel", "package_id", "shipments_package"),
        composite_key("shipments_packagestatus", "package_id", "shipments_package"),
    ]
