"""Deleting the last document of a series, the only one whose number can be given again."""

from django.db import connection, transaction

from spinka.core.errors import Locked, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.documents.models import Document, DocumentFile, Kind
from spinka.documents.numbering import Period
from spinka.documents.services.counting import give_back
from spinka.orders import journal_types
from spinka.orders import services as orders


@transaction.atomic
def delete_document(*, account_id: int, document_id: int, actor: str) -> None:
    """Delete a document issued by mistake; journal type 19, for a receipt 20.

    Raises NotFound, and Locked for one that is not the last of its series and period (the numbers would have a gap),
    was corrected, has a later correction of the same invoice, has an external file, or was printed by a fiscal printer.
    """
    rows = Document.objects.for_account(account_id)
    found = rows.select_for_update().filter(pk=document_id).first() if 0 < document_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no document %(id)s", id=document_id)
    if _is_built_upon(found):
        raise Locked("%(number)s was corrected and stays", number=found.full_number)
    if DocumentFile.objects.for_account(account_id).filter(document_id=found.pk).exists():
        raise Locked("%(number)s stands in another system and stays", number=found.full_number)
    # Receipts older than the queue of the printer stand in it as printed when they were issued.
    if found.printed_at not in (None, found.issued_at):
        raise Locked("%(number)s was printed and stays", number=found.full_number)
    period = Period(found.year, found.month)
    if not give_back(account_id=account_id, series_id=found.series_id, period=period, number=found.number):
        raise Locked("%(number)s is not the last of its series; correct it instead", number=found.full_number)
    with connection.cursor() as cursor:
        cursor.execute("delete from documents_document where account_id = %s and id = %s", [account_id, found.pk])
    is_receipt = found.kind == Kind.RECEIPT
    orders.record_journal(
        account_id=account_id,
        order_id=found.order_id,
        log_type=journal_types.RECEIPT_DELETED if is_receipt else journal_types.INVOICE_DELETED,
        actor=actor,
        data={"number": found.full_number},
    )


def _is_built_upon(found: Document) -> bool:
    """Whether a correction says what was valid after this document."""
    rows = Document.objects.for_account(found.account_id)
    if found.corrects_id is None:
        return rows.filter(corrects_id=found.pk).exists()
    # The invoice's row is what corrections wait for: none is made from this one while it goes.
    rows.select_for_update(no_key=True).filter(pk=found.corrects_id).first()
    return rows.filter(corrects_id=found.corrects_id, pk__gt=found.pk).exists()
