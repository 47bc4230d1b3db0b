"""Registering parcels, their labels and tracking states.

A parcel the other side of a sale registered is read-only here: only changes of origin "partner" touch it (DEC-15).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from spinka.core import clock
from spinka.core.errors import BadParameters, Locked, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders import journal_types
from spinka.orders import services as orders
from spinka.shipments import events
from spinka.shipments.models import Package, PackageLabel, PackagePart, PackageStatus

PARTNER = "partner"
EXTENSIONS = frozenset({"pdf", "html", "gif", "png", "epl", "zpl", "dpl"})
MOST_LABEL_BYTES = 2 * 1024 * 1024
LAST_TRACKING_STATUS = 13
_LENGTHS = {"courier_code": 20, "courier_name": 60, "package_number": 40, "tracking_url": 255}


@dataclass(frozen=True, slots=True)
class LabelFile:
    """A label file as it was given."""

    extension: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One box of a parcel: its number, kilograms and centimetres, zero where nobody said."""

    number: str
    weight: Decimal = Decimal(0)
    length: Decimal = Decimal(0)
    width: Decimal = Decimal(0)
    height: Decimal = Decimal(0)
    is_custom: bool = False


def _check_label(label: LabelFile) -> None:
    if label.extension.lower() not in EXTENSIONS:
        raise BadParameters("parameter extension: one of %(known)s", known=", ".join(sorted(EXTENSIONS)))
    if not label.content:
        raise BadParameters("parameter label: the file is empty")
    if len(label.content) > MOST_LABEL_BYTES:
        raise BadParameters("parameter label: at most 2 MB")


def _check_texts(**texts: str) -> None:
    for name, text in texts.items():
        if len(text) > _LENGTHS[name] or "\x00" in text:
            raise BadParameters("parameter %(name)s: at most %(limit)s characters", name=name, limit=_LENGTHS[name])


def _lock_package(account_id: int, package_id: int, *, origin: str) -> Package:
    """The parcel with its order locked first, then itself. Raises NotFound, Locked for the partner's parcel."""
    rows = Package.objects.for_account(account_id)
    found = rows.filter(pk=package_id).first() if 0 < package_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no parcel %(id)s", id=package_id)
    orders.lock_order(account_id=account_id, order_id=found.order_id)
    package = rows.select_for_update().filter(pk=package_id).first()
    if package is None:
        raise NotFound("There is no parcel %(id)s", id=package_id)
    if package.is_partner and origin != PARTNER:
        raise Locked("Parcel %(number)s is the partner's and cannot be changed here", number=package.number)
    return package


def _write_label(account_id: int, package_id: int, label: LabelFile) -> None:
    PackageLabel.objects.for_account(account_id).update_or_create(
        package_id=package_id,
        defaults={"extension": label.extension.lower(), "content": label.content, "created_at": clock.now()},
        create_defaults={
            "account_id": account_id,
            "extension": label.extension.lower(),
            "content": label.content,
            "created_at": clock.now(),
        },
    )


def _write_parts(account_id: int, package_id: int, parts: Sequence[Part]) -> None:
    PackagePart.objects.bulk_create(
        PackagePart(
            account_id=account_id,
            package_id=package_id,
            position=position,
            number=part.number,
            weight=part.weight,
            length=part.length,
            width=part.width,
            height=part.height,
            is_custom=part.is_custom,
        )
        for position, part in enumerate(parts, start=1)
    )


@transaction.atomic
def add_package(
    *,
    account_id: int,
    order_id: int,
    courier_code: str,
    number: str,
    courier_name: str = "",
    tracking_url: str = "",
    is_return: bool = False,
    is_partner: bool = False,
    sent_at: datetime | None = None,
    label: LabelFile | None = None,
    courier_account_id: int | None = None,
    parts: Sequence[Part] = (),
    origin: str = "",
    actor: str,
) -> int:
    """Register a parcel of an order, with its label and boxes if it has any; the parcel's id.

    A courier nobody knows is taken as its own name. Journal type 9. Raises NotFound for a foreign order,
    BadParameters for too long texts or a label that is none.
    """
    _check_texts(courier_code=courier_code, package_number=number, courier_name=courier_name, tracking_url=tracking_url)
    if not number.strip():
        raise BadParameters("parameter package_number is required")
    if tracking_url and not tracking_url.lower().startswith(("https://", "http://")):
        raise BadParameters("parameter tracking_url: an address that begins with https://")
    if label is not None:
        _check_label(label)
    orders.lock_order(account_id=account_id, order_id=order_id)
    moment = clock.now()
    package = Package(
        account_id=account_id,
        order_id=order_id,
        courier_code=courier_code,
        courier_name=courier_name,
        courier_account_id=courier_account_id,
        number=number,
        tracking_url=tracking_url,
        is_return=is_return,
        is_partner=is_partner,
        sent_at=sent_at or moment,
        created_at=moment,
    )
    package.save(force_insert=True)
    _write_parts(account_id, package.pk, parts)
    if label is not None:
        _write_label(account_id, package.pk, label)
    data = {"number": number, "courier_code": courier_code, "is_partner": is_partner}
    orders.record_journal(
        account_id=account_id,
        order_id=order_id,
        log_type=journal_types.PACKAGE_CREATED,
        object_id=package.pk,
        actor=actor,
        data=data,
    )
    events.created(account_id=account_id, order_id=order_id, package_id=package.pk, origin=origin)
    return int(package.pk)


@transaction.atomic
def delete_package(*, account_id: int, package_id: int, origin: str = "", actor: str) -> None:
    """Delete a parcel with label and history; journal type 10. Raises NotFound, Locked for the partner's parcel."""
    package = _lock_package(account_id, package_id, origin=origin)
    with connection.cursor() as cursor:
        cursor.execute("delete from shipments_package where account_id = %s and id = %s", [account_id, package_id])
    orders.record_journal(
        account_id=account_id,
        order_id=package.order_id,
        log_type=journal_types.PACKAGE_DELETED,
        object_id=package_id,
        actor=actor,
        data={"number": package.number, "courier_code": package.courier_code},
    )
    events.deleted(account_id=account_id, order_id=package.order_id, package_id=package_id, origin=origin)


@transaction.atomic
def set_package_status(
    *, account_id: int, package_id: int, tracking_status: int, at: datetime | None = None, origin: str = "", actor: str
) -> None:
    """Note a tracking state (0–13, R40) with its time; the state it has already changes nothing.

    A state older than the present one only joins the history. Raises NotFound, BadParameters, Locked.
    """
    if not 0 <= tracking_status <= LAST_TRACKING_STATUS:
        raise BadParameters("parameter tracking_status: 0 to 13")
    package = _lock_package(account_id, package_id, origin=origin)
    if package.tracking_status == tracking_status and (at is None or package.tracking_status_at == at):
        return
    moment = at or clock.now()
    PackageStatus(account_id=account_id, package_id=package_id, tracking_status=tracking_status, at=moment).save(
        force_insert=True
    )
    if package.tracking_status_at is not None and moment < package.tracking_status_at:
        return
    Package.objects.for_account(account_id).filter(pk=package_id).update(
        tracking_status=tracking_status, tracking_status_at=moment
    )
    events.status_changed(account_id=account_id, order_id=package.order_id, package_id=package_id, origin=origin)


@transaction.atomic
def add_label(
    *, account_id: int, package_id: int, extension: str, content: bytes, origin: str = "", actor: str
) -> None:
    """Give a parcel its label, or another one. Raises NotFound, BadParameters, Locked for the partner's parcel."""
    label = LabelFile(extension, content)
    _check_label(label)
    package = _lock_package(account_id, package_id, origin=origin)
    _write_label(account_id, package_id, label)
    events.labelled(account_id=account_id, order_id=package.order_id, package_id=package_id, origin=origin)
