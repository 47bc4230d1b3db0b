"""Reads of the copies of suppliers' stock and prices, from the contractor's side (E-17, E-18)."""

from spinka.connect.models import Syncing, SyncState


def wanted_copies(*, account_id: int, connection_id: int | None = None) -> dict[int, list[Syncing]]:
    """The copies a contractor switched on, by connection, stock before prices."""
    rows = Syncing.objects.as_contractor(account_id).exclude(state=SyncState.OFF)
    if connection_id is not None:
        rows = rows.filter(connection_id=connection_id)
    result: dict[int, list[Syncing]] = {}
    for row in rows.order_by("connection_id", "-subject"):
        result.setdefault(row.connection_id, []).append(row)
    return result
