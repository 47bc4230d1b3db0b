"""What a caller asks of a return and its lines, and the checks that need no database (R28, R37)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.db import models

from spinka.core.errors import BadParameters
from spinka.orders.draft import LineChanges, check_line, check_money, check_texts
from spinka.returns.models import Return

MOST_LINES = 1000
EXTRA_FIELD_LENGTH = 2000


@dataclass(slots=True, kw_only=True)
class ReturnLineFields:
    """A line to add, or the fields of one to change; None stays, or is empty when adding.

    A new line of an order's line takes from it what it does not name. For `status_id` and `reason_id` 0 is none.
    """

    goods: LineChanges = field(default_factory=LineChanges)
    order_line_id: int = 0
    status_id: int | None = None
    reason_id: int | None = None


@dataclass(slots=True, kw_only=True)
class ReturnDraft:
    """A return to create. `status_id` None is the account's first status, `currency` "" the order's or the account's.

    `is_refunded` says that the buyer has the whole value back.
    """

    order_id: int | None = None
    status_id: int | None = None
    source_id: int = 0
    reference_number: str = ""
    date_add: datetime | None = None
    currency: str = ""
    is_refunded: bool = False
    user_login: str = ""
    email: str = ""
    phone: str = ""
    admin_comments: str = ""
    delivery_price: Decimal = Decimal(0)
    delivery_fullname: str = ""
    delivery_company: str = ""
    delivery_address: str = ""
    delivery_postcode: str = ""
    delivery_city: str = ""
    delivery_state: str = ""
    delivery_country_code: str = ""
    extra_field_1: str = ""
    extra_field_2: str = ""
    extra_fields: dict[str, str] = field(default_factory=dict)
    refund_account_number: str = ""
    refund_iban: str = ""
    refund_swift: str = ""
    lines: list[ReturnLineFields] = field(default_factory=list)


class ReturnFields(TypedDict, total=False):
    """Fields of a return to change; what is not named stays. `extra_fields` is merged, an empty text removes a value."""

    user_login: str
    email: str
    phone: str
    admin_comments: str
    delivery_price: Decimal
    delivery_fullname: str
    delivery_company: str
    delivery_address: str
    delivery_postcode: str
    delivery_city: str
    delivery_state: str
    delivery_country_code: str
    extra_field_1: str
    extra_field_2: str
    extra_fields: dict[str, str]


_LENGTHS = {
    item.name: item.max_length
    for item in Return._meta.get_fields()
    if isinstance(item, models.CharField) and item.max_length is not None
}


def check_extra_fields(given: Mapping[str, str]) -> None:
    """Refuse values longer than an extra field holds. Raises BadParameters."""
    names = {f"custom_extra_fields[{key}]": text for key, text in given.items()}
    check_texts(names, dict.fromkeys(names, EXTRA_FIELD_LENGTH))


def check_fields(values: Mapping[str, Any]) -> None:
    """Refuse too long texts and wrong numbers of a return's head. Raises BadParameters."""
    check_texts(values, _LENGTHS)
    if "delivery_price" in values:
        check_money("delivery_price", values["delivery_price"])
    check_extra_fields(values.get("extra_fields", {}))


def check_return(draft: ReturnDraft) -> None:
    """Refuse a return with too long texts or wrong numbers, its lines too. Raises BadParameters; nothing is written."""
    check_fields({item.name: getattr(draft, item.name) for item in fields(draft)})
    if draft.currency and not (len(draft.currency) == 3 and draft.currency.isascii() and draft.currency.isalpha()):
        raise BadParameters("parameter currency: three letters, e.g. PLN")
    if len(draft.lines) > MOST_LINES:
        raise BadParameters("parameter products: at most %(most)s lines", most=MOST_LINES)
    for line in draft.lines:
        check_line(line.goods)
