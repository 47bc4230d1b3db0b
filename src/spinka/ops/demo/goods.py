"""The demo supplier's range: office and household goods with invented makers, built from the short table range.tsv."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

COLOURS = {
    "biały": "#f4f4f0",
    "czarny": "#2b2b2e",
    "granatowy": "#1f3a68",
    "niebieski": "#2f7dc1",
    "zielony": "#3f8f5b",
    "oliwkowy": "#7d8449",
    "czerwony": "#c43c39",
    "bordowy": "#7c2434",
    "żółty": "#e7b928",
    "pomarańczowy": "#e07b2c",
    "różowy": "#dd8aa4",
    "fioletowy": "#7a5aa6",
    "szary": "#8b9097",
    "beżowy": "#cdb896",
    "drewniany": "#a9784b",
}
NATURAL = "#cfd4da"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the range: `name` with `{}` for what differs; `parts` are what differs, one product each.

    `price` is gross in PLN from the first to the last part. A family's parts are variants of one product.
    """

    category: str
    maker: str
    name: str
    parts: tuple[str, ...]
    price: tuple[str, str]
    weight: str
    text: str
    family: bool = False
    rate: int = 23
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Good:
    """One product of the range. `parent` is the SKU of the product it is a variant of."""

    sku: str
    ean: str
    name: str
    category: str
    maker: str
    text: str
    price: Decimal
    price_eur: Decimal
    rate: int
    weight: Decimal
    stock: tuple[int, int]
    colour: str
    features: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    parent: str = ""
    is_parent: bool = False
    is_service: bool = False


def _lines() -> list[Line]:
    text = (Path(__file__).parent / "range.tsv").read_text(encoding="utf-8")
    return [
        Line(
            category=row["category"],
            maker=row["maker"],
            name=row["name"],
            parts=tuple(row["parts"].split("|")),
            price=(row["from"], row["to"]),
            weight=row["weight"],
            text=row["text"],
            family=row["family"] == "yes",
            rate=int(row["rate"]),
            tags=tuple(filter(None, row["tags"].split(", "))),
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


SERVICES = (
    ("Grawerowanie imienne", "9.90", "Do 20 znaków, termin jednego dnia roboczego."),
    ("Pakowanie na prezent", "7.50", "Papier, wstążka i bilecik."),
    ("Montaż mebli biurowych, godzina", "120.00", "Na terenie Warszawy i okolic."),
)
_COLOUR_OF = {"biała": "biały", "szara": "szary", "oliwkowa": "oliwkowy", "brązowa": "drewniany", "papierowa": "beżowy"}
_MAKER_COLOUR = {"Bukowina": "#a9784b", "Kartonia": "#c49a6c", "Szklarnia": "#a8cfd6", "Lumis": "#f2d479"}


def check_digit(digits: str) -> str:
    """The mod-10 check digit of a GTIN without it: weights 3 and 1 from the right (feeds.md)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _ean(number: int) -> str:
    bare = f"5900099{number:05d}"
    return bare + check_digit(bare)


def colour_of(part: str, maker: str) -> str:
    """The colour a picture of the part is drawn in."""
    for word in part.replace(",", " ").split():
        name = _COLOUR_OF.get(word, word)
        if name in COLOURS:
            return COLOURS[name]
    return _MAKER_COLOUR.get(maker, NATURAL)


def goods() -> Iterator[Good]:
    """The whole range in a fixed order, parents before their variants; the same at every start."""
    chance = random.Random(590)  # noqa: S311 (made-up data, the same every time)
    numbers = iter(range(1, 10_000))
    for line_number, line in enumerate(_lines(), start=1):
        first, last = Decimal(line.price[0]), Decimal(line.price[1])
        parent = f"P{line_number:03d}" if line.family else ""
        if line.family:
            yield _good(
                line, line.name.replace(", {}", "").replace(" {}", ""), parent, "", first, (0, 0), NATURAL, True
            )
        for place, part in enumerate(line.parts):
            share = Decimal(place) / max(1, len(line.parts) - 1)
            price = (first + (last - first) * share).quantize(Decimal("0.10"))
            stock = (chance.choice((0, 24, 60, 120, 240, 480)), chance.choice((0, 0, 12, 40)))
            number = next(numbers)
            good = _good(
                line,
                line.name.format(part),
                f"PX{number:04d}",
                _ean(number),
                price,
                stock,
                colour_of(part, line.maker),
                False,
            )
            good.parent = parent
            good.features = {"Producent": line.maker, "Wariant" if line.family else "Rodzaj": part}
            yield good
    for name, price_text, text in SERVICES:
        number = next(numbers)
        yield Good(
            sku=f"US{number:04d}",
            ean="",
            name=name,
            category="Usługi",
            maker="Papierex",
            text=text,
            price=Decimal(price_text),
            price_eur=_euro(Decimal(price_text)),
            rate=23,
            weight=Decimal(0),
            stock=(0, 0),
            colour="#5a7d9a",
            is_service=True,
        )


def _good(
    line: Line, name: str, sku: str, ean: str, price: Decimal, stock: tuple[int, int], colour: str, is_parent: bool
) -> Good:
    return Good(
        sku=sku,
        ean=ean,
        name=name,
        category=line.category,
        maker=line.maker,
        text=line.text,
        price=price,
        price_eur=_euro(price),
        rate=line.rate,
        weight=Decimal(line.weight),
        stock=stock,
        colour=colour,
        tags=line.tags,
        is_parent=is_parent,
    )


def _euro(price: Decimal) -> Decimal:
    return (price / Decimal("4.30")).quantize(Decimal("0.01"))
