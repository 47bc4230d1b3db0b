"""The account's own logistics label: every box gets an SSCC of the company's GS1 prefix, as PDF or ZPL."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from spinka.shipments import serials
from spinka.shipments.couriers.base import (
    CHECKBOX,
    NUMBER,
    PARCEL_FIELDS,
    SELECT,
    CourierSettings,
    Field,
    Made,
    Shipment,
    Words,
)
from spinka.shipments.couriers.label import content, gs1, pdf, zpl
from spinka.shipments.services import LabelFile

_FORMATS: Final = {"pdf": _("PDF, A6"), "zpl": _("ZPL, for label printers")}
_PREFIX = Field(
    id="company_prefix",
    name=_("GS1 company prefix"),
    type=NUMBER,
    desc=_("The digits GS1 gave to your company, 4 to 12 of them."),
    least=gs1.SHORTEST_PREFIX,
    most=gs1.LONGEST_PREFIX,
    is_required=True,
)
_EXTENSION = Field(
    id="extension_digit",
    name=_("Extension digit"),
    type=NUMBER,
    desc=_("The first digit of every number, 0 to 9; another one opens a new row of numbers."),
    value="0",
    most=1,
)
_FORMAT = Field(id="label_format", name=_("Label"), type=SELECT, options=_FORMATS, value="pdf", most=3)
_RESOLUTION = Field(
    id="resolution",
    name=_("Resolution of the label printer"),
    type=SELECT,
    options={"203": _("203 dots an inch"), "300": _("300 dots an inch")},
    value="203",
    most=3,
)
_LETTERS = Field(
    id="plain_letters",
    name=_("Letters without marks in ZPL"),
    type=CHECKBOX,
    desc=_("For label printers without Polish letters."),
    value="0",
)
_SENDER = (
    Field(id="sender_name", name=_("Sender"), desc=_("Left empty, the address of your account is printed."), most=100),
    Field(id="sender_address", name=_("Street and number"), most=100),
    Field(id="sender_postcode", name=_("Postcode"), most=20),
    Field(id="sender_city", name=_("City"), most=60),
    Field(id="sender_country", name=_("Country"), most=40),
)
_NOTE = Field(id="note", name=_("Note on the label"), most=80)
_RETURN = Field(id="return_shipment", name=_("A return parcel"), type=CHECKBOX, value="0")


class OwnLabel:
    """Parcels the account brings itself or hands to anyone who reads GS1 labels."""

    code: Final = "label"
    name: Final[Words] = _("Own logistics label (GS1)")
    multi_packages: Final = True
    needs_account: Final = True

    def account_fields(self) -> Sequence[Field]:
        """The company's prefix, how labels are printed, and the sender."""
        return (_PREFIX, _EXTENSION, _FORMAT, _RESOLUTION, _LETTERS, *_SENDER)

    def check_account(self, values: Mapping[str, str]) -> None:
        """Every value is checked by its own field."""

    def fields(self, settings: CourierSettings | None) -> Sequence[Field]:
        """The kind of label, what it says beside the addresses, and its direction."""
        kept = settings.settings.get(_FORMAT.id) if settings else None
        format_ = Field(
            id=_FORMAT.id, name=_FORMAT.name, type=SELECT, options=_FORMATS, value=kept or _FORMAT.value, most=3
        )
        return (format_, _NOTE, _RETURN)

    def parcel_fields(self) -> Sequence[Field]:
        """Weight and sizes."""
        return PARCEL_FIELDS

    def services(self, shipment: Shipment) -> Mapping[str, str]:
        """None."""
        return {}

    def create(self, shipment: Shipment) -> Made:
        """An SSCC for each box, and one file with all labels; the parcel carries the first number."""
        assert shipment.settings is not None
        settings = dict(shipment.settings.settings)
        account_id = shipment.account.pk
        numbers = [
            next_sscc(account_id=account_id, extension=settings[_EXTENSION.id], prefix=settings[_PREFIX.id])
            for _parcel in shipment.parcels
        ]
        is_return = shipment.fields[_RETURN.id] == "1"
        sheets = content.sheets(
            account=shipment.account,
            order=shipment.order,
            settings=settings,
            parcels=shipment.parcels,
            numbers=numbers,
            note=shipment.fields[_NOTE.id],
            today=shipment.today.isoformat(),
            is_return=is_return,
        )
        format_ = shipment.fields[_FORMAT.id]
        if format_ == "zpl":
            resolution, letters = settings[_RESOLUTION.id], settings[_LETTERS.id] == "1"
            file = zpl.draw(sheets, resolution=resolution, plain_letters=letters)
        else:
            file = pdf.draw(sheets)
        return Made(number=numbers[0], part_numbers=numbers, label=LabelFile(format_, file), is_return=is_return)


def next_sscc(*, account_id: int, extension: str, prefix: str) -> str:
    """The account's next SSCC; numbers given behind another prefix are stepped over, none is given twice.

    Raises Conflict when the prefix has no number left.
    """
    most = 10 ** gs1.serial_digits(prefix) - 1
    while True:
        serial = serials.next_serial(account_id=account_id, head=f"{extension}{prefix}", most=most)
        number = gs1.sscc(extension=extension, prefix=prefix, serial=serial)
        if serials.issue(account_id=account_id, number=number):
            return number


COURIERS: Final = (OwnLabel(),)
