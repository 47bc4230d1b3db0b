"""A supplier's prices as they are written into a contractor's own price group: markup, own exchange rate, rounding."""

from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from spinka.catalog.exchange import Rate
from spinka.catalog.models import PriceGroup
from spinka.catalog.rates import rate_on
from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.core import clock
from spinka.core.money import to_cents


@dataclass(frozen=True, slots=True)
class CopyTerms:
    """What becomes of a supplier's price in the own price group; `rate` is the contractor's, None in one currency."""

    markup_percent: Decimal
    rate: Rate | None = None

    def amount(self, price: Decimal) -> Decimal:
        """The own price: marked up, changed into the group's currency, rounded half up once."""
        marked = price * (100 + self.markup_percent) / 100
        return to_cents(self.rate.apply(marked) if self.rate is not None else marked)


def copy_terms(crossing: Crossing, *, price_group_id: int, markup_percent: Decimal) -> CopyTerms | None:
    """How prices of this connection are written into a group of the contractor's.

    None where the group is gone, or in another currency without a rate the contractor keeps for the pair (R21).
    """
    contractor = crossing.contractor
    own = PriceGroup.objects.for_account(crossing.contractor_id).filter(pk=price_group_id).first()
    if own is None:
        return None
    source = sharing.pays_in(crossing)
    if source == own.currency:
        return CopyTerms(markup_percent)
    today = clock.now().astimezone(ZoneInfo(contractor.time_zone)).date()
    rate = rate_on(account_id=crossing.contractor_id, origin=source, target=own.currency, day=today)
    return None if rate is None else CopyTerms(markup_percent, rate)
