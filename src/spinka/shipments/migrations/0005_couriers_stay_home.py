"""Courier accounts are their owner's alone: not even a partner of a live sale reads them (G-04)."""

from django.db import migrations

from spinka.core.rls import ACCOUNT, PARTNER


class Migration(migrations.Migration):
    dependencies = [("shipments", "0004_couriers_walls")]

    operations = [
        migrations.RunSQL(
            f"alter policy tenant on shipments_courieraccount"
            f" using (account_id = {ACCOUNT}) with check (account_id = {ACCOUNT})",
            f"alter policy tenant on shipments_courieraccount"
            f" using (account_id = {ACCOUNT} or account_id = {PARTNER})"
            f" with check (account_id = {ACCOUNT} or account_id = {PARTNER})",
        )
    ]
