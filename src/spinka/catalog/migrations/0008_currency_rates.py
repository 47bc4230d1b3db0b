"""Exchange rates an account keeps by pair and day."""

import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import tenant_policy


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_planned_door"), ("catalog", "0007_dependent_price_groups")]

    operations = [
        migrations.CreateModel(
            name="CurrencyRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency_from", models.CharField(max_length=3)),
                ("currency_to", models.CharField(max_length=3)),
                ("rate", models.DecimalField(decimal_places=8, max_digits=18)),
                ("valid_from", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "currency_from", "currency_to", "valid_from"), name="currency_rate_of_a_day"
                    ),
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="currency_rate_positive"),
                ],
            },
        ),
        tenant_policy("catalog_currencyrate"),
    ]
