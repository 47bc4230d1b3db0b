"""Couriers and shipments made with them: createPackage, getPackageDetails, getCouriersList, getCourierFields,
getCourierAccounts, getCourierServices, getProtocol, getCourierDocument."""

import base64
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoParams, Params, method
from spinka.compat.replies.couriers import (
    CreatePackageReply,
    GetCourierAccountsReply,
    GetCourierDocumentReply,
    GetCourierFieldsReply,
    GetCourierServicesReply,
    GetCouriersListReply,
    GetPackageDetailsReply,
    GetProtocolReply,
)
from spinka.compat.wire.amounts import BigInt
from spinka.core import clock
from spinka.shipments import courier_accounts, protocols, queries, shipping
from spinka.shipments.couriers import registry
from spinka.shipments.models import Package

PROTOCOL, LABEL = "protocol", "label"
CourierCode = Annotated[str, Meta(max_length=20)]


class FieldValue(Params):
    """A field of a courier's form with its value: an option id for choices, 0 or 1 for boxes to tick."""

    id: Annotated[str, Meta(max_length=50)]
    value: str | int | float | bool = ""


class PackageBox(Params):
    """One box in kg and cm; sizes are taken under both names clients know."""

    weight: float = 0
    height: float = 0
    length: float = 0
    width: float = 0
    size_height: float = 0
    size_length: float = 0
    size_width: float = 0
    size_custom: int = 0


def _values(fields: list[FieldValue]) -> list[tuple[str, str]]:
    """Values as texts; a truth is 1 and a whole number has no point."""

    def text(value: str | float | bool) -> str:
        if isinstance(value, bool):
            return str(int(value))
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    return [(field.id, text(field.value)) for field in fields]


def _boxes(packages: list[PackageBox]) -> list[dict[str, Any]]:
    return [msgspec.structs.asdict(box) for box in packages]


class CreatePackageParams(Params, kw_only=True):
    """A shipment of an order; without `account_id` the courier's first account is used."""

    order_id: BigInt
    courier_code: CourierCode
    account_id: BigInt = 0
    fields: list[FieldValue] = []
    packages: list[PackageBox] = []


@method("createPackage", scope=Scope.SHIPMENTS_WRITE, params=CreatePackageParams, reply=CreatePackageReply)
def create_package(call: Call, params: CreatePackageParams) -> Answer:
    """Make a shipment with a courier: its number, and its label where the courier has one."""
    sent = shipping.create_shipment(
        account_id=call.account_id,
        order_id=params.order_id,
        courier_code=params.courier_code,
        courier_account_id=params.account_id,
        fields=_values(params.fields),
        packages=_boxes(params.packages),
        actor=call.actor,
    )
    return {"package_id": sent.package_id, "package_number": sent.number, "courier_inner_number": ""}


class PackageDetailsParams(Params):
    """The shipment."""

    package_id: BigInt


@method("getPackageDetails", scope=Scope.SHIPMENTS_READ, params=PackageDetailsParams, reply=GetPackageDetailsReply)
def get_package_details(call: Call, params: PackageDetailsParams) -> Answer:
    """The boxes of a shipment with weight and sizes; nothing where only the number is known."""
    package = queries.find_package(account_id=call.account_id, package_id=params.package_id)
    parts = queries.parts_of(account_id=call.account_id, package_ids=[package.pk])
    return {
        "package_details": [
            {
                "package_number": part.number,
                "weight": float(part.weight),
                "weight_unit": "kg",
                "length": float(part.length),
                "width": float(part.width),
                "height": float(part.height),
                "size_unit": "cm",
                "size_template": "",
                "is_custom": part.is_custom,
                "cod_value": 0.0,
                "cod_currency": "",
                "insurance_value": 0.0,
                "insurance_currency": "",
                "cost_value": 0.0,
                "cost_currency": "",
                "type": "package",
                "pickup_date": clock.to_unix(package.sent_at),
            }
            for part in parts.get(package.pk, [])
        ]
    }


@method("getCouriersList", scope=Scope.SHIPMENTS_READ, params=NoParams, reply=GetCouriersListReply)
def get_couriers_list(call: Call, params: NoParams) -> Answer:
    """The couriers there are: the own label, and those whose numbers are entered by hand."""
    return {"couriers": [{"code": code, "name": str(courier.name)} for code, courier in registry.known().items()]}


class CourierParams(Params):
    """The courier; a code nobody knows is a courier entered by hand."""

    courier_code: CourierCode


@method("getCourierFields", scope=Scope.SHIPMENTS_READ, params=CourierParams, reply=GetCourierFieldsReply)
def get_courier_fields(call: Call, params: CourierParams) -> Answer:
    """The form createPackage takes for a courier, with the defaults of its first account."""
    courier = registry.find(params.courier_code)
    rows = courier_accounts.accounts_of(account_id=call.account_id, courier_code=params.courier_code)
    settings = courier_accounts.opened(rows[0]) if rows else None
    return {
        "multi_packages": courier.multi_packages,
        "fields": [
            {
                "id": field.id,
                "name": str(field.name),
                "type": field.type,
                "desc": str(field.desc),
                "options": {id_: str(name) for id_, name in field.options.items()},
                "show_field": {},
                "value": field.value,
                "function": "",
            }
            for field in courier.fields(settings)
        ],
        "package_fields": [
            {
                "id": field.id,
                "name": str(field.name),
                "type": field.type,
                "options": {id_: str(name) for id_, name in field.options.items()},
                "default": field.value,
            }
            for field in courier.parcel_fields()
        ],
    }


@method("getCourierAccounts", scope=Scope.SHIPMENTS_READ, params=CourierParams, reply=GetCourierAccountsReply)
def get_courier_accounts(call: Call, params: CourierParams) -> Answer:
    """The account's accounts with a courier; the first is used where none is named."""
    registry.find(params.courier_code)
    rows = courier_accounts.accounts_of(account_id=call.account_id, courier_code=params.courier_code)
    return {"accounts": [{"id": row.pk, "name": row.name} for row in rows]}


class CourierServicesParams(Params, kw_only=True):
    """A shipment as it would be made."""

    courier_code: CourierCode
    order_id: BigInt
    account_id: BigInt = 0
    fields: list[FieldValue] = []
    packages: list[PackageBox] = []


@method("getCourierServices", scope=Scope.SHIPMENTS_READ, params=CourierServicesParams, reply=GetCourierServicesReply)
def get_courier_services(call: Call, params: CourierServicesParams) -> Answer:
    """Services that depend on the shipment; an empty map for couriers without."""
    found = shipping.services_for(
        account_id=call.account_id,
        order_id=params.order_id,
        courier_code=params.courier_code,
        courier_account_id=params.account_id,
        fields=_values(params.fields),
        packages=_boxes(params.packages),
    )
    return {"services": found}


class ProtocolParams(Params):
    """Parcels by ids or by numbers, at most 1000; of one courier and courier account where these are named."""

    courier_code: CourierCode = ""
    package_ids: list[int] = []
    package_numbers: list[Annotated[str, Meta(max_length=40)]] = []
    account_id: BigInt = 0


def _packages(call: Call, params: ProtocolParams) -> list[Package]:
    if params.account_id:
        courier_accounts.get_account(account_id=call.account_id, courier_account_id=params.account_id)
    count = len(params.package_ids) + len(params.package_numbers)
    if not count:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter package_ids or package_numbers is required")
    if count > protocols.MOST_PACKAGES:
        message = f"parameter package_ids: at most {protocols.MOST_PACKAGES} parcels"
        raise ApiError("ERROR_BAD_PARAMETERS", message)
    return queries.chosen_packages(
        account_id=call.account_id,
        package_ids=params.package_ids,
        numbers=params.package_numbers,
        courier_code=params.courier_code,
        courier_account_id=params.account_id,
    )


def _protocol(call: Call, packages: list[Package]) -> str:
    """The hand-over list of parcels, base64."""
    names = {str(registry.find(package.courier_code or "other").name) for package in packages}
    listed = protocols.read(account_id=call.account_id, packages=packages, courier=", ".join(sorted(names)))
    return base64.b64encode(protocols.render(listed)).decode()


@method("getProtocol", scope=Scope.SHIPMENTS_READ, params=ProtocolParams, reply=GetProtocolReply)
def get_protocol(call: Call, params: ProtocolParams) -> Answer:
    """The hand-over list of parcels as PDF, for two signatures."""
    return {"extension": "pdf", "protocol": _protocol(call, _packages(call, params))}


class CourierDocumentParams(ProtocolParams, kw_only=True):
    """A kind of document, `protocol` or `label`, and the parcels it is of."""

    document_type: Annotated[str, Meta(max_length=10)]


@method("getCourierDocument", scope=Scope.SHIPMENTS_READ, params=CourierDocumentParams, reply=GetCourierDocumentReply)
def get_courier_document(call: Call, params: CourierDocumentParams) -> Answer:
    """The hand-over list of parcels, or the label of one; couriers here have no other documents."""
    kind = params.document_type.strip().lower()
    if kind not in {PROTOCOL, LABEL}:
        code = params.courier_code or "other"
        message = f"parameter document_type: courier {code} has no such document; it has {LABEL} and {PROTOCOL}"
        raise ApiError("ERROR_BAD_PARAMETERS", message)
    packages = _packages(call, params)
    if kind == PROTOCOL:
        return {"extension": "pdf", "document": _protocol(call, packages)}
    if len(packages) > 1:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter package_ids: a label is of one parcel")
    label = queries.label_of(account_id=call.account_id, package_id=packages[0].pk)
    return {"extension": label.extension, "document": base64.b64encode(label.content).decode()}
