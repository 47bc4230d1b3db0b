"""Calls a minute per token, counted in memory and exchanged between web processes about once a second (R39)."""

import logging
import threading
import time
import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection

from spinka.compat.errors import ApiError
from spinka.core import clock, tallies

log = logging.getLogger(__name__)
# Seconds between two exchanges, and of quiet after which the exchanging thread and its connection end.
PAUSE, QUIET = 1.0, 30.0


def _minute() -> int:
    return int(time.time()) // 60  # lint-skip: clock counting needs no test clock


def seconds_left() -> int:
    """Seconds until the present minute, and every block with it, ends."""
    return 60 - int(time.time()) % 60  # lint-skip: clock counting needs no test clock


class Counter:
    """One process's calls of the present minute per token, with what the other processes last said of theirs."""

    def __init__(self) -> None:
        self.process = uuid.uuid4().hex
        self._lock = threading.Lock()
        self._minute = 0
        self._own: dict[int, int] = {}
        self._others: dict[int, int] = {}

    def add(self, token_id: int) -> int:
        """Count one call; the token's calls this minute in all processes, as far as they are known here."""
        with self._lock:
            self._turn(_minute())
            self._own[token_id] = used = self._own.get(token_id, 0) + 1
            return used + self._others.get(token_id, 0)

    def _turn(self, minute: int) -> None:
        if minute != self._minute:
            self._minute = minute
            self._own.clear()
            self._others.clear()

    def exchange(self) -> None:
        """Tell the other processes and learn from them: one statement, outside any call's transaction."""
        with self._lock:
            self._turn(_minute())
            minute, own = self._minute, dict(self._own)
        if not own:
            return
        others = tallies.exchange(minute=minute, process=self.process, counts=own)
        with self._lock:
            if minute == self._minute:
                self._others = others

    def forget(self) -> None:
        """Start the minute anew, as a process does that was just started."""
        with self._lock:
            self._minute = 0


class Exchange:
    """The thread that exchanges a counter's calls while there are any; it ends by itself when it is quiet."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Ask for an exchange soon; costs nothing when one is already asked for."""
        if self._wake.is_set():
            return
        with self._lock:
            self._wake.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="call-limits", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            if not self._wake.wait(QUIET):
                with self._lock:
                    if not self._wake.is_set():
                        self._thread = None
                        connection.close()
                        return
            self._wake.clear()
            try:
                self.counter.exchange()
            except DatabaseError:
                log.warning("calls could not be exchanged with other processes; they are counted here", exc_info=True)
                connection.close()
            time.sleep(PAUSE)


COUNTER = Counter()
EXCHANGE = Exchange(COUNTER)


def count(token_id: int, limit: int) -> None:
    """Count one call; refuse it when the token is over its limit. A limit of 0 counts nothing."""
    if not limit:
        return
    used = COUNTER.add(token_id)
    if settings.EXCHANGE_CALL_COUNTS:
        EXCHANGE.wake()
    if used > limit:
        until = clock.from_unix((_minute() + 1) * 60).astimezone(ZoneInfo("Europe/Warsaw"))
        raise ApiError("ERROR_BLOCKED_TOKEN", f"Query limit exceeded, token blocked until {until:%Y-%m-%d %H:%M:%S}")
