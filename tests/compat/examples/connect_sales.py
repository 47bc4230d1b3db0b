"""Examples of changes both sides of a sale agree on."""

from typing import Any

Parameters = dict[str, Any]

EXAMPLES: dict[str, Parameters] = {
    "setConnectSaleLines": {
        "connect_sale_id": "$connect_sale_id",
        "lines": [{"line_id": "$forwarded_line_id", "action": "cancel", "quantity": 1, "reason": "Buyer changed mind"}],
    },
}
