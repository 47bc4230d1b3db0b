"""Examples of timed holds."""

from typing import Any

Parameters = dict[str, Any]

EXAMPLES: dict[str, Parameters] = {
    "addConnectHold": {
        "connect_integration_id": "$joined_integration_id",
        "supplier_product_id": "$supplier_product_id",
        "quantity": 2,
        "seconds": 300,
    },
    "deleteConnectHold": {"hold_id": "$hold_id"},
    "getConnectHolds": {
        "connect_integration_id": "$joined_integration_id",
        "supplier_product_id": "$supplier_product_id",
        "page": 1,
    },
}
