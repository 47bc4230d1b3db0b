"""Changes of a sale one side asks for and the other answers, and forwarding of many orders as work."""

import django.db.models.deletion
import spinka.connect.models.connection
from django.db import migrations, models

from spinka.core.rls import composite_key, pair_policy, stepping_sequence, tenant_policy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_unconfirmed"),
        ("connect", "0014_credit_rates"),
    ]

    operations = [
        stepping_sequence("connect_request_seq", 3000),
        migrations.AddField(
            model_name="saleline",
            name="backordered",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="saleline",
            name="expected_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="ForwardRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("is_cancelled", models.BooleanField(default=False)),
                ("total", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("forwarded", models.IntegerField(default=0)),
                ("refused", models.IntegerField(default=0)),
                ("actor", models.CharField(default="", max_length=120)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
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
        migrations.CreateModel(
            name="ForwardRunOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_id", models.BigIntegerField()),
                ("state", models.CharField(default="untouched", max_length=10)),
                ("reason_code", models.CharField(default="", max_length=20)),
                ("reason", models.TextField(default="")),
                ("details", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="orders",
                        to="connect.forwardrun",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SaleRequest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        db_default=spinka.connect.models.connection.NextId("connect_request_seq"),
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("side", models.CharField(max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pieces", "Pieces"),
                            ("data", "Data"),
                            ("change", "Change"),
                            ("substitute", "Substitute"),
                            ("backorder", "Backorder"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("quantity", models.IntegerField(null=True)),
                ("price", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("date", models.DateTimeField(null=True)),
                ("product_id", models.BigIntegerField(null=True)),
                ("values", models.JSONField(default=dict)),
                ("reason", models.CharField(default="", max_length=500)),
                ("actor", models.CharField(default="", max_length=120)),
                ("created_at", models.DateTimeField()),
                ("answer", models.CharField(default="", max_length=500)),
                ("answered_by", models.CharField(default="", max_length=120)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "contractor",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                ("line_id", models.BigIntegerField(null=True)),
                (
                    "sale",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="connect.sale",
                    ),
                ),
                (
                    "supplier",
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
        migrations.AddConstraint(
            model_name="forwardrun",
            constraint=models.UniqueConstraint(fields=("account", "id"), name="forward_run_of_account"),
        ),
        migrations.AddConstraint(
            model_name="forwardrunorder",
            constraint=models.UniqueConstraint(fields=("run", "order_id"), name="forward_run_order_once"),
        ),
        migrations.AddIndex(
            model_name="salerequest",
            index=models.Index(fields=["sale", "id"], name="request_page"),
        ),
        migrations.AddConstraint(
            model_name="salerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("line_id__isnull", False), ("state", "open")),
                fields=("line_id",),
                name="request_open_of_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="salerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("line_id__isnull", True), ("state", "open")),
                fields=("sale",),
                name="request_open_of_data",
            ),
        ),
        tenant_policy("connect_forwardrun"),
        tenant_policy("connect_forwardrunorder"),
        pair_policy("connect_salerequest"),
        composite_key("connect_forwardrunorder", "run_id", "connect_forwardrun"),
        *(
            migrations.RunSQL(
                f"alter table connect_salerequest add constraint connect_salerequest_sale_id_{side} foreign key"
                f" ({side}_id, sale_id) references connect_sale ({side}_id, id) on delete restrict",
                f"alter table connect_salerequest drop constraint connect_salerequest_sale_id_{side}",
            )
            for side in ("supplier", "contractor")
        ),
    ]
