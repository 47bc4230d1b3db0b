"""One successful call per served method, over the ids of a world: `$name` stands for its id, also inside longer texts.

A family's module of this package has its own `EXAMPLES`; all are found by themselves.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from typing import Any

Parameters = dict[str, Any]
EXAMPLES: dict[str, Parameters] = {}
for _module in pkgutil.iter_modules(__path__):
    EXAMPLES |= importlib.import_module(f"{__name__}.{_module.name}").EXAMPLES

_ID = re.compile(r"\$([a-z_]+)")
# What a foreign id may be given for: everything but capabilities, which are authority by themselves.
NOT_IDS = {"partner_code", "partner_listing_id"}


def names(value: Any) -> set[str]:
    """The ids a value refers to."""
    if isinstance(value, str):
        return set(_ID.findall(value)) - NOT_IDS
    if isinstance(value, dict):
        return names(list(value)) | names(list(value.values()))
    return set().union(*map(names, value)) if isinstance(value, list) else set()


def fill(value: Any, ids: Mapping[str, int | str]) -> Any:
    """The value with its ids: a number where a text is nothing but an id, text elsewhere."""
    if isinstance(value, str):
        if (whole := _ID.fullmatch(value)) is not None:
            return ids[whole[1]]
        return _ID.sub(lambda found: str(ids[found[1]]), value)
    if isinstance(value, dict):
        return {str(fill(key, ids)): fill(entry, ids) for key, entry in value.items()}
    return [fill(entry, ids) for entry in value] if isinstance(value, list) else value


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Every scalar of a value with the way to it."""
    if isinstance(value, dict):
        return [leaf for key, entry in value.items() for leaf in leaves(entry, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, entry in enumerate(value) for leaf in leaves(entry, (*path, index))]
    return [(path, value)]


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Every value inside a value, scalars, lists and maps, with the way to it."""
    inner: list[tuple[tuple[Any, ...], Any]] = [(path, value)] if path else []
    if isinstance(value, dict):
        return inner + [node for key, entry in value.items() for node in nodes(entry, (*path, key))]
    if isinstance(value, list):
        return inner + [node for index, entry in enumerate(value) for node in nodes(entry, (*path, index))]
    return inner


def replaced(value: Any, path: tuple[Any, ...], change: Callable[[Any], Any] | Any) -> Any:
    """A copy with the value at `path` changed."""
    if not path:
        return change(value) if callable(change) else change
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], change)
    return copy
