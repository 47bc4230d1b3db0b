"""Statements of the hot paths: bound by the server, and prepared once per connection where the address allows it (R54)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any, Self, TypeVar

import msgspec
import psycopg
from django.conf import settings
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

Value = str | int | Decimal | datetime | list[int] | list[str] | None
Row = TypeVar("Row", bound=models.Model)


def is_deadlock(error: BaseException) -> bool:
    """Whether the database ended a transaction because it and another one waited for each other."""
    return isinstance(error.__cause__, psycopg.errors.DeadlockDetected)


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
    if isinstance(value, list):
        return array(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def array(values: Iterable[int | str]) -> str:
    """Numbers or texts as a literal of a PostgreSQL array."""
    return "{" + ",".join(_quoted(value) if isinstance(value, str) else str(value) for value in values) + "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


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
    return _run(sql, [_text(value) for value in values])


def named(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The same for a statement whose parameters have names."""
    return _run(sql, {name: _text(value) for name, value in values.items()})


def _run(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with _cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall() if cursor.rownumber is not None else []
        return found


def row(sql: str, *values: Value) -> tuple[Any, ...] | None:
    """The first row of a statement, or none."""
    found = rows(sql, *values)
    return found[0] if found else None


@cache
def _fields(model: type[models.Model]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    fields = model._meta.concrete_fields
    return (
        tuple(field.attname for field in fields),
        tuple(place for place, field in enumerate(fields) if isinstance(field, models.JSONField)),
    )


@cache
def columns(model: type[models.Model], alias: str) -> str:
    """All columns of a model under a table's alias, for `instance`."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def width(model: type[models.Model]) -> int:
    """How many columns a model has."""
    return len(_fields(model)[0])


def instance(model: type[Row], values: Sequence[Any]) -> Row:
    """The row of a model from its columns as `columns` lists them."""
    names, of_json = _fields(model)
    found = list(values)
    for place in of_json:
        if isinstance(found[place], str):
            found[place] = msgspec.json.decode(found[place])
    return model.from_db("default", names, found)
