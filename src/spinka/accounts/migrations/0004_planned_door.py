"""The door of tokens keeps its plan: in plpgsql it is planned once a connection, in SQL it was with every call."""

from importlib import import_module

from django.db import migrations

from spinka.core.rls import door

NAME = "spinka_door_token"
RETURNS = "table (token_id bigint, account_id bigint, label text, scopes text[], call_limit int)"
BEFORE = next(
    operation
    for operation in import_module("spinka.accounts.migrations.0002_walls").Migration.operations
    if NAME in str(getattr(operation, "sql", ""))
)
PLANNED = door(
    NAME,
    "token_digest text",
    RETURNS,
    """
    #variable_conflict use_column
    declare
        entry record;
    begin
        select t.id, t.account_id, t.label::text as label, t.scopes::text[] as scopes, t.call_limit into entry
        from accounts_apitoken t join accounts_account a on a.id = t.account_id
        where t.hash = token_digest and t.revoked_at is null and a.is_active;
        if not found then
            return;
        end if;
        perform set_config('spinka.account', entry.account_id::text, true), set_config('spinka.partner', '', true);
        return query select entry.id, entry.account_id, entry.label, entry.scopes, entry.call_limit;
    end
    """,
    language="plpgsql",
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_door_of_accounts")]

    operations = [migrations.RunSQL(PLANNED.sql, BEFORE.sql)]
