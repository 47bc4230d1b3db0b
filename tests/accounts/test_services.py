"""Opening accounts, people and tokens."""

from typing import Any

import pytest

from spinka.accounts import queries
from spinka.accounts import services as accounts
from spinka.accounts.models import Account, ApiToken, Membership, Role, User
from spinka.accounts.permissions import ALL_SCOPES
from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Inventory, PriceGroup, Warehouse
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.secrets import token_hash
from spinka.orders.models import OrderStatus
from tests.factories.accounts import PASSWORD, make_account
from tests.support.jobs import forget_account

pytestmark = pytest.mark.django_db
PERSON: dict[str, Any] = {"name": "Firma", "email": "jan@firma.example", "password": PASSWORD}


class TestOpenAccount:
    @pytest.mark.parametrize(
        ("language", "statuses"),
        [
            ("pl", ["Nowe", "W realizacji", "Wysłane", "Anulowane"]),
            ("en", ["New", "In progress", "Sent", "Cancelled"]),
        ],
    )
    def test_gives_a_catalog_a_price_group_a_warehouse_and_statuses(self, language: str, statuses: list[str]) -> None:
        opened = accounts.open_account(**PERSON, language=language, currency="EUR")
        account_id = opened.account_id
        with acting_for(account_id):
            (inventory,) = Inventory.objects.for_account(account_id)
            (group,) = PriceGroup.objects.for_account(account_id)
            (warehouse,) = Warehouse.objects.for_account(account_id)
            found = OrderStatus.objects.for_account(account_id).order_by("position", "id")
            names = [status.name for status in found]
            membership = Membership.objects.for_account(account_id).get()
        assert (inventory.default_price_group_id, inventory.default_warehouse_id) == (group.pk, warehouse.pk)
        assert group.currency == "EUR"
        assert inventory.reservations is True
        assert names == statuses
        assert (membership.user_id, membership.role) == (opened.user_id, Role.OWNER)

    def test_keeps_the_token_as_a_digest_only(self) -> None:
        opened = accounts.open_account(**PERSON, limit=7)
        with acting_for(opened.account_id):
            (token,) = ApiToken.objects.for_account(opened.account_id).values()
        assert token["hash"] == token_hash(opened.token)
        assert token["call_limit"] == 7
        assert set(token["scopes"]) == set(ALL_SCOPES)
        assert not [value for value in token.values() if value == opened.token]

    def test_a_person_may_own_several_with_one_password(self) -> None:
        first = accounts.open_account(**PERSON)
        second = accounts.open_account(**{**PERSON, "name": "Druga", "email": " JAN@firma.example "})
        assert first.user_id == second.user_id
        assert [row.account_name for row in queries.memberships_of(first.user_id)] == ["Druga", "Firma"]

    def test_anothers_password_opens_nothing(self) -> None:
        accounts.open_account(**PERSON)
        forget_account()
        with pytest.raises(Conflict):
            accounts.open_account(**{**PERSON, "password": "another-password"})
        assert User.objects.count() == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": ""},
            {"name": " "},
            {"name": "x" * 161},
            {"email": ""},
            {"email": "nobody"},
            {"email": "x" * 150 + "@x.example"},
            {"password": "short"},
            {"language": "de"},
            {"limit": -1},
        ],
        ids=str,
    )
    def test_refuses(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(BadParameters):
            accounts.open_account(**{**PERSON, **wrong})
        assert User.objects.count() == 0


class TestIssueToken:
    def test_carries_the_scopes_asked_for(self) -> None:
        made = make_account()
        issued = accounts.issue_token(account_id=made.account_id, scopes=["orders:read", "orders:read"], label="x")
        entry = queries.enter_by_token(issued.plain_text)
        assert entry is not None
        assert (entry.scopes, entry.label, entry.call_limit) == (frozenset({"orders:read"}), "x", 100)

    @pytest.mark.parametrize("wrong", [{"scopes": ["orders:everything"]}, {"limit": -1}, {"label": "x" * 101}])
    def test_refuses(self, wrong: dict[str, Any]) -> None:
        made = make_account()
        with pytest.raises(BadParameters):
            accounts.issue_token(account_id=made.account_id, **wrong)

    def test_refuses_an_account_that_is_not(self) -> None:
        with pytest.raises(NotFound):
            accounts.issue_token(account_id=987_654)


class TestRevokeToken:
    def test_takes_effect_at_once_and_only_for_ones_own(self) -> None:
        made, other = make_account(), make_account()
        entry = queries.enter_by_token(made.token)
        assert entry is not None
        with acting_for(other.account_id), pytest.raises(NotFound):
            accounts.revoke_token(account_id=other.account_id, token_id=entry.token_id)
        with acting_for(made.account_id):
            accounts.revoke_token(account_id=made.account_id, token_id=entry.token_id)
            accounts.revoke_token(account_id=made.account_id, token_id=entry.token_id)
        assert queries.enter_by_token(made.token) is None


class TestAddMember:
    def test_gives_an_existing_person_another_role(self) -> None:
        made, other = make_account(), make_account()
        for role in (Role.VIEWER, Role.CLERK):
            accounts.add_member(
                account_id=made.account_id, email=other.email, name="", password="", language="pl", role=role
            )
        roles = {row.account_id: row.role for row in queries.memberships_of(other.user_id)}
        assert roles == {other.account_id: "owner", made.account_id: "clerk"}

    def test_refuses_a_role_that_is_none(self) -> None:
        made = make_account()
        with pytest.raises(BadParameters):
            accounts.add_member(
                account_id=made.account_id, email="x@x.example", name="X", password=PASSWORD, language="pl", role="king"
            )
        assert not User.objects.filter(email="x@x.example").exists()


class TestPreferences:
    def test_change_only_what_is_named(self) -> None:
        made = make_account()
        accounts.set_preferences(user_id=made.user_id, theme="dark")
        accounts.set_preferences(user_id=made.user_id, name=" Jan ", language="en")
        user = User.objects.get(pk=made.user_id)
        assert (user.name, user.language, user.theme, user.density) == ("Jan", "en", "dark", "comfortable")

    @pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"is_active": "0"}, {"name": ""}, {"language": "de"}])
    def test_refuse_the_rest(self, wrong: dict[str, str]) -> None:
        made = make_account()
        with pytest.raises(BadParameters):
            accounts.set_preferences(user_id=made.user_id, **wrong)

    def test_a_new_password_replaces_the_old_one(self) -> None:
        made = make_account()
        user = accounts.change_password(user_id=made.user_id, password="another-password")
        assert user.check_password("another-password")
        assert not User.objects.get(pk=made.user_id).check_password(PASSWORD)


class TestGetAccount:
    def test_gives_ones_own_and_no_other(self) -> None:
        made, other = make_account("Mine"), make_account()
        with acting_for(made.account_id):
            assert queries.get_account(made.account_id).name == "Mine"
            with pytest.raises(NotFound):
                queries.get_account(other.account_id)
            assert Account.objects.count() == 1
