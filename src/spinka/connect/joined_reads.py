"""What a contractor reads of its own side of a connection: when something passed last, what leaving touches (A-21)."""

from dataclasses import dataclass
from datetime import datetime

from spinka.connect.hold_reads import ListedHold, holds_page
from spinka.connect.listings import supplier_product_names
from spinka.connect.models import Syncing, SyncState
from spinka.core import statements


@dataclass(frozen=True, slots=True)
class LastExchange:
    """When each kind of exchange happened last; None for what never did."""

    ordered_at: datetime | None
    changed_at: datetime | None
    copied_at: datetime | None
    imported_at: datetime | None

    @property
    def at(self) -> datetime | None:
        """The newest of them."""
        return max(
            (one for one in (self.ordered_at, self.changed_at, self.copied_at, self.imported_at) if one), default=None
        )


_LAST = """
select (select max(s.created_at) from connect_sale s where s.contractor_id = %(account)s and s.connection_id = %(id)s),
    (select max(s.updated_at) from connect_sale s where s.contractor_id = %(account)s and s.connection_id = %(id)s),
    (select max(y.last_at) from connect_syncing y where y.contractor_id = %(account)s and y.connection_id = %(id)s),
    (select max(i.finished_at) from connect_productimport i where i.account_id = %(account)s and i.connection_id = %(id)s)
"""


def last_exchange(*, account_id: int, connection_id: int) -> LastExchange:
    """When a contractor's connection last passed an order, a change of one, copies, and an import."""
    return LastExchange(*statements.named(_LAST, {"account": account_id, "id": connection_id})[0])


@dataclass(frozen=True, slots=True)
class OwnHold:
    """An open hold of the contractor with the supplier's name of the product, empty where it is no longer shared."""

    row: ListedHold
    name: str


def own_holds(*, account_id: int, connection_id: int) -> list[OwnHold]:
    """Pieces the contractor holds through a connection now, at most 100, oldest first (L-05)."""
    rows = holds_page(account_id=account_id, connection_id=connection_id)
    if not rows:
        return []
    ids = sorted({row.supplier_product_id for row in rows})
    names = supplier_product_names(account_id=account_id, connection_id=connection_id, product_ids=ids)
    return [OwnHold(row, names.get(row.supplier_product_id, "")) for row in rows]


def copies_running(*, account_id: int, connection_id: int) -> list[Syncing]:
    """Copies with a next time: what ends when the connection does, stock before prices."""
    rows = Syncing.objects.as_contractor(account_id).filter(connection_id=connection_id, next_at__isnull=False)
    return list(rows.exclude(state=SyncState.OFF).order_by("-subject"))
