"""Which orders the demo has: pure data, the same at every start."""

import random
from dataclasses import dataclass

from spinka.ops.demo.people import Buyer, buyers

NEW, UNPAID, WORKING, READY = "Nowe", "Nieopłacone", "W realizacji", "Gotowe do wysyłki"
SENT, DELIVERED, CANCELLED, RETURNED = "Wysłane", "Doręczone", "Anulowane", "Zwrot"
WITH_PARCEL = frozenset({SENT, DELIVERED, RETURNED})
# Where the wholesaler stands with the orders the shop forwarded, and how many of each.
AT_SUPPLIER = (
    (NEW, 6),
    (UNPAID, 2),
    (WORKING, 8),
    (READY, 4),
    (SENT, 8),
    (DELIVERED, 5),
    (CANCELLED, 2),
    (RETURNED, 1),
)
AT_MAKER = ((NEW, 1), (WORKING, 1), (SENT, 1))
# The shop's orders of its own goods, and those it has not forwarded yet.
OWN = ((WORKING, 2), (READY, 2), (SENT, 3), (DELIVERED, 3), (CANCELLED, 1), (RETURNED, 1))
WAITING = ((NEW, 4), (UNPAID, 2))
# The wholesaler's own retail orders, and those of its other contractors.
RETAIL = ((NEW, 1), (UNPAID, 2), (WORKING, 3), (READY, 1), (SENT, 2), (DELIVERED, 3), (CANCELLED, 1))
# What the wholesaler itself buys from the potter, and what a neighbour buys from the shop.
BOUGHT = ((NEW, 1),)
NEIGHBOUR = ((WORKING, 1),)
OF_OTHERS = ((NEW, 3), (WORKING, 3), (SENT, 2))

COURIERS = (("inpost", "InPost"), ("dpd", "DPD"), ("dhl", "DHL"), ("gls", "GLS"))
DELIVERIES = ("Kurier InPost", "Paczkomat InPost 24/7", "Kurier DPD", "Kurier DHL")
PAYMENTS = ("Przelewy24", "BLIK", "Przelew", "Karta")


@dataclass(frozen=True, slots=True)
class Wish:
    """One order to be: whose, where it ends, and who buys. `days` is how long ago it came in."""

    number: int
    status: str
    buyer: Buyer
    days: int
    lines: int
    is_cod: bool

    @property
    def is_paid(self) -> bool:
        """Whether the buyer paid in advance."""
        return not self.is_cod and self.status not in {UNPAID, CANCELLED}


def wishes(name: str, plan: tuple[tuple[str, int], ...]) -> list[Wish]:
    """The orders of one part of the demo, oldest first; done ones are older than new ones."""
    chance = random.Random(f"spinka {name}")  # noqa: S311 (made-up data, the same every time)
    everybody = buyers(120)
    ages = {NEW: 2, UNPAID: 4, WORKING: 5, READY: 4, SENT: 9, CANCELLED: 14, DELIVERED: 26, RETURNED: 35}
    statuses = [status for status, count in plan for _ in range(count)]
    made = [
        Wish(
            number=number,
            status=status,
            buyer=chance.choice(everybody),
            days=ages[status] + chance.randint(0, 5),
            lines=chance.choice((1, 1, 2, 2, 3, 4)),
            is_cod=status not in {UNPAID, CANCELLED} and chance.random() < 0.2,
        )
        for number, status in enumerate(statuses)
    ]
    return sorted(made, key=lambda wish: (-wish.days, wish.number))
