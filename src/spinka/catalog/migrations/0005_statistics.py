"""A door to ANALYZE: only owners may, and the planner is lost on tables a bulk load has just filled."""

from django.db import migrations

from spinka.core.rls import door


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_sort_key_collation")]

    operations = [
        door(
            "spinka_analyze_catalog",
            "",
            "void",
            "begin analyze catalog_product; analyze catalog_price; analyze catalog_stock; analyze catalog_productimage; end",
            language="plpgsql",
        ),
    ]
