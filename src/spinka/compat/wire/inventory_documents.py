"""Warehouse documents as the public API prints and reads them."""

from datetime import date
from typing import Any

from spinka.compat.errors import ApiError
from spinka.core import clock
from spinka.warehousing.models import Kind, StockItem
from spinka.warehousing.queries import ListedDocument

# How old clients and their databases write a day that is none.
NO_DAY = "0000-00-00"


def read_day(name: str, text: str) -> date | None:
    """A day as YYYY-MM-DD; None for an empty text and for `0000-00-00`. Raises ApiError for anything else."""
    if text.strip() in ("", NO_DAY):
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or day.isoformat() != text.strip():
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter {name}: expected YYYY-MM-DD")
    return day


def document_json(row: ListedDocument) -> dict[str, Any]:
    """A document; a transfer leaves its warehouse, so its direction is out."""
    return {
        "document_id": row.document_id,
        "document_type": row.kind,
        "document_status": int(row.confirmed_at is not None),
        "direction": int(Kind(row.kind).goes_out),
        "document_series_id": row.series_id,
        "full_number": row.full_number,
        "date_created": clock.to_unix(row.issued_at),
        "date_confirmed": clock.to_unix(row.confirmed_at),
        "warehouse_id": row.warehouse_id,
        "warehouse_id2": row.target_warehouse_id,
        "items_count": row.items,
        "total_quantity": row.quantity,
        "total_price": float(row.price),
        "connection_type": row.source_type,
        "connection_id": row.source_id,
        "notes": row.notes,
        "source_object_type": row.source_type,
        "source_object_id": row.source_id,
    }


def item_json(item: StockItem) -> dict[str, Any]:
    """A line."""
    return {
        "document_id": item.document_id,
        "item_id": item.pk,
        "position": item.position,
        "product_id": item.product_id,
        "product_name": item.name,
        "product_ean": item.ean,
        "product_sku": item.sku,
        "quantity": item.quantity,
        "price": float(item.price),
        "total_price": float(item.total),
        "inventory_id": item.inventory_id,
        "location_name": item.location,
        "expiry_date": item.expires_on.isoformat() if item.expires_on else "",
        "batch": item.batch,
        "serial_no": item.serial_number,
        "comments": item.comments,
        "target_location_name": item.target_location,
    }
