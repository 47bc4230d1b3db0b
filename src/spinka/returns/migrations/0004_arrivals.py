"""Marks of transactions that write returns and their journal."""

from django.db import migrations

from spinka.core.rls import arrivals_mark


class Migration(migrations.Migration):
    dependencies = [("core", "0007_arrivals"), ("returns", "0003_defaults")]

    operations = [arrivals_mark("returns_return", 4), arrivals_mark("returns_returnjournalentry", 5)]
