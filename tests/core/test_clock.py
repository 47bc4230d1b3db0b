"""Moments and unix seconds."""

from datetime import UTC, datetime

import time_machine

from spinka.core import clock


def test_now_is_aware_and_in_utc() -> None:
    with time_machine.travel(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_unix_seconds_there_and_back() -> None:
    assert clock.to_unix(clock.from_unix(1_700_000_000)) == 1_700_000_000
    assert clock.to_unix(None) == 0
