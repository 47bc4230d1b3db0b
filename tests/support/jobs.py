"""Doing the work the changes of a test left behind, in the test's own transaction."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from spinka.core import worker


class JobFailed(AssertionError):
    """A job of a test raised; the cause is its exception."""


class _Failures(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def collected_failures() -> Iterator[list[logging.LogRecord]]:
    """The failures the worker logs inside the block."""
    handler = _Failures()
    worker.log.addHandler(handler)
    try:
        yield handler.records
    finally:
        worker.log.removeHandler(handler)


def run_jobs(*, failures_allowed: bool = False) -> int:
    """Do all due work, of every account, and give the number of rows done.

    A job that raises fails the test, unless the test is about failing jobs.
    """
    with collected_failures() as failures:
        done = worker.work_all()
    forget_account()
    if failures and not failures_allowed:
        first = failures[0]
        cause = first.exc_info[1] if first.exc_info else None
        raise JobFailed(first.getMessage()) from cause
    return done


def forget_account() -> None:
    """Take back the account a call or a job left set in the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('spinka.account', '', true), set_config('spinka.partner', '', true)")
