"""Calls a minute per token, counted in memory of the process (R39)."""

import threading
import time
from zoneinfo import ZoneInfo

from spinka.compat.errors import ApiError
from spinka.core import clock

_lock = threading.Lock()
_counts: dict[int, int] = {}
_minute = 0


def seconds_left() -> int:
    """Seconds until the present minute, and every block with it, ends."""
    return 60 - int(time.time()) % 60  # lint-skip: clock counting needs no test clock


def count(token_id: int, limit: int) -> None:
    """Count one call; refuse it when the token is over its limit. A limit of 0 counts nothing."""
    global _minute
    if not limit:
        return
    minute = int(time.time()) // 60  # lint-skip: clock counting needs no test clock
    with _lock:
        if minute != _minute:
            _counts.clear()
            _minute = minute
        _counts[token_id] = used = _counts.get(token_id, 0) + 1
    if used > limit:
        until = clock.from_unix((minute + 1) * 60).astimezone(ZoneInfo("Europe/Warsaw"))
        raise ApiError("ERROR_BLOCKED_TOKEN", f"Query limit exceeded, token blocked until {until:%Y-%m-%d %H:%M:%S}")
