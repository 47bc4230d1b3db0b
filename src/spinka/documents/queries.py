"""Reading series, documents with their lines, and files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from spinka.core.arrivals import Stream
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.documents.models import Document, DocumentFile, DocumentLine, Kind, Series

PAGE = 100
DOCUMENTS = Stream(3, "documents_document")
INVOICES = (Kind.INVOICE, Kind.CORRECTION)
RECEIPTS = (Kind.RECEIPT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents a page holds; 0 and None stand for any. Times and ids are inclusive.

    `last_id` ends the page before what others are still writing.
    """

    kinds: tuple[Kind, ...]
    document_id: int = 0
    order_id: int = 0
    series_id: int = 0
    id_from: int = 0
    last_id: int | None = None
    issued_from: datetime | None = None
    issued_to: datetime | None = None
    with_external: bool = True
    only_unprinted: bool = False


def series_list(account_id: int) -> list[Series]:
    """The account's numbering series, oldest first."""
    return list(Series.objects.for_account(account_id).order_by("pk"))


def documents_page(*, account_id: int, wanted: DocumentFilter) -> list[Document]:
    """Up to 100 documents by id. One query; the lines are read by `lines_of`."""
    rows = Document.objects.for_account(account_id).filter(kind__in=wanted.kinds)
    for name, value in (("pk", wanted.document_id), ("order_id", wanted.order_id), ("series_id", wanted.series_id)):
        if value:
            rows = rows.filter(**{name: value}) if 0 < value <= BIGGEST_ID else rows.none()
    if wanted.id_from > BIGGEST_ID:
        return []
    tests = Q(pk__gte=max(wanted.id_from, 0))
    if wanted.last_id is not None:
        tests &= Q(pk__lte=wanted.last_id)
    if wanted.issued_from is not None:
        tests &= Q(issued_at__gte=wanted.issued_from)
    if wanted.issued_to is not None:
        tests &= Q(issued_at__lte=wanted.issued_to)
    if not wanted.with_external:
        tests &= Q(file__isnull=True)
    if wanted.only_unprinted:
        tests &= Q(printed_at__isnull=True)
    return list(rows.filter(tests).order_by("pk")[:PAGE])


def find_document(*, account_id: int, kinds: tuple[Kind, ...], document_id: int = 0, order_id: int = 0) -> Document:
    """A document by id or, without one, the newest of an order. Raises NotFound for a foreign one or another kind."""
    rows: QuerySet[Document] = Document.objects.for_account(account_id).filter(kind__in=kinds).order_by("-pk")
    found = None
    if document_id:
        found = rows.filter(pk=document_id).first() if 0 < document_id <= BIGGEST_ID else None
    elif 0 < order_id <= BIGGEST_ID:
        found = rows.filter(order_id=order_id).first()
    if found is None:
        raise NotFound("There is no document %(id)s", id=document_id or order_id)
    return found


def lines_of(
    *, account_id: int, document_ids: Iterable[int], with_before: bool = False
) -> dict[int, list[DocumentLine]]:
    """Lines by document, in their order; those before a correction first when they are asked for. One query."""
    found: dict[int, list[DocumentLine]] = {document_id: [] for document_id in document_ids}
    rows = DocumentLine.objects.for_account(account_id).filter(document_id__in=list(found))
    if not with_before:
        rows = rows.filter(is_before=False)
    for row in rows.order_by("document_id", "-is_before", "position"):
        found[row.document_id].append(row)
    return found


def external_file(*, account_id: int, document_id: int) -> bytes | None:
    """The external PDF of a document, None when ours is the only one."""
    row = DocumentFile.objects.for_account(account_id).filter(document_id=document_id).first()
    return bytes(row.content) if row is not None else None


def corrected_number(*, account_id: int, document: Document) -> str:
    """The number of the invoice a correction belongs to; empty for anything else."""
    if document.corrects_id is None:
        return ""
    rows = Document.objects.for_account(account_id).filter(pk=document.corrects_id)
    return rows.values_list("full_number", flat=True).first() or ""


def first_of_orders(*, account_id: int, order_ids: Iterable[int]) -> Document | None:
    """The oldest document issued for any of these orders."""
    rows = Document.objects.for_account(account_id).filter(order_id__in=list(order_ids))
    return rows.order_by("pk").first()


def receipts_to_print(*, account_id: int, series_id: int = 0, id_from: int = 0) -> list[Document]:
    """Up to 100 receipts that wait for the fiscal printer, by id; those another system printed do not."""
    wanted = DocumentFilter(
        kinds=RECEIPTS, series_id=series_id, id_from=id_from, with_external=False, only_unprinted=True
    )
    return documents_page(account_id=account_id, wanted=wanted)
