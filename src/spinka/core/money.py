"""Decimal money: rounding and VAT arithmetic (rules R18, R19)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
UNIT = Decimal("0.0001")
EXEMPT, NOT_SUBJECT, REVERSE_CHARGE = Decimal(-1), Decimal("-0.02"), Decimal("-0.03")


def to_cents(amount: Decimal) -> Decimal:
    """Round half up to 2 decimals."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def to_unit_price(amount: Decimal) -> Decimal:
    """Round half up to the 4 decimals a unit price keeps."""
    return amount.quantize(UNIT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """Gross, VAT and net of one line, in money of 2 decimals."""

    gross: Decimal
    vat: Decimal
    net: Decimal


def line_amounts(*, unit_gross: Decimal, quantity: int, rate: Decimal) -> LineAmounts:
    """Amounts of a line: gross = unit × quantity, VAT = gross × r ÷ (100 + r) half up, net the rest (R19)."""
    gross = to_cents(unit_gross * quantity)
    vat = to_cents(gross * rate / (100 + rate)) if rate > 0 else Decimal("0.00")
    return LineAmounts(gross=gross, vat=vat, net=gross - vat)
