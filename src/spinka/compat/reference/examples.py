"""Calls and their answers per method, recorded from calls that were really made (see tests/compat/recorded.py)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).with_name("calls")


class Recorded(msgspec.Struct, forbid_unknown_fields=True):
    """Parameters and the whole answer of a call; long files are cut. The title says what the call is for."""

    request: dict[str, Any]
    response: dict[str, Any]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A recorded call as texts ready to read: JSON with two spaces."""

    title: str
    request: str
    response: str


@cache
def recorded(name: str) -> tuple[Recorded, ...]:
    """The recorded calls of a method, the plainest first; none when there are none."""
    path = FOLDER / f"{name}.json"
    return tuple(msgspec.json.decode(path.read_bytes(), type=list[Recorded])) if path.is_file() else ()


def examples(name: str) -> list[Example]:
    """The recorded calls of a method as texts; one empty call where nothing was recorded."""
    found = recorded(name) or (Recorded(request={}, response={"status": "SUCCESS"}),)
    return [Example(call.title, _pretty(call.request), _pretty(call.response)) for call in found]


def _pretty(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
