"""Requests made from the contract: all documented parameters, only the needed ones, one wrong in turn."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from spinka.compat.registry import METHODS
from tests.compat.contract import Entry, longest, published
from tests.compat.contract.meaning import EITHER, INNER, MEANING, SAME
from tests.compat.examples import EXAMPLES, Parameters, fill
from tests.factories.world import World

Path = tuple[str | int, ...]
INT64 = 2**63
# Lenient readings of numbers and switches (overview.md section 1) end here.
WRONG: dict[str, tuple[Any, ...]] = {
    "string": ({"a": "x"},),
    "int": ("12abc", ["x"], 1.5, INT64),
    "number": ("1,5", ["x"], "NaN"),
    "bool": ("maybe", ["x"]),
    "array": ("abc", {"a": "x"}),
    "map": ("abc",),
}
# A list or a map of which one entry is wrong, by what the contract says its entries are.
INSIDE: dict[str | None, dict[str, tuple[Any, ...]]] = {
    "int": {"array": (["abc"], [{"a": "x"}]), "map": ({"1": "abc"},)},
    "number": {"map": ({"1": "abc"},)},
    "string": {"array": ([{"a": "x"}],), "map": ({"1": {"a": "x"}},)},
    "stock": {"map": ({"1": "abc"}, {"1": {"bl_1": "abc"}})},
    "prices": {"map": ({"1": "abc"}, {"1": {"1": "abc"}})},
}


def parameters_of(method: str) -> list[Entry]:
    """The documented parameters of a method."""
    found: list[Entry] = published()[method]["parameters"]
    return found


def own_id(method: str) -> str | None:
    """The parameter with which an adding method changes what is there instead."""
    if not method.startswith("add"):
        return None
    answered = {entry["name"] for entry in published()[method]["response"]}
    names = [entry["name"] for entry in parameters_of(method) if entry["name"] in answered and entry["json"] == "int"]
    # An id the method cannot do without names what it works on, as that of the order to copy.
    return names[0] if names and names[0] not in required(method) else None


def required(method: str) -> list[str]:
    """The parameters the registry insists on."""
    return [field.encode_name for field in msgspec.structs.fields(METHODS[method].params) if field.required]


def _generated(entry: Entry) -> Any:
    match entry["json"].partition("|")[0]:
        case "int":
            return 1
        case "number":
            return 1.5
        case "bool":
            return True
        case "array":
            fields = entry.get("fields", [])
            return [{inner["name"]: _generated(inner) for inner in fields}] if fields else []
        case "map":
            return {}
        case _:
            return f"{entry['name']} text"[: longest(entry) or 100]


def _value(method: str, entry: Entry, world: World) -> Any:
    name = entry["name"]
    for table in (MEANING.get(method, {}), EXAMPLES.get(method, {}), SAME):
        if name in table:
            return fill(table[name], world.ids)
    if name.endswith("country_code") or name == "country":
        return "PL"
    if name in world.ids and entry["json"] == "int":
        return world.ids[name]
    value = _generated(entry)
    if isinstance(value, list) and value and name in INNER:
        return [value[0] | fill(INNER[name], world.ids)]
    return value


def whole(method: str, world: World) -> Parameters:
    """Every documented parameter, with a meaning."""
    return {entry["name"]: _value(method, entry, world) for entry in parameters_of(method)}


def least(method: str, world: World) -> Parameters:
    """What the registry needs, and one of those of which the method needs any (R36)."""
    given = whole(method, world)
    extra = EITHER.get(method, ())
    return {name: value for name, value in given.items() if name in required(method) or name in extra}


def with_blocks(method: str, world: World) -> Parameters:
    """What the registry needs and every switch on: all rows with all optional blocks."""
    switches = {entry["name"]: True for entry in parameters_of(method) if entry["json"] == "bool"}
    return switches | least(method, world)


def scalars(fields: list[Entry], path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Every documented parameter with the way to it; of a list's row the first one's."""
    for entry in fields:
        here = (*path, entry["name"])
        yield here, entry
        if entry["json"] == "array" and entry.get("fields"):
            yield from scalars(entry["fields"], (*here, 0))


def reaches(parameters: Any, path: Path) -> bool:
    """Whether a request holds something at `path`."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(parameters, list) or len(parameters) <= step:
                return False
        elif not isinstance(parameters, dict) or step not in parameters:
            return False
        parameters = parameters[step]
    return True


def wrong_values(entry: Entry) -> list[Any]:
    """Values of a wrong kind, and a text one sign too long."""
    words = entry["json"].split("|")
    if len(words) > 1:
        return [] if "string" in words else [{"a": "x"}, "abc"]
    values = [*WRONG.get(words[0], ()), *INSIDE.get(entry.get("items", entry.get("values")), {}).get(words[0], ())]
    if (limit := longest(entry)) is not None:
        values.append("x" * (limit + 1))
    return values


def named(path: Path, message: str) -> bool:
    """Whether a message names the innermost parameter."""
    name = next(step for step in reversed(path) if isinstance(step, str))
    return re.search(rf"(?<![a-z_]){re.escape(name)}(?![a-z_])", message) is not None
