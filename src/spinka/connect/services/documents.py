"""Documents of an order that may be the supplier's side of a sale: the buyer of a sale is the contractor (R16)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from spinka.connect import access
from spinka.connect.models import Sale
from spinka.core.errors import Conflict
from spinka.core.ids import BIGGEST_ID
from spinka.documents import services as documents
from spinka.documents.drafts import Buyer


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a sale says about its documents; nothing for an order that is none."""

    buyer: Buyer | None = None
    due_at: datetime | None = None


def _buyer(bill_to: dict[str, Any]) -> Buyer:
    company, name = str(bill_to.get("company", "")), str(bill_to.get("name", ""))
    return Buyer(
        fullname="" if name == company else name,
        company=company,
        nip=str(bill_to.get("tax_number", "")),
        address=str(bill_to.get("address", "")),
        postcode=str(bill_to.get("postcode", "")),
        city=str(bill_to.get("city", "")),
        country_code=str(bill_to.get("country_code", "")),
    )


def _terms(account_id: int, order_id: int) -> _Terms:
    asked = order_id if 0 < order_id <= BIGGEST_ID else 0
    sale = Sale.objects.as_supplier(account_id).filter(supplier_order_id=asked).first()
    if sale is None:
        return _Terms()
    with access.crossing(account_id=account_id, sale_id=sale.pk, need="sale") as crossing:
        if crossing.terms.invoice_to != "contractor":
            raise Conflict(
                "Order %(id)s bears the prices of the sale to %(partner)s, which its buyer must not see",
                id=order_id,
                partner=crossing.connection.contractor_name,
            )
    return _Terms(_buyer(sale.bill_to), sale.due_at)


@transaction.atomic
def issue_invoice(*, account_id: int, order_id: int, series_id: int = 0, vat_rate: str = "", actor: str) -> int:
    """Issue the invoice of an order; its id. That of a sale is made out to the contractor, due on the sale's day.

    Lines of a supplier's order bear the sale's prices and rates already (R17, R19). Raises what
    documents.issue_invoice raises, and Conflict for a sale whose documents go to the order's buyer: its prices are
    not for them (R16).
    """
    terms = _terms(account_id, order_id)
    return documents.issue_invoice(
        account_id=account_id,
        order_id=order_id,
        series_id=series_id,
        vat_rate=vat_rate,
        buyer=terms.buyer,
        due_at=terms.due_at,
        actor=actor,
    )


@transaction.atomic
def issue_receipt(*, account_id: int, order_id: int, series_id: int = 0, actor: str) -> int:
    """Issue the receipt of an order; its id. The buyer is found as for an invoice; raises the same."""
    terms = _terms(account_id, order_id)
    return documents.issue_receipt(
        account_id=account_id, order_id=order_id, series_id=series_id, buyer=terms.buyer, actor=actor
    )
