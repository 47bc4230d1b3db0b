"""What a caller asks of a document: the buyer, and what a correction changes; with the checks that need no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal

from spinka.core.errors import BadParameters
from spinka.orders.draft import LineChanges, check_line

REASONS = range(1, 10)
RETURN_REASON = 5
OTHER_REASON = 9
_LENGTHS = {
    "fullname": 500,
    "company": 500,
    "nip": 100,
    "address": 500,
    "postcode": 100,
    "city": 100,
    "state": 100,
    "country_code": 100,
}


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who a document is made out to."""

    fullname: str = ""
    company: str = ""
    nip: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    state: str = ""
    country_code: str = ""

    def as_columns(self) -> dict[str, str]:
        """The buyer under the names of Document's columns."""
        return {f"buyer_{item.name}": getattr(self, item.name) for item in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """A line of a correction as it is to be; what is None stays. Without a line it is found by its name, else added."""

    order_line_id: int = 0
    name: str | None = None
    sku: str | None = None
    ean: str | None = None
    quantity: int | None = None
    unit_gross: Decimal | None = None
    tax_rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDraft:
    """What a correction changes: lines, fields of the buyer by the names of `Buyer`, or both."""

    series_id: int = 0
    sold_at: datetime | None = None
    reason: int = OTHER_REASON
    items: tuple[ItemChange, ...] = ()
    buyer: Mapping[str, str] = field(default_factory=dict)
    payment_method: str | None = None
    issuer: str | None = None


def check_buyer(values: Mapping[str, str]) -> None:
    """Refuse texts longer than their column. Raises BadParameters naming parameter and limit (R37)."""
    for name, text in values.items():
        if len(text) > _LENGTHS[name]:
            raise BadParameters(
                "parameter %(name)s: at most %(limit)s characters", name=f"invoice_{name}", limit=_LENGTHS[name]
            )


def check_correction(draft: CorrectionDraft) -> None:
    """Refuse a correction without a change, an unknown reason and lines no order could have. Raises BadParameters."""
    if not draft.items and not draft.buyer:
        raise BadParameters("parameter items: a correction changes lines or the buyer's data")
    if draft.reason not in REASONS:
        raise BadParameters("parameter correcting_reason: 1 to 9")
    check_buyer(draft.buyer)
    for item in draft.items:
        check_line(
            LineChanges(
                name=item.name,
                sku=item.sku,
                ean=item.ean,
                quantity=item.quantity,
                unit_gross=item.unit_gross,
                tax_rate=item.tax_rate,
            )
        )
