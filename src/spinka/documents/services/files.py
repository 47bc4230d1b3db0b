"""The PDF of another system in place of ours."""

from django.db import transaction

from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.paper import check_pdf
from spinka.documents.models import Document, DocumentFile, Kind

MOST_FILE_BYTES = 2 * 1024 * 1024
LONGEST_NUMBER = 30


@transaction.atomic
def attach_file(
    *, account_id: int, document_id: int, content: bytes, external_number: str, is_receipt: bool = False
) -> None:
    """Keep an external PDF with its number for an invoice or correction, or a receipt; a later one replaces it.

    A receipt of another system waits for no printer of ours. Raises NotFound for a foreign document and for one of
    the other kind, BadParameters for what is no PDF or too large.
    """
    check_pdf(content, most=MOST_FILE_BYTES)
    name = "external_receipt_number" if is_receipt else "external_invoice_number"
    if len(external_number) > LONGEST_NUMBER:
        raise BadParameters("parameter %(name)s: at most %(limit)s characters", name=name, limit=LONGEST_NUMBER)
    kinds = (Kind.RECEIPT,) if is_receipt else (Kind.INVOICE, Kind.CORRECTION)
    rows = Document.objects.for_account(account_id).filter(kind__in=kinds).select_for_update(no_key=True)
    document = rows.filter(pk=document_id).first() if 0 < document_id <= BIGGEST_ID else None
    if document is None and is_receipt:
        raise NotFound("There is no receipt %(id)s", id=document_id)
    if document is None:
        raise NotFound("There is no invoice %(id)s", id=document_id)
    fresh = {"content": content, "created_at": clock.now()}
    DocumentFile.objects.for_account(account_id).update_or_create(
        document_id=document.pk, defaults=fresh, create_defaults={"account_id": account_id, **fresh}
    )
    Document.objects.for_account(account_id).filter(pk=document.pk).update(external_number=external_number)
