"""Changing an amount from one currency into another by a rate the account keeps, exactly and explained (R18, R21)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

# Digits enough that no amount times or divided by a rate is rounded before it is rounded to cents.
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate for one direction: amounts in `origin` times `value` are in `target`, or divided by it where `divides`.

    A rate kept for the opposite direction divides: it is never turned over, so no digit is lost.
    """

    origin: str
    target: str
    value: Decimal
    divides: bool = False
    valid_from: date | None = None

    def apply(self, amount: Decimal) -> Decimal:
        """The amount in the target currency, not rounded."""
        return _EXACT.divide(amount, self.value) if self.divides else _EXACT.multiply(amount, self.value)

    @property
    def as_text(self) -> dict[str, str]:
        """The rate as a step of a trace and as frozen on a sale: texts only."""
        return {
            "value": text_of(self.value),
            "operation": "divide" if self.divides else "multiply",
            "from": self.origin,
            "to": self.target,
            "valid_from": self.valid_from.isoformat() if self.valid_from else "",
        }


def frozen_rate(stored: Mapping[str, str] | None) -> Rate | None:
    """The rate a sale was made with, from what `as_text` wrote."""
    if not stored:
        return None
    return Rate(stored["from"], stored["to"], Decimal(stored["value"]), stored["operation"] == "divide")


def text_of(value: Decimal) -> str:
    """A number without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


Kept = Mapping[tuple[str, str], tuple[Decimal, date]]


def between(kept: Kept, origin: str, target: str) -> Rate | None:
    """The rate from one currency into another: the direction itself before the opposite one; None without either."""
    found = kept.get((origin, target))
    if found is not None:
        return Rate(origin, target, found[0], False, found[1])
    found = kept.get((target, origin))
    return Rate(origin, target, found[0], True, found[1]) if found is not None else None


# What an account keeps on a day as JSON [[from, to, rate, day], …]; `account` is SQL of the account's id, `day` of it.
VALID_JSON = """(
    select jsonb_agg(jsonb_build_array(k.currency_from, k.currency_to, k.rate::text, k.valid_from)) from (
        select distinct on (r.currency_from, r.currency_to) r.currency_from, r.currency_to, r.rate, r.valid_from
        from catalog_currencyrate r where r.account_id = {account} and r.valid_from <= {day}
        order by r.currency_from, r.currency_to, r.valid_from desc
    ) k
)"""


def read_valid(rows: Iterable[tuple[str, str, str, str]]) -> Kept:
    """The rates of `VALID_JSON`, decoded."""
    return {(row[0], row[1]): (Decimal(row[2]), date.fromisoformat(row[3])) for row in rows}
