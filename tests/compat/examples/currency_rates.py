"""Examples of exchange rates."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "setCurrencyRates": {
        "rates": [{"currency_from": "EUR", "currency_to": "PLN", "rate": 4.2815, "valid_from": "2026-11-02"}]
    },
    "getCurrencyRates": {"currency_from": "GBP", "currency_to": "PLN", "page": 1},
}
