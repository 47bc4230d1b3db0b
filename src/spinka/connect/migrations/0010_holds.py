"""Timed holds, and the shown number without what others hold (L-05, R1)."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

import spinka.connect.models.connection
from spinka.core.rls import pair_policy, stepping_sequence

BEFORE: str = import_module("spinka.connect.migrations.0008_planned_shown_stock").PLANNED
# What others hold and whose time is not over, per stock row; looked up only where the row says there may be some.
OF_OTHERS = (
    "case when s.held = 0 then 0 else coalesce((select sum(h.quantity) from catalog_heldpiece h"
    " where h.product_id = s.product_id and h.warehouse_id = s.warehouse_id and h.account_id = t.account_id"
    " and h.holder_id <> of_connection and h.expires_at > clock_timestamp()), 0) end"
)
SHOWN_STOCK = BEFORE.replace("s.quantity - s.reserved", f"s.quantity - s.reserved - {OF_OTHERS}")


def _side() -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="accounts.account",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_planned_door"),
        ("catalog", "0009_held_pieces"),
        ("connect", "0009_import_rows"),
    ]

    operations = [
        stepping_sequence("connect_hold_seq", 7000),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        db_default=spinka.connect.models.connection.NextId("connect_hold_seq"),
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("supplier_product_id", models.BigIntegerField()),
                ("quantity", models.IntegerField()),
                ("converted", models.IntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("converted", "Converted"),
                            ("expired", "Expired"),
                            ("deleted", "Deleted"),
                            ("released", "Released"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("sale_id", models.BigIntegerField(null=True)),
                ("actor", models.CharField(default="", max_length=120)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "connection",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="connect.connection",
                    ),
                ),
                ("contractor", _side()),
                ("supplier", _side()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["connection"], name="hold_open_of_connection"
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["supplier", "id"],
                        name="hold_open_of_supplier",
                    ),
                ],
            },
        ),
        pair_policy("connect_hold"),
        *(
            migrations.RunSQL(
                f"alter table connect_hold add constraint connect_hold_connection_id_{side} foreign key"
                f" ({side}_id, connection_id) references connect_connection ({side}_id, id) on delete restrict",
                f"alter table connect_hold drop constraint connect_hold_connection_id_{side}",
            )
            for side in ("supplier", "contractor")
        ),
        migrations.RunSQL(
            SHOWN_STOCK.replace("create function", "create or replace function"),
            BEFORE.replace("create function", "create or replace function"),
        ),
    ]
