"""The start page: what waits, the figures of the week, the first-run guide."""

from django.test import Client

from spinka.accounts.models import User
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_connection
from tests.factories.world import make_world
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text


class TestStart:
    def test_a_new_account_is_led_to_its_first_sale(self, owner: Client) -> None:
        page = text(owner.get("/"))
        assert "First steps" in page
        assert 'href="/products"' in page
        assert "Nothing waits for you" in page
        assert "No orders came in the last 7 days." in page

    def test_shows_orders_not_forwarded_and_the_week(self, db: None) -> None:
        world = make_world("Nowak")
        User.objects.filter(pk=world.account.user_id).update(language="en")
        page = text(signed_in(world.account).get("/"))
        assert 'href="/orders?forwarded=no"' in page
        assert "order is not forwarded" in page
        assert "First steps" not in page
        assert "Bought: 1 sale" in page
        assert "Orders of 7 days" in page
        assert "PLN" in page

    def test_contractors_that_wait_are_to_be_dealt_with(self, firm: MadeAccount, owner: Client) -> None:
        waiting = make_connection(firm, make_account(), require_approval=True)
        page = text(owner.get("/"))
        assert "contractor waits for your approval" in page
        assert 'href="/contractors?state=pending"' in page
        client = signed_in(waiting.contractor)
        User.objects.filter(pk=waiting.contractor.user_id).update(language="en")
        assert "supplier has your request" in text(client.get("/"))

    def test_a_role_without_prices_sees_none(self, db: None) -> None:
        world = make_world("Nowak")
        User.objects.filter(pk=world.account.user_id).update(language="en")
        as_role(world.account, "warehouse")
        assert "PLN" not in text(signed_in(world.account).get("/"))

    def test_each_role_can_open_it(self, firm: MadeAccount, owner: Client) -> None:
        for role in ("owner", "manager", "clerk", "warehouse", "accounting", "viewer"):
            as_role(firm, role)
            assert owner.get("/").status_code == 200
