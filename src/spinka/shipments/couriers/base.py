"""What a courier is: the form it asks for, what it makes of a shipment, and what it can print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from spinka.accounts.models import Account
from spinka.core.errors import BadParameters
from spinka.orders.models import Order
from spinka.shipments.services import LabelFile

Words = str | Promise
TEXT, NUMBER, SELECT, CHECKBOX, SECRET = "text", "number", "select", "checkbox", "password"
MOST_KILOGRAMS: Final = Decimal(99_999)
MOST_CENTIMETRES: Final = Decimal(9_999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a courier's form: of its account or of a shipment. `value` is what an empty field stands for."""

    id: str
    name: Words
    type: str = TEXT
    desc: Words = ""
    options: Mapping[str, Words] = field(default_factory=dict)
    value: str = ""
    least: int = 0
    most: int = 100
    is_required: bool = False

    def check(self, given: str, *, name: str) -> str:
        """The value as it is kept. Raises BadParameters that names the field and says what it takes."""
        text = given.strip()
        if self.type == CHECKBOX:
            text = {"true": "1", "false": "0", "": "0"}.get(text.lower(), text)
            if text not in {"0", "1"}:
                raise BadParameters("parameter %(name)s: takes 0 or 1", name=name)
            return text
        if not text:
            if self.is_required:
                raise BadParameters("parameter %(name)s is required: %(label)s", name=name, label=str(self.name))
            return self.value
        if self.type == SELECT and text not in self.options:
            raise BadParameters("parameter %(name)s: takes one of %(known)s", name=name, known=", ".join(self.options))
        if self.type == NUMBER and not (text.isascii() and text.isdigit()):
            raise BadParameters("parameter %(name)s: takes a whole number", name=name)
        if len(text) < self.least:
            raise BadParameters(
                "parameter %(name)s: takes %(least)s to %(most)s characters",
                name=name,
                least=self.least,
                most=self.most,
            )
        if len(text) > self.most or "\x00" in text:
            raise BadParameters("parameter %(name)s: at most %(limit)s characters", name=name, limit=self.most)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One box: kilograms and centimetres, zero where nobody said."""

    weight: Decimal = Decimal(0)
    length: Decimal = Decimal(0)
    width: Decimal = Decimal(0)
    height: Decimal = Decimal(0)
    is_custom: bool = False


# The public form names sizes one way and createPackage the other; both are taken.
WEIGHT = Field(id="weight", name=_("Weight (kg)"), type=TEXT, is_required=True)
SIZES = (
    Field(id="size_length", name=_("Length (cm)")),
    Field(id="size_width", name=_("Width (cm)")),
    Field(id="size_height", name=_("Height (cm)")),
)
CUSTOM = Field(id="size_custom", name=_("Non-standard shape"), type=CHECKBOX, value="0")
PARCEL_FIELDS: Final = (WEIGHT, *SIZES, CUSTOM)


def read_parcel(given: Mapping[str, Any], *, name: str) -> Parcel:
    """A box as clients write it, sizes under either name. Raises BadParameters naming the value."""

    def amount(key: str, *names: str, most: Decimal) -> Decimal:
        for id_ in names:
            text = str(given.get(id_) or "").strip().replace(",", ".")
            if text:
                return _amount(text, name=f"{name}.{id_}", most=most, places=3 if key == "weight" else 2)
        return Decimal(0)

    return Parcel(
        weight=amount("weight", "weight", most=MOST_KILOGRAMS),
        length=amount("length", "length", "size_length", most=MOST_CENTIMETRES),
        width=amount("width", "width", "size_width", most=MOST_CENTIMETRES),
        height=amount("height", "height", "size_height", most=MOST_CENTIMETRES),
        is_custom=CUSTOM.check(str(given.get("size_custom") or ""), name=f"{name}.size_custom") == "1",
    )


def _amount(text: str, *, name: str, most: Decimal, places: int) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= most:
        raise BadParameters("parameter %(name)s: takes a number from 0 to %(most)s", name=name, most=most)
    return round(value, places)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierSettings:
    """A courier account ready for use: its settings, and its credentials in plain, which stay in this process."""

    id: int
    name: str
    settings: Mapping[str, str]
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What is to be sent: the account and its order, checked fields and boxes, today's date by the account's clock."""

    account: Account
    order: Order
    code: str
    settings: CourierSettings | None
    fields: Mapping[str, str]
    parcels: Sequence[Parcel]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a courier made of a shipment: its number, the number of each box, a label if it has one."""

    number: str
    part_numbers: Sequence[str]
    courier_name: str = ""
    tracking_url: str = ""
    label: LabelFile | None = None
    is_return: bool = False


class Courier(Protocol):
    """One way of sending parcels."""

    @property
    def code(self) -> str:
        """The public code."""
        ...

    @property
    def name(self) -> Words:
        """What people call it, at most 30 characters."""
        ...

    @property
    def multi_packages(self) -> bool:
        """Whether one shipment may have several boxes."""
        ...

    @property
    def needs_account(self) -> bool:
        """Whether nothing can be made without a courier account."""
        ...

    def account_fields(self) -> Sequence[Field]:
        """What a courier account holds; fields of type `password` are kept encrypted."""
        ...

    def check_account(self, values: Mapping[str, str]) -> None:
        """Refuse settings that fit their fields and still make no sense. Raises BadParameters."""
        ...

    def fields(self, settings: CourierSettings | None) -> Sequence[Field]:
        """The form of a shipment, with the account's own defaults where an account is given."""
        ...

    def parcel_fields(self) -> Sequence[Field]:
        """The form of one box."""
        ...

    def services(self, shipment: Shipment) -> Mapping[str, str]:
        """Services that depend on the shipment, by id; none for couriers without."""
        ...

    def create(self, shipment: Shipment) -> Made:
        """Make the shipment, inside the transaction that will register it."""
        ...
