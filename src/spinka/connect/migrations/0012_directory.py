"""The supplier directory: publications and questions, their row-level security, and the doors others look through."""

import django.contrib.postgres.fields
import django.db.models.deletion
import spinka.connect.models.connection
from django.db import migrations, models
from spinka.core.rls import composite_key, door, pair_policy, stepping_sequence, tenant_policy

SHOWN = "l.is_published and l.state = 'approved' and i.deleted_at is null and a.is_active"
FROM = (
    "from connect_listing l join connect_integration i on i.account_id = l.account_id and i.id = l.integration_id"
    " join accounts_account a on a.id = l.account_id"
)
COLUMNS = (
    "listing_id bigint, supplier_id bigint, integration_id bigint, company_name text, language text, descriptions jsonb,"
    " services jsonb, countries text[], industries text[], types text[], shows_products boolean, join_mode text,"
    " allow_code boolean, answers_in_panel boolean, logo_id bigint"
)
SELECT = (
    "select l.id, l.account_id, l.integration_id, l.company_name::text, l.language::text, l.descriptions, l.services,"
    " l.countries::text[], l.industries::text[], l.types::text[],"
    " l.show_products and coalesce((i.settings ->> 'share_products')::boolean, true), l.join_mode::text, l.allow_code,"
    " l.answers_in_panel, l.logo_id"
)


def inquiry_key(side: str) -> migrations.RunSQL:
    """A message hangs on an inquiry of the same two accounts."""
    name = f"connect_inquirymessage_inquiry_id_{side}"
    return migrations.RunSQL(
        f"alter table connect_inquirymessage add constraint {name} foreign key ({side}_id, inquiry_id)"
        f" references connect_inquiry ({side}_id, id) on delete cascade",
        f"alter table connect_inquirymessage drop constraint {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_unconfirmed"),
        ("catalog", "0009_held_pieces"),
        ("connect", "0011_syncings"),
    ]

    operations = [
        stepping_sequence("connect_listing_seq", 400),
        stepping_sequence("connect_inquiry_seq", 700),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        db_default=spinka.connect.models.connection.NextId("connect_inquiry_seq"),
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("listing_id", models.BigIntegerField()),
                ("company_name", models.CharField(max_length=160)),
                ("contractor_name", models.CharField(max_length=160)),
                ("subject", models.CharField(max_length=200)),
                ("sent_from", models.CharField(max_length=8)),
                ("in_panel", models.BooleanField(default=False)),
                ("turn", models.CharField(default="", max_length=10)),
                ("day", models.DateField()),
                ("messages_count", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
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
        ),
        migrations.CreateModel(
            name="InquiryMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(max_length=10)),
                ("author", models.CharField(default="", max_length=120)),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField()),
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
                (
                    "inquiry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="connect.inquiry",
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
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        db_default=spinka.connect.models.connection.NextId("connect_listing_seq"),
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("is_published", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("state_reason", models.CharField(default="", max_length=500)),
                ("state_changed_at", models.DateTimeField()),
                ("company_name", models.CharField(max_length=160)),
                ("name_key", models.CharField(max_length=400)),
                ("sort_key", models.CharField(max_length=100)),
                ("language", models.CharField(default="pl", max_length=2)),
                ("descriptions", models.JSONField(default=dict)),
                ("services", models.JSONField(default=dict)),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), default=list, size=None
                    ),
                ),
                (
                    "industries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "industry_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                ("contact_email", models.CharField(max_length=150)),
                ("show_products", models.BooleanField(default=False)),
                (
                    "join_mode",
                    models.CharField(
                        choices=[("request", "Request"), ("direct", "Direct")], default="request", max_length=8
                    ),
                ),
                ("allow_code", models.BooleanField(default=False)),
                ("answers_in_panel", models.BooleanField(default=False)),
                ("approved_content", models.CharField(default="", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
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
                    "integration",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="connect.integration",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalog.storedimage",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["supplier", "-updated_at"], name="inquiry_page_of_supplier"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("contractor", "supplier", "day"), name="inquiry_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("supplier", "id"), name="inquiry_of_supplier"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("contractor", "id"), name="inquiry_of_contractor"),
        ),
        migrations.AddIndex(
            model_name="inquirymessage",
            index=models.Index(fields=["inquiry", "id"], name="inquiry_message_page"),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_published", True), ("state", "approved")),
                fields=["sort_key", "id"],
                name="listing_page",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(fields=("account", "id"), name="listing_of_account"),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(fields=("integration",), name="listing_once"),
        ),
        tenant_policy("connect_listing"),
        pair_policy("connect_inquiry"),
        pair_policy("connect_inquirymessage"),
        composite_key("connect_listing", "integration_id", "connect_integration"),
        composite_key("connect_listing", "logo_id", "catalog_storedimage", on_delete="set null"),
        inquiry_key("supplier"),
        inquiry_key("contractor"),
        # Crossing (c) of R25: publications that are shown now. Null filters let everything through.
        door(
            "spinka_door_directory",
            "words text, of_countries text[], of_industries text[], of_types text[], most int, skipped int",
            f"table ({COLUMNS})",
            f"""
            {SELECT} {FROM}
            where {SHOWN}
                and (words is null or l.name_key like words)
                and (of_countries is null or l.countries::text[] && of_countries)
                and (of_industries is null or l.industry_keys::text[] && of_industries)
                and (of_types is null or l.types::text[] && of_types)
            order by l.sort_key, l.id limit most offset skipped
            """,
        ),
        door(
            "spinka_door_listing",
            "of_listing bigint",
            f"table ({COLUMNS})",
            f"{SELECT} {FROM} where l.id = of_listing and {SHOWN}",
        ),
        # Which filters lead anywhere.
        door(
            "spinka_door_directory_choices",
            "",
            "table (countries text[], industries text[])",
            f"""
            select array(select distinct unnest(l.countries)::text {FROM} where {SHOWN} order by 1),
                array(select distinct unnest(l.industries)::text {FROM} where {SHOWN} order by 1 limit 500)
            """,
        ),
        # The operator's command lists and judges publications of all accounts.
        door(
            "spinka_door_listings",
            "",
            "table (listing_id bigint, account_id bigint, company_name text, state text, since timestamptz)",
            """
            select l.id, l.account_id, l.company_name::text, l.state::text, l.state_changed_at
            from connect_listing l join connect_integration i on i.account_id = l.account_id and i.id = l.integration_id
            where l.is_published and i.deleted_at is null order by l.id
            """,
        ),
    ]
