"""Exchange rates the account keeps; prices, credit, imports and orders in another currency use them."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.models import Account
from spinka.accounts.permissions import Scope
from spinka.catalog import rates
from spinka.catalog import services as catalog
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.currency_rates import GetCurrencyRatesReply, SetCurrencyRatesReply
from spinka.core import clock

Currency = Annotated[str, Meta(max_length=3)]
Day = Annotated[str, Meta(max_length=10)]


class RateRow(Params):
    """A rate of a pair from a day on; 0 takes the day's rate away."""

    currency_from: Currency
    currency_to: Currency
    rate: Decimal | UnsetType = UNSET
    valid_from: Day = ""


class SetCurrencyRates(Params):
    """Rates to write."""

    rates: Annotated[list[RateRow], Meta(max_length=catalog.MOST_RATES)]


def _day(text: str, account_id: int) -> date:
    if not text.strip():
        zone = Account.objects.values_list("time_zone", flat=True).get(pk=account_id)
        return clock.now().astimezone(ZoneInfo(zone)).date()
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter valid_from: expected a day as YYYY-MM-DD") from None


def _kept(rate: Decimal | UnsetType) -> Decimal | None:
    """A rate to keep; None takes the day's rate away. What is no number is refused where rates are checked."""
    return None if isinstance(rate, UnsetType) or (not rate.is_nan() and rate == 0) else rate


@method("setCurrencyRates", scope=Scope.CATALOG_WRITE, params=SetCurrencyRates, reply=SetCurrencyRatesReply)
def set_currency_rates(call: Call, params: SetCurrencyRates) -> Answer:
    """Keep exchange rates: from a day on one unit of a currency is worth so many of another (R18, R21)."""
    saved = catalog.set_rates(
        account_id=call.account_id,
        rates=[
            catalog.RateFields(
                currency_from=row.currency_from,
                currency_to=row.currency_to,
                rate=_kept(row.rate),
                valid_from=_day(row.valid_from, call.account_id),
            )
            for row in params.rates
        ],
    )
    return {"saved": saved.saved, "deleted": saved.deleted}


class GetCurrencyRates(Params):
    """Which pairs, 100 rates a page."""

    currency_from: Currency = ""
    currency_to: Currency = ""
    page: Annotated[int, Meta(ge=0, le=1_000_000)] = 1


@method("getCurrencyRates", scope=Scope.CATALOG_READ, params=GetCurrencyRates, reply=GetCurrencyRatesReply)
def get_currency_rates(call: Call, params: GetCurrencyRates) -> Answer:
    """Read the exchange rates the account keeps, by pair, the newest day first."""
    rows = rates.rates_page(
        account_id=call.account_id,
        origin=params.currency_from.strip().upper(),
        target=params.currency_to.strip().upper(),
        page=params.page,
    )
    return {
        "rates": [
            {
                "currency_rate_id": row.pk,
                "currency_from": row.currency_from,
                "currency_to": row.currency_to,
                "rate": row.rate,
                "valid_from": row.valid_from.isoformat(),
            }
            for row in rows
        ]
    }
