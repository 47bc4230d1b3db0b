"""Correcting an issued invoice: the lines before and after, or the buyer's data."""

from datetime import timedelta

from django.db import transaction

from spinka.accounts.queries import get_account
from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.documents.drafts import Buyer, CorrectionDraft, ItemChange, check_correction
from spinka.documents.lines import Line, corrected, is_reverse_charged, lines_of_document, totals_of
from spinka.documents.models import Document, DocumentLine, Kind
from spinka.documents.services.series import BIGGEST_ID, series_for
from spinka.documents.services.writing import Content, write_document
from spinka.documents.wording import words
from spinka.orders.models import OrderLine

_BUYER = ("fullname", "company", "nip", "address", "postcode", "city", "state", "country_code")


@transaction.atomic
def issue_correction(*, account_id: int, document_id: int, draft: CorrectionDraft, actor: str) -> int:
    """Issue a correction of an invoice; its id. What is corrected is the state the last correction left.

    Naming a correction means its invoice. A line the draft does not name stays as it was; journal type 7.
    Raises NotFound for a foreign invoice, series or order line, BadParameters for a correction that changes nothing,
    a reason that is none, or numbers no line could have.
    """
    check_correction(draft)
    original = _locked_invoice(account_id, document_id)
    last = Document.objects.for_account(account_id).filter(corrects_id=original.pk).order_by("-pk").first() or original
    series = series_for(account_id=account_id, kind=Kind.CORRECTION, series_id=draft.series_id)
    rows = DocumentLine.objects.for_account(account_id).filter(document_id=last.pk, is_before=False)
    before = lines_of_document(rows.order_by("position"))
    _check_order_lines(original, before, draft.items)
    after = corrected(before, draft.items)
    buyer = {name: draft.buyer.get(name, getattr(last, f"buyer_{name}")) for name in _BUYER}
    has_items, has_data = after != before, any(value != getattr(last, f"buyer_{name}") for name, value in buyer.items())
    if not has_items and not has_data:
        raise BadParameters("parameter items: the correction changes nothing")
    account = get_account(account_id)
    content = Content(
        order_id=original.order_id,
        buyer=Buyer(**buyer),
        lines=after,
        before=before,
        currency=original.currency,
        sold_at=draft.sold_at or original.sold_at,
        due_at=clock.now() + timedelta(days=series.payment_days) if _is_raised(before, after) else None,
        payment_method=original.payment_method if draft.payment_method is None else draft.payment_method,
        columns={
            "corrects_id": original.pk,
            "total_before": last.total_gross,
            "correcting_reason": draft.reason,
            "correcting_items": has_items,
            "correcting_data": has_data,
            "issuer": original.issuer if draft.issuer is None else draft.issuer,
            "additional_info": words(account.language)["reverse_charge"] if is_reverse_charged(after) else "",
        },
    )
    return int(write_document(account=account, series=series, content=content, actor=actor).pk)


def _locked_invoice(account_id: int, document_id: int) -> Document:
    """The invoice itself, locked so that two corrections follow each other. Raises NotFound; receipts have none."""
    rows = Document.objects.for_account(account_id)
    asked = rows.filter(pk=document_id).first() if 0 < document_id <= BIGGEST_ID else None
    if asked is None or asked.kind == Kind.RECEIPT:
        raise NotFound("There is no invoice %(id)s", id=document_id)
    locked = rows.select_for_update(no_key=True).filter(pk=asked.corrects_id or asked.pk).first()
    if locked is None:
        raise NotFound("There is no invoice %(id)s", id=document_id)
    return locked


def _check_order_lines(original: Document, before: list[Line], items: tuple[ItemChange, ...]) -> None:
    """Every line named is one of the invoice or of its order."""
    known = {line.order_line_id for line in before}
    new = {item.order_line_id for item in items if item.order_line_id} - known
    asked = [line_id for line_id in new if 0 < line_id <= BIGGEST_ID]
    rows = OrderLine.objects.for_account(original.account_id).filter(order_id=original.order_id, pk__in=asked)
    missing = new - set(rows.values_list("pk", flat=True))
    if missing:
        raise NotFound("There is no order line %(id)s", id=min(missing))


def _is_raised(before: list[Line], after: list[Line]) -> bool:
    return totals_of(after).gross > totals_of(before).gross
