"""What a caller asks of an order and its lines, and the checks of texts and numbers that need no database (R28, R37)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.db import models

from spinka.catalog.stock import Piece
from spinka.core.errors import BadParameters
from spinka.orders.models import Order, OrderLine

MOST_PIECES = 1_000_000
MOST_MONEY = Decimal(1_000_000_000)
SPECIAL_RATES = frozenset({Decimal(-1), Decimal("-0.02"), Decimal("-0.03")})
NO_REFERENCE = frozenset({"", "0"})


@dataclass(slots=True, kw_only=True)
class LineDraft:
    """A line to add. Texts left empty and numbers left None are filled from the account's own product.

    `product_id` names an own product; without it one is looked for under `product_ref` and `variant_ref` when
    `storage` is "db". `pieces` None lets the line reserve by the account's own rule (R4, R5); given, exactly these
    pieces are reserved and `backordered` is noted as it is. `unit_gross` is gross per piece, `weight` kg per piece.
    """

    product_id: int | None = None
    storage: str = "db"
    storage_id: int = 0
    product_ref: str = ""
    variant_ref: str = "0"
    name: str = ""
    attributes: str = ""
    sku: str = ""
    ean: str = ""
    location: str = ""
    auction_id: str = "0"
    warehouse_id: int | None = None
    unit_gross: Decimal | None = None
    tax_rate: Decimal | None = None
    quantity: int = 0
    weight: Decimal | None = None
    backordered: int = 0
    pieces: Sequence[Piece] | None = None


@dataclass(slots=True, kw_only=True)
class LineChanges:
    """Fields of a line to change; None stays. `product_ref` and `variant_ref` look up an own product again."""

    storage: str | None = None
    storage_id: int | None = None
    product_ref: str | None = None
    variant_ref: str | None = None
    name: str | None = None
    attributes: str | None = None
    sku: str | None = None
    ean: str | None = None
    location: str | None = None
    auction_id: str | None = None
    warehouse_id: int | None = None
    unit_gross: Decimal | None = None
    tax_rate: Decimal | None = None
    quantity: int | None = None
    weight: Decimal | None = None

    def named(self) -> dict[str, Any]:
        """The fields that are to change."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name)) is not None}


@dataclass(slots=True, kw_only=True)
class OrderDraft:
    """An order to create with its lines. `status_id` None is the account's first status, `currency` "" the account's.

    `is_confirmed` False leaves the order waiting for confirmation. `is_paid` pays the whole order.
    """

    status_id: int | None = None
    source: str = "personal"
    source_id: int = 0
    source_name: str = ""
    source_info: str = ""
    external_order_id: str = ""
    shop_order_id: int = 0
    transaction_number: str = ""
    date_add: datetime | None = None
    is_confirmed: bool = True
    user_login: str = ""
    email: str = ""
    phone: str = ""
    user_comments: str = ""
    admin_comments: str = ""
    currency: str = ""
    payment_method: str = ""
    is_cod: bool = False
    is_paid: bool = False
    delivery_method: str = ""
    delivery_price: Decimal = Decimal(0)
    delivery_fullname: str = ""
    delivery_company: str = ""
    delivery_address: str = ""
    delivery_postcode: str = ""
    delivery_city: str = ""
    delivery_state: str = ""
    delivery_country_code: str = ""
    delivery_point_id: str = ""
    delivery_point_name: str = ""
    delivery_point_address: str = ""
    delivery_point_postcode: str = ""
    delivery_point_city: str = ""
    invoice_fullname: str = ""
    invoice_company: str = ""
    invoice_nip: str = ""
    invoice_address: str = ""
    invoice_postcode: str = ""
    invoice_city: str = ""
    invoice_state: str = ""
    invoice_country_code: str = ""
    want_invoice: bool = False
    extra_field_1: str = ""
    extra_field_2: str = ""
    extra_fields: dict[str, str] = field(default_factory=dict)
    chain: list[int] = field(default_factory=list)
    lines: list[LineDraft] = field(default_factory=list)


class OrderFields(TypedDict, total=False):
    """Fields of an order to change; what is not named stays. `extra_fields` is merged, an empty text removes a value."""

    transaction_number: str
    user_login: str
    email: str
    phone: str
    user_comments: str
    admin_comments: str
    payment_method: str
    is_cod: bool
    delivery_method: str
    delivery_price: Decimal
    delivery_fullname: str
    delivery_company: str
    delivery_address: str
    delivery_postcode: str
    delivery_city: str
    delivery_state: str
    delivery_country_code: str
    delivery_point_id: str
    delivery_point_name: str
    delivery_point_address: str
    delivery_point_postcode: str
    delivery_point_city: str
    invoice_fullname: str
    invoice_company: str
    invoice_nip: str
    invoice_address: str
    invoice_postcode: str
    invoice_city: str
    invoice_state: str
    invoice_country_code: str
    want_invoice: bool
    extra_field_1: str
    extra_field_2: str
    extra_fields: dict[str, str]
    pick_state: int
    pack_state: int
    star: int


def _lengths(model: type[models.Model]) -> dict[str, int]:
    return {
        item.name: item.max_length
        for item in model._meta.get_fields()
        if isinstance(item, models.CharField) and item.max_length is not None
    }


ORDER_LENGTHS = _lengths(Order)
LINE_LENGTHS = _lengths(OrderLine)
_ORDER_TEXTS = tuple(item.name for item in fields(OrderDraft) if item.name in ORDER_LENGTHS)
_LINE_TEXTS = tuple(item.name for item in fields(LineDraft) if item.name in LINE_LENGTHS)


def _check_text(name: str, text: str, limit: int) -> None:
    if len(text) > limit:
        raise BadParameters("parameter %(name)s: at most %(limit)s characters", name=name, limit=limit)
    if "\x00" in text:
        raise BadParameters("parameter %(name)s: holds a zero character", name=name)


def check_texts(values: Mapping[str, Any], lengths: Mapping[str, int]) -> None:
    """Refuse texts longer than their column, with the limit, and texts with the character 0 (R28). BadParameters."""
    for name, value in values.items():
        if isinstance(value, str) and name in lengths:
            _check_text(name, value, lengths[name])


def check_money(name: str, amount: Decimal) -> None:
    """Refuse amounts that are not numbers, negative or beyond every order. Raises BadParameters."""
    if not amount.is_finite() or not 0 <= amount < MOST_MONEY:
        raise BadParameters("parameter %(name)s: an amount from 0 to below %(most)s", name=name, most=MOST_MONEY)


def check_line(line: LineDraft | LineChanges) -> None:
    """Refuse a line with negative or huge numbers, a wrong tax rate or too long texts. Raises BadParameters."""
    for name in _LINE_TEXTS:
        text = getattr(line, name)
        if text is not None and (len(text) > LINE_LENGTHS[name] or "\x00" in text):
            _check_text(name, text, LINE_LENGTHS[name])
    if line.quantity is not None and not 0 <= line.quantity <= MOST_PIECES:
        raise BadParameters("parameter quantity: a whole number from 0 to %(most)s", most=MOST_PIECES)
    if line.unit_gross is not None:
        check_money("price_brutto", line.unit_gross)
    if line.weight is not None and (not line.weight.is_finite() or not 0 <= line.weight < 10**7):
        raise BadParameters("parameter weight: kilograms, not negative")
    rate = line.tax_rate
    if rate is not None and not (rate.is_finite() and (0 <= rate <= 100 or rate in SPECIAL_RATES)):
        raise BadParameters("parameter tax_rate: 0 to 100, or -1, -0.02, -0.03")


def check_order(draft: OrderDraft) -> None:
    """Refuse an order with too long texts or wrong numbers, its lines too. Raises BadParameters; nothing is written."""
    for name in _ORDER_TEXTS:
        text = getattr(draft, name)
        if len(text) > ORDER_LENGTHS[name] or "\x00" in text:
            _check_text(name, text, ORDER_LENGTHS[name])
    if draft.currency and not (len(draft.currency) == 3 and draft.currency.isascii() and draft.currency.isalpha()):
        raise BadParameters("parameter currency: three letters, e.g. PLN")
    check_money("delivery_price", draft.delivery_price)
    for line in draft.lines:
        check_line(line)
