"""What the end of a connection does, the same on every way to it (A-21, docs/decisions: the end of a connection)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from spinka.connect import services as connect
from spinka.connect.hold_reads import holds_page
from spinka.connect.models import Hold, ImportProfile, ProductLink
from spinka.connect.queries import live_stock
from spinka.core import clock
from spinka.core.models import Outbox
from spinka.shipments import services as shipments
from spinka.shipments.models import Package
from tests.connect.test_syncing import copy_of, logged, stock_of
from tests.factories.exchange import Exchange, make_exchange
from tests.support.jobs import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.feature("A-21")]


def change_state(x: Exchange, action: str) -> None:
    with acting_for(x.supplier.account_id):
        connect.change_state(
            account_id=x.supplier.account_id, connection_id=x.connection_id, action=action, actor="Jan"
        )


def leave(x: Exchange) -> None:
    with acting_for(x.contractor.account_id):
        connect.leave(
            account_id=x.contractor.account_id, contractor_integration_id=x.made.contractor_integration_id, actor="Anna"
        )


def delete(x: Exchange) -> None:
    with acting_for(x.supplier.account_id):
        connect.delete_integration(account_id=x.supplier.account_id, integration_id=x.made.integration_id, actor="Jan")


def join_again(x: Exchange) -> None:
    with acting_for(x.supplier.account_id):
        code = connect.reset_code(account_id=x.supplier.account_id, integration_id=x.made.integration_id).code
    with acting_for(x.contractor.account_id):
        connect.join(account_id=x.contractor.account_id, code=code, actor="Anna")


def revive(x: Exchange, state: str) -> None:
    if state == "suspended":
        change_state(x, "resume")
    else:
        join_again(x)


# way → what is done, the state it leads to
WAYS: dict[str, tuple[Callable[[Exchange], None], str]] = {
    "leave": (leave, "disconnected"),
    "disconnect": (lambda x: change_state(x, "disconnect"), "disconnected"),
    "suspend": (lambda x: change_state(x, "suspend"), "suspended"),
    "delete": (delete, "disconnected"),
}


def hold(x: Exchange, product_id: int, quantity: int) -> int:
    with acting_for(x.contractor.account_id):
        return connect.add_hold(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            supplier_product_id=product_id,
            quantity=quantity,
            actor="Anna",
        ).hold_id


def linked(x: Exchange, stock: int = 10) -> tuple[int, int]:
    """A supplier's product and the contractor's, linked as a person does it."""
    theirs, own = x.product(stock), x.own_product()
    with acting_for(x.contractor.account_id):
        connect.set_links(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            links=[connect.WantedLink(product_id=own, supplier_product_id=theirs)],
            actor="Anna",
        )
    return theirs, own


def live_key(x: Exchange) -> str:
    return f"blconnect_{x.connection().warehouse_id}"


def shown_by_api(x: Exchange, product_id: int) -> tuple[int, int, list[int]]:
    """Live stock in getInventoryProductsStock and getInventoryProductsData, and who has any by getInventoryProductsList."""
    api, inventory, key = x.contractor.account.api, x.contractor.inventory_id, live_key(x)
    stock = api.ok("getInventoryProductsStock", inventory_id=inventory)["products"][str(product_id)]["stock"][key]
    data = api.ok("getInventoryProductsData", inventory_id=inventory, products=[product_id])["products"]
    listed = api.ok("getInventoryProductsList", inventory_id=inventory, filter_stock_from=1)["products"]
    return stock, data[str(product_id)]["stock"][key], [int(one) for one in listed]


def later(hours: float) -> Any:
    return time_machine.travel(clock.now() + timedelta(hours=hours))


class TestEveryWay:
    @pytest.mark.parametrize("way", WAYS)
    def test_has_one_effect(self, way: str) -> None:
        end, state = WAYS[way]
        x = make_exchange(holds=True, hold_max_percent=100)
        theirs, own = linked(x)
        place = x.contractor.warehouse()
        x.want(stock_sync="live", stock_warehouse_id=f"bl_{place}")
        under_way, next_one = x.order((own, 2)), x.order((own, 1))
        x.forward(under_way.order_id)
        sale = x.sale()
        held = hold(x, theirs, 3)
        run_jobs()
        before = x.supplier.levels(theirs)
        assert shown_by_api(x, own) == (8, 8, [own])
        assert stock_of(x.contractor, place) == {own: 8}

        end(x)
        assert str(x.connection().state) == state
        run_jobs()

        # No new orders, and the order says why.
        (refused,) = x.forward(next_one.order_id, connect_integration_id=x.made.contractor_integration_id)
        assert (refused.state, refused.reason_code) == ("refused", "state")
        assert len(x.sales()) == 1
        # Stock is 0 wherever it was shown, and a live copy gets its 0 once.
        assert shown_by_api(x, own) == (0, 0, [])
        with acting_for(x.contractor.account_id):
            assert live_stock(account_id=x.contractor.account_id, product_ids=[own]) == {own: {live_key(x): 0}}
        assert stock_of(x.contractor, place) == {own: 0}
        assert [row[2:] for row in logged(x.contractor, 1)] == [("0", "8"), ("8", "0")]
        # What was held is free again; what the open order reserved stays reserved.
        with acting_for(x.contractor.account_id):
            assert holds_page(account_id=x.contractor.account_id) == []
            assert Hold.objects.for_account(x.contractor.account_id).get(pk=held).state == "released"
        assert x.supplier.levels(theirs) == before == (10, 2)
        # Copies stop: nothing waits for its time.
        assert (copy_of(x).state, copy_of(x).next_at) == ("stopped", None)
        with later(30):
            run_jobs()
            for shop in (x.supplier, x.contractor):
                with acting_for(shop.account_id):
                    assert not Outbox.objects.filter(account_id=shop.account_id, done_at=None, failed_at=None).exists()
        # The open order is finished: parcel and status arrive, and the sale is delivered.
        s = x.supplier
        with acting_for(s.account_id):
            shipments.add_package(
                account_id=s.account_id,
                order_id=x.supplier_order().pk,
                courier_code="dpd",
                number="600100",
                actor="Jan",
            )
            connect.issue_invoice(account_id=s.account_id, order_id=x.supplier_order().pk, actor="Jan")
        s.move(x.supplier_order().pk, s.sent)
        run_jobs()
        with acting_for(x.contractor.account_id):
            assert Package.objects.for_account(x.contractor.account_id).get().order_id == under_way.order_id
        assert (x.sale().pk, x.sale().state) == (sale.pk, "shipped")
        assert x.supplier.levels(theirs) == (8, 0)
        # History, links and products stay.
        with acting_for(x.contractor.account_id):
            assert ProductLink.objects.as_contractor(x.contractor.account_id).count() == 1
            assert Product.objects.for_account(x.contractor.account_id).filter(pk=own).exists()
        assert x.history(sale.pk)

        if way == "delete":
            return
        # Starting again revives what was there.
        revive(x, state)
        run_jobs()
        assert str(x.connection().state) == "active"
        assert shown_by_api(x, own)[:2] == (8, 8)
        assert stock_of(x.contractor, place) == {own: 8}
        (forwarded,) = x.forward(next_one.order_id)
        assert forwarded.state == "forwarded"

    def test_a_rejected_request_shows_and_passes_nothing(self) -> None:
        x = make_exchange()
        _, own = linked(x)
        order = x.order((own, 1))
        leave(x)
        with acting_for(x.supplier.account_id):
            connect.save_integration(
                account_id=x.supplier.account_id,
                integration_id=x.made.integration_id,
                fields={"require_approval": True},
            )
        join_again(x)
        for state in ("pending", "rejected"):
            if state == "rejected":
                change_state(x, "reject")
            assert str(x.connection().state) == state
            assert shown_by_api(x, own) == (0, 0, [])
            (refused,) = x.forward(order.order_id, connect_integration_id=x.made.contractor_integration_id)
            assert (refused.state, refused.reason_code) == ("refused", "state")
        change_state(x, "accept")
        assert shown_by_api(x, own) == (10, 10, [own])


class TestSchedules:
    def test_an_import_on_a_schedule_rests_meanwhile(self) -> None:
        x = make_exchange()
        x.product(5, name="Kubek")
        account_id = x.contractor.account_id

        def names() -> list[str]:
            with acting_for(account_id):
                return sorted(Product.objects.for_account(account_id).values_list("name", flat=True))

        with acting_for(account_id):
            connect.save_profile(
                account_id=account_id,
                connect_integration_id=x.made.contractor_integration_id,
                inventory_id=x.contractor.inventory_id,
                settings=connect.ProfileSettings(every="1h", new_products="always", is_approved=True),
                actor="Anna",
            )
        run_jobs()
        assert names() == ["Kubek"]
        x.product(7, name="Talerz")
        change_state(x, "suspend")
        with later(30):
            run_jobs()
            assert names() == ["Kubek"]
            with acting_for(account_id):
                profile = ImportProfile.objects.for_account(account_id).get()
                assert profile.state == "stopped"
        change_state(x, "resume")
        with later(32):
            run_jobs()
        assert names() == ["Kubek", "Talerz"]


class TestOneDirection:
    @pytest.mark.feature("E-20", "L-11")
    def test_what_the_contractor_changes_never_reaches_the_supplier(self) -> None:
        x = make_exchange()
        theirs, own = linked(x)
        place = x.contractor.warehouse()
        group = x.contractor.price_group_id
        x.want(stock_sync="live", stock_warehouse_id=f"bl_{place}", price_sync="live", price_group_id=group)
        run_jobs()
        assert stock_of(x.contractor, place) == {own: 10}
        supplier = x.supplier
        with acting_for(supplier.account_id):
            before = Product.objects.for_account(supplier.account_id).values().get(pk=theirs)
        api, inventory = x.contractor.account.api, x.contractor.inventory_id
        api.ok("updateInventoryProductsStock", inventory_id=inventory, products={own: {f"bl_{place}": 3}})
        api.ok("updateInventoryProductsPrices", inventory_id=inventory, products={own: {group: 7.5}})
        api.ok(
            "addInventoryProduct",
            inventory_id=inventory,
            product_id=own,
            text_fields={"name": "Moja nazwa"},
            ean="5901234123457",
            tax_rate=5,
        )
        with later(1):
            run_jobs()
        assert supplier.levels(theirs) == (10, 0)
        with acting_for(supplier.account_id):
            assert Product.objects.for_account(supplier.account_id).values().get(pk=theirs) == before
        prices = supplier.account.api.ok("getInventoryProductsPrices", inventory_id=supplier.inventory_id)["products"]
        assert prices[str(theirs)]["prices"] == {str(supplier.price_group_id): 100}
        # Writing to the live warehouse is a warning and changes nothing on either side (E-21).
        answer = api.ok("updateInventoryProductsStock", inventory_id=inventory, products={own: {live_key(x): 1}})
        assert answer["counter"] == 0
        assert str(own) in answer["warnings"]
        assert shown_by_api(x, own)[0] == 10
        # The next copy sets the contractor's numbers as the supplier's again.
        with acting_for(x.contractor.account_id):
            connect.run_copies_now(
                account_id=x.contractor.account_id, contractor_integration_id=x.made.contractor_integration_id
            )
        run_jobs()
        assert stock_of(x.contractor, place) == {own: 10}
