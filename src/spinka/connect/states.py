"""Pure: which state a sale has, what may still change, and how a mapped status travels without an echo (R12–R14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinka.connect.models import SaleState
from spinka.orders.models import StatusType

MOST_HOPS = 5
LOCKING_TYPES = frozenset({StatusType.SENT, StatusType.DELIVERED, StatusType.CANCELLED})
_BY_TYPE = {
    StatusType.IN_PROGRESS: SaleState.IN_PROGRESS,
    StatusType.SENT: SaleState.SHIPPED,
    StatusType.DELIVERED: SaleState.DELIVERED,
    StatusType.CANCELLED: SaleState.CANCELLED,
    StatusType.RETURN: SaleState.CLOSED,
}


def sale_state(*, status_type: int, status_id: int, start_status_id: int, open_lines: int) -> SaleState:
    """The sale's state from the supplier's status and the pieces left (R13).

    A sale without a piece left is cancelled whatever the status says. Statuses of type other and unpaid mean new while
    the order stands in the status it arrived in, and accepted once it was moved on.
    """
    if not open_lines:
        return SaleState.CANCELLED
    by_type = _BY_TYPE.get(StatusType(status_type))
    if by_type is not None:
        return by_type
    return SaleState.NEW if status_id == start_status_id else SaleState.ACCEPTED


def is_locking(*, status_id: int, status_type: int, lock_status_ids: Sequence[int] | None) -> bool:
    """Whether the supplier's status locks the sale: the statuses chosen, by default types 3, 4 and 5 (R14)."""
    return status_id in lock_status_ids if lock_status_ids else status_type in LOCKING_TYPES


@dataclass(frozen=True, slots=True)
class Route:
    """The sales a change already went through; it is never sent through one of them again."""

    sale_ids: tuple[int, ...] = ()

    @classmethod
    def read(cls, origin: str) -> "Route":
        """The route an origin spells (`sale:12,15`); any other origin starts a new one."""
        if not origin.startswith("sale:"):
            return cls()
        return cls(tuple(int(part) for part in origin[5:].split(",") if part.isdigit()))

    def may_enter(self, sale_id: int) -> bool:
        """False for a sale the change came through and after five hops."""
        return sale_id not in self.sale_ids and len(self.sale_ids) < MOST_HOPS

    def through(self, sale_id: int) -> str:
        """The origin of the change on the other side of the sale."""
        return "sale:" + ",".join(str(number) for number in (*self.sale_ids, sale_id))


def mapped_status(*, status_id: int, told: Sequence[int], partner_map: Mapping[str, int]) -> int | None:
    """The partner's status for a status of ours: only if we tell it and the partner maps it, else none (R32, F-18)."""
    if status_id not in told:
        return None
    return partner_map.get(str(status_id))
