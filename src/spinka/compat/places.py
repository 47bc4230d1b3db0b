"""Where a refused value stands: msgspec names fields and places in lists, but writes `[...]` for the key of a map."""

import types
import typing
from typing import Annotated, Any, get_args, get_origin

import msgspec

_LONGEST_KEY = 40


def place(value: Any, kind: Any) -> str:
    """The path of the first part that is not of its kind, e.g. `products.1445.bl_1`; empty for the value itself."""
    return _path(value, kind).removeprefix(".")


def _path(value: Any, kind: Any) -> str:
    for option in _options(kind):
        origin = get_origin(option)
        if value and isinstance(value, dict) and origin is dict:
            entries, (_, item) = list(value.items()), get_args(option)
            key, entry = entries[_first_wrong(entries, option)]
            return f".{key[:_LONGEST_KEY]}{'' if _fits(entry, item) else _path(entry, item)}"
        if value and isinstance(value, list) and origin is list:
            index = _first_wrong(value, option)
            return f"[{index}]{_path(value[index], get_args(option)[0])}"
        if isinstance(value, dict) and isinstance(option, type) and issubclass(option, msgspec.Struct):
            return _field(value, option)
    return ""


def _options(kind: Any) -> list[Any]:
    """The kinds a value may have, without their limits."""
    if get_origin(kind) is Annotated:
        return _options(get_args(kind)[0])
    if get_origin(kind) in (typing.Union, types.UnionType):
        return [inner for option in get_args(kind) for inner in _options(option)]
    return [kind]


def _field(value: dict[str, Any], struct: type[msgspec.Struct]) -> str:
    for field in msgspec.structs.fields(struct):
        name = field.encode_name
        if name in value and not _fits(value[name], _without_unset(field.type)):
            return f".{name}{_path(value[name], field.type)}"
    return ""


def _first_wrong(entries: list[Any], kind: Any) -> int:
    """The index of the first entry that makes a list or map of this kind wrong, found by halving; 0 for none."""
    whole = dict if get_origin(kind) is dict else list
    low, high = 0, len(entries)
    while high - low > 1:
        middle = (low + high) // 2
        if _fits(whole(entries[low:middle]), kind):
            low = middle
        else:
            high = middle
    return low


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, type=kind, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _without_unset(kind: Any) -> Any:
    if get_origin(kind) not in (typing.Union, types.UnionType):
        return kind
    return typing.Union[tuple(option for option in get_args(kind) if option is not msgspec.UnsetType)]  # noqa: UP007
