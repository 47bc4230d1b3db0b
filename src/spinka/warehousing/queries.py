"""Reading warehouse documents with the sums of their lines, series and files."""

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.warehousing.models import DocumentSeries, StockDocument, StockFile, StockItem

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents a page holds; None stands for any. Times are inclusive and those of the documents' own dates."""

    document_id: int | None = None
    kind: int | None = None
    is_confirmed: bool | None = None
    warehouse_id: int | None = None
    source_type: int | None = None
    source_id: int | None = None
    issued_from: datetime | None = None
    issued_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document as lists show it; quantity and price are sums of its lines."""

    document_id: int
    kind: int
    series_id: int
    full_number: str
    issued_at: datetime
    confirmed_at: datetime | None
    warehouse_id: int
    target_warehouse_id: int
    notes: str
    source_type: int
    source_id: int
    items: int
    quantity: int
    price: Decimal


_TESTS = {
    "document_id": "d.id = %s",
    "kind": "d.kind = %s",
    "is_confirmed": "(d.confirmed_at is not null) = %s",
    # A transfer is found at both its warehouses.
    "warehouse_id": "%s in (d.warehouse_id, d.target_warehouse_id)",
    "source_type": "d.source_type = %s",
    "source_id": "d.source_id = %s",
    "issued_from": "d.issued_at >= %s",
    "issued_to": "d.issued_at <= %s",
}


def documents_page(*, account_id: int, wanted: DocumentFilter, page: int) -> list[ListedDocument]:
    """Up to 100 documents by id; the first page is 1. One query however many lines they have."""
    tests, values = ["d.account_id = %s"], [account_id]
    for entry in fields(wanted):
        value: Any = getattr(wanted, entry.name)
        if value is not None:
            tests.append(_TESTS[entry.name])
            values.append(value)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with page as materialized (
                select d.* from warehousing_stockdocument d where {" and ".join(tests)}
                order by d.id limit %s offset %s
            )
            select d.id, d.kind, d.series_id, d.full_number, d.issued_at, d.confirmed_at, d.warehouse_id,
                   coalesce(d.target_warehouse_id, 0), d.notes, d.source_type, d.source_id, count(i.id),
                   coalesce(sum(i.quantity), 0)::bigint, coalesce(sum(i.total), 0)
            from page d left join warehousing_stockitem i on i.account_id = d.account_id and i.document_id = d.id
            group by d.id, d.kind, d.series_id, d.full_number, d.issued_at, d.confirmed_at, d.warehouse_id,
                     d.target_warehouse_id, d.notes, d.source_type, d.source_id
            order by d.id
            """,
            [*values, PAGE, (max(page, 1) - 1) * PAGE],
        )
        return [ListedDocument(*row) for row in cursor.fetchall()]


def find_document(*, account_id: int, document_id: int) -> StockDocument:
    """A document. Raises NotFound for a foreign one."""
    rows = StockDocument.objects.for_account(account_id)
    found = rows.filter(pk=document_id).first() if 0 < document_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no document %(id)s", id=document_id)
    return found


def items_page(*, account_id: int, document_id: int, page: int) -> list[StockItem]:
    """Up to 100 lines of a document in their order; the first page is 1. Raises NotFound for a foreign document."""
    document = find_document(account_id=account_id, document_id=document_id)
    start = (max(page, 1) - 1) * PAGE
    return list(_items(account_id, document.pk)[start : start + PAGE])


def all_items(*, account_id: int, document_id: int) -> list[StockItem]:
    """Every line of a document in order."""
    return list(_items(account_id, document_id))


def _items(account_id: int, document_id: int) -> QuerySet[StockItem]:
    return StockItem.objects.for_account(account_id).filter(document_id=document_id).order_by("position")


def series_list(*, account_id: int, warehouse_id: int | None = None) -> list[DocumentSeries]:
    """Numbering series of the account, or of one warehouse, oldest first; none before a warehouse's first document."""
    rows = DocumentSeries.objects.for_account(account_id).order_by("pk")
    return list(rows if warehouse_id is None else rows.filter(warehouse_id=warehouse_id))


def external_file(*, account_id: int, document_id: int) -> bytes | None:
    """The external PDF of a document, None when ours is the only one."""
    row = StockFile.objects.for_account(account_id).filter(document_id=document_id).first()
    return bytes(row.content) if row is not None else None
