"""What imports do product by product, kept for preview, report and undo; imports that repeat themselves."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import composite_key, tenant_policy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_planned_door"),
        ("catalog", "0007_dependent_price_groups"),
        ("connect", "0008_planned_shown_stock"),
    ]

    operations = [
        migrations.AddField(
            model_name="productimport",
            name="figures",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="productimport",
            name="made",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="productimport",
            name="phase",
            field=models.CharField(
                choices=[("write", "Write"), ("plan", "Plan"), ("apply", "Apply"), ("undo", "Undo")],
                db_default="write",
                default="write",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="productimport",
            name="takes_from_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="ImportProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("every", models.CharField(default="off", max_length=4)),
                ("at", models.CharField(default="", max_length=5)),
                ("fields", models.JSONField(default=dict)),
                ("new_products", models.CharField(default="ask", max_length=6)),
                ("gone_products", models.CharField(default="keep", max_length=4)),
                ("asks_gone", models.BooleanField(default=True)),
                ("options", models.JSONField(default=dict)),
                (
                    "product_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), null=True, size=None
                    ),
                ),
                ("is_approved", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("off", "Off"),
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("stopped", "Stopped"),
                            ("failed", "Failed"),
                        ],
                        default="off",
                        max_length=7,
                    ),
                ),
                ("error", models.TextField(default="")),
                ("generation", models.IntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
                ("last_at", models.DateTimeField(null=True)),
                ("last_import_id", models.BigIntegerField(null=True)),
                ("changes_import_id", models.BigIntegerField(null=True)),
                ("changed_by", models.CharField(default="", max_length=120)),
                ("created_at", models.DateTimeField()),
                ("version", models.IntegerField(default=1)),
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
                    "connection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="connect.connection",
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.inventory",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="productimport",
            name="profile",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="connect.importprofile",
            ),
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "import_id",
                        "supplier_product_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("import_id", models.BigIntegerField()),
                ("supplier_product_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("create", "Create"),
                            ("update", "Update"),
                            ("associate", "Associate"),
                            ("conflict", "Conflict"),
                            ("gone", "Gone"),
                        ],
                        max_length=9,
                    ),
                ),
                ("name", models.CharField(db_default="", default="", max_length=200)),
                ("sku", models.CharField(db_default="", default="", max_length=50)),
                ("changes", models.JSONField(db_default={}, default=dict)),
                (
                    "declined",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), db_default=[], default=list, size=None
                    ),
                ),
                (
                    "hits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], default=list, size=None
                    ),
                ),
                ("reason", models.CharField(db_default="", default="", max_length=20)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("ask", "Ask"),
                        ],
                        db_default="planned",
                        default="planned",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("written", "Written"),
                            ("stale", "Stale"),
                            ("left", "Left"),
                            ("undone", "Undone"),
                            ("kept", "Kept"),
                        ],
                        db_default="planned",
                        default="planned",
                        max_length=7,
                    ),
                ),
                ("ids", models.JSONField(db_default={}, default=dict)),
                ("sent", models.CharField(db_default="", default="", max_length=64)),
                ("sent_before", models.CharField(db_default="", default="", max_length=64)),
                ("own_version", models.IntegerField(db_default=0, default=0)),
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
        migrations.CreateModel(
            name="SeenProduct",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "profile_id",
                        "supplier_product_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("profile_id", models.BigIntegerField()),
                ("supplier_product_id", models.BigIntegerField()),
                ("product_id", models.BigIntegerField(null=True)),
                ("seen", models.JSONField(db_default={}, default=dict)),
                ("is_declined", models.BooleanField(db_default=False, default=False)),
                ("is_gone", models.BooleanField(db_default=False, default=False)),
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
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="importprofile",
            constraint=models.UniqueConstraint(fields=("account", "id"), name="import_profile_of_account"),
        ),
        migrations.AddConstraint(
            model_name="importprofile",
            constraint=models.UniqueConstraint(fields=("connection", "inventory"), name="import_profile_once"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["import_id", "kind", "supplier_product_id"], name="import_row_page"),
        ),
        *(tenant_policy(f"connect_{table}") for table in ("importprofile", "importrow", "seenproduct")),
        composite_key("connect_importprofile", "inventory_id", "catalog_inventory"),
        migrations.RunSQL(
            "alter table connect_importprofile add constraint importprofile_connection_own"
            " foreign key (account_id, connection_id) references connect_connection (contractor_id, id) on delete cascade",
            "alter table connect_importprofile drop constraint importprofile_connection_own",
        ),
        composite_key("connect_productimport", "profile_id", "connect_importprofile", on_delete="set null"),
        composite_key("connect_importrow", "import_id", "connect_productimport"),
        composite_key("connect_seenproduct", "profile_id", "connect_importprofile"),
    ]
