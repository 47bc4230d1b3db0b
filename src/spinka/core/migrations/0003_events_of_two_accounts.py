"""An event of a sale is one row that both accounts read (R35); only its owner's side writes it."""

from django.db import migrations

from spinka.core.rls import ACCOUNT


class Migration(migrations.Migration):
    dependencies = [("core", "0002_walls")]

    operations = [
        migrations.RunSQL(
            f"create policy partner on core_event for select using (partner_id = {ACCOUNT});",
            "drop policy partner on core_event;",
        )
    ]
