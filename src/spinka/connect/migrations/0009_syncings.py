"""Copies of a supplier's stock and prices on a schedule, with their walls."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import pair_policy


def own_key(side: str) -> migrations.RunSQL:
    """A copy goes with its connection and stands between the same two accounts."""
    return migrations.RunSQL(
        f"alter table connect_syncing add constraint connect_syncing_connection_id_{side} foreign key"
        f" ({side}_id, connection_id) references connect_connection ({side}_id, id) on delete cascade",
        f"alter table connect_syncing drop constraint connect_syncing_connection_id_{side}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_planned_door"),
        ("connect", "0008_planned_shown_stock"),
    ]

    operations = [
        migrations.CreateModel(
            name="Syncing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(choices=[("stock", "Stock"), ("price", "Price")], max_length=5)),
                ("every", models.CharField(max_length=4)),
                ("target_id", models.BigIntegerField()),
                ("markup", models.DecimalField(decimal_places=4, default=0, max_digits=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("stopped", "Stopped"),
                            ("off", "Off"),
                        ],
                        max_length=8,
                    ),
                ),
                ("generation", models.IntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
                ("run", models.IntegerField(default=0)),
                ("begun_run", models.IntegerField(default=0)),
                ("cursor", models.BigIntegerField(default=0)),
                ("checked", models.IntegerField(default=0)),
                ("changed", models.IntegerField(default=0)),
                ("started_at", models.DateTimeField(null=True)),
                ("last_at", models.DateTimeField(null=True)),
                ("last_checked", models.IntegerField(default=0)),
                ("last_changed", models.IntegerField(default=0)),
                ("error", models.TextField(default="")),
                (
                    "pending",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("is_pending_whole", models.BooleanField(default=False)),
                ("is_woken", models.BooleanField(default=False)),
                (
                    "connection",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="connect.connection",
                    ),
                ),
                (
                    "contractor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("every", "live")), fields=["supplier", "connection"], name="syncing_live"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("connection", "subject"), name="syncing_once")],
            },
        ),
        pair_policy("connect_syncing"),
        own_key("supplier"),
        own_key("contractor"),
    ]
