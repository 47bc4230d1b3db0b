"""Answers about couriers, their forms and accounts, and shipments made with them."""

from typing import Annotated

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import UnixTime

Kilograms = Annotated[float, Meta(ge=0, description="Kilograms; 0 where nobody said")]
Centimetres = Annotated[float, Meta(ge=0, description="Centimetres; 0 where nobody said")]
Choices = Annotated[dict[str, str], Meta(description="What may be chosen, by option id; empty for free text")]


class CreatePackageReply(Reply):
    """The shipment made."""

    package_id: int
    package_number: str
    courier_inner_number: str


class CourierRow(Reply):
    """A courier."""

    code: str
    name: str


class GetCouriersListReply(Reply):
    """The couriers there are."""

    couriers: list[CourierRow]


class CourierFieldRow(Reply):
    """A field of a courier's form; `value` is what an empty field stands for."""

    id: str
    name: str
    type: str
    desc: str
    options: Choices
    show_field: Annotated[dict[str, list[str]], Meta(description="Fields an option reveals; always empty")]
    value: str
    function: str


class PackageFieldRow(Reply):
    """A field of one box."""

    id: str
    name: str
    type: str
    options: Choices
    default: str


class GetCourierFieldsReply(Reply):
    """The form of a shipment and of its boxes."""

    multi_packages: bool
    fields: list[CourierFieldRow]
    package_fields: list[PackageFieldRow]


class CourierAccountRow(Reply):
    """An account with a courier."""

    id: int
    name: str


class GetCourierAccountsReply(Reply):
    """The account's accounts with a courier, the one used by default first."""

    accounts: list[CourierAccountRow]


class GetCourierServicesReply(Reply):
    """Services by id; empty for couriers without."""

    services: dict[str, str]


class PackageDetailRow(Reply):
    """One box of a shipment."""

    package_number: Annotated[str, Meta(description="The number of this box")]
    weight: Kilograms
    weight_unit: str
    length: Centimetres
    width: Centimetres
    height: Centimetres
    size_unit: str
    size_template: str
    is_custom: bool
    cod_value: float
    cod_currency: str
    insurance_value: float
    insurance_currency: str
    cost_value: float
    cost_currency: str
    type: str
    pickup_date: UnixTime


class GetPackageDetailsReply(Reply):
    """The boxes of a shipment, first to last; none for a shipment of which only the number is known."""

    package_details: list[PackageDetailRow]


class GetProtocolReply(Reply):
    """A hand-over list, plain base64."""

    extension: str
    protocol: str


class GetCourierDocumentReply(Reply):
    """A document of a courier, plain base64."""

    extension: str
    document: str
