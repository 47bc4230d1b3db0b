"""Row-level security, composite keys and the door of connection codes."""

from django.db import migrations

from spinka.core.rls import composite_key, door, pair_policy, tenant_policy

OWN = ("integration", "codeattempt", "productimport", "forwardattempt")
SHARED = ("connection", "productlink", "sale", "saleline", "saleevent", "packagelink", "creditentry")


def shared_key(table: str, column: str, parent: str, side: str, target: str | None = None) -> migrations.RunSQL:
    """A key from a row of two accounts to a row of `side`; `target` is the parent's column of that account."""
    name = f"{table}_{column}_{side}"
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} foreign key ({side}_id, {column})"
        f" references {parent} ({target or side + '_id'}, id) on delete restrict",
        f"alter table {table} drop constraint {name}",
    )


def pair_unique(table: str) -> migrations.RunSQL:
    """Let children of a shared row carry both accounts in their keys."""
    return migrations.RunSQL(
        f"alter table {table} add constraint {table}_of_supplier unique (supplier_id, id);"
        f"alter table {table} add constraint {table}_of_contractor unique (contractor_id, id);",
        f"alter table {table} drop constraint {table}_of_supplier; alter table {table} drop constraint {table}_of_contractor;",
    )


class Migration(migrations.Migration):
    dependencies = [("connect", "0001_initial"), ("shipments", "0002_walls")]

    operations = [
        *(tenant_policy(f"connect_{table}") for table in OWN),
        *(pair_policy(f"connect_{table}") for table in SHARED),
        pair_unique("connect_sale"),
        composite_key("connect_integration", "inventory_id", "catalog_inventory", on_delete="restrict"),
        composite_key("connect_productimport", "inventory_id", "catalog_inventory"),
        shared_key("connect_connection", "integration_id", "connect_integration", "supplier", "account_id"),
        *(
            shared_key(f"connect_{table}", "connection_id", "connect_connection", side)
            for table in ("productlink", "sale", "creditentry")
            for side in ("supplier", "contractor")
        ),
        *(
            shared_key(f"connect_{table}", "sale_id", "connect_sale", side)
            for table in ("saleline", "saleevent", "packagelink")
            for side in ("supplier", "contractor")
        ),
        *(
            migrations.RunSQL(
                f"alter table connect_{table} add constraint {table}_connection_own foreign key (account_id, connection_id)"
                " references connect_connection (contractor_id, id) on delete cascade",
                f"alter table connect_{table} drop constraint {table}_connection_own",
            )
            for table in ("productimport", "forwardattempt")
        ),
        # A link goes with either product; who deletes one need not see the other.
        *(
            migrations.RunSQL(
                f"alter table connect_productlink add constraint productlink_{column} foreign key ({side}_id, {column})"
                " references catalog_product (account_id, id) on delete cascade",
                f"alter table connect_productlink drop constraint productlink_{column}",
            )
            for side, column in (("contractor", "product_id"), ("supplier", "supplier_product_id"))
        ),
        # Crossing (d) of R25: who stands behind a code, before any connection exists.
        door(
            "spinka_door_code",
            "digest text",
            "table (integration_id bigint, supplier_id bigint, supplier_name text, code_name text, settings jsonb,"
            " require_approval boolean, expires_at timestamptz, single_use boolean, used_at timestamptz)",
            """
            select i.id, i.account_id, a.name::text, i.code_name::text, i.settings, i.require_approval,
                   i.code_expires_at, i.code_single_use, i.code_used_at
            from connect_integration i join accounts_account a on a.id = i.account_id
            where i.code_hash = digest and i.deleted_at is null and a.is_active
            """,
        ),
    ]
