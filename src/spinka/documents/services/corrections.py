"""Correcting an issued invoice: the lines before and after, or the buyer's data; also from a return of goods."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from spinka.accounts.queries import get_account
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.documents.drafts import RETURN_REASON, Buyer, CorrectionDraft, ItemChange, check_correction
from spinka.documents.lines import Line, corrected, is_reverse_charged, lines_of_document, taken_back, totals_of
from spinka.documents.models import Document, DocumentLine, Kind, Series
from spinka.documents.services.series import series_for
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
    last, before = _last_state(original)
    series = series_for(account_id=account_id, kind=Kind.CORRECTION, series_id=draft.series_id)
    _check_order_lines(original, before, draft.items)
    after = corrected(before, draft.items)
    if after == before and not _changes_buyer(last, draft):
        raise BadParameters("parameter items: the correction changes nothing")
    return _issue(original, last, series, draft, before=before, after=after, actor=actor)


@transaction.atomic
def issue_return_correction(
    *, account_id: int, return_id: int, order_id: int, returned: Mapping[int, int], series_id: int = 0, actor: str
) -> int:
    """Issue the correction of an order's invoice for the goods of a return (pieces by order line); its id.

    Pieces leave the lines as the last correction left them, never below 0; the delivery stays, and what the invoice
    does not have is left out. The pieces are the caller's, who knows returns; a return is corrected once.
    Raises NotFound for the series, Conflict for an order without an invoice, a return that was corrected already or
    one that leaves nothing to take back.
    """
    found = Document.objects.for_account(account_id).filter(order_id=order_id, kind=Kind.INVOICE)
    original = found.select_for_update(no_key=True).first()
    if original is None:
        raise Conflict("Order %(id)s has no invoice to correct", id=order_id)
    # Corrections of one invoice follow each other, and a return has one order, so nobody writes another meanwhile.
    earlier = Document.objects.for_account(account_id).filter(return_id=return_id)
    number = earlier.values_list("full_number", flat=True).first()
    if number is not None:
        raise Conflict("Return %(id)s has the correction %(number)s already", id=return_id, number=number)
    last, before = _last_state(original)
    series = series_for(account_id=account_id, kind=Kind.CORRECTION, series_id=series_id)
    after = taken_back(before, returned)
    if after == before:
        raise Conflict("The invoice of return %(id)s has none of its goods left", id=return_id)
    draft = CorrectionDraft(reason=RETURN_REASON)
    return _issue(original, last, series, draft, before=before, after=after, return_id=return_id, actor=actor)


def _last_state(original: Document) -> tuple[Document, list[Line]]:
    """The document that holds now for a locked invoice, its last correction or itself, and its lines."""
    documents = Document.objects.for_account(original.account_id).filter(corrects_id=original.pk)
    last = documents.order_by("-pk").first() or original
    rows = DocumentLine.objects.for_account(original.account_id).filter(document_id=last.pk, is_before=False)
    return last, lines_of_document(rows.order_by("position"))


def _changes_buyer(last: Document, draft: CorrectionDraft) -> bool:
    return any(value != getattr(last, f"buyer_{name}") for name, value in draft.buyer.items())


def _issue(
    original: Document,
    last: Document,
    series: Series,
    draft: CorrectionDraft,
    *,
    before: list[Line],
    after: list[Line],
    return_id: int | None = None,
    actor: str,
) -> int:
    buyer = {name: draft.buyer.get(name, getattr(last, f"buyer_{name}")) for name in _BUYER}
    account = get_account(original.account_id)
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
            "correcting_items": after != before,
            "correcting_data": _changes_buyer(last, draft),
            "return_id": return_id,
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
