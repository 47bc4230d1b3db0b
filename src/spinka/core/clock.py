"""The one reader of the system clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def from_unix(seconds: int) -> datetime:
    """The moment of unix seconds."""
    return datetime.fromtimestamp(seconds, UTC)


def to_unix(moment: datetime | None) -> int:
    """Unix seconds of a moment; 0 stands for unset on the wire."""
    return int(moment.timestamp()) if moment else 0
