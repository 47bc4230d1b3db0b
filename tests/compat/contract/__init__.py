"""The published contract: names, types, kinds, lengths, tiers. No texts of its documentation."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
Entry = dict[str, Any]


def _lines(name: str) -> frozenset[str]:
    return frozenset((_HERE / name).read_text().split())


# Our own methods that are served since the first release, and all that may ever be served beside the published ones.
OWN_SERVED = _lines("own.txt")
OWN = OWN_SERVED | _lines("own_later.txt")


@cache
def published() -> dict[str, Entry]:
    """Every published method by name, deprecated ones too."""
    return {entry["name"]: entry for entry in json.loads((_HERE / "methods.json").read_text())}


@cache
def once_pending() -> frozenset[str]:
    """The names that waited when the list was first written; it may only shrink."""
    return _lines("pending.txt")


def longest(parameter: Entry) -> int | None:
    """How long a text parameter may be: the larger of its two published lengths (R37)."""
    found = re.fullmatch(r"(?:var)?char\((\d+)\)", parameter["type"])
    if found is None or parameter["json"] != "string":
        return None
    return max(int(found[1]), parameter.get("max_length_newer", 0))
