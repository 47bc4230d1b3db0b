"""Row-level security and composite keys of the book of clients."""

from django.db import migrations

from spinka.core.rls import composite_key, tenant_policy

TABLES = ("client", "clientstatus", "clientstatusgroup", "clientextrafield")


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]

    operations = [
        *(tenant_policy(f"clients_{table}") for table in TABLES),
        composite_key("clients_client", "status_id", "clients_clientstatus", on_delete="restrict"),
        composite_key("clients_clientstatus", "group_id", "clients_clientstatusgroup", on_delete="set null"),
    ]
