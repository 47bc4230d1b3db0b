"""The doors: functions that look past the policies. Their list is kept here, and each has its isolation test (R47)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from spinka.accounts import queries
from spinka.accounts import services as accounts
from spinka.accounts.models import ApiToken, Role
from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.access import crossing
from spinka.connect.models import Invitation
from spinka.core import clock
from spinka.core.models import KeptAnswer, Outbox
from spinka.core.secrets import keyed_hash, token_hash
from tests.factories.accounts import PASSWORD, make_account, make_token
from tests.factories.connections import make_integration
from tests.factories.directory import make_listing
from tests.factories.exchange import make_exchange
from tests.support.jobs import forget_account

DOORS = {
    "spinka_analyze_catalog": "the planner's statistics after a bulk load; shows nothing and writes no row",
    "spinka_door_accounts": "ids of all accounts, for checks of the whole installation",
    "spinka_door_code": "who stands behind a connection code, before any connection exists (R25 d)",
    "spinka_door_directory": "companies of the supplier directory that are shown now, by filters (R25 c)",
    "spinka_door_directory_choices": "countries and industries those companies have",
    "spinka_door_invitation": "what the link of an invitation was made for, by its hash (R25 e)",
    "spinka_door_listing": "one company of the directory, shown now",
    "spinka_door_listings": "publications with their accounts, for the operator's command (R30)",
    "spinka_door_memberships": "the accounts of a person who signs in",
    "spinka_door_token": "the account of a token",
    "spinka_due_streams": "which streams have work that is due",
    "spinka_exchange_calls": "counts of calls by token, exchanged between web processes (R39)",
    "spinka_hint_products": "ids of the crossed-to partner's products by name, on an index (R48)",
    "spinka_search_orders": "ids of the account's own orders by text, on an index (R48)",
    "spinka_search_partner_products": "ids of the crossed-to partner's products by text, on an index (R48)",
    "spinka_search_products": "ids of the account's own products by text, on an index (R48)",
    "spinka_sweep_answers": "deletes answers kept for repeated calls when they are old",
    "spinka_sweep_outbox": "deletes old work that is done",
}
pytestmark = pytest.mark.django_db


def ask(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchall() if cursor.description else []


def current_account() -> str:
    return str(ask("select coalesce(current_setting('spinka.account', true), '')")[0][0])


class TestDoors:
    def test_are_these_and_no_others(self) -> None:
        rows = ask(
            "select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef"
            " and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')"
        )
        assert {name for (name,) in rows} == DOORS.keys()

    def test_look_nowhere_but_in_our_tables(self) -> None:
        """A search path left open would let a caller's temporary table stand in for a real one."""
        rows = ask(
            "select proname, proconfig::text[] from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"
        )
        assert [name for name, settings in rows if "search_path=public, pg_temp" not in (settings or [])] == []

    def test_are_open_to_the_application_alone(self) -> None:
        rows = ask(
            "select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"
            " and (proacl is null or exists (select 1 from aclexplode(proacl) a where a.grantee = 0))"
        )
        assert rows == []

    @pytest.mark.parametrize("door", DOORS)
    def test_each_has_its_test(self, door: str) -> None:
        kept: Callable[..., None] | None = getattr(TestEachDoor, f"test_{door}", None)
        assert kept is not None


class TestEachDoor:
    def test_spinka_analyze_catalog(self) -> None:
        """Gives back nothing, whoever asks."""
        make_account()
        assert ask("select spinka_analyze_catalog()") in ([(None,)], [("",)])

    def test_spinka_door_token(self) -> None:
        """Opens one account by one live token: not by a revoked one, another text, or nothing."""
        one, other = make_account(), make_account()
        assert queries.enter_by_token("") is None
        assert queries.enter_by_token(one.token + "x") is None
        assert queries.enter_by_token(token_hash(one.token)) is None
        assert current_account() == ""
        found = queries.enter_by_token(one.token)
        assert found is not None
        assert found.account_id == one.account_id
        assert current_account() == str(one.account_id)
        assert queries.enter_by_token("wrong") is None
        found = queries.enter_by_token(other.token)
        assert found is not None
        assert found.account_id == other.account_id
        assert list(ApiToken.objects.for_account(one.account_id)) == []
        forget_account()
        revoked = make_token(one.account_id)
        with acting_for(one.account_id):
            row = ApiToken.objects.for_account(one.account_id).get(hash=token_hash(revoked))
            accounts.revoke_token(account_id=one.account_id, token_id=row.pk)
        assert queries.enter_by_token(revoked) is None

    def test_spinka_door_accounts(self) -> None:
        """Gives ids and nothing else, and opens no account."""
        made = make_account()
        assert (made.account_id,) in ask("select * from spinka_door_accounts()")
        assert current_account() == ""
        assert ask("select 1 from accounts_account") == []

    def test_spinka_door_memberships(self) -> None:
        """Lists the accounts of this person only, and shows none of their rows."""
        one, other = make_account("One"), make_account("Other")
        accounts.add_member(
            account_id=other.account_id, email=one.email, name="", password=PASSWORD, language="pl", role=Role.VIEWER
        )
        assert [(row.account_name, row.role) for row in queries.memberships_of(one.user_id)] == [
            ("One", "owner"),
            ("Other", "viewer"),
        ]
        assert [row.account_id for row in queries.memberships_of(other.user_id)] == [other.account_id]
        assert queries.memberships_of(0) == []
        assert ask("select 1 from accounts_membership") == []

    def test_spinka_door_invitation(self) -> None:
        supplier = make_account()
        integration_id, _ = make_integration(supplier)
        with acting_for(supplier.account_id):
            connect.invite(account_id=supplier.account_id, integration_id=integration_id, email="biuro@sklep.example")
            digest = Invitation.objects.for_account(supplier.account_id).get().secret_hash
        forget_account()
        rows = ask("select supplier_id, integration_id, email, is_revoked from spinka_door_invitation(%s)", digest)
        assert rows == [(supplier.account_id, integration_id, "biuro@sklep.example", False)]
        assert ask("select * from spinka_door_invitation(%s)", token_hash("another")) == []
        assert current_account() == ""

    def test_spinka_door_code(self) -> None:
        """Answers for the digest of a code and nothing like it; the digest needs the installation's secret."""
        assert ask("select * from spinka_door_code(%s)", "") == []
        assert ask("select * from spinka_door_code(%s)", "%") == []
        assert ask("select * from spinka_door_code(%s)", keyed_hash("0" * 26, purpose="code")) == []
        columns = {
            name
            for (name,) in ask("select unnest(proargnames[2:])::text from pg_proc where proname = 'spinka_door_code'")
        }
        assert columns == {
            "integration_id",
            "supplier_id",
            "supplier_name",
            "code_name",
            "settings",
            "require_approval",
            "expires_at",
            "single_use",
            "used_at",
        }

    def test_spinka_door_directory(self) -> None:
        """Shows what is published and approved, never the address to write to; no row behind it is opened."""
        supplier = make_account("Hurtownia")
        listing_id, _ = make_listing(supplier, company_name="Canary & Co", contact_email="secret@canary.example")
        everything = "select * from spinka_door_directory(null, null, null, null, 10, 0)"
        (row,) = ask(everything)
        assert (row[0], row[3]) == (listing_id, "Canary & Co")
        assert "secret@" not in str(row)
        assert ask("select * from connect_listing") == []
        make_listing(supplier, integration_id=row[2], published=False)
        assert ask(everything) == []

    def test_spinka_door_listing(self) -> None:
        """Answers for one that is shown now, and for nothing else."""
        supplier = make_account("Hurtownia")
        listing_id, integration_id = make_listing(supplier, contact_email="secret@canary.example")
        (row,) = ask("select * from spinka_door_listing(%s)", listing_id)
        assert "secret@" not in str(row)
        assert ask("select * from spinka_door_listing(%s)", listing_id + 1) == []
        make_listing(supplier, integration_id=integration_id, published=False)
        assert ask("select * from spinka_door_listing(%s)", listing_id) == []

    def test_spinka_door_directory_choices(self) -> None:
        """Names what companies shown now have, not whose it is."""
        supplier = make_account("Hurtownia")
        _, integration_id = make_listing(supplier, countries=["PL", "DE"], industries=["paper"])
        assert ask("select * from spinka_door_directory_choices()") == [(["DE", "PL"], ["paper"])]
        make_listing(supplier, integration_id=integration_id, published=False)
        assert ask("select * from spinka_door_directory_choices()") == [([], [])]

    def test_spinka_door_listings(self) -> None:
        """Gives numbers, names and states of what is published; opens no account."""
        supplier = make_account("Hurtownia")
        listing_id, _ = make_listing(supplier, company_name="Canary", contact_email="secret@canary.example")
        (row,) = ask("select * from spinka_door_listings()")
        assert row[:4] == (listing_id, supplier.account_id, "Canary", "approved")
        assert current_account() == ""
        assert ask("select * from connect_listing") == []

    def test_spinka_due_streams(self) -> None:
        """Names accounts and streams, never what the work is about."""
        one, other = make_account(), make_account()
        for account in (one, other):
            with acting_for(account.account_id):
                Outbox.objects.create(
                    account_id=account.account_id,
                    stream=f"order:{account.account_id}",
                    job="orders.secret",
                    payload={"secret": "canary"},
                    created_at=clock.now(),
                    due_at=clock.now() + timedelta(minutes=account is other),
                )
        rows = ask("select * from spinka_due_streams(%s, 20)", clock.now())
        assert rows == [(one.account_id, f"order:{one.account_id}")]
        assert ask("select * from core_outbox") == []

    def test_spinka_exchange_calls(self) -> None:
        """Gives the sums of other processes for the tokens named, and of this minute alone; the rows stay closed."""
        exchange = "select * from spinka_exchange_calls(%s, %s, %s, %s) order by 1"
        assert ask(exchange, 7, "one", [1, 2], [10, 20]) == []
        assert ask(exchange, 7, "two", [1, 3], [5, 6]) == [(1, 10)]
        assert ask(exchange, 7, "one", [1], [11]) == [(1, 5)]
        assert ask(exchange, 8, "two", [1], [1]) == []
        assert ask("select * from core_calltally") == []

    def test_spinka_sweep_answers(self) -> None:
        """Deletes old answers, whoever's they are, and shows none."""
        account = make_account()
        with acting_for(account.account_id):
            for age in (0, 2):
                KeptAnswer.objects.create(
                    account_id=account.account_id,
                    token_id=1,
                    key=f"{age} days",
                    request="",
                    created_at=clock.now() - timedelta(days=age),
                )
        ask("select spinka_sweep_answers(%s)", clock.now() - timedelta(days=1))
        assert ask("select * from core_keptanswer") == []
        with acting_for(account.account_id):
            assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["0 days"]

    def test_spinka_sweep_outbox(self) -> None:
        """Deletes rows done long ago, whoever's they are; open and failed ones stay."""
        account = make_account()
        old = clock.now() - timedelta(days=9)
        with acting_for(account.account_id):
            for name, moments in {"done": {"done_at": old}, "open": {}, "failed": {"failed_at": old}}.items():
                Outbox.objects.create(
                    account_id=account.account_id, stream=name, job="x", created_at=old, due_at=old, **moments
                )
        ask("select spinka_sweep_outbox(%s)", clock.now() - timedelta(days=3))
        with acting_for(account.account_id):
            assert set(Outbox.objects.values_list("stream", flat=True)) == {"open", "failed"}

    @pytest.mark.parametrize("account", ["", "-1", "0"])
    def test_spinka_search_products(self, account: str) -> None:
        """Takes the account from the setting; no pattern finds another's products."""
        made, stranger = make_account(), make_account()
        inventory_id = made.api.ok("getInventories")["inventories"][0]["inventory_id"]
        name = {"name": "Canary one"}
        product_id = int(made.api.ok("addInventoryProduct", inventory_id=inventory_id, text_fields=name)["product_id"])
        search = "select spinka_search_products(%s, '%%canary%%', 10)"
        with acting_for(made.account_id):
            assert ask(search, inventory_id) == [(product_id,)]
        with acting_for(stranger.account_id):
            assert ask(search, inventory_id) == []
        ask("select set_config('spinka.account', %s, true)", account)
        assert ask(search, inventory_id) == []

    def test_spinka_hint_products(self) -> None:
        """Looks at the partner a crossing opened, at nobody without one, and never at the account itself."""
        x = make_exchange()
        theirs, own = x.product(name="Canary mug"), x.own_product("Canary mug")
        hint = "select product_id from spinka_hint_products(%s, array['canary mug'], 5)"
        with acting_for(x.contractor.account_id):
            assert ask(hint, x.supplier.inventory_id) == []
            with crossing(account_id=x.contractor.account_id, connection_id=x.connection_id):
                assert ask(hint, x.supplier.inventory_id) == [(theirs,)]
                assert ask(hint, x.contractor.inventory_id) == []
            assert ask(hint, x.supplier.inventory_id) == []
        with acting_for(make_account().account_id):
            assert ask(hint, x.supplier.inventory_id) == []
        assert own

    def test_spinka_search_partner_products(self) -> None:
        """The same for a search."""
        x = make_exchange()
        theirs = x.product(name="Canary mug")
        search = "select spinka_search_partner_products(%s, '%%canary%%', 10)"
        with acting_for(x.contractor.account_id):
            assert ask(search, x.supplier.inventory_id) == []
            with crossing(account_id=x.contractor.account_id, connection_id=x.connection_id):
                assert ask(search, x.supplier.inventory_id) == [(theirs,)]
            assert ask(search, x.supplier.inventory_id) == []
        with acting_for(make_account().account_id):
            assert ask(search, x.supplier.inventory_id) == []

    @pytest.mark.parametrize("account", ["", "-1", "0"])
    def test_spinka_search_orders(self, account: str) -> None:
        """Takes the account from the setting; no pattern finds another's orders."""
        made, stranger = make_account(), make_account()
        order_id = made.api.ok("addOrder", delivery_fullname="Canary Kowalska")["order_id"]
        search = "select spinka_search_orders('%%canary%%', 10)"
        with acting_for(made.account_id):
            assert ask(search) == [(order_id,)]
        with acting_for(stranger.account_id):
            assert ask(search) == []
        ask("select set_config('spinka.account', %s, true)", account)
        assert ask(search) == []
