"""Parcels, labels and tracking of a sale, on both sides' orders; the copy is read-only and never comes back (G-01 … G-05)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from spinka.connect import access
from spinka.connect.models import PackageLink, Sale, SaleState
from spinka.connect.services import sale_rows
from spinka.shipments import services as shipments
from spinka.shipments.models import Package, PackageLabel
from spinka.shipments.services import PARTNER, LabelFile


@dataclass(frozen=True, slots=True)
class _Pair:
    """One parcel on both sides, seen from one account."""

    sale_id: int
    own_package_id: int
    other_package_id: int
    is_supplier: bool


def _pairs(account_id: int, package_id: int) -> list[_Pair]:
    links = PackageLink.objects.for_account(account_id).order_by("pk")
    sent = links.filter(supplier_id=account_id, supplier_package_id=package_id)
    got = links.filter(contractor_id=account_id, contractor_package_id=package_id)
    return [
        *(_Pair(link.sale_id, package_id, link.contractor_package_id, True) for link in sent),
        *(_Pair(link.sale_id, package_id, link.supplier_package_id, False) for link in got),
    ]


@contextmanager
def _across(account_id: int, sale_id: int) -> Iterator[access.Crossing]:
    with access.crossing(account_id=account_id, sale_id=sale_id, need="sale") as crossing:
        yield crossing


def _acting_name(crossing: access.Crossing) -> str:
    acting = crossing.supplier if crossing.account_id == crossing.supplier_id else crossing.contractor
    return acting.name


def _targets(account_id: int, package: Package) -> list[Sale]:
    """Sales the parcel goes to: all of the order for an own one; the partner's is passed on along the chain only.

    A parcel of one supplier never reaches another supplier of the same order.
    """
    pairs = _pairs(account_id, package.pk)
    linked = {pair.sale_id for pair in pairs}
    ended = [SaleState.CANCELLED, SaleState.REFUSED]
    sales = Sale.objects.for_account(account_id).exclude(state__in=ended).order_by("pk")
    found = [
        *sales.filter(supplier_id=account_id, supplier_order_id=package.order_id),
        *sales.filter(contractor_id=account_id, contractor_order_id=package.order_id),
    ]
    if package.is_partner:
        came_from_below = any(not pair.is_supplier for pair in pairs)
        found = [sale for sale in found if (sale.supplier_id == account_id) == came_from_below]
    return [sale for sale in found if sale.pk not in linked]


def _label(account_id: int, package_id: int) -> LabelFile | None:
    row = PackageLabel.objects.for_account(account_id).filter(package_id=package_id).first()
    return LabelFile(row.extension, bytes(row.content)) if row is not None else None


@transaction.atomic
def pass_package(*, account_id: int, package_id: int) -> None:
    """Put a parcel with its label on the partner's order of every sale it belongs to, once."""
    package = Package.objects.for_account(account_id).filter(pk=package_id).first()
    if package is None:
        return
    for sale in _targets(account_id, package):
        is_supplier = sale.supplier_id == account_id
        with _across(account_id, sale.pk) as crossing:
            order_id = sale.contractor_order_id if is_supplier else sale.supplier_order_id
            copy_id = shipments.add_package(
                account_id=crossing.partner_id,
                order_id=order_id,
                courier_code=package.courier_code,
                courier_name=package.courier_name,
                number=package.number,
                tracking_url=package.tracking_url,
                is_return=package.is_return,
                is_partner=True,
                sent_at=package.sent_at,
                label=_label(account_id, package_id),
                origin=PARTNER,
                actor=_acting_name(crossing),
            )
            PackageLink(
                supplier_id=sale.supplier_id,
                contractor_id=sale.contractor_id,
                sale=sale,
                supplier_package_id=package_id if is_supplier else copy_id,
                contractor_package_id=copy_id if is_supplier else package_id,
            ).save(force_insert=True)
            _note(crossing, sale.pk, "package_created", package)


def _note(crossing: access.Crossing, sale_id: int, event: str, package: Package) -> None:
    sale_rows.note(
        sale_id=sale_id,
        supplier_id=crossing.supplier_id,
        contractor_id=crossing.contractor_id,
        side="supplier" if crossing.account_id == crossing.supplier_id else "contractor",
        event=event,
        actor=_acting_name(crossing),
        data={
            "number": package.number,
            "courier_code": package.courier_code,
            "tracking_status": package.tracking_status,
        },
    )


@transaction.atomic
def pass_label(*, account_id: int, package_id: int) -> None:
    """Give the partner's copies the parcel's label (G-02)."""
    label = _label(account_id, package_id)
    if label is None:
        return
    for pair in _pairs(account_id, package_id):
        with _across(account_id, pair.sale_id) as crossing:
            if _is_copy(crossing, pair):
                shipments.add_label(
                    account_id=crossing.partner_id,
                    package_id=pair.other_package_id,
                    extension=label.extension,
                    content=label.content,
                    origin=PARTNER,
                    actor=_acting_name(crossing),
                )


@transaction.atomic
def pass_tracking(*, account_id: int, package_id: int) -> None:
    """Give the partner's copies the parcel's tracking state (G-05)."""
    package = Package.objects.for_account(account_id).filter(pk=package_id).first()
    if package is None:
        return
    for pair in _pairs(account_id, package_id):
        with _across(account_id, pair.sale_id) as crossing:
            if _is_copy(crossing, pair):
                shipments.set_package_status(
                    account_id=crossing.partner_id,
                    package_id=pair.other_package_id,
                    tracking_status=package.tracking_status,
                    at=package.tracking_status_at,
                    origin=PARTNER,
                    actor=_acting_name(crossing),
                )
                _note(crossing, pair.sale_id, "package_status", package)


def _is_copy(crossing: access.Crossing, pair: _Pair) -> bool:
    """Whether the other side's parcel is the copy: changes flow from the one who registered it only."""
    return (
        Package.objects.for_account(crossing.partner_id).filter(pk=pair.other_package_id, is_partner=True).exists()
        and not Package.objects.for_account(crossing.account_id)
        .filter(pk=pair.own_package_id, is_partner=True)
        .exclude(pk__in=_passed_on(crossing.account_id, pair))
        .exists()
    )


def _passed_on(account_id: int, pair: _Pair) -> list[int]:
    """The own parcel when it is itself a copy from another sale of a chain, so that it may be passed on."""
    others = [other for other in _pairs(account_id, pair.own_package_id) if other.sale_id != pair.sale_id]
    return [pair.own_package_id] if others else []


@transaction.atomic
def pass_removal(*, account_id: int, package_id: int) -> None:
    """Delete the partner's copies of a parcel that was deleted."""
    for pair in _pairs(account_id, package_id):
        with _across(account_id, pair.sale_id) as crossing:
            links = PackageLink.objects.for_account(account_id).filter(sale_id=pair.sale_id)
            if pair.is_supplier:
                links.filter(supplier_package_id=package_id).delete()
            else:
                links.filter(contractor_package_id=package_id).delete()
            if Package.objects.for_account(crossing.partner_id).filter(pk=pair.other_package_id).exists():
                shipments.delete_package(
                    account_id=crossing.partner_id,
                    package_id=pair.other_package_id,
                    origin=PARTNER,
                    actor=_acting_name(crossing),
                )
                sale_rows.note(
                    sale_id=pair.sale_id,
                    supplier_id=crossing.supplier_id,
                    contractor_id=crossing.contractor_id,
                    side="supplier" if pair.is_supplier else "contractor",
                    event="package_deleted",
                    actor=_acting_name(crossing),
                )
