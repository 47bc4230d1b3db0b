"""Parcels: who may change them, and what they leave behind (G-01 … G-05)."""

from datetime import timedelta

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core import clock
from spinka.core.errors import Locked, NotFound
from spinka.core.models import Event
from spinka.shipments import queries
from spinka.shipments import services as shipments
from spinka.shipments.models import Package
from tests.factories.shop import Shop, make_shop


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def add(shop: Shop, **fields: object) -> int:
    order_id = shop.order().order_id
    with acting_for(shop.account_id):
        return shipments.add_package(
            account_id=shop.account_id,
            order_id=order_id,
            courier_code="dpd",
            number="1",
            actor="test",
            **fields,  # type: ignore[arg-type]
        )


class TestPartnersParcel:
    def test_is_read_only_here(self, shop: Shop) -> None:
        package_id = add(shop, is_partner=True, origin="partner")
        base = {"account_id": shop.account_id, "package_id": package_id, "actor": "test"}
        with acting_for(shop.account_id):
            with pytest.raises(Locked):
                shipments.delete_package(**base)
            with pytest.raises(Locked):
                shipments.set_package_status(tracking_status=2, **base)
            with pytest.raises(Locked):
                shipments.add_label(extension="pdf", content=b"x", **base)
            package = Package.objects.for_account(shop.account_id).get(pk=package_id)
        assert (package.tracking_status, package.tracking_status_at) == (0, None)

    def test_follows_the_partner(self, shop: Shop) -> None:
        package_id = add(shop, is_partner=True, origin="partner")
        base = {"account_id": shop.account_id, "package_id": package_id, "actor": "test", "origin": "partner"}
        with acting_for(shop.account_id):
            shipments.set_package_status(tracking_status=2, **base)
            shipments.add_label(extension="pdf", content=b"x", **base)
            assert queries.label_of(account_id=shop.account_id, package_id=package_id).content == b"x"
            shipments.delete_package(**base)
            events = Event.objects.filter(account_id=shop.account_id, name__startswith="package.").order_by("pk")
            assert [(event.name, event.origin) for event in events] == [
                ("package.created", "partner"),
                ("package.status", "partner"),
                ("package.label", "partner"),
                ("package.deleted", "partner"),
            ]


class TestSetPackageStatus:
    def test_an_older_state_only_joins_the_history(self, shop: Shop) -> None:
        package_id = add(shop)
        moment = clock.now().replace(microsecond=0)
        with acting_for(shop.account_id):
            for state, at in ((5, moment), (2, moment - timedelta(days=2))):
                shipments.set_package_status(
                    account_id=shop.account_id, package_id=package_id, tracking_status=state, at=at, actor="test"
                )
            package = Package.objects.for_account(shop.account_id).get(pk=package_id)
            history = queries.status_history(account_id=shop.account_id, package_ids=[package_id])[package_id]
        assert package.tracking_status == 5
        assert [row.tracking_status for row in history] == [2, 5]

    def test_refuses_parcels_of_others(self, shop: Shop) -> None:
        package_id = add(make_shop())
        with acting_for(shop.account_id), pytest.raises(NotFound):
            shipments.set_package_status(
                account_id=shop.account_id, package_id=package_id, tracking_status=2, actor="test"
            )


class TestFindPackage:
    def test_by_number_the_newest(self, shop: Shop) -> None:
        add(shop)
        newest = add(shop)
        with acting_for(shop.account_id):
            assert queries.find_package(account_id=shop.account_id, number="1").pk == newest
            with pytest.raises(NotFound):
                queries.find_package(account_id=shop.account_id, number="1", courier_code="ups")
