"""Examples of warehouse documents."""

from typing import Any

from tests.factories.world import LABEL

Parameters = dict[str, Any]
ITEM: Parameters = {
    "product_id": "$product_id",
    "quantity": 3,
    "price": 4.5,
    "location_name": "A-1",
    "target_location_name": "",
    "expiry_date": "2031-01-31",
    "batch": "L-1",
    "serial_no": "S-1",
    "comments": "note",
}
EXAMPLES: dict[str, Parameters] = {
    "addInventoryDocument": {
        "warehouse_id": "$warehouse_id",
        "document_type": 4,
        "target_warehouse_id": "$spare_warehouse_id",
        "date_add": 1_700_000_000,
        "date_execute": 1_700_000_000,
        "contractor": "Firm",
        "invoice_no": "FV 1/2031",
        "notes": "note",
    },
    "addInventoryDocumentItems": {"document_id": "$document_id", "items": [ITEM]},
    "setInventoryDocumentStatusConfirmed": {"document_id": "$document_id"},
    "getInventoryDocuments": {
        "filter_source_object_type": 0,
        "filter_source_object_id": 0,
        "filter_document_id": "$document_id",
        "filter_document_type": 0,
        "filter_document_status": 0,
        "filter_date_from": 1,
        "filter_date_to": 4_000_000_000,
        "filter_warehouse_id": "$warehouse_id",
        "page": 1,
    },
    "getInventoryDocumentItems": {"document_id": "$document_id", "page": 1},
    "getInventoryDocumentSeries": {"warehouse_id": "$warehouse_id"},
    "getInventoryDocumentFile": {"document_id": "$confirmed_document_id", "get_external": True},
    "addInventoryDocumentFile": {
        "document_id": "$document_id",
        "file": "data:" + LABEL,
        "external_document_number": "OUT/1",
    },
}
