"""Row-level security and composite keys of courier accounts, serials and parts of parcels."""

from django.db import migrations

from spinka.core.rls import composite_key, tenant_policy


class Migration(migrations.Migration):
    dependencies = [("shipments", "0003_couriers")]

    operations = [
        *(
            tenant_policy(f"shipments_{table}")
            for table in ("courieraccount", "serialcounter", "issuednumber", "packagepart")
        ),
        composite_key("shipments_package", "courier_account_id", "shipments_courieraccount", on_delete="set null"),
        composite_key("shipments_packagepart", "package_id", "shipments_package"),
    ]
