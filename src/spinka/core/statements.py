"""Statements of the hot paths: bound by the server, and prepared once per connection where the address allows it (R54)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Self

import msgspec
import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

Value = str | int | Decimal | datetime | None


class _Prepared(psycopg.Cursor[Any]):
    """A cursor whose statement is prepared at its first use.

    Only while it runs: the connection's own threshold stays off, so no other statement is counted or kept.
    """

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:
        held: psycopg.Connection[Any] = self.connection
        held.prepare_threshold = 0
        try:
            return super().execute(query, params, prepare=True)
        finally:
            held.prepare_threshold = None


def _text(value: Value) -> str | None:
    # As text of no type every value takes the type its place in the statement has, and the statement stays one and
    # the same however big the numbers are.
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def array(numbers: Iterable[int]) -> str:
    """Numbers as a literal of a PostgreSQL array."""
    return "{" + ",".join(map(str, numbers)) + "}"


def json(value: Any) -> str:
    """A value as JSON text; Decimal and moments are text in it, which SQL casts without losing a digit."""
    return msgspec.json.encode(value).decode()


class _Logged(psycopg.Cursor[Any]):
    """A cursor that keeps its statement for Django's log of queries."""

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:
        try:
            return super().execute(query, params)
        finally:
            logged: Any = SimpleNamespace(query=query.encode())
            self._query = logged


def _cursor() -> CursorWrapper:
    connection.ensure_connection()
    raw: Any = connection.connection
    if connection.queries_logged:
        logged: Any = _Logged(raw)
        return connection.make_debug_cursor(logged)
    bound: Any = _Prepared(raw) if settings.PREPARED_STATEMENTS else psycopg.Cursor(raw)
    return connection.make_cursor(bound)


def rows(sql: str, *values: Value) -> list[tuple[Any, ...]]:
    """Run one statement and give its rows; a parameter's type is the one its place in the statement has.

    jsonb comes as text.
    """
    with _cursor() as cursor:
        cursor.execute(sql, [_text(value) for value in values])
        found: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
        return found


def row(sql: str, *values: Value) -> tuple[Any, ...] | None:
    """The first row of a statement, or none."""
    found = rows(sql, *values)
    return found[0] if found else None
