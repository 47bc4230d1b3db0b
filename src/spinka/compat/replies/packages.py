"""Answers about parcels."""

from typing import Annotated

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import UnixTime

TrackingStatus = Annotated[int, Meta(ge=0, le=13, description="One of the 14 tracking states, 0 for unknown")]


class CreatePackageManualReply(Reply):
    """The parcel registered."""

    package_id: int
    package_number: str


class GetLabelReply(Reply):
    """A label, plain base64."""

    extension: str
    label: str


class PackageRow(Reply):
    """A parcel of an order."""

    package_id: int
    courier_package_nr: str
    courier_inner_number: str
    courier_code: str
    courier_other_name: str
    account_id: int
    tracking_status_date: UnixTime
    tracking_delivery_days: int
    tracking_status: TrackingStatus
    package_type: int
    tracking_url: str
    is_return: bool


class GetOrderPackagesReply(Reply):
    """Parcels of an order, oldest first."""

    packages: list[PackageRow]


class PackageStatusRow(Reply):
    """A tracking state of a parcel."""

    tracking_status_date: UnixTime
    courier_status_code: str
    tracking_status: TrackingStatus


class GetCourierPackagesStatusHistoryReply(Reply):
    """Tracking states of parcels."""

    packages_history: Annotated[dict[str, list[PackageStatusRow]], Meta(description="By parcel id, oldest first")]


class AddOrderPackageLabelReply(Reply):
    """The parcel that has the label now."""

    package_id: int
