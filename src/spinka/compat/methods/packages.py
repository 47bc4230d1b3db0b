"""Parcels: createPackageManual, deleteCourierPackage, getOrderPackages, getLabel, getCourierPackagesStatusHistory,
and our addOrderPackageLabel, setOrderPackageStatus."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from msgspec import Meta

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.packages import (
    AddOrderPackageLabelReply,
    CreatePackageManualReply,
    GetCourierPackagesStatusHistoryReply,
    GetLabelReply,
    GetOrderPackagesReply,
)
from spinka.compat.wire.amounts import BigInt, UnixTime, moment, read_file
from spinka.core import clock
from spinka.shipments import queries, shipping
from spinka.shipments import services as shipments
from spinka.shipments.models import Package, PackageStatus

MOST_HISTORIES: Final = 100
_SHIPPED, _DELIVERED, _SATURDAY = 2, 5, 5

CourierCode = Annotated[str, Meta(max_length=20)]
PackageNumber = Annotated[str, Meta(max_length=40)]
Extension = Annotated[str, Meta(max_length=4)]


def _label(text: str, extension: str) -> shipments.LabelFile:
    content = read_file("label", text, most=shipments.MOST_LABEL_BYTES)
    return shipments.LabelFile(extension.lstrip(".").lower(), content)


class CreatePackageManualParams(Params, kw_only=True):
    """A parcel registered elsewhere; `label`, `extension` and `tracking_url` are ours."""

    order_id: BigInt
    courier_code: CourierCode = ""
    package_number: PackageNumber
    pickup_date: UnixTime = 0
    return_shipment: bool = False
    label: str = ""
    extension: Extension = "pdf"
    tracking_url: Annotated[str, Meta(max_length=255)] = ""


def _tracking_page(call: Call, params: CreatePackageManualParams) -> str:
    return shipping.tracking_page(
        account_id=call.account_id, courier_code=params.courier_code, number=params.package_number
    )


@method(
    "createPackageManual", scope=Scope.SHIPMENTS_WRITE, params=CreatePackageManualParams, reply=CreatePackageManualReply
)
def create_package_manual(call: Call, params: CreatePackageManualParams) -> Answer:
    """Register a parcel with its number and courier, and its label if there is one."""
    package_id = shipments.add_package(
        account_id=call.account_id,
        order_id=params.order_id,
        courier_code=params.courier_code,
        number=params.package_number,
        tracking_url=params.tracking_url or _tracking_page(call, params),
        is_return=params.return_shipment,
        sent_at=moment(params.pickup_date),
        label=_label(params.label, params.extension) if params.label else None,
        actor=call.actor,
    )
    return {"package_id": package_id, "package_number": params.package_number}


class PackageParams(Params):
    """A parcel by id or by number."""

    courier_code: CourierCode = ""
    package_id: BigInt = 0
    package_number: PackageNumber = ""


class DeletePackageParams(PackageParams):
    """A parcel that goes; force_delete changes nothing here, no courier is asked."""

    force_delete: bool = False


def _found(call: Call, params: PackageParams) -> Package:
    if not params.package_id and not params.package_number:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter package_id or package_number is required")
    return queries.find_package(
        account_id=call.account_id,
        package_id=params.package_id,
        number=params.package_number,
        courier_code=params.courier_code,
    )


@method("deleteCourierPackage", scope=Scope.SHIPMENTS_WRITE, params=DeletePackageParams, reply=NoReply)
def delete_courier_package(call: Call, params: DeletePackageParams) -> Answer:
    """Delete a parcel; the partner's parcels are refused with ERROR_LOCKED."""
    package = _found(call, params)
    shipments.delete_package(account_id=call.account_id, package_id=package.pk, actor=call.actor)
    return {}


@method("getLabel", scope=Scope.SHIPMENTS_READ, params=PackageParams, reply=GetLabelReply)
def get_label(call: Call, params: PackageParams) -> Answer:
    """The label of a parcel, plain base64."""
    label = queries.label_of(account_id=call.account_id, package_id=_found(call, params).pk)
    return {"extension": label.extension, "label": base64.b64encode(label.content).decode()}


class OrderPackagesParams(Params):
    """The order."""

    order_id: BigInt


def _working_days(start: datetime, end: datetime) -> int:
    """Days from shipping to delivery without Saturdays and Sundays."""
    day, last = start.astimezone(UTC).date(), end.astimezone(UTC).date()
    count = 0
    while day < last and count < 1000:
        day += timedelta(days=1)
        count += day.weekday() < _SATURDAY
    return count


def _delivery_days(history: list[PackageStatus]) -> int:
    shipped = next((row.at for row in history if row.tracking_status == _SHIPPED), None)
    delivered = next((row.at for row in reversed(history) if row.tracking_status == _DELIVERED), None)
    return _working_days(shipped, delivered) if shipped and delivered else 0


@method("getOrderPackages", scope=Scope.SHIPMENTS_READ, params=OrderPackagesParams, reply=GetOrderPackagesReply)
def get_order_packages(call: Call, params: OrderPackagesParams) -> Answer:
    """Parcels of an order, oldest first. Four queries.

    `tracking_status`: 0 unknown, 1 label made, 2 shipped, 3 not delivered, 4 out for delivery, 5 delivered, 6 returned,
    7 notice left, 8 waiting at a point, 9 lost, 10 cancelled, 11 on the way, 12 exception, 13 transferred abroad.
    """
    packages = list(queries.packages_of(account_id=call.account_id, order_id=params.order_id))
    history = queries.status_history(account_id=call.account_id, package_ids=[package.pk for package in packages])
    return {
        "packages": [
            {
                "package_id": package.pk,
                "courier_package_nr": package.number,
                "courier_inner_number": "",
                "courier_code": package.courier_code,
                "courier_other_name": package.courier_name[:20],
                "account_id": package.courier_account_id or 0,
                "tracking_status_date": clock.to_unix(package.tracking_status_at),
                "tracking_delivery_days": _delivery_days(history[package.pk]),
                "tracking_status": package.tracking_status,
                "package_type": int(package.is_return),
                "tracking_url": package.tracking_url,
                "is_return": package.is_return,
            }
            for package in packages
        ]
    }


class StatusHistoryParams(Params):
    """Up to 100 parcels."""

    package_ids: list[int]


@method(
    "getCourierPackagesStatusHistory",
    scope=Scope.SHIPMENTS_READ,
    params=StatusHistoryParams,
    reply=GetCourierPackagesStatusHistoryReply,
)
def get_courier_packages_status_history(call: Call, params: StatusHistoryParams) -> Answer:
    """Tracking states of parcels, oldest first; parcels the account does not have are left out.

    `tracking_status`: 0 unknown, 1 label made, 2 shipped, 3 not delivered, 4 out for delivery, 5 delivered, 6 returned,
    7 notice left, 8 waiting at a point, 9 lost, 10 cancelled, 11 on the way, 12 exception, 13 transferred abroad.
    """
    if len(params.package_ids) > MOST_HISTORIES:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter package_ids: at most {MOST_HISTORIES} parcels")
    history = queries.status_history(account_id=call.account_id, package_ids=params.package_ids)
    return {
        "packages_history": {
            str(package_id): [
                {
                    "tracking_status_date": clock.to_unix(row.at),
                    "courier_status_code": "",
                    "tracking_status": row.tracking_status,
                }
                for row in rows
            ]
            for package_id, rows in history.items()
        }
    }


class PackageLabelParams(Params, kw_only=True):
    """A parcel and its label, base64 of at most 2 MB."""

    package_id: BigInt
    extension: Extension = "pdf"
    label: str


@method("addOrderPackageLabel", scope=Scope.SHIPMENTS_WRITE, params=PackageLabelParams, reply=AddOrderPackageLabelReply)
def add_order_package_label(call: Call, params: PackageLabelParams) -> Answer:
    """Give a parcel its label, or another one."""
    label = _label(params.label, params.extension)
    shipments.add_label(
        account_id=call.account_id,
        package_id=params.package_id,
        extension=label.extension,
        content=label.content,
        actor=call.actor,
    )
    return {"package_id": params.package_id}


class PackageStatusParams(Params):
    """A parcel, its tracking state 0–13 and the state's time, now when left out."""

    package_id: BigInt
    tracking_status: Annotated[int, Meta(ge=0, le=13)]
    date: UnixTime = 0


@method("setOrderPackageStatus", scope=Scope.SHIPMENTS_WRITE, params=PackageStatusParams, reply=NoReply)
def set_order_package_status(call: Call, params: PackageStatusParams) -> Answer:
    """Note a tracking state of a parcel."""
    shipments.set_package_status(
        account_id=call.account_id,
        package_id=params.package_id,
        tracking_status=params.tracking_status,
        at=moment(params.date),
        actor=call.actor,
    )
    return {}
