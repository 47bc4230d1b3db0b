"""Parameters and answers as flat rows of a table, read from the registry's types."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import inspect

from spinka.compat.glossary import FIELDS

_SCALARS: dict[type[inspect.Type], str] = {
    inspect.IntType: "int",
    inspect.FloatType: "number",
    inspect.DecimalType: "number",
    inspect.StrType: "text",
    inspect.BoolType: "bool",
    inspect.AnyType: "any",
    inspect.RawType: "any",
    inspect.NoneType: "null",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One field: `depth` is how deep it stands inside lists and objects; `parts` are the words its type shows."""

    name: str
    depth: int
    kind: str
    is_required: bool
    default: str
    limits: str
    text: str


def rows(struct: type[msgspec.Struct]) -> list[Row]:
    """Every field of a struct, those of its lists and objects right below it."""
    info = inspect.type_info(struct)
    return list(_fields(info, depth=0)) if isinstance(info, inspect.StructType) else []


def _fields(struct: inspect.StructType, *, depth: int, above: tuple[type, ...] = ()) -> Iterator[Row]:
    # What has to be sent comes first.
    for field in sorted(struct.fields, key=lambda field: not field.required):
        yield Row(
            name=field.encode_name,
            depth=depth,
            kind=_kind(field.type),
            is_required=field.required,
            default=_default(field.default),
            limits=", ".join(_limits(field.type)),
            text=FIELDS.get(field.encode_name, ""),
        )
        for inner in _structs(field.type):
            if inner.cls not in above:
                yield from _fields(inner, depth=depth + 1, above=(*above, inner.cls))


def _options(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    return kind.types if isinstance(kind, inspect.UnionType) else (kind,)


def _kind(kind: inspect.Type) -> str:
    names = []
    for option in _options(kind):
        if isinstance(option, inspect.ListType):
            names.append(f"list of {_kind(option.item_type)}")
        elif isinstance(option, inspect.DictType):
            names.append(f"map of {_kind(option.value_type)}")
        elif isinstance(option, inspect.StructType):
            names.append("object")
        elif isinstance(option, inspect.LiteralType):
            names.append(" | ".join(str(value) for value in option.values))
        elif isinstance(option, inspect.EnumType):
            names.append(" | ".join(str(value.value) for value in option.cls))
        else:
            names.append(_SCALARS.get(type(option), "any"))
    return " | ".join(dict.fromkeys(names))


def _limits(kind: inspect.Type) -> Iterator[str]:
    for option in _options(kind):
        if isinstance(option, inspect.StrType) and option.max_length:
            yield f"≤ {option.max_length}"
        if isinstance(option, inspect.ListType) and option.max_length:
            yield f"≤ {option.max_length}"
        if isinstance(option, inspect.IntType | inspect.FloatType):
            if option.ge is not None and option.ge > -(2**31):
                yield f"≥ {option.ge:g}"
            if option.le is not None and option.le < 2**31 - 1:
                yield f"≤ {option.le:g}"


def _default(value: Any) -> str:
    if value is msgspec.NODEFAULT or value is msgspec.UNSET:
        return ""
    return '""' if value == "" else msgspec.json.encode(value).decode()


def _structs(kind: inspect.Type) -> Iterator[inspect.StructType]:
    for option in _options(kind):
        if isinstance(option, inspect.StructType):
            yield option
        elif isinstance(option, inspect.ListType):
            yield from _structs(option.item_type)
        elif isinstance(option, inspect.DictType):
            yield from _structs(option.value_type)
