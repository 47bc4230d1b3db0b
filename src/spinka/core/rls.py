"""Row-level security for migrations: the second wall behind the tenancy guard (R47)."""

from django.db import migrations

# The account of the transaction, and beside it the partner a live connection or sale opens (set by connect/access.py only).
ACCOUNT = "(select nullif(current_setting('spinka.account', true), '')::bigint)"
PARTNER = "(select nullif(current_setting('spinka.partner', true), '')::bigint)"


def tenant_policy(table: str, *columns: str) -> migrations.RunSQL:
    """Let a transaction see and write only rows whose account column names its account or the partner it crossed to.

    `columns` are the account columns of the table: one for an account's own rows, two for rows a pair of accounts shares.
    """
    test = " or ".join(f"{column} = {ACCOUNT} or {column} = {PARTNER}" for column in columns or ("account_id",))
    return migrations.RunSQL(
        f"alter table {table} enable row level security;"
        f"create policy tenant on {table} using ({test}) with check ({test});",
        f"drop policy tenant on {table}; alter table {table} disable row level security;",
    )


def pair_policy(table: str) -> migrations.RunSQL:
    """Policy of a row two accounts share: either of them sees it, nobody else, and no crossing is needed."""
    test = f"supplier_id = {ACCOUNT} or contractor_id = {ACCOUNT}"
    return migrations.RunSQL(
        f"alter table {table} enable row level security;"
        f"create policy tenant on {table} using ({test}) with check ({test});",
        f"drop policy tenant on {table}; alter table {table} disable row level security;",
    )


def door(name: str, arguments: str, returns: str, body: str, *, language: str = "sql") -> migrations.RunSQL:
    """A SECURITY DEFINER function: the only way to look at rows before the account is known (R47), or by an index (R48)."""
    return migrations.RunSQL(
        f"create or replace function {name}({arguments}) returns {returns} language {language} security definer "
        f"set search_path = public, pg_temp as $body$ {body} $body$;"
        f"revoke all on function {name} from public;",
        f"drop function {name};",
    )


def stepping_sequence(name: str, start: int) -> migrations.RunSQL:
    """A sequence whose ids grow by random steps, for ids that leave an account (R26).

    Steps are taken by calling nextval several times, so ids never collide and never go back.
    """
    return migrations.RunSQL(
        f"create sequence {name} start {start};"
        f"create or replace function {name}_next() returns bigint language plpgsql volatile as $body$"
        f" declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('{name}'); end loop; return n; end"
        f" $body$;",
        f"drop function {name}_next(); drop sequence {name};",
    )


def composite_key(
    table: str, column: str, parent: str, *, owner: str = "account_id", on_delete: str = "cascade"
) -> migrations.RunSQL:
    """A foreign key between tenants' tables that carries the account, so a row can never point at another's (R49).

    `owner` is the child's account column; `on_delete` is cascade, restrict or set null (of `column` alone).
    """
    action = f"set null ({column})" if on_delete == "set null" else on_delete
    name = f"{table}_{column}_own"
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} foreign key ({owner}, {column}) references {parent} (account_id, id)"
        f" on delete {action} deferrable initially immediate",
        f"alter table {table} drop constraint {name}",
    )


def arrivals_mark(table: str, stream: int) -> migrations.RunSQL:
    """Mark transactions that insert rows into a table programs read by growing ids (docs/decisions/0009).

    The mark is taken before the first row of a statement gets its id. `stream` is the table's number, 1 to 15.
    """
    return migrations.RunSQL(
        f"create trigger arriving before insert on {table} for each statement"
        f" execute function spinka_arriving({stream}, '{table}_id_seq')",
        f"drop trigger arriving on {table}",
    )
