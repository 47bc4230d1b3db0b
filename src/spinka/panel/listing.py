"""What a list page is made of: views, applied filters, sort and keyset pages, all kept in the address."""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, ngettext

from spinka.panel.cells import number_text
from spinka.panel.components import Label

SIZES: Final = (25, 50, 100)
DEFAULT_SIZE: Final = 50
PAGE_PARAMETERS: Final = ("after", "before")
COUNTED_UP_TO: Final = 10_000


@dataclass(frozen=True, slots=True)
class View:
    """A tab above the list: a set of parameters with a name."""

    label: Label
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list as `panel/list.html` and `components/rows.html` draw it."""

    rows: Sequence[Any]
    summary: str
    next: str = ""
    previous: str = ""
    sort: str = ""
    views: Sequence[View] = ()
    applied: Sequence[tuple[Label, Label]] = ()
    search_hint: Label = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether filters or a search leave out rows that exist."""
        return bool(self.applied)


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of one keyset page and whether there are more on either side."""

    rows: list[Any]
    has_next: bool
    has_previous: bool
    first: str = ""
    last: str = ""


def pack(values: Iterable[object]) -> str:
    """The sort values of a row as a cursor for the address."""
    plain = [value.isoformat() if isinstance(value, date) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def unpack(cursor: str, length: int) -> list[str] | None:
    """The values of a cursor; None for one that was tampered with."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(values, list) or len(values) != length or not all(isinstance(value, str) for value in values):
        return None
    return values


def converted(
    model: type[Model], names: Sequence[str], values: Sequence[str], annotations: "Mapping[str, Field[Any, Any]]"
) -> list[Any] | None:
    """Cursor values in the types of the columns; None when one does not fit."""
    result: list[Any] = []
    for name, value in zip(names, values, strict=True):
        try:
            column = model._meta.pk if name == "pk" else model._meta.get_field(name)
            if not isinstance(column, Field):
                return None
            result.append(column.to_python(value))
        except FieldDoesNotExist:
            try:
                result.append(annotations[name].to_python(value))
            except (KeyError, ValidationError):
                return None
        except ValidationError:
            return None
    return result


def beyond(order: Sequence[str], values: Sequence[Any], *, is_reversed: bool) -> Q:
    """Rows that come after `values` in `order` (or before them), written so that an index on the first column serves."""
    names = [name.lstrip("-") for name in order]
    condition = Q()
    for index, name in enumerate(names):
        is_falling = order[index].startswith("-") != is_reversed
        equal = Q(**dict(zip(names[:index], values[:index], strict=True)))
        condition |= equal & Q(**{f"{name}__{'lt' if is_falling else 'gt'}": values[index]})
    first_falls = order[0].startswith("-") != is_reversed
    return Q(**{f"{names[0]}__{'lte' if first_falls else 'gte'}": values[0]}) & condition


def keyset(rows: QuerySet[Any], *, order: Sequence[str], parameters: QueryDict, size: int = DEFAULT_SIZE) -> Slice:
    """One page of `rows` in `order` (non-null columns, the last one unique), from `after` or `before` in the address."""
    names = [name.lstrip("-") for name in order]
    is_back = "before" in parameters
    cursor = parameters.get("before" if is_back else "after", "")
    raw = unpack(cursor, len(order)) if cursor else None
    kinds = {name: given.output_field for name, given in rows.query.annotations.items() if name in names}
    values = converted(rows.model, names, raw, kinds) if raw else None
    is_back = is_back and values is not None
    if values is not None:
        rows = rows.filter(beyond(order, values, is_reversed=is_back))
    direction = [
        f"-{name}" if is_back != given.startswith("-") else name for name, given in zip(names, order, strict=True)
    ]
    found = list(rows.order_by(*direction)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()

    def at(row: Any) -> str:
        return pack(getattr(row, name) for name in names)

    return Slice(
        rows=found,
        has_next=values is not None if is_back else has_more,
        has_previous=has_more if is_back else values is not None,
        first=at(found[0]) if found else "",
        last=at(found[-1]) if found else "",
    )


def with_parameters(request: HttpRequest, **changes: object) -> str:
    """This address with parameters set, or dropped by None; the page position is dropped unless it is set."""
    parameters = request.GET.copy()
    for name in (*PAGE_PARAMETERS, *changes):
        parameters.pop(name, None)
    for name, value in changes.items():
        if value is not None and value != "":
            parameters[name] = str(value)
    text = parameters.urlencode()
    return f"{request.path}?{text}" if text else request.path


def page_size(parameters: QueryDict) -> int:
    """Rows a page: 25, 50 (unless asked otherwise) or 100."""
    asked = parameters.get("size", "")
    return int(asked) if asked in {str(size) for size in SIZES} else DEFAULT_SIZE


def sort_order(parameters: QueryDict, known: Mapping[str, Sequence[str]], default: str) -> tuple[str, list[str]]:
    """The sort asked for and its columns: `known` maps a column's key to its rising order, `-key` reverses it."""
    asked = parameters.get("sort", default)
    if asked.lstrip("-") not in known:
        asked = default
    columns = list(known[asked.lstrip("-")])
    if asked.startswith("-"):
        columns = [name[1:] if name.startswith("-") else f"-{name}" for name in columns]
    return asked, columns


def summary_text(shown: int, total: int | None) -> str:
    """`50 of 1,204`, or `50 of more than 10,000` when counting on is not worth it."""
    if total is None:
        return ngettext("%(shown)s row", "%(shown)s rows", shown) % {"shown": number_text(shown)}
    if total > COUNTED_UP_TO:
        return gettext("%(shown)s of more than %(total)s") % {
            "shown": number_text(shown),
            "total": number_text(COUNTED_UP_TO),
        }
    return gettext("%(shown)s of %(total)s") % {"shown": number_text(shown), "total": number_text(total)}


def count_up_to(rows: QuerySet[Any]) -> int:
    """The number of rows, counted no further than one past 10,000."""
    return rows.order_by().values("pk")[: COUNTED_UP_TO + 1].count()


def views(request: HttpRequest, choices: Iterable[tuple[Label, Mapping[str, str], int | None]]) -> list[View]:
    """Built-in views: label, parameters, count; the current one has exactly its parameters in the address."""
    ignored = {*PAGE_PARAMETERS, "sort", "size"}
    now = {name: value for name, value in request.GET.items() if name not in ignored and value}
    return [
        View(
            label=label,
            url=f"{request.path}?{urlencode(parameters)}" if parameters else request.path,
            is_current=now == dict(parameters),
            count=count,
        )
        for label, parameters, count in choices
    ]


def listing(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    order: Sequence[str],
    sort: str = "",
    views: Sequence[View] = (),
    applied: Sequence[tuple[Label, Label]] = (),
    search_hint: Label = "",
    total: int | None = None,
) -> Listing:
    """Read one page of `rows` and everything the list's frame shows."""
    part = keyset(rows, order=order, parameters=request.GET, size=page_size(request.GET))
    return Listing(
        rows=part.rows,
        summary=summary_text(len(part.rows), count_up_to(rows) if total is None else total),
        next=with_parameters(request, after=part.last) if part.has_next else "",
        previous=with_parameters(request, before=part.first) if part.has_previous else "",
        sort=sort,
        views=views,
        applied=applied,
        search_hint=search_hint,
    )
