"""Integrations and connections for tests, made through the services."""

from dataclasses import dataclass
from typing import Any

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from tests.factories.accounts import MadeAccount, make_account


@dataclass(frozen=True, slots=True)
class MadeConnection:
    """A contractor in a supplier's integration, with both accounts."""

    supplier: MadeAccount
    contractor: MadeAccount
    integration_id: int
    code: str
    connection_id: int
    contractor_integration_id: int
    warehouse_id: int


def make_integration(supplier: MadeAccount, *, name: str = "Hurt", **fields: Any) -> tuple[int, str]:
    """An integration of the supplier's default catalog; keys of settings go to settings. Gives id and code."""
    own = {key: fields.pop(key) for key in ("code_name", "inventory_id", "require_approval") if key in fields}
    with acting_for(supplier.account_id):
        return connect.save_integration(
            account_id=supplier.account_id, fields={"name": name, **own}, settings_values=fields
        )


def make_connection(
    supplier: MadeAccount | None = None,
    contractor: MadeAccount | None = None,
    *,
    own: dict[str, Any] | None = None,
    **settings: Any,
) -> MadeConnection:
    """An active connection; `settings` are the supplier's, `own` the contractor's."""
    supplier = supplier or make_account("Hurtownia Nowak")
    contractor = contractor or make_account("Sklep Kowalska")
    integration_id, code = make_integration(supplier, **settings)
    with acting_for(contractor.account_id):
        joined = connect.join(account_id=contractor.account_id, code=code, values=own)
    return MadeConnection(
        supplier=supplier,
        contractor=contractor,
        integration_id=integration_id,
        code=code,
        connection_id=joined.connect_contractor_id,
        contractor_integration_id=joined.connect_integration_id,
        warehouse_id=joined.warehouse_id,
    )
