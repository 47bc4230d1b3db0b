"""What a caller asks of a warehouse document and its lines, with the checks that need no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from spinka.core.errors import BadParameters
from spinka.core.money import to_cents
from spinka.warehousing.models import Kind

MOST_ITEMS = 1000
MOST_QUANTITY = 1_000_000_000
MOST_PRICE = Decimal("99999999.99")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDraft:
    """A document to be; `issued_at` None is now."""

    kind: int
    warehouse_id: int
    target_warehouse_id: int = 0
    issued_at: datetime | None = None
    executed_at: datetime | None = None
    contractor: str = ""
    invoice_number: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """A line to be; `price` is the unit price."""

    product_id: int
    quantity: int
    price: Decimal = Decimal(0)
    location: str = ""
    target_location: str = ""
    expires_on: date | None = None
    batch: str = ""
    serial_number: str = ""
    comments: str = ""


# Longest texts, under the public API's names.
_DOCUMENT = {"contractor": ("contractor", 500), "invoice_number": ("invoice_no", 50), "notes": ("notes", 500)}
_ITEM = {
    "location": ("location_name", 255),
    "target_location": ("target_location_name", 255),
    "batch": ("batch", 128),
    "serial_number": ("serial_no", 128),
    "comments": ("comments", 255),
}


def _check_lengths(given: object, limits: Mapping[str, tuple[str, int]], place: str = "") -> None:
    for field, (name, limit) in limits.items():
        if len(getattr(given, field)) > limit:
            raise BadParameters("parameter %(name)s: at most %(limit)s characters", name=place + name, limit=limit)


def check_document(draft: DocumentDraft) -> None:
    """Refuse a kind that is none, a transfer without another warehouse, a target elsewhere, and texts too long.

    Raises BadParameters.
    """
    if draft.kind not in Kind.values:
        raise BadParameters("parameter document_type: 0 to 5")
    if draft.kind == Kind.TRANSFER and draft.target_warehouse_id in (0, draft.warehouse_id):
        raise BadParameters("parameter target_warehouse_id: a transfer needs another warehouse")
    if draft.kind != Kind.TRANSFER and draft.target_warehouse_id:
        raise BadParameters("parameter target_warehouse_id: only a transfer has one")
    _check_lengths(draft, _DOCUMENT)


def check_items(items: Sequence[ItemDraft]) -> None:
    """Refuse no lines, too many, and lines no document could have. Raises BadParameters naming the line."""
    if not 0 < len(items) <= MOST_ITEMS:
        raise BadParameters("parameter items: 1 to %(most)s lines", most=MOST_ITEMS)
    for place, item in enumerate(items):
        name = f"items[{place}]."
        if not 0 < item.quantity <= MOST_QUANTITY:
            raise BadParameters("parameter %(name)s: 1 to %(most)s", name=f"{name}quantity", most=MOST_QUANTITY)
        if not (item.price.is_finite() and 0 <= to_cents(min(item.price, MOST_PRICE + 1)) <= MOST_PRICE):
            raise BadParameters("parameter %(name)s: 0 to %(most)s", name=f"{name}price", most=MOST_PRICE)
        _check_lengths(item, _ITEM, name)
