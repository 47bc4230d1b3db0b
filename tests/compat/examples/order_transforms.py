"""Examples of orders made of orders, groups of statuses, transactions and receipts for printers."""

from typing import Any

from tests.factories.world import LABEL

EXAMPLES: dict[str, dict[str, Any]] = {
    "addOrderDuplicate": {"order_id": "$order_id"},
    "addOrderBySplit": {
        "order_id": "$spare_order_id",
        "items_to_split": [{"order_product_id": "$spare_line_id", "quantity": 1}],
        "delivery_cost_to_split": 0,
    },
    "setOrdersMerge": {
        "main_order_id": "$spare_order_id",
        "order_ids_to_merge": ["$other_spare_order_id"],
        "merge_mode": "into_main_order",
        "sum_delivery_costs": True,
    },
    "getOrderTransactionData": {
        "order_id": "$order_id",
        "include_complex_taxes": True,
        "include_amazon_data": True,
    },
    "getOrderTransactionDetails": {"order_id": "$order_id"},
    "getOrderStatusGroups": {},
    "addOrderStatusGroup": {"group_id": "$order_status_group_id", "name": "Example"},
    "deleteOrderStatusGroup": {"group_id": "$order_status_group_id"},
    "getNewReceipts": {"series_id": "$receipt_series_id", "id_from": 1},
    "setOrderReceipt": {
        "receipt_id": "$receipt_id",
        "receipt_nr": "W1",
        "date": 1_700_000_000,
        "printer_error": False,
        "printer_name": "Printer",
    },
    "addOrderReceiptFile": {"receipt_id": "$receipt_id", "file": f"data:{LABEL}", "external_receipt_number": "P1"},
}
