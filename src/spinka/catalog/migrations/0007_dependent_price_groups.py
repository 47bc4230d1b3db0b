"""Price groups whose prices follow another group or the average cost."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import composite_key


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_lean_tables")]

    operations = [
        migrations.AddField(
            model_name="pricegroup",
            name="type",
            field=models.CharField(
                choices=[
                    ("standard", "Standard"),
                    ("dependent_on_price_group", "Of Group"),
                    ("dependent_on_average_cost", "Of Cost"),
                ],
                db_default="standard",
                default="standard",
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="pricegroup",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.pricegroup",
            ),
        ),
        migrations.AddField(
            model_name="pricegroup",
            name="price_multiplier",
            field=models.DecimalField(db_default=Decimal(1), decimal_places=6, default=Decimal(1), max_digits=14),
        ),
        migrations.AddField(
            model_name="pricegroup",
            name="price_addition",
            field=models.DecimalField(db_default=Decimal(0), decimal_places=4, default=Decimal(0), max_digits=14),
        ),
        migrations.AddConstraint(
            model_name="pricegroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source__isnull", False), ("type", "dependent_on_price_group")),
                    models.Q(models.Q(("type", "dependent_on_price_group"), _negated=True), ("source__isnull", True)),
                    _connector="OR",
                ),
                name="price_group_source",
            ),
        ),
        composite_key("catalog_pricegroup", "source_id", "catalog_pricegroup", on_delete="restrict"),
    ]
