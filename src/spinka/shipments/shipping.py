"""Shipments made with a courier: the form is checked, the courier numbers and labels the boxes, the parcel is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from spinka.accounts.models import Account
from spinka.core import clock
from spinka.core.errors import BadParameters
from spinka.orders import queries as orders_queries
from spinka.orders import services as orders
from spinka.orders.models import Order
from spinka.shipments import courier_accounts
from spinka.shipments import services as parcels
from spinka.shipments.couriers import manual, registry
from spinka.shipments.couriers.base import Courier, CourierSettings, Parcel, Shipment, read_parcel
from spinka.shipments.services import Part

MOST_PARCELS = 99
LABEL_MADE = 1
RETURN_FIELD = "return_shipment"


@dataclass(frozen=True, slots=True)
class Sent:
    """A registered shipment."""

    package_id: int
    number: str


def check_fields(
    courier: Courier, settings: CourierSettings | None, given: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """The form's values with the defaults of what was left out. Raises BadParameters naming the field."""
    fields = {field.id: field for field in courier.fields(settings)}
    values: dict[str, str] = {}
    for id_, text in given:
        if id_ not in fields:
            raise BadParameters(
                "parameter fields: courier %(code)s has no field %(id)s; it takes %(known)s",
                code=courier.code,
                id=id_[:50],
                known=", ".join(fields),
            )
        values[id_] = text
    return {id_: field.check(values.get(id_, field.value), name=f"fields.{id_}") for id_, field in fields.items()}


def check_parcels(courier: Courier, given: Sequence[Mapping[str, Any]]) -> list[Parcel]:
    """The boxes; at least one has a weight. Raises BadParameters naming the box."""
    if not given:
        raise BadParameters("parameter packages: at least one package, with its weight in kg")
    if len(given) > MOST_PARCELS:
        raise BadParameters("parameter packages: at most %(limit)s packages", limit=MOST_PARCELS)
    if len(given) > 1 and not courier.multi_packages:
        raise BadParameters("parameter packages: courier %(code)s takes one package a shipment", code=courier.code)
    read = [read_parcel(row, name=f"packages[{number}]") for number, row in enumerate(given)]
    if not any(parcel.weight for parcel in read):
        raise BadParameters("parameter packages: at least one package needs a weight in kg")
    return read


def _shipment(
    order: Order,
    courier: Courier,
    settings: CourierSettings | None,
    fields: Mapping[str, str],
    boxes: Sequence[Parcel],
) -> Shipment:
    account = Account.objects.get(pk=order.account_id)
    return Shipment(
        account=account,
        order=order,
        code=courier.code,
        settings=settings,
        fields=fields,
        parcels=boxes,
        today=clock.now().astimezone(ZoneInfo(account.time_zone)).date(),
    )


@transaction.atomic
def create_shipment(
    *,
    account_id: int,
    order_id: int,
    courier_code: str,
    courier_account_id: int = 0,
    fields: Sequence[tuple[str, str]],
    packages: Sequence[Mapping[str, Any]],
    actor: str,
) -> Sent:
    """Make a shipment of an order with one of the account's own courier accounts, the first where none is named.

    The label is kept like any other and goes to the partner read-only; a refused shipment uses no number. Raises
    NotFound for a foreign order or courier account, BadParameters naming the field or package.
    """
    order = orders.lock_order(account_id=account_id, order_id=order_id)
    courier = registry.find(courier_code)
    settings = courier_accounts.choose(
        account_id=account_id, courier_code=courier_code, courier_account_id=courier_account_id
    )
    values = check_fields(courier, settings, fields)
    boxes = check_parcels(courier, packages)
    made = courier.create(_shipment(order, courier, settings, values, boxes))
    package_id = parcels.add_package(
        account_id=account_id,
        order_id=order_id,
        courier_code=courier.code,
        courier_name=made.courier_name,
        number=made.number,
        tracking_url=made.tracking_url,
        is_return=made.is_return,
        label=made.label,
        courier_account_id=settings.id if settings is not None else None,
        parts=[
            Part(
                number=number,
                weight=box.weight,
                length=box.length,
                width=box.width,
                height=box.height,
                is_custom=box.is_custom,
            )
            for number, box in zip(made.part_numbers, boxes, strict=True)
        ],
        actor=actor,
    )
    if made.label is not None:
        parcels.set_package_status(
            account_id=account_id, package_id=package_id, tracking_status=LABEL_MADE, actor=actor
        )
    return Sent(package_id, made.number)


def tracking_page(*, account_id: int, courier_code: str, number: str) -> str:
    """Where a parcel made elsewhere is followed, by the courier's first account; empty where none is known."""
    rows = (
        courier_accounts.accounts_of(account_id=account_id, courier_code=courier_code) if courier_code.strip() else []
    )
    return manual.tracking_page(rows[0].settings, number) if rows else ""


def services_for(
    *,
    account_id: int,
    order_id: int,
    courier_code: str,
    courier_account_id: int = 0,
    fields: Sequence[tuple[str, str]],
    packages: Sequence[Mapping[str, Any]],
) -> dict[str, str]:
    """Services a courier offers for this shipment, by id; what is not filled in yet is not asked for.

    Raises NotFound, BadParameters for values that are wrong.
    """
    order = orders_queries.get_order(account_id=account_id, order_id=order_id)
    courier = registry.find(courier_code)
    settings = None
    if courier_account_id or courier_accounts.accounts_of(account_id=account_id, courier_code=courier_code):
        settings = courier_accounts.choose(
            account_id=account_id, courier_code=courier_code, courier_account_id=courier_account_id
        )
    boxes = [read_parcel(row, name=f"packages[{number}]") for number, row in enumerate(packages)]
    return dict(courier.services(_shipment(order, courier, settings, dict(fields), boxes)))
