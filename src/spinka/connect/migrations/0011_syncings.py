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


# Imports could ask for the hourly copy before there was one (R7): those begin now.
WANTED = """
insert into connect_syncing (supplier_id, contractor_id, connection_id, subject, every, target_id, markup, state,
    generation, next_at, run, begun_run, cursor, checked, changed, last_checked, last_changed, error, pending,
    is_pending_whole, is_woken)
select c.supplier_id, c.contractor_id, c.id, w.subject, w.every, w.target, w.markup, 'queued', 1, now(), 0, 0, 0, 0, 0,
    0, 0, '', '{}', false, false
from connect_connection c cross join lateral (values
    ('stock', c.contractor_settings ->> 'stock_sync',
     substr(c.contractor_settings ->> 'stock_warehouse_id', 4)::bigint, 0),
    ('price', c.contractor_settings ->> 'price_sync', (c.contractor_settings ->> 'price_group_id')::bigint,
     coalesce((c.contractor_settings ->> 'price_markup_percent')::numeric, 0))
) w (subject, every, target, markup)
where c.state = 'active' and coalesce(w.every, 'off') <> 'off' and w.target is not null;
insert into core_outbox (account_id, stream, job, payload, created_at, due_at, attempts, error)
select y.contractor_id, 'connect-clock:' || y.id || ':1', 'connect.tick_copy',
    jsonb_build_object('copy_id', y.id, 'generation', 1), now(), now(), 0, ''
from connect_syncing y;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_planned_door"),
        ("connect", "0010_holds"),
        ("core", "0001_initial"),
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
        migrations.RunSQL(WANTED, migrations.RunSQL.noop),
    ]
