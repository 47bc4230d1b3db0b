"""Writes of exchange rates (R18, R21)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from spinka.catalog.models import CurrencyRate
from spinka.core.errors import BadParameters, NotFound

MOST_RATES = 1000
_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST = Decimal(10) ** 9
_LEAST = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class RateFields:
    """A rate of a pair from a day on; None as the rate takes the day's rate away."""

    currency_from: str
    currency_to: str
    rate: Decimal | None
    valid_from: date


@dataclass(frozen=True, slots=True)
class SavedRates:
    """How many rates were written and how many taken away."""

    saved: int
    deleted: int


def _checked(row: RateFields) -> RateFields:
    pair = (row.currency_from.strip().upper(), row.currency_to.strip().upper())
    for name, currency in zip(("currency_from", "currency_to"), pair, strict=True):
        if not _CURRENCY.fullmatch(currency):
            raise BadParameters("parameter %(name)s: expected 3 letters, e.g. EUR", name=name)
    if pair[0] == pair[1]:
        raise BadParameters("parameter currency_to: another currency than %(currency)s is expected", currency=pair[0])
    rate = row.rate
    if rate is not None and (not rate.is_finite() or not _LEAST <= rate <= _MOST or rate != round(rate, 8)):
        raise BadParameters("parameter rate: more than 0, at most 1000000000 with 8 decimals is expected")
    if not date(1990, 1, 1) <= row.valid_from <= date(2200, 12, 31):
        raise BadParameters("parameter valid_from: a day from 1990-01-01 to 2200-12-31 is expected")
    return RateFields(pair[0], pair[1], rate, row.valid_from)


@transaction.atomic
def set_rates(*, account_id: int, rates: Sequence[RateFields]) -> SavedRates:
    """Write rates by pair and day, the later of two equal ones stands; a rate of None is taken away.

    Prices read from now on use them; what was sold keeps the rate it was sold with. Raises BadParameters.
    """
    if len(rates) > MOST_RATES:
        raise BadParameters("parameter rates: at most %(most)s rates", most=MOST_RATES)
    wanted = {(row.currency_from, row.currency_to, row.valid_from): row for row in map(_checked, rates)}
    kept = [row for _, row in sorted(wanted.items()) if row.rate is not None]
    gone = [key for key, row in sorted(wanted.items()) if row.rate is None]
    deleted = 0
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(
                "delete from catalog_currencyrate r using unnest(%s::text[], %s::text[], %s::date[]) as t(a, b, d)"
                " where r.account_id = %s and r.currency_from = t.a and r.currency_to = t.b and r.valid_from = t.d",
                [*map(list, zip(*gone, strict=True)), account_id],
            )
            deleted = cursor.rowcount
        if kept:
            cursor.execute(
                "insert into catalog_currencyrate (account_id, currency_from, currency_to, rate, valid_from)"
                " select %s, t.a, t.b, t.r, t.d from unnest(%s::text[], %s::text[], %s::numeric[], %s::date[])"
                " as t(a, b, r, d)"
                " on conflict (account_id, currency_from, currency_to, valid_from) do update set rate = excluded.rate",
                [
                    account_id,
                    [row.currency_from for row in kept],
                    [row.currency_to for row in kept],
                    [row.rate for row in kept],
                    [row.valid_from for row in kept],
                ],
            )
    return SavedRates(saved=len(kept), deleted=deleted)


@transaction.atomic
def delete_rate(*, account_id: int, rate_id: int) -> RateFields:
    """Take a rate away and give what it was, so that it can be written again. Raises NotFound."""
    row = CurrencyRate.objects.for_account(account_id).select_for_update().filter(pk=rate_id).first()
    if row is None:
        raise NotFound("There is no exchange rate %(id)s", id=rate_id)
    row.delete()
    return RateFields(row.currency_from, row.currency_to, row.rate, row.valid_from)
