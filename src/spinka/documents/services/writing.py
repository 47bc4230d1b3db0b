"""Writing a document with its number, lines, journal row and event: the same for every kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from spinka.accounts.models import Account
from spinka.core import clock
from spinka.documents import events
from spinka.documents.drafts import Buyer
from spinka.documents.lines import Line, totals_of
from spinka.documents.models import Document, Kind, Series
from spinka.documents.numbering import period_of, written
from spinka.documents.services.counting import next_number
from spinka.documents.wording import words
from spinka.orders import journal_types
from spinka.orders import services as orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a document says besides its number."""

    order_id: int
    buyer: Buyer
    lines: Sequence[Line]
    before: Sequence[Line] = ()
    currency: str
    sold_at: datetime
    due_at: datetime | None
    payment_method: str
    columns: Mapping[str, Any]


def seller_text(account: Account) -> str:
    """The seller as documents print it, a line each for name, address, place and tax number."""
    place = f"{account.postcode} {account.city}".strip()
    number = f"{words(account.language)['nip']}: {account.tax_number}" if account.tax_number else ""
    return "\n".join(filter(None, (account.company or account.name, account.address, place, number)))


def write_document(*, account: Account, series: Series, content: Content, actor: str) -> Document:
    """Number and write a document. Journal type 7 for an invoice or correction, 8 for a receipt; `document.issued`."""
    moment = clock.now()
    totals = totals_of(content.lines)
    period = period_of(moment, reset=series.reset, time_zone=account.time_zone)
    number = next_number(account_id=account.pk, series_id=series.pk, period=period)
    document = Document(
        account_id=account.pk,
        kind=series.kind,
        series_id=series.pk,
        order_id=content.order_id,
        year=period.year,
        month=period.month,
        number=number,
        full_number=written(series.format, number=number, moment=moment, time_zone=account.time_zone),
        language=account.language,
        issued_at=moment,
        sold_at=content.sold_at,
        due_at=content.due_at,
        currency=content.currency,
        total_gross=totals.gross,
        total_net=totals.net,
        total_vat=totals.vat,
        payment_method=content.payment_method,
        seller=seller_text(account),
        **content.buyer.as_columns(),
        **content.columns,
    )
    document.save(force_insert=True)
    _write_lines(document, content.before, is_before=True)
    _write_lines(document, content.lines, is_before=False)
    is_receipt = series.kind == Kind.RECEIPT
    orders.record_journal(
        account_id=account.pk,
        order_id=content.order_id,
        log_type=journal_types.RECEIPT_ISSUED if is_receipt else journal_types.INVOICE_ISSUED,
        object_id=0 if is_receipt else document.pk,
        actor=actor,
        data={"number": document.full_number, "kind": str(series.kind)},
    )
    events.issued(
        account_id=account.pk, order_id=content.order_id, document_id=document.pk, kind=str(series.kind).lower()
    )
    return document


def _write_lines(document: Document, lines: Sequence[Line], *, is_before: bool) -> None:
    """All lines in one statement."""
    if not lines:
        return
    amounts = [line.amounts for line in lines]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into documents_documentline (account_id, document_id, is_before, position, order_line_id,
                is_shipment, name, sku, ean, quantity, unit_gross, tax_rate, gross, net, vat)
            select %s, %s, %s, t.position, t.order_line_id, t.is_shipment, t.name, t.sku, t.ean, t.quantity,
                   t.unit_gross, t.tax_rate, t.gross, t.net, t.vat
            from unnest(%s::bigint[], %s::bool[], %s::text[], %s::text[], %s::text[], %s::int[], %s::numeric[],
                        %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[]) with ordinality
                as t (order_line_id, is_shipment, name, sku, ean, quantity, unit_gross, tax_rate, gross, net, vat,
                      position)
            """,
            [
                document.account_id,
                document.pk,
                is_before,
                [line.order_line_id for line in lines],
                [line.is_shipment for line in lines],
                [line.name for line in lines],
                [line.sku for line in lines],
                [line.ean for line in lines],
                [line.quantity for line in lines],
                [line.unit_gross for line in lines],
                [line.tax_rate for line in lines],
                [amount.gross for amount in amounts],
                [amount.net for amount in amounts],
                [amount.vat for amount in amounts],
            ],
        )
