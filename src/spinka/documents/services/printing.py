"""What a fiscal printer reports of receipts."""

from datetime import datetime

from django.db import transaction

from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.documents.models import Document, Kind
from spinka.orders.draft import check_texts

_LENGTHS = {"receipt_nr": 20, "printer_name": 50}


@transaction.atomic
def report_print(
    *,
    account_id: int,
    receipt_id: int,
    number: str,
    printed_at: datetime,
    is_failed: bool,
    printer_name: str,
) -> None:
    """Note that a receipt was printed, under the printer's number if it gives one, or that printing failed.

    A receipt whose printing failed goes on waiting; a printed one stays printed. Raises NotFound for a foreign receipt
    or another document, BadParameters for too long texts.
    """
    check_texts({"receipt_nr": number, "printer_name": printer_name}, _LENGTHS)
    rows = Document.objects.for_account(account_id).filter(kind=Kind.RECEIPT).select_for_update(no_key=True)
    found = rows.filter(pk=receipt_id).first() if 0 < receipt_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no receipt %(id)s", id=receipt_id)
    if is_failed and found.printed_at is not None:
        return
    found.print_failed = is_failed
    found.printer_name = printer_name or found.printer_name
    if not is_failed:
        found.printed_at = printed_at
        found.external_number = number or found.external_number
    found.save(update_fields=["print_failed", "printer_name", "printed_at", "external_number"])
