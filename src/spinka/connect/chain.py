"""The hash chain of the credit ledger: each entry's hash covers the entry and the hash before it (R22)."""

import hashlib
import json
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """What the hash of an entry covers, in this order."""

    connection_id: int
    number: int
    kind: str
    amount: Decimal
    currency: str
    limit_after: Decimal | None
    blocked_after: Decimal
    message: str
    sale_id: int | None
    supplier_order_id: int | None
    contractor_order_id: int | None
    refers_to: int | None
    actor: str
    created_at: datetime


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def entry_hash(before: str, entry: Entry) -> str:
    """SHA-256 over the hash before and the entry's values, as hexadecimal text."""
    text = json.dumps([before, *(_plain(value) for value in astuple(entry))], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
