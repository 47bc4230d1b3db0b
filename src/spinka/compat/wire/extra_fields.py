"""Extra fields of orders, returns and clients: their definitions and the values a call gives."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from spinka.compat.errors import ApiError

MOST_VALUES = 1000
WITH_OPTIONS = frozenset({"select", "checkbox", "radio"})


class Definition(Protocol):
    """A field an account defined."""

    pk: Any
    name: Any
    editor: Any
    options: Any


def field_rows(definitions: Iterable[Definition]) -> list[dict[str, Any]]:
    """Definitions as the API lists them; options only where there is a choice."""
    rows = []
    for field in definitions:
        row: dict[str, Any] = {"extra_field_id": field.pk, "name": field.name, "editor_type": field.editor}
        if field.editor in WITH_OPTIONS:
            row["options"] = field.options
        rows.append(row)
    return rows


def text_values(given: Mapping[str, str | dict[str, str]]) -> dict[str, str]:
    """The texts of a call by field id. Raises ApiError for a file, as file fields are not stored, and for too many."""
    if len(given) > MOST_VALUES:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter custom_extra_fields: at most {MOST_VALUES} fields")
    values: dict[str, str] = {}
    for key, value in given.items():
        if isinstance(value, dict):
            text = f"parameter custom_extra_fields[{key}]: expected a text; file fields are not stored"
            raise ApiError("ERROR_BAD_PARAMETERS", text)
        values[key] = value
    return values
