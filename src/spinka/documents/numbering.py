"""Numbers of documents: the period a series counts in, and which formats a series may have."""

from datetime import datetime

from spinka.core.errors import BadParameters
from spinka.core.numbering import Period, period_at, written
from spinka.documents.models import Reset

__all__ = ["LONGEST_FORMAT", "Period", "check_format", "period_of", "written"]
LONGEST_FORMAT = 30


def period_of(moment: datetime, *, reset: str, time_zone: str) -> Period:
    """The period a document issued at `moment` is counted in, by the account's own calendar."""
    return period_at(moment, is_monthly=reset == Reset.MONTHLY, time_zone=time_zone)


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
