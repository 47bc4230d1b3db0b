"""Every table is a tenant's, behind a policy, or the platform's, with a reason (R47, R49)."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps

from spinka.accounts.models import Account, User
from spinka.accounts.tenancy import TenantManager
from spinka.ops.cluster import ADMIN, APPLICATION
from tests.architecture.tables import (
    NAMED_OTHERWISE,
    PLATFORM,
    UNKEYED,
    account_columns,
    own_models,
    tenant_models,
)

# Policies beside the one of every table; "r" opens rows for reading alone.
FURTHER_POLICIES = {("core_event", "partner", "r", False): "an event of a sale is one row both accounts read (R35)"}
ACCOUNT_COLUMNS = {"account_id", "supplier_id", "contractor_id"}


@pytest.fixture(scope="module")
def catalogue(app_dsn: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(app_dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def tables(catalogue: psycopg.Connection[Any]) -> set[str]:
    rows = catalogue.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
    )
    return {name for (name,) in rows}


@pytest.fixture(scope="module")
def tenant_tables(tables: set[str]) -> set[str]:
    return tables - PLATFORM.keys()


class TestModels:
    def test_each_is_a_tenants_or_the_platforms(self) -> None:
        strays = [m.__name__ for m in own_models() if m not in tenant_models() and m._meta.db_table not in PLATFORM]
        assert strays == []
        assert own_models().count(User) == 1

    def test_none_is_both(self) -> None:
        assert {m._meta.db_table for m in tenant_models()} & PLATFORM.keys() == set()

    def test_the_exceptions_have_their_column(self) -> None:
        for model, (column, reason) in NAMED_OTHERWISE.items():
            assert column in {field.column for field in model._meta.get_fields() if hasattr(field, "column")}
            assert reason

    @pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model.__name__)
    def test_hands_out_guarded_rows_only(self, model: type[Any]) -> None:
        if model in NAMED_OTHERWISE:
            return
        managers = [manager for manager in model._meta.managers if not isinstance(manager, TenantManager)]
        assert managers == []


class TestTables:
    def test_are_those_of_the_models(self, tenant_tables: set[str]) -> None:
        assert tenant_tables == {model._meta.db_table for model in tenant_models()}

    def test_platform_list_names_no_table_that_is_gone(self, tables: set[str]) -> None:
        assert PLATFORM.keys() - tables == set()
        assert all(PLATFORM.values())

    def test_there_are_no_views_to_look_through(self, catalogue: psycopg.Connection[Any]) -> None:
        views = catalogue.execute(
            "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')"
        ).fetchall()
        assert views == []


class TestPolicies:
    def test_every_tenants_table_has_one_for_reading_and_writing(
        self, catalogue: psycopg.Connection[Any], tenant_tables: set[str]
    ) -> None:
        rows = catalogue.execute(
            """
            select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid
            where c.relrowsecurity and p.polcmd = '*' and p.polpermissive
              and p.polqual is not null and p.polwithcheck is not null
              and pg_get_expr(p.polqual, c.oid) = pg_get_expr(p.polwithcheck, c.oid)
              and p.polroles = '{0}'
            """
        )
        assert tenant_tables == {name for (name,) in rows}

    def test_nothing_else_opens_a_table(self, catalogue: psycopg.Connection[Any], tenant_tables: set[str]) -> None:
        rows = catalogue.execute(
            "select c.relname, p.polname, p.polcmd::text, p.polwithcheck is not null"
            " from pg_policy p join pg_class c on c.oid = p.polrelid"
        )
        assert set(rows) == {(table, "tenant", "*", True) for table in tenant_tables} | FURTHER_POLICIES.keys()

    def test_each_compares_every_account_column_with_the_setting(self, catalogue: psycopg.Connection[Any]) -> None:
        for model in tenant_models():
            table = model._meta.db_table
            rows = catalogue.execute(
                "select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = %s::regclass and polcmd = '*'",
                [table],
            ).fetchall()
            assert len(rows) == 1, table
            for column in account_columns(model):
                assert f"{column} = ( SELECT" in rows[0][0], table
            assert "current_setting('spinka.account'::text, true)" in rows[0][0], table

    def test_a_second_policy_only_lets_the_partner_of_an_event_read(self, catalogue: psycopg.Connection[Any]) -> None:
        rows = catalogue.execute(
            "select polrelid::regclass::text, polcmd, pg_get_expr(polqual, polrelid) from pg_policy where polcmd <> '*'"
        ).fetchall()
        assert {(table, command) for table, command, _ in rows} == {
            (table, command) for table, _, command, _ in FURTHER_POLICIES
        }
        assert all(test.startswith("(partner_id = ( SELECT") for _, _, test in rows)


class TestApplicationRole:
    def test_has_no_power_over_policies(self, catalogue: psycopg.Connection[Any]) -> None:
        row = catalogue.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        ).fetchone()
        assert row == (APPLICATION, False, False, False, False)

    def test_is_member_of_no_other_role(self, catalogue: psycopg.Connection[Any]) -> None:
        row = catalogue.execute(
            "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = current_user"
        ).fetchone()
        assert row == (0,)

    def test_owns_nothing(self, catalogue: psycopg.Connection[Any]) -> None:
        row = catalogue.execute(
            """
            select (select count(*) from pg_class where relowner = current_user::regrole and relpersistence = 'p'),
                   (select count(*) from pg_proc where proowner = current_user::regrole),
                   (select count(*) from pg_namespace where nspowner = current_user::regrole),
                   (select count(*) from pg_database where datdba = current_user::regrole)
            """
        ).fetchone()
        assert row == (0, 0, 0, 0)

    def test_cannot_switch_the_wall_off(self, catalogue: psycopg.Connection[Any]) -> None:
        for statement in (
            "alter table orders_order disable row level security",
            "create policy all_of_it on orders_order using (true)",
            "set role spinka_owner",
            "create table public.aside (id int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                catalogue.execute(statement)

    def test_cannot_change_the_ledger(self, catalogue: psycopg.Connection[Any]) -> None:
        for statement in ("update connect_creditentry set amount = 0", "delete from connect_creditentry"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                catalogue.execute(statement)


class TestForeignKeys:
    def test_between_tenants_tables_carry_the_account(
        self, catalogue: psycopg.Connection[Any], tenant_tables: set[str]
    ) -> None:
        """R49: the child's account column points at the parent's, so no row can name another account's row."""
        allowed = {Account._meta.db_table, User._meta.db_table}
        rows = catalogue.execute(
            """
            select k.conname, child.relname, parent.relname,
                   array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i)
                         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by i),
                   array(select a.attname::text from unnest(k.confkey) with ordinality u(n, i)
                         join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by i)
            from pg_constraint k join pg_class child on child.oid = k.conrelid
                 join pg_class parent on parent.oid = k.confrelid
            where k.contype = 'f' and child.relnamespace = 'public'::regnamespace
            """
        ).fetchall()
        plain = [
            f"{child}: {name}"
            for name, child, parent, from_columns, to_columns in rows
            if child in tenant_tables
            and parent in tenant_tables - allowed
            and not any(
                {ours, theirs} <= ACCOUNT_COLUMNS for ours, theirs in zip(from_columns, to_columns, strict=True)
            )
        ]
        assert plain == []
        assert len([row for row in rows if row[2] not in allowed]) > 40

    def test_every_reference_of_a_model_has_one(self, catalogue: psycopg.Connection[Any]) -> None:
        """Django makes no constraint for `db_constraint=False`; a migration has to write the composite one.

        The few without any are listed with their reason.
        """
        rows = catalogue.execute(
            """
            select c.relname, a.attname from pg_constraint k join pg_class c on c.oid = k.conrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey) where k.contype = 'f'
            """
        ).fetchall()
        keyed = {(table, column) for table, column in rows}
        missing = [
            f"{model._meta.db_table}.{field.column}"
            for model in own_models()
            for field in model._meta.concrete_fields
            if field.is_relation and (model._meta.db_table, field.column) not in keyed
        ]
        assert set(missing) == UNKEYED.keys()


class TestSuperuserOfTests:
    def test_is_not_the_one_tests_use(self, run_cluster: Any, database_name: str, app_dsn: str) -> None:
        assert APPLICATION in app_dsn
        assert app_dsn != run_cluster.dsn(database_name, ADMIN)


def test_every_application_is_listed() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("spinka")}
    assert {"core", "accounts", "catalog", "orders", "shipments", "connect", "panel"} <= ours
