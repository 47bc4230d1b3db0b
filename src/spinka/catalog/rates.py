"""Exchange rates an account keeps, read for a day and for a list."""

from datetime import date
from decimal import Decimal

from spinka.catalog.exchange import Rate, between
from spinka.catalog.models import CurrencyRate


def rate_on(*, account_id: int, origin: str, target: str, day: date) -> Rate | None:
    """The rate an account keeps for a pair on a day of its own, in either direction; None without one."""
    rows = CurrencyRate.objects.for_account(account_id).filter(valid_from__lte=day)
    pairs = {(origin, target), (target, origin)}
    kept: dict[tuple[str, str], tuple[Decimal, date]] = {}
    for row in rows.filter(currency_from__in=[origin, target], currency_to__in=[origin, target]).order_by("valid_from"):
        if (row.currency_from, row.currency_to) in pairs:
            kept[row.currency_from, row.currency_to] = (row.rate, row.valid_from)
    return between(kept, origin, target)


def rates_page(
    *, account_id: int, origin: str = "", target: str = "", page: int = 1, most: int = 100
) -> list[CurrencyRate]:
    """Rates by pair, the newest day first."""
    rows = CurrencyRate.objects.for_account(account_id)
    if origin:
        rows = rows.filter(currency_from=origin)
    if target:
        rows = rows.filter(currency_to=target)
    start = (max(1, page) - 1) * most
    return list(rows.order_by("currency_from", "currency_to", "-valid_from")[start : start + most])
