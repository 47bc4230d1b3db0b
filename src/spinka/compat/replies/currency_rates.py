"""Answers about exchange rates the account keeps."""

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import DayText


class SetCurrencyRatesReply(Reply):
    """How many rates were written and how many taken away."""

    saved: int
    deleted: int


class CurrencyRateRow(Reply):
    """From a day on one unit of a currency is worth so many of another."""

    currency_rate_id: int
    currency_from: str
    currency_to: str
    rate: float
    valid_from: DayText


class GetCurrencyRatesReply(Reply):
    """The rates by pair, the newest day first."""

    rates: list[CurrencyRateRow]
