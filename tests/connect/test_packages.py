"""Parcels on both sides' orders: number, label, tracking, deletion, and nothing coming back."""

from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import Locked
from spinka.shipments import services as shipments
from spinka.shipments.models import Package, PackageLabel
from spinka.shipments.services import LabelFile
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def forwarded(x: Exchange) -> int:
    """The contractor's order of a sale."""
    _, own = x.pair()
    order = x.order((own, 1))
    x.forward(order.order_id)
    return order.order_id


def shipped(shop: Shop, order_id: int, number: str = "600100", **fields: Any) -> int:
    with acting_for(shop.account_id):
        package_id = shipments.add_package(
            account_id=shop.account_id, order_id=order_id, courier_code="dpd", number=number, actor="x", **fields
        )
    run_jobs()
    return package_id


def packages(shop: Shop, order_id: int | None = None) -> list[Package]:
    with acting_for(shop.account_id):
        rows = Package.objects.for_account(shop.account_id).order_by("pk")
        return list(rows.filter(order_id=order_id) if order_id else rows)


class TestPassPackage:
    @pytest.mark.feature("G-01", "G-02")
    def test_the_suppliers_parcel_and_label_appear_on_the_contractors_order(self) -> None:
        x = make_exchange()
        order_id = forwarded(x)
        shipped(
            x.supplier,
            x.supplier_order().pk,
            tracking_url="https://dpd.example/600100",
            label=LabelFile("pdf", b"%PDF-1.4 label"),
        )
        (copy,) = packages(x.contractor)
        assert (copy.order_id, copy.courier_code, copy.number) == (order_id, "dpd", "600100")
        assert (copy.is_partner, copy.tracking_url) == (True, "https://dpd.example/600100")
        with acting_for(x.contractor.account_id):
            label = PackageLabel.objects.for_account(x.contractor.account_id).get()
            assert (label.extension, bytes(label.content)) == ("pdf", b"%PDF-1.4 label")
            with pytest.raises(Locked):
                shipments.delete_package(account_id=x.contractor.account_id, package_id=copy.pk, actor="Anna")
        assert len(packages(x.supplier)) == 1
        assert x.history(x.sale().pk)[-1] == ("supplier", "package_created")

    @pytest.mark.feature("G-03")
    def test_the_contractors_parcel_appears_on_the_suppliers_order(self) -> None:
        x = make_exchange()
        order_id = forwarded(x)
        shipped(x.contractor, order_id)
        (copy,) = packages(x.supplier)
        assert (copy.order_id, copy.number, copy.is_partner) == (x.supplier_order().pk, "600100", True)
        assert len(packages(x.contractor)) == 1

    @pytest.mark.feature("G-05")
    def test_tracking_and_deletion_follow(self) -> None:
        x = make_exchange()
        forwarded(x)
        package_id = shipped(x.supplier, x.supplier_order().pk)
        with acting_for(x.supplier.account_id):
            shipments.set_package_status(
                account_id=x.supplier.account_id, package_id=package_id, tracking_status=5, actor="Jan"
            )
        run_jobs()
        assert [row.tracking_status for row in packages(x.contractor)] == [5]
        with acting_for(x.supplier.account_id):
            shipments.add_label(
                account_id=x.supplier.account_id, package_id=package_id, extension="zpl", content=b"^XA", actor="Jan"
            )
        run_jobs()
        with acting_for(x.contractor.account_id):
            assert PackageLabel.objects.for_account(x.contractor.account_id).get().extension == "zpl"
        with acting_for(x.supplier.account_id):
            shipments.delete_package(account_id=x.supplier.account_id, package_id=package_id, actor="Jan")
        run_jobs()
        assert packages(x.contractor) == []

    def test_one_suppliers_parcel_never_reaches_another_supplier(self) -> None:
        x = make_exchange()
        y = make_exchange(contractor=x.contractor)
        (_, first), (_, second) = x.pair(), y.pair()
        order = x.order((first, 1), (second, 1))
        x.forward(order.order_id)
        shipped(x.supplier, x.supplier_order().pk)
        assert len(packages(x.contractor, order.order_id)) == 1
        assert packages(y.supplier) == []
        shipped(x.contractor, order.order_id, "OWN")
        assert [row.number for row in packages(y.supplier)] == ["OWN"]
        assert [row.number for row in packages(x.supplier)] == ["600100", "OWN"]

    def test_a_parcel_travels_the_whole_chain(self) -> None:
        x = make_exchange()
        deep = make_exchange(contractor=x.supplier)
        theirs, own = x.pair()
        bottom = deep.product()
        deep.link(theirs, bottom)
        order = x.order((own, 1))
        x.forward(order.order_id)
        deep.forward(x.supplier_order().pk)
        package_id = shipped(deep.supplier, deep.supplier_order().pk, label=LabelFile("pdf", b"%PDF"))
        assert [row.number for row in packages(x.contractor, order.order_id)] == ["600100"]
        with acting_for(deep.supplier.account_id):
            shipments.delete_package(account_id=deep.supplier.account_id, package_id=package_id, actor="Jan")
        run_jobs()
        assert packages(x.contractor) == []
        assert packages(x.supplier) == []
