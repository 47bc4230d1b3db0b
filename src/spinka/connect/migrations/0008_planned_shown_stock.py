"""The shown number keeps its plan: planning it anew took ten times as long as looking up the products of an order."""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("spinka.connect.migrations.0006_most_shown_stock").SHOWN_STOCK
HEAD = "language sql stable set search_path = public, pg_temp as $body$"
PLANNED = BEFORE.replace(
    HEAD,
    "language plpgsql stable set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $body$\n"
    "#variable_conflict use_column\nbegin return query",
).replace("\n$body$;", ";\nend $body$;")


class Migration(migrations.Migration):
    dependencies = [("connect", "0007_lean_tables")]

    operations = [migrations.RunSQL(PLANNED, BEFORE)]
