"""Companies of the supplier directory for tests, made through the services."""

from typing import Any

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from tests.factories.accounts import MadeAccount
from tests.factories.connections import make_integration

FILLED = {
    "published": True,
    "description": {"pl": "Papier i tektura", "en": "Paper and board"},
    "countries": ["PL"],
    "industries": ["paper"],
    "types": ["wholesaler"],
}


def make_listing(
    supplier: MadeAccount, *, integration_id: int = 0, settings: dict[str, Any] | None = None, **fields: Any
) -> tuple[int, int]:
    """A published listing of a new integration, or of the one given. Gives both ids."""
    if not integration_id:
        integration_id, _ = make_integration(supplier, **(settings or {}))
        fields = {**FILLED, **fields}
    with acting_for(supplier.account_id):
        saved = connect.save_listing(
            account_id=supplier.account_id, integration_id=integration_id, fields=fields, actor="Marek"
        )
    return saved.listing_id, integration_id
