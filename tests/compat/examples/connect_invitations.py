"""Examples of invitations."""

from typing import Any

Parameters = dict[str, Any]

EXAMPLES: dict[str, Parameters] = {
    "inviteConnectContractor": {
        "connect_integration_id": "$connect_integration_id",
        "email": "orders@shop.example",
        "message": "Our autumn offer is ready.",
    },
}
