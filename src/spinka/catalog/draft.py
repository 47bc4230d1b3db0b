"""What a caller asks of a product: the fields to write, and the checks that need no database (R34, R36, R37)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec import UNSET, UnsetType

from spinka.core.errors import BadParameters, SpinkaError

IMAGES = 16
MOST_PRODUCTS = 1000
LENGTHS = {"sku": 50, "ean": 32, "asin": 50}
NAME_LENGTH = 200
SPECIAL_RATES = frozenset({Decimal(-1), Decimal("-0.02"), Decimal("-0.03")})
_HUNDREDTH = Decimal("0.01")
_UNIT = Decimal("0.0001")
_INT_MAX = 2_000_000_000
_TEXT_KEY = re.compile(
    r"(?P<field>name|description|features|description_extra[1-4]|extra_field_[0-9]{1,18})"
    r"(?:\|(?P<language>[a-z]{2})(?P<source>\|[a-z0-9_]{1,60})?)?"
)


@dataclass(slots=True, kw_only=True)
class ProductFields:
    """A product to make, or the fields of one to change; what is UNSET stays, and is empty, 0 or false when making.

    `texts` has keys of the public API (`name`, `description|en`, `features|pl`); keys not named stay. `tags` replaces
    the set. `prices` is by price group id, `stock` and `locations` by warehouse key, `images` by position 1–16 with
    "url:…", "data:…" or "" to remove, `links` by warehouse key with an empty map to remove, `bundle_products` by
    product id. `parent_id`, `category_id`, `manufacturer_id`: 0 for none.
    """

    product_id: int | None = None
    parent_id: int | UnsetType = UNSET
    kind: str | UnsetType = UNSET
    is_draft: bool | UnsetType = UNSET
    is_bundle: bool | UnsetType = UNSET
    sku: str | UnsetType = UNSET
    ean: str | UnsetType = UNSET
    asin: str | UnsetType = UNSET
    ean_additional: list[dict[str, Any]] | UnsetType = UNSET
    texts: dict[str, Any] | UnsetType = UNSET
    category_id: int | UnsetType = UNSET
    manufacturer_id: int | UnsetType = UNSET
    tax_rate: Decimal | UnsetType = UNSET
    weight: Decimal | UnsetType = UNSET
    height: Decimal | UnsetType = UNSET
    width: Decimal | UnsetType = UNSET
    length: Decimal | UnsetType = UNSET
    average_cost: Decimal | UnsetType = UNSET
    star: int | UnsetType = UNSET
    min_quantity: int | UnsetType = UNSET
    quantity_step: int | UnsetType = UNSET
    available_from: datetime | UnsetType | None = UNSET
    links: dict[str, Any] | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    prices: dict[int, Decimal] | UnsetType = UNSET
    stock: dict[str, int] | UnsetType = UNSET
    locations: dict[str, str] | UnsetType = UNSET
    images: dict[int, str] | UnsetType = UNSET
    bundle_products: dict[int, int] | UnsetType = UNSET


@dataclass(slots=True)
class SavedProduct:
    """A product that was written; `warnings` names by field what was left out of it."""

    product_id: int
    warnings: dict[str, str]
    is_new: bool


SaveResult = SavedProduct | SpinkaError


def checked_money(value: Decimal, name: str, *, places: Decimal = _UNIT, most: Decimal = Decimal(10) ** 9) -> Decimal:
    """The amount rounded half up. Raises BadParameters when it is not a number from 0 to `most`."""
    if not value.is_finite() or value < 0 or value > most:
        raise BadParameters("parameter %(name)s: expected a number from 0 to %(most)s", name=name, most=int(most))
    return value.quantize(places, ROUND_HALF_UP)


def checked_rate(value: Decimal) -> Decimal:
    """A VAT rate: 0–100 or one of −1, −0.02, −0.03. Raises BadParameters."""
    if not value.is_finite() or not (0 <= value <= 100 or value in SPECIAL_RATES):
        raise BadParameters("parameter tax_rate: expected 0 to 100, -1, -0.02 or -0.03")
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)


def text_key(key: str, default_language: str) -> tuple[str, str] | None:
    """The key as it is stored and its field: the default language is left out; None for a key nobody knows."""
    match = _TEXT_KEY.fullmatch(key)
    if match is None:
        return None
    if match["language"] == default_language and not match["source"]:
        return match["field"], match["field"]
    return key, match["field"]


def _checked_text(key: str, field: str, value: Any) -> Any:
    if field == "features":
        if value in ("", []):
            return {}
        if not isinstance(value, dict):
            raise BadParameters("parameter text_fields.%(key)s: expected a map of names and values", key=key)
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, dict) and field.startswith("extra_field_"):
        return {str(name): _plain(part) for name, part in value.items() if name in {"title", "url", "file"}}
    if isinstance(value, (dict, list)):
        raise BadParameters("parameter text_fields.%(key)s: expected a text", key=key)
    text = _plain(value)
    if field == "name" and len(text) > NAME_LENGTH:
        raise BadParameters("parameter text_fields.%(key)s: at most %(most)s characters", key=key, most=NAME_LENGTH)
    return text


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def checked_texts(texts: dict[str, Any], default_language: str, warnings: dict[str, str]) -> dict[str, Any]:
    """Texts by stored key; unknown keys become warnings. Raises BadParameters for wrong kinds and long names (R37)."""
    out: dict[str, Any] = {}
    for key, value in texts.items():
        known = text_key(key, default_language)
        if known is None:
            warnings[f"text_fields.{key[:60]}"] = "Unknown text field; it was left out"
            continue
        out[known[0]] = _checked_text(key, known[1], value)
    return out


_LAST_MOMENT = 253_370_764_800
_RANGES = {"star": (0, 5), "min_quantity": (1, _INT_MAX), "quantity_step": (1, _INT_MAX)}
_PLAIN = ("is_draft", "is_bundle", "available_from", "links")
_REFERENCES = ("parent_id", "category_id", "manufacturer_id")
_SIZES = ("weight", "height", "width", "length", "average_cost")


def _given(fields: ProductFields, names: Iterable[str]) -> list[tuple[str, Any]]:
    return [(name, value) for name in names if (value := getattr(fields, name)) is not UNSET]


def checked_columns(fields: ProductFields) -> dict[str, Any]:
    """Columns of the product's own row that are to be written, checked and rounded. Raises BadParameters."""
    out: dict[str, Any] = dict(_given(fields, _PLAIN))
    for name, text in _given(fields, LENGTHS):
        if len(text) > LENGTHS[name]:
            raise BadParameters("parameter %(name)s: at most %(most)s characters", name=name, most=LENGTHS[name])
        out[name] = text
    for name, value in _given(fields, _SIZES):
        out[name] = checked_money(value, name, places=_HUNDREDTH, most=Decimal(99_999_999))
    for name, value in _given(fields, _RANGES):
        out[name] = _whole(value, name, *_RANGES[name])
    for name, value in _given(fields, _REFERENCES):
        out[name] = value or None
    if out.get("available_from") is not None:
        # A moment the wire has no number for, and before year 1 no reader at all, would stop whoever reads the product.
        _whole(int(out["available_from"].timestamp()), "available_from", 0, _LAST_MOMENT)
    if fields.tax_rate is not UNSET:
        out["tax_rate"] = checked_rate(fields.tax_rate)
    if fields.kind is not UNSET:
        if fields.kind not in {"goods", "service"}:
            raise BadParameters("parameter type: expected goods or service")
        out["kind"] = fields.kind
    if fields.ean_additional is not UNSET:
        out["ean_additional"] = [_additional(entry) for entry in fields.ean_additional]
    return out


def _additional(entry: dict[str, Any]) -> dict[str, Any]:
    ean = str(entry.get("ean", ""))
    if len(ean) > LENGTHS["ean"]:
        raise BadParameters("parameter ean_additional: at most %(most)s characters", most=LENGTHS["ean"])
    return {"ean": ean, "quantity": _whole(int(entry.get("quantity", 1)), "ean_additional", 0, _INT_MAX)}


def _whole(value: int, name: str, least: int, most: int) -> int:
    if not least <= value <= most:
        raise BadParameters(
            "parameter %(name)s: expected a whole number from %(least)s to %(most)s", name=name, least=least, most=most
        )
    return value


def checked_stock(stock: Mapping[str, int], *, at: str = "stock") -> dict[str, int]:
    """Quantities by warehouse key. Raises BadParameters for one out of range; `at` is the parameter they stand in."""
    return {key: _whole(quantity, f"{at}.{key[:40]}", 0, _INT_MAX) for key, quantity in stock.items()}


def checked_prices(prices: Mapping[int, Decimal], *, at: str = "prices") -> dict[int, Decimal]:
    """Prices by price group. Raises BadParameters for a negative or too large one; `at` is their parameter."""
    return {group: checked_money(price, f"{at}.{group}") for group, price in prices.items()}


def checked_images(images: dict[int, str]) -> dict[int, str]:
    """Images by position. Raises BadParameters for a position outside 1–16 (R37)."""
    for position in images:
        if not 1 <= position <= IMAGES:
            raise BadParameters("parameter images: a product has at most %(most)s images", most=IMAGES)
    return images


def checked_pieces(bundle: dict[int, int]) -> dict[int, int]:
    """Pieces of a bundle by product. Raises BadParameters for a quantity below 1."""
    return {
        product: _whole(quantity, f"bundle_products.{product}", 1, _INT_MAX) for product, quantity in bundle.items()
    }
