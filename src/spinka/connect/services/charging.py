"""What a sale does to the trade credit: decided before anything is written, charged with the sale, released with it (R21)."""

from dataclasses import dataclass
from decimal import Decimal

from spinka.catalog.exchange import Rate, between
from spinka.connect.access import Crossing
from spinka.connect.models import Sale
from spinka.connect.queries import credit_of
from spinka.connect.services import credit
from spinka.connect.sync.orders import ForwardRefused


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the sale is charged or marked unpaid, and the status the supplier's order is held in, if any.

    `rate` changes the sale's amount into the credit's currency where that is another (R21).
    """

    is_charged: bool = False
    is_unpaid: bool = False
    status_id: int | None = None
    rate: Rate | None = None


def decide(crossing: Crossing, *, amount: Decimal | None, currency: str) -> Decision:
    """What the credit allows, under the connection's lock. Raises ForwardRefused naming the missing amount.

    Without a limit ever set, and without prices, sales are neither charged nor refused (R20, R21). A sale in another
    currency is charged by the rate the supplier keeps today, and refused without one.
    """
    state = credit_of(crossing.connection)
    if not state.active or amount is None:
        return Decision()
    rate = None
    if state.currency != currency:
        rate = between(crossing.rates, currency, state.currency)
        if rate is None:
            raise ForwardRefused(
                "credit",
                "The credit is in %(credit)s and the order in %(order)s",
                credit=state.currency,
                order=currency,
            )
    owed = credit.worth(amount, rate)
    if owed <= state.available:
        return Decision(is_charged=True, rate=rate)
    mode = crossing.terms.credit_on_shortage
    if mode == "refuse":
        raise _short(crossing, missing=owed - state.available)
    held_in = crossing.terms.credit_hold_status_id if mode == "hold_status" else None
    return Decision(is_unpaid=True, status_id=held_in, rate=rate)


def _short(crossing: Crossing, *, missing: Decimal) -> ForwardRefused:
    state = credit_of(crossing.connection)
    return ForwardRefused(
        "credit",
        "%(missing)s %(currency)s of credit are missing at %(supplier)s; %(available)s are available",
        missing=missing,
        currency=state.currency,
        supplier=crossing.connection.supplier_name,
        available=state.available,
    )


def check_growth(crossing: Crossing, sale: Sale, *, amount: Decimal | None) -> None:
    """Whether a charged sale may grow by so much, before anything is written. Raises ForwardRefused."""
    if not sale.charged or not amount:
        return
    missing = credit.owed(sale, amount) - credit_of(crossing.connection).available
    if missing > 0:
        raise _short(crossing, missing=missing)


def charge_released(crossing: Crossing, *, sale: Sale, status_id: int, actor: str) -> None:
    """Charge a sale that was held for want of credit, once it leaves the holding status and the credit covers it (R21)."""
    held_in = crossing.terms.credit_hold_status_id
    if not sale.is_unpaid or sale.amount is None or crossing.terms.credit_on_shortage != "hold_status":
        return
    state = credit_of(crossing.connection)
    if (
        status_id == held_in
        or state.currency != credit.currency_of(sale)
        or credit.owed(sale, sale.amount) > state.available
    ):
        return
    charge(crossing, sale=sale, actor=actor)
    sale.is_unpaid = False
    sale.save(update_fields=["is_unpaid"])


def charge(crossing: Crossing, *, sale: Sale, actor: str) -> None:
    """Charge the sale's amount, by its frozen rate where the credit is in another currency; the connection's row is held."""
    owed = credit.owed(sale, sale.amount or Decimal(0))
    credit.charge(connection=crossing.connection, sale=sale, amount=owed, actor=actor)


def follow(crossing: Crossing, sale: Sale, *, actor: str) -> None:
    """Bring what a charged sale holds of the credit to what its amount is worth now (R14). Raises credit.CreditShort."""
    if not sale.charged:
        return
    change = credit.owed(sale, sale.amount or Decimal(0)) - sale.charged
    if change < 0:
        release(crossing, sale, amount=-change, actor=actor)
    elif change > 0:
        credit.charge(
            connection=crossing.connection,
            sale=sale,
            amount=change,
            actor=actor,
            message=f"Order {sale.supplier_order_id} grew",
        )


def release(crossing: Crossing, sale: Sale, *, amount: Decimal, actor: str) -> None:
    """Give back a part of what the sale holds of the credit, or all of it; in the credit's currency."""
    credit.release(connection=crossing.connection, sale=sale, amount=amount, actor=actor)
