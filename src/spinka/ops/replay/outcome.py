"""What became of the invoices: figures per customer and their totals."""

from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A cancellation, or the rest of one, that finds no purchase: it changes nothing."""

    row: int
    invoice: str
    code: str
    units: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Refusal:
    """An order that was not forwarded, or pieces that could not be cancelled, and why."""

    invoice: str
    value: Decimal
    reason: str


@dataclass(slots=True)
class CustomerOutcome:
    """One customer's orders. Amounts are in the file's currency; `forwarded` is what the sales say."""

    customer: str
    account_id: int = 0
    orders: int = 0
    lines: int = 0
    units: int = 0
    value: Decimal = Decimal(0)
    forwarded_orders: int = 0
    forwarded: Decimal = Decimal(0)
    cancelled_lines: int = 0
    cancelled_units: int = 0
    cancelled: Decimal = Decimal(0)
    standing: Decimal = Decimal(0)
    unmatched: list[Unmatched] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


_SUMMED = tuple(
    item.name for item in fields(CustomerOutcome) if item.name not in {"customer", "account_id", "unmatched", "refused"}
)


@dataclass(slots=True)
class Outcome:
    """The whole replay, customers in the order of their first invoice."""

    supplier_id: int
    plain_sum: Decimal
    customers: list[CustomerOutcome]

    def total(self) -> CustomerOutcome:
        """The sums of all customers."""
        total = CustomerOutcome("total")
        for one in self.customers:
            for name in _SUMMED:
                setattr(total, name, getattr(total, name) + getattr(one, name))
            total.unmatched += one.unmatched
            total.refused += one.refused
        total.unmatched.sort(key=lambda one: one.row)
        return total

    @property
    def unmatched_value(self) -> Decimal:
        """The value of cancellations that found no purchase."""
        return sum((one.value for one in self.total().unmatched), Decimal(0))

    @property
    def difference(self) -> Decimal:
        """Forwarded less cancelled, less unmatched, plus refused, less the plain sum of the file: 0 when nothing is lost."""
        total = self.total()
        refused = sum((one.value for one in total.refused), Decimal(0))
        return total.forwarded - total.cancelled - self.unmatched_value + refused - self.plain_sum

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values; amounts are texts with their digits."""
        total = asdict(self.total())
        total.pop("account_id")
        return {
            "supplier_id": self.supplier_id,
            "customers": [asdict(one) for one in self.customers],
            "total": total,
            "unmatched_lines": len(total["unmatched"]),
            "unmatched_units": sum(one["units"] for one in total["unmatched"]),
            "unmatched_value": self.unmatched_value,
            "plain_sum": self.plain_sum,
            "difference": self.difference,
        }
