"""Numbers of papers: the period they are counted in, and how a number is written."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Period:
    """Where counting starts at 1 again; `month` is 0 where it starts again every year."""

    year: int
    month: int


def period_at(moment: datetime, *, is_monthly: bool, time_zone: str) -> Period:
    """The period of a moment by the account's own calendar."""
    day = moment.astimezone(ZoneInfo(time_zone))
    return Period(day.year, day.month if is_monthly else 0)


def written(format_: str, *, number: int, moment: datetime, time_zone: str) -> str:
    """The full number: %N the number, %M the month in two digits, %Y the year."""
    day = moment.astimezone(ZoneInfo(time_zone))
    values = {"%N": str(number), "%M": f"{day.month:02}", "%Y": f"{day.year:04}"}
    text = format_
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text
