"""One record of a product file as the fields of a product, or the reason why not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from spinka.core.money import to_unit_price

LARGEST_STOCK = 2_000_000_000
LONGEST = {"sku": 50, "ean": 32, "name": 200}
MOST_IMAGES = 16
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")
_EXEMPT = {"zw": Decimal(-1), "zw.": Decimal(-1), "np": Decimal("-0.02"), "oo": Decimal("-0.03")}


class FaultyRow(Exception):
    """Why a record cannot become a product; the sentence is shown with the row's number."""


@dataclass(slots=True)
class ProductRow:
    """A product as the file gives it; None means that the file has no such column, so nothing changes.

    `parent` names the product this one is a variant of, by the key the parent's row carries in `keys`.
    """

    number: int
    cells: Sequence[str]
    sku: str | None = None
    ean: str | None = None
    name: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    price: Decimal | None = None
    tax_rate: Decimal | None = None
    stock: int | None = None
    sizes: dict[str, Decimal] = field(default_factory=dict)
    category: tuple[str, ...] | None = None
    manufacturer: str | None = None
    tags: list[str] | None = None
    images: list[str] | None = None
    kind: str | None = None
    keys: tuple[str, ...] = ()
    parent: str = ""
    variant: str = ""


def read_row(number: int, cells: Sequence[str], columns: dict[str, list[int]], width: int) -> ProductRow:
    """Turn a record into a product's fields. Raises FaultyRow with the column and the reason."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        raise FaultyRow(f"has {len(cells)} columns, the header has {width}")
    if any("\0" in cell for cell in cells):
        raise FaultyRow("holds a zero byte")

    def text(name: str) -> str | None:
        positions = columns.get(name)
        if not positions:
            return None
        value = cells[positions[0]].strip() if positions[0] < len(cells) else ""
        if len(value) > LONGEST.get(name, len(value)):
            raise FaultyRow(f"{name} has {len(value)} characters, at most {LONGEST[name]} are allowed")
        return value

    def number_of(name: str) -> Decimal | None:
        value = text(name)
        return parse_number(value, name) if value else None

    row = ProductRow(number=number, cells=cells, sku=text("sku"), ean=text("ean"), name=text("name"))
    for name, key in (("description", "description"), ("short_description", "description_extra1")):
        if (value := text(name)) is not None:
            row.texts[key] = value
    row.tax_rate = parse_tax_rate(text("tax_rate") or "")
    row.price = _gross_price(number_of("price"), number_of("net_price"), row.tax_rate)
    row.stock = _pieces(number_of("stock"))
    for name in ("weight", "height", "width", "length"):
        if (size := number_of(name)) is not None:
            row.sizes[name] = _size(size, name)
    if (grams := number_of("grams")) is not None and "weight" not in row.sizes:
        row.sizes["weight"] = _size(grams / 1000, "grams")
    row.category = _category(text("category"))
    row.manufacturer = text("manufacturer")
    if (tags := text("tags")) is not None:
        row.tags = [tag for tag in (part.strip() for part in re.split(r"[,;|]", tags)) if tag]
    row.images = _images(cells, columns)
    row.kind = _kind(text("kind"))
    _name_family(row, text, [cells[at].strip() for at in columns.get("option", ()) if at < len(cells)])
    return row


def parse_number(text: str, name: str) -> Decimal:
    """A number with decimal point or comma, with or without spaces, thousands and a currency. Raises FaultyRow."""
    bare = re.sub(r"[\s'\u00a0\u202f]|zł|pln|eur|gbp|usd|[€£$%]|kg|cm|szt\.?", "", text.casefold())
    if not _NUMBER.fullmatch(bare):
        raise FaultyRow(f"{name} is not a number: {text[:40]}")
    if "," in bare and "." in bare:
        thousands, decimal = (".", ",") if bare.rfind(",") > bare.rfind(".") else (",", ".")
        bare = bare.replace(thousands, "").replace(decimal, ".")
    elif bare.count(",") > 1 or bare.count(".") > 1:
        bare = bare.replace(",", "").replace(".", "")
    else:
        bare = bare.replace(",", ".")
    try:
        return Decimal(bare)
    except InvalidOperation as error:
        raise FaultyRow(f"{name} is not a number: {text[:40]}") from error


def parse_tax_rate(text: str) -> Decimal | None:
    """A VAT rate in per cent, or the Polish marks zw, np, oo as the public API's −1, −0.02, −0.03; None when empty."""
    if not text:
        return None
    if (special := _EXEMPT.get(text.casefold())) is not None:
        return special
    if text.casefold() in {"taxable", "none", "shipping", "parent", "true", "false"}:
        return None  # WooCommerce and Shopify name a class, not a rate
    rate = parse_number(text, "tax_rate")
    if not 0 <= rate <= 100:
        raise FaultyRow(f"tax_rate must be between 0 and 100: {text[:40]}")
    return rate


def _gross_price(gross: Decimal | None, net: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if gross is None and net is not None:
        if rate is None:
            raise FaultyRow("a net price needs a tax rate")
        gross = net * (100 + max(rate, Decimal(0))) / 100
    if gross is None:
        return None
    if not 0 <= gross < 10**10:
        raise FaultyRow(f"the price is out of range: {gross}")
    return to_unit_price(gross)


def _pieces(number: Decimal | None) -> int | None:
    if number is None:
        return None
    if number != number.to_integral_value():
        raise FaultyRow(f"the stock is not a whole number: {number}")
    if abs(number) > LARGEST_STOCK:
        raise FaultyRow(f"the stock is out of range: {number}")
    return int(number)


def _size(number: Decimal, name: str) -> Decimal:
    if not 0 <= number < 10**8:
        raise FaultyRow(f"{name} is out of range: {number}")
    return number.quantize(Decimal("0.01"))


def _category(text: str | None) -> tuple[str, ...] | None:
    """The path of the first category: `A > B` and `A/B` are levels, a comma separates several categories."""
    if text is None:
        return None
    first = text.split("|")[0]
    first = first.split(",")[0] if ">" in first or "," in first else first
    parts = [part.strip() for part in re.split(r"\s*>\s*|/", first)]
    return tuple(part[:200] for part in parts if part)


def _images(cells: Sequence[str], columns: dict[str, list[int]]) -> list[str] | None:
    if "images" not in columns:
        return None
    texts = [cells[at] for at in columns["images"] if at < len(cells)]
    addresses = [part.strip() for text in texts for part in re.split(r"[,|;\s]+(?=https?://)|\s+", text)]
    return [address for address in addresses if address.startswith(("http://", "https://"))][:MOST_IMAGES]


def _kind(text: str | None) -> str | None:
    if not text:
        return None
    plain = text.casefold()
    if plain in {"goods", "towar", "produkt"}:
        return "goods"
    if plain in {"service", "usługa", "usluga"}:
        return "service"
    raise FaultyRow(f"kind is neither goods nor service: {text[:40]}")


def _name_family(row: ProductRow, text: Callable[[str], str | None], options: list[str]) -> None:
    """Say whose variant the row is and by what names its own variants may call it."""
    handle, woo_id, parent = text("handle") or "", text("woo_id") or "", text("woo_parent") or text("parent_sku") or ""
    values = [value for value in options if value and value != "Default Title"]
    if handle:
        row.keys = (f"handle:{handle}",)
        if values:
            row.parent = f"handle:{handle}"
            row.variant = ", ".join(values)
        return
    row.keys = tuple(key for key in (row.sku and f"sku:{row.sku}", woo_id and f"id:{woo_id}") if key)
    if parent:
        row.parent = parent if parent.startswith("id:") else f"sku:{parent}"
