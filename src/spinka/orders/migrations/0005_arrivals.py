"""Marks of transactions that write orders and their journal."""

from django.db import migrations

from spinka.core.rls import arrivals_mark


class Migration(migrations.Migration):
    dependencies = [("core", "0007_arrivals"), ("orders", "0004_status_groups")]

    operations = [arrivals_mark("orders_order", 1), arrivals_mark("orders_journalentry", 2)]
