"""Marks of transactions that write documents."""

from django.db import migrations

from spinka.core.rls import arrivals_mark


class Migration(migrations.Migration):
    dependencies = [("core", "0007_arrivals"), ("documents", "0004_printing")]

    operations = [arrivals_mark("documents_document", 3)]
