"""The trade credit ledger as people read it, the same for both sides (I-08, I-11)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from spinka.connect import queries
from spinka.connect.models import CreditEntry
from spinka.connect.models.credit import CreditKind
from spinka.panel.components import Chip

KINDS: Final = {
    CreditKind.LIMIT: Chip("new", _("Limit")),
    CreditKind.CHARGE: Chip("work", _("Charge")),
    CreditKind.SETTLEMENT: Chip("ok", _("Settlement")),
    CreditKind.RELEASE: Chip("new", _("Release")),
    CreditKind.CLAIM: Chip("wait", _("Payment declared")),
}
LOWERS: Final = frozenset({CreditKind.SETTLEMENT, CreditKind.RELEASE, CreditKind.CLAIM})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An entry: `amount` is signed and None for a limit, `order_id` is the reader's own.

    `waits` marks a declared payment nobody answered yet.
    """

    entry_id: int
    at: datetime
    chip: Chip
    amount: Decimal | None
    limit: Decimal | None
    blocked: Decimal
    currency: str
    message: str
    actor: str
    order_id: int | None
    waits: bool
    is_refused: bool


def ledger_rows(
    account_id: int, connection_id: int, *, most: int | None = None, skip: int = 0, **narrowed: Any
) -> list[LedgerRow]:
    """The newest entries of a connection; `narrowed` to kinds and times as connect.queries.credit_entries does it."""
    shown = queries.credit_entries(account_id=account_id, connection_id=connection_id, most=most, skip=skip, **narrowed)
    answered = set(
        CreditEntry.objects.for_account(account_id)
        .filter(connection_id=connection_id, refers_to__isnull=False)
        .values_list("refers_to", flat=True)
    )
    rows = []
    for entry, counts in shown:
        is_claim = entry.kind == CreditKind.CLAIM
        # Charges and releases of a sale carry the supplier's order in words; the reader's own order is linked instead.
        is_automatic = entry.sale_id is not None and entry.kind in {CreditKind.CHARGE, CreditKind.RELEASE}
        signed = -entry.amount if entry.kind in LOWERS else entry.amount
        rows.append(
            LedgerRow(
                entry_id=entry.pk,
                at=entry.created_at,
                chip=KINDS[CreditKind(entry.kind)],
                amount=None if entry.kind == CreditKind.LIMIT else signed,
                limit=entry.limit_after if entry.kind == CreditKind.LIMIT else None,
                blocked=entry.blocked_after,
                currency=entry.currency,
                message="" if is_automatic else entry.message,
                actor=entry.actor,
                order_id=entry.supplier_order_id if entry.supplier_id == account_id else entry.contractor_order_id,
                waits=is_claim and entry.pk not in answered,
                is_refused=is_claim and not counts and entry.pk in answered,
            )
        )
    return rows
