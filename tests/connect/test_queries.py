"""Live stock of linked products and lists of connections."""

from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Connection, ProductLink
from spinka.connect.queries import connected_integrations, contractors, live_stock, order_sources
from spinka.core import clock
from tests.factories.accounts import make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import Shop, make_shop

pytestmark = pytest.mark.django_db


def _link(made: MadeConnection, own_id: int, their_id: int) -> None:
    with acting_for(made.contractor.account_id):
        ProductLink(
            supplier_id=made.supplier.account_id,
            contractor_id=made.contractor.account_id,
            connection_id=made.connection_id,
            product_id=own_id,
            supplier_product_id=their_id,
            created_at=clock.now(),
        ).save(force_insert=True)


def _live(shop: Shop, *product_ids: int) -> dict[int, dict[str, int]]:
    with acting_for(shop.account_id):
        return live_stock(account_id=shop.account_id, product_ids=product_ids)


class TestLiveStock:
    @pytest.mark.feature("E-21", "B-11")
    def test_every_suppliers_number_now(self) -> None:
        mine, first, second = make_shop(), make_shop(), make_shop()
        own, unlinked = mine.product(), mine.product()
        theirs, others = first.product(10), second.product(4)
        one, two = (
            make_connection(first.account, mine.account),
            make_connection(second.account, mine.account, stock_buffer=1),
        )
        _link(one, own, theirs)
        _link(two, own, others)
        keys = (f"blconnect_{one.warehouse_id}", f"blconnect_{two.warehouse_id}")
        assert _live(mine, own, unlinked) == {own: dict(zip(keys, (10, 3), strict=True))}

    def test_zero_without_an_active_connection_or_shared_product(self) -> None:
        mine, shop = make_shop(), make_shop()
        own, excluded_own = mine.product(), mine.product()
        theirs, excluded = shop.product(10), shop.product(10)
        made = make_connection(shop.account, mine.account, product_filter={"exclude_product_ids": [excluded]})
        _link(made, own, theirs)
        _link(made, excluded_own, excluded)
        key = f"blconnect_{made.warehouse_id}"
        assert _live(mine, own, excluded_own) == {own: {key: 10}, excluded_own: {key: 0}}
        with acting_for(shop.account_id):
            connect.change_state(account_id=shop.account_id, connection_id=made.connection_id, action="suspend")
        assert _live(mine, own) == {own: {key: 0}}

    @pytest.mark.feature("B-09")
    def test_no_number_where_stock_is_not_shared_or_for_services(self) -> None:
        mine, shop = make_shop(), make_shop()
        own, service = mine.product(), mine.product(kind="service")
        made = make_connection(shop.account, mine.account)
        _link(made, own, shop.product(10))
        _link(made, service, shop.product(kind="service"))
        assert list(_live(mine, own, service)) == [own]
        with acting_for(shop.account_id):
            connect.set_contractor_settings(
                account_id=shop.account_id, connection_id=made.connection_id, values={"share_fields": ["name"]}
            )
        assert _live(mine, own, service) == {}


class TestLists:
    @pytest.mark.feature("B-14", "A-01")
    def test_each_side_sees_its_own_numbers(self) -> None:
        made = make_connection(code_name="Nowak B2B")
        with acting_for(made.supplier.account_id):
            [row] = contractors(account_id=made.supplier.account_id)
        assert (row.connection_id, row.integration_id, row.name, row.orders, row.last_order_at) == (
            made.connection_id,
            made.integration_id,
            "Sklep Kowalska",
            0,
            None,
        )
        with acting_for(made.contractor.account_id):
            [row] = connected_integrations(account_id=made.contractor.account_id)
        assert (row.connection_id, row.integration_id, row.name, row.partner_name) == (
            made.connection_id,
            made.contractor_integration_id,
            "Nowak B2B",
            "Hurtownia Nowak",
        )

    @pytest.mark.feature("B-14")
    def test_a_supplier_sees_contractors_of_every_state_with_their_credit(self) -> None:
        supplier = make_account("Hurtownia Nowak")
        seen = {}
        for state in ("pending", "active", "suspended", "rejected", "disconnected"):
            made = make_connection(supplier, make_account(f"Sklep {state}"), require_approval=state == "pending")
            with acting_for(supplier.account_id):
                connect.set_limit(
                    account_id=supplier.account_id, connection_id=made.connection_id, limit=Decimal(700), message="x"
                )
                Connection.objects.as_supplier(supplier.account_id).filter(pk=made.connection_id).update(state=state)
            seen[made.connection_id] = (f"Sklep {state}", state, Decimal(700), Decimal(0))
        with acting_for(supplier.account_id):
            rows = contractors(account_id=supplier.account_id)
        assert {row.connection_id: (row.name, row.state, row.credit.limit, row.credit.blocked) for row in rows} == seen

    def test_ended_connections_leave_the_contractors_list(self) -> None:
        made = make_connection()
        contractor_id = made.contractor.account_id
        with acting_for(contractor_id):
            connect.leave(account_id=contractor_id, contractor_integration_id=made.contractor_integration_id)
            assert connected_integrations(account_id=contractor_id) == []
            assert len(connected_integrations(account_id=contractor_id, ended_too=True)) == 1

    @pytest.mark.feature("B-16")
    def test_order_sources_name_integrations(self) -> None:
        made, stranger = make_connection(), make_account()
        with acting_for(made.supplier.account_id):
            assert order_sources(account_id=made.supplier.account_id) == {made.integration_id: "Hurt"}
        with acting_for(stranger.account_id):
            assert order_sources(account_id=stranger.account_id) == {}
