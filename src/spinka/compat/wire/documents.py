"""Documents as the public API prints them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from spinka.compat.wire.countries import COUNTRIES
from spinka.core import clock
from spinka.core.money import to_unit_price
from spinka.documents.models import Document, DocumentLine
from spinka.documents.wording import reason_text

# No exchange table is kept yet; the documented words for "none".
NO_EXCHANGE = {"exchange_currency": "", "exchange_rate": "", "exchange_date": "", "exchange_info": ""}


def _unit_net(line: DocumentLine) -> Decimal:
    if line.tax_rate <= 0:
        return line.unit_gross
    return to_unit_price(line.unit_gross * 100 / (100 + line.tax_rate))


def line_json(line: DocumentLine) -> dict[str, Any]:
    """A line as receipts print it."""
    return {
        "name": line.name,
        "sku": line.sku,
        "ean": line.ean,
        "price_brutto": float(line.unit_gross),
        "tax_rate": float(line.tax_rate),
        "quantity": line.quantity,
    }


def _invoice_line(line: DocumentLine) -> dict[str, Any]:
    return {
        **line_json(line),
        "price_netto": float(_unit_net(line)),
        "is_shipment": int(line.is_shipment),
        "order_product_id": line.order_line_id,
    }


def invoice_json(row: Document, lines: Sequence[DocumentLine], *, with_government: bool) -> dict[str, Any]:
    """An invoice or correction; items and totals of a correction are those after it."""
    is_correction = row.corrects_id is not None
    fields = {
        "invoice_id": row.pk,
        "order_id": row.order_id,
        "series_id": row.series_id,
        "type": "correcting" if is_correction else "normal",
        "number": row.full_number,
        "external_invoice_number": row.external_number,
        "sub_id": row.number,
        "month": row.month,
        "year": row.year,
        "postfix": "",
        "date_add": clock.to_unix(row.issued_at),
        "date_sell": clock.to_unix(row.sold_at),
        "date_pay_to": clock.to_unix(row.due_at),
        "currency": row.currency,
        "total_price_brutto": float(row.total_gross),
        "total_price_netto": float(row.total_net),
        "payment": row.payment_method,
        "additional_info": row.additional_info,
        "invoice_fullname": row.buyer_fullname,
        "invoice_company": row.buyer_company,
        "invoice_nip": row.buyer_nip,
        "invoice_address": row.buyer_address,
        "invoice_postcode": row.buyer_postcode,
        "invoice_city": row.buyer_city,
        "invoice_country": COUNTRIES.get(row.buyer_country_code, ""),
        "invoice_country_code": row.buyer_country_code,
        "seller": row.seller,
        "issuer": row.issuer,
        "correcting_to_invoice_id": row.corrects_id or 0,
        "correcting_reason": reason_text(row.language, row.correcting_reason),
        "correcting_items": row.correcting_items,
        "correcting_data": row.correcting_data,
        **NO_EXCHANGE,
        "external_id": "",
        "items": [_invoice_line(line) for line in lines],
    }
    if with_government:
        fields |= {"gov_id": "", "gov_date": "", "gov_status": ""}
    return fields


def receipt_head(row: Document) -> dict[str, Any]:
    """What getReceipt and getReceipts print alike."""
    return {
        "receipt_id": row.pk,
        "series_id": row.series_id,
        "receipt_full_nr": row.full_number,
        "order_id": row.order_id,
        "date_add": clock.to_unix(row.issued_at),
        "payment_method": row.payment_method,
        "nip": row.buyer_nip,
    }
