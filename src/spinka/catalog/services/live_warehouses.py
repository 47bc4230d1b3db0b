"""Warehouses of kind `blconnect`: they show a supplier's live stock and hold no pieces of their own (R5, E-21)."""

from django.db import transaction

from spinka.catalog.models import Warehouse
from spinka.core.errors import NotFound

KIND = "blconnect"


@transaction.atomic
def open_live_warehouse(*, account_id: int, name: str) -> int:
    """Make the warehouse of a new connection and give its id; nobody can edit stock there (E-21)."""
    row = Warehouse(account_id=account_id, kind=KIND, name=name[:100], stock_edition=False)
    row.save(force_insert=True)
    return int(row.pk)


@transaction.atomic
def rename_live_warehouse(*, account_id: int, warehouse_id: int, name: str) -> None:
    """Name the warehouse as its connection is named. Raises NotFound for another kind or account."""
    rows = Warehouse.objects.for_account(account_id).filter(pk=warehouse_id, kind=KIND)
    if not rows.update(name=name[:100]):
        raise NotFound("There is no warehouse %(id)s", id=warehouse_id)
