"""The PDF of another system in place of ours."""

from django.db import transaction

from spinka.core import clock
from spinka.core.errors import BadParameters
from spinka.core.paper import check_pdf
from spinka.warehousing.models import StockDocument, StockFile
from spinka.warehousing.services.drafting import lock_document

MOST_FILE_BYTES = 2 * 1024 * 1024
LONGEST_NUMBER = 100


@transaction.atomic
def attach_file(*, account_id: int, document_id: int, content: bytes, external_number: str) -> None:
    """Keep an external PDF with its number for a document, draft or not; a later one replaces it.

    Raises NotFound for a foreign document, BadParameters for what is no PDF or too large.
    """
    check_pdf(content, most=MOST_FILE_BYTES)
    if len(external_number) > LONGEST_NUMBER:
        raise BadParameters("parameter external_document_number: at most %(most)s characters", most=LONGEST_NUMBER)
    document = lock_document(account_id=account_id, document_id=document_id)
    fresh = {"content": content, "created_at": clock.now()}
    StockFile.objects.for_account(account_id).update_or_create(
        document_id=document.pk, defaults=fresh, create_defaults={"account_id": account_id, **fresh}
    )
    StockDocument.objects.for_account(account_id).filter(pk=document.pk).update(external_number=external_number)
