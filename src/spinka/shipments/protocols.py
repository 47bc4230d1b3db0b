"""The list a sender and a courier sign when parcels change hands, as PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from spinka.accounts.models import Account
from spinka.core import clock, fonts, paper
from spinka.orders.models import Order
from spinka.shipments import queries
from spinka.shipments.models import Package, PackagePart

MOST_PACKAGES: Final = 1000
_COLUMNS = tuple(paper.WIDTH * part for part in (0.06, 0.26, 0.3, 0.16, 0.12, 0.1))
_WORDS: Final = {
    "pl": {
        "title": "Protokół przekazania przesyłek",
        "page": "Strona",
        "date": "Data",
        "sender": "Nadawca",
        "courier": "Kurier",
        "position": "Lp.",
        "number": "Numer",
        "recipient": "Odbiorca",
        "order": "Zamówienie",
        "boxes": "Paczki",
        "weight": "Waga, kg",
        "total": "Razem",
        "handed": "Przekazał (data, podpis)",
        "taken": "Odebrał (data, podpis)",
    },
    "en": {
        "title": "Hand-over list of parcels",
        "page": "Page",
        "date": "Date",
        "sender": "Sender",
        "courier": "Courier",
        "position": "No.",
        "number": "Number",
        "recipient": "Recipient",
        "order": "Order",
        "boxes": "Boxes",
        "weight": "Weight, kg",
        "total": "Total",
        "handed": "Handed over (date, signature)",
        "taken": "Taken over (date, signature)",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the list is made of."""

    account: Account
    courier: str
    packages: Sequence[Package]
    parts: dict[int, list[PackagePart]]


def read(*, account_id: int, packages: Sequence[Package], courier: str) -> Listed:
    """Parcels with their boxes, for the list of the account."""
    parts = queries.parts_of(account_id=account_id, package_ids=[package.pk for package in packages])
    account = Account.objects.get(pk=account_id)
    return Listed(account=account, courier=courier, packages=packages, parts=parts)


def render(listed: Listed) -> bytes:
    """The list in the account's language, with today's date by its clock and room for two signatures."""
    say = _say(listed)
    return paper.pdf(story(listed), title=say["title"], page=say["page"])


def _say(listed: Listed) -> dict[str, str]:
    return _WORDS.get(listed.account.language, _WORDS["en"])


def story(listed: Listed) -> list[Flowable]:
    """The parts of the list from top to bottom."""
    fonts.register()
    account, say = listed.account, _say(listed)
    today = clock.now().astimezone(ZoneInfo(account.time_zone))
    place = f"{account.postcode} {account.city}".strip()
    sender = ", ".join(filter(None, (account.company or account.name, account.address, place)))
    head = [(say["date"], f"{today:%Y-%m-%d}"), (say["sender"], sender), (say["courier"], listed.courier)]
    return [
        paper.plain(say["title"], paper.TITLE),
        Spacer(1, 4 * mm),
        paper.facts(head),
        Spacer(1, 5 * mm),
        _table(listed),
        Spacer(1, 20 * mm),
        paper.table(
            [[paper.plain("." * 48), paper.plain("." * 48)], [paper.plain(say["handed"]), paper.plain(say["taken"])]],
            [paper.WIDTH / 2] * 2,
            paper.BARE,
        ),
    ]


def recipient(order: Order) -> str:
    """Who gets the parcel and where."""
    who = order.delivery_company or order.delivery_fullname
    city = order.delivery_city or order.delivery_point_city
    postcode = order.delivery_postcode or order.delivery_point_postcode
    return ", ".join(filter(None, (who, f"{postcode} {city}".strip())))


def _weight(weight: Decimal, language: str) -> str:
    text = f"{weight:.3f}"
    return (text.replace(".", ",") if language == "pl" else text) if weight else ""


def _table(listed: Listed) -> Table:
    say, language = _say(listed), listed.account.language
    names = ("position", "number", "recipient", "order", "boxes", "weight")
    rows: list[list[Any]] = [[paper.plain(say[name], paper.STRONG) for name in names]]
    boxes, weight = 0, Decimal(0)
    for position, package in enumerate(listed.packages, start=1):
        parts = listed.parts.get(package.pk) or [PackagePart(number=package.number)]
        boxes, weight = boxes + len(parts), weight + sum((part.weight for part in parts), Decimal(0))
        first = [str(position), "", paper.plain(recipient(package.order)), str(package.order_id), str(len(parts)), ""]
        # A row for each box: a cell with all of them would not fit on a page.
        for number, part in enumerate(parts):
            row = first if number == 0 else [""] * 6
            rows.append([row[0], paper.plain(part.number), *row[2:5], _weight(part.weight, language)])
    rows.append(["", paper.plain(say["total"], paper.STRONG), "", "", str(boxes), _weight(weight, language)])
    return paper.table(rows, _COLUMNS, [*paper.GRID, *paper.LAST], heads=1)
