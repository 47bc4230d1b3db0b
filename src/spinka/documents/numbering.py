"""Numbers of documents: the period a series counts in, and how a number is written."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from spinka.core.errors import BadParameters
from spinka.documents.models import Reset

LONGEST_FORMAT = 30


@dataclass(frozen=True, slots=True)
class Period:
    """Where counting starts at 1 again; `month` is 0 in a yearly series."""

    year: int
    month: int


def period_of(moment: datetime, *, reset: str, time_zone: str) -> Period:
    """The period a document issued at `moment` is counted in, by the account's own calendar."""
    day = moment.astimezone(ZoneInfo(time_zone))
    return Period(day.year, day.month if reset == Reset.MONTHLY else 0)


def written(format_: str, *, number: int, moment: datetime, time_zone: str) -> str:
    """The full number: %N the number, %M the month in two digits, %Y the year."""
    day = moment.astimezone(ZoneInfo(time_zone))
    values = {"%N": str(number), "%M": f"{day.month:02}", "%Y": f"{day.year:04}"}
    text = format_
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


def check_format(format_: str, *, reset: str) -> None:
    """Refuse a format two documents of one series could share: no %N, no %Y, or no %M though it counts by month.

    Raises BadParameters.
    """
    if not 0 < len(format_) <= LONGEST_FORMAT:
        raise BadParameters("parameter format: 1 to %(most)s characters", most=LONGEST_FORMAT)
    needed = ["%N", "%Y", *(["%M"] if reset == Reset.MONTHLY else [])]
    missing = [placeholder for placeholder in needed if placeholder not in format_]
    if missing:
        raise BadParameters("parameter format: needs %(missing)s", missing=", ".join(missing))
