"""What stands on a label, apart from how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from spinka.accounts.models import Account
from spinka.orders.models import Order
from spinka.shipments.couriers.base import Parcel


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or recipient, line by line; the first line is the name."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The headings, in the account's language."""

    sender: str
    recipient: str
    weight: str
    size: str
    parcel: str
    order: str
    date: str


_WORDS = {
    "pl": Words(
        sender="Nadawca",
        recipient="Odbiorca",
        weight="Waga",
        size="Wymiary",
        parcel="Paczka",
        order="Zamówienie",
        date="Data",
    ),
    "en": Words(
        sender="From", recipient="To", weight="Weight", size="Size", parcel="Parcel", order="Order", date="Date"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One label: everything as it is printed."""

    words: Words
    sender: Party
    recipient: Party
    number: str
    weight: str
    size: str
    place: str
    order: str
    date: str
    note: str


def words(language: str) -> Words:
    """The headings of a language, English for one there is no label in."""
    return _WORDS.get(language, _WORDS["en"])


def _lines(*texts: str) -> Party:
    shown = (" ".join("".join(sign if sign.isprintable() else " " for sign in text).split()) for text in texts)
    return Party(tuple(text for text in shown if text))


def sender_of(account: Account, settings: dict[str, str]) -> Party:
    """The address of the courier account, else the account's own."""
    if settings.get("sender_name"):
        return _lines(
            settings["sender_name"],
            settings.get("sender_address", ""),
            f"{settings.get('sender_postcode', '')} {settings.get('sender_city', '')}",
            settings.get("sender_country", ""),
        )
    return _lines(
        account.company or account.name,
        account.address,
        f"{account.postcode} {account.city}",
        account.country_code if account.postcode or account.city else "",
    )


def recipient_of(order: Order) -> Party:
    """Where the order goes; the pick-up point stands in place of an address where one was chosen."""
    names = (order.delivery_company, order.delivery_fullname)
    if order.delivery_point_name and not order.delivery_address:
        place = (
            f"{order.delivery_point_id} {order.delivery_point_name}",
            order.delivery_point_address,
            f"{order.delivery_point_postcode} {order.delivery_point_city}",
        )
    else:
        place = (order.delivery_address, f"{order.delivery_postcode} {order.delivery_city}", order.delivery_state)
    return _lines(*names, *place, order.delivery_country_code, order.phone)


def decimal_text(value: Decimal, language: str) -> str:
    """A number without idle zeroes, with a comma where the language writes one."""
    text = f"{value.normalize():f}"
    return text.replace(".", ",") if language == "pl" else text


def size_text(parcel: Parcel, language: str) -> str:
    """Length × width × height, nothing where one of them is missing."""
    sizes = (parcel.length, parcel.width, parcel.height)
    return " x ".join(decimal_text(size, language) for size in sizes) + " cm" if all(sizes) else ""


def sheets(
    *,
    account: Account,
    order: Order,
    settings: dict[str, str],
    parcels: Sequence[Parcel],
    numbers: Sequence[str],
    note: str,
    today: str,
    is_return: bool,
) -> list[Sheet]:
    """A label for each box; a return travels from the recipient back."""
    language = account.language
    sender, recipient = sender_of(account, settings), recipient_of(order)
    if is_return:
        sender, recipient = recipient, sender
    return [
        Sheet(
            words=words(language),
            sender=sender,
            recipient=recipient,
            number=number,
            weight=f"{decimal_text(parcel.weight, language)} kg" if parcel.weight else "",
            size=size_text(parcel, language),
            place=f"{position}/{len(parcels)}",
            order=str(order.pk),
            date=today,
            note=note,
        )
        for position, (parcel, number) in enumerate(zip(parcels, numbers, strict=True), start=1)
    ]


def cells(sheet: Sheet) -> list[tuple[str, str, float]]:
    """The figures of a label with their headings, and each one's share of the width by the length of its texts."""
    say = sheet.words
    pairs = (
        (say.weight, sheet.weight),
        (say.size, sheet.size),
        (say.parcel, sheet.place),
        (say.order, sheet.order),
        (say.date, sheet.date),
    )
    shown = [(heading, value, max(len(heading) * 0.8, len(value)) + 1.5) for heading, value in pairs if value]
    total = sum(length for _heading, _value, length in shown)
    return [(heading, value, length / total) for heading, value, length in shown]
