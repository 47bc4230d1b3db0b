"""Groups of order statuses, and the mark of technical orders."""

import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import composite_key, tenant_policy


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_door_of_accounts"), ("orders", "0003_public_lengths")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="is_technical",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="OrderStatusGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=15)),
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
        ),
        migrations.AddField(
            model_name="orderstatus",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="orders.orderstatusgroup",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderstatusgroup",
            constraint=models.UniqueConstraint(fields=("account", "id"), name="order_status_group_of_account"),
        ),
        tenant_policy("orders_orderstatusgroup"),
        composite_key("orders_orderstatus", "group_id", "orders_orderstatusgroup", on_delete="set null"),
    ]
