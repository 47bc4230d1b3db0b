"""One call and its answer per method, recorded from a call that was really made (see tests/compat/test_reference.py)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).with_name("calls")


class Recorded(msgspec.Struct, forbid_unknown_fields=True):
    """Parameters and the whole answer; long files are cut."""

    request: dict[str, Any]
    response: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A recorded call as texts ready to read: JSON with two spaces."""

    request: str
    response: str


@cache
def recorded(name: str) -> Recorded | None:
    """The recorded call of a method, None when there is none."""
    path = FOLDER / f"{name}.json"
    return msgspec.json.decode(path.read_bytes(), type=Recorded) if path.is_file() else None


def example(name: str) -> Example:
    """The recorded call of a method as text; an empty request where nothing was recorded."""
    found = recorded(name) or Recorded(request={}, response={"status": "SUCCESS"})
    return Example(_pretty(found.request), _pretty(found.response))


def _pretty(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
