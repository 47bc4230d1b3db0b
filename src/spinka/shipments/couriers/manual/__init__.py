"""Couriers without a connection of their own: the parcel is ordered elsewhere, its number is typed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from spinka.core.errors import BadParameters
from spinka.shipments.couriers.base import (
    CHECKBOX,
    PARCEL_FIELDS,
    CourierSettings,
    Field,
    Made,
    Shipment,
    Words,
)

PLACE: Final = "{number}"
_NUMBER = Field(
    id="package_number",
    name=_("Tracking number"),
    desc=_("The number the courier gave to the parcel."),
    most=40,
    is_required=True,
)
_NAME = Field(
    id="courier_name", name=_("Courier's name"), desc=_("What is shown instead of the courier's code."), most=60
)
_TRACKING = Field(id="tracking_url", name=_("Tracking page"), desc=_("An address that begins with https://."), most=255)
_RETURN = Field(id="return_shipment", name=_("A return parcel"), type=CHECKBOX, value="0")
_TEMPLATE = Field(
    id="tracking_template",
    name=_("Tracking page"),
    desc=_("The address of the courier's tracking page with {number} in place of the parcel's number."),
    most=200,
)


@dataclass(frozen=True, slots=True)
class Manual:
    """A courier of which only the name is known."""

    code: str
    name: Words
    multi_packages: bool = False
    needs_account: bool = False

    def account_fields(self) -> Sequence[Field]:
        """The address where parcels are followed."""
        return (_TEMPLATE,)

    def check_account(self, values: Mapping[str, str]) -> None:
        """A template is an address and says where the number goes."""
        template = values.get(_TEMPLATE.id, "")
        if template and not (template.lower().startswith(("https://", "http://")) and PLACE in template):
            raise BadParameters(
                "The tracking page is an address that begins with https:// and holds {number}", name=_TEMPLATE.id
            )

    def fields(self, settings: CourierSettings | None) -> Sequence[Field]:
        """The number, and what may be known beside it."""
        return (_NUMBER, _NAME, _TRACKING, _RETURN)

    def parcel_fields(self) -> Sequence[Field]:
        """Weight and sizes."""
        return PARCEL_FIELDS

    def services(self, shipment: Shipment) -> Mapping[str, str]:
        """None: nobody can be asked."""
        return {}

    def create(self, shipment: Shipment) -> Made:
        """The parcel under the number that was typed."""
        number = shipment.fields[_NUMBER.id]
        address = shipment.fields[_TRACKING.id]
        settings = shipment.settings.settings if shipment.settings is not None else {}
        return Made(
            number=number,
            part_numbers=[number],
            courier_name=shipment.fields[_NAME.id],
            tracking_url=address or tracking_page(settings, number),
            is_return=shipment.fields[_RETURN.id] == "1",
        )


def tracking_page(settings: Mapping[str, str], number: str) -> str:
    """Where the parcel of this number is followed, by the template of a courier account; empty without one."""
    return settings.get(_TEMPLATE.id, "").replace(PLACE, quote(number, safe=""))


def named(code: str) -> Manual:
    """A courier nobody knows, under its code."""
    return Manual(code, code)


COURIERS: Final = (
    Manual("inpost", "InPost"),
    Manual("dpd", "DPD"),
    Manual("dhl", "DHL"),
    Manual("gls", "GLS"),
    Manual("ups", "UPS"),
    Manual("fedex", "FedEx"),
    Manual("pocztapolska", "Poczta Polska"),
    Manual("orlen", "ORLEN Paczka"),
    Manual("other", _("Another courier")),
)
