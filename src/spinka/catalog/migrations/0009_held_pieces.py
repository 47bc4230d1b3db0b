"""Pieces held for a time: a number on the stock row, and for whom and until when beside it (R6)."""

import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import composite_key, tenant_policy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_planned_door"),
        ("catalog", "0008_currency_rates"),
    ]

    operations = [
        migrations.AddField(
            model_name="stock",
            name="held",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="stock",
            constraint=models.CheckConstraint(condition=models.Q(("held__gte", 0)), name="held_not_negative"),
        ),
        migrations.CreateModel(
            name="HeldPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hold_id", models.BigIntegerField()),
                ("holder_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField()),
                ("warehouse_id", models.BigIntegerField()),
                ("quantity", models.IntegerField()),
                ("expires_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="heldpiece",
            index=models.Index(fields=["product_id", "warehouse_id"], name="held_piece_of_stock"),
        ),
        migrations.AddConstraint(
            model_name="heldpiece",
            constraint=models.UniqueConstraint(
                fields=("hold_id", "product_id", "warehouse_id"), name="held_piece_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="heldpiece",
            constraint=models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="held_piece_positive"),
        ),
        tenant_policy("catalog_heldpiece"),
        composite_key("catalog_heldpiece", "product_id", "catalog_product"),
        composite_key("catalog_heldpiece", "warehouse_id", "catalog_warehouse"),
    ]
