"""The shown number never grows beyond what its type holds, so one supplier's stock cannot fail a page of many."""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("spinka.connect.migrations.0004_shown_stock").SHOWN_STOCK.replace(
    "create function", "create or replace function"
)
MOST = 2**31 - 1
SHOWN_STOCK = BEFORE.replace("least(t.cap, floor(", f"least(t.cap, {MOST}, floor(")


class Migration(migrations.Migration):
    dependencies = [("connect", "0005_package_links")]

    operations = [migrations.RunSQL(SHOWN_STOCK, BEFORE)]
