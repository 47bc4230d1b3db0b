"""Modules are called after what they hold, never after being a drawer."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.lint.finding import Finding

RULE = "names"
DRAWERS = ("util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "extras", "base_service")
LONGEST = 400


def check(paths: Iterable[Path]) -> Iterator[Finding]:
    """Complain about drawers, and about modules past 400 lines."""
    for path in paths:
        for part in (*path.parts[:-1], path.stem):
            if part in DRAWERS:
                yield Finding(path, 1, RULE, f"{part} says nothing: name the module after what it holds")
        if path.parts[0] == "src" and "migrations" not in path.parts:
            lines = len(path.read_text().splitlines())
            if lines > LONGEST:
                yield Finding(path, 1, RULE, f"{lines} lines: split at {LONGEST} into a package of the same name")
