"""Row-level security of accounts and the doors used before the account is known (R47)."""

from django.db import migrations

from spinka.core.rls import door, tenant_policy


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("core", "0002_walls")]

    operations = [
        tenant_policy("accounts_account", "id"),
        tenant_policy("accounts_membership"),
        tenant_policy("accounts_apitoken"),
        door(
            "spinka_door_token",
            "token_digest text",
            "table (token_id bigint, account_id bigint, label text, scopes text[], call_limit int)",
            """
            select found.id, found.account_id, found.label::text, found.scopes::text[], found.call_limit
            from (
                select t.*, set_config('spinka.account', t.account_id::text, true) as entered,
                       set_config('spinka.partner', '', true) as alone
                from accounts_apitoken t join accounts_account a on a.id = t.account_id
                where t.hash = token_digest and t.revoked_at is null and a.is_active
                offset 0
            ) found
            where found.entered is not null and found.alone is not null
            """,
        ),
        door(
            "spinka_door_memberships",
            "person bigint",
            "table (account_id bigint, account_name text, role text, language text, time_zone text, currency text)",
            """
            select a.id, a.name::text, m.role::text, a.language::text, a.time_zone::text, a.currency::text
            from accounts_membership m join accounts_account a on a.id = m.account_id
            where m.user_id = person and a.is_active order by a.name, a.id
            """,
        ),
    ]
