"""Only core/clock.py reads the system clock."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.lint.finding import Finding

RULE = "clock"
READERS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
    ("time", "time_ns"),
}
HOME = Path("src/spinka/core/clock.py")


def check(trees: Mapping[Path, ast.Module]) -> Iterator[Finding]:
    """Complain about calls that read the clock anywhere else."""
    for path, tree in trees.items():
        if path == HOME:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            # timezone.localtime(value) converts; without a value it reads the clock
            if (name, node.func.attr) in READERS and not (node.func.attr == "localtime" and node.args):
                yield Finding(
                    path, node.lineno, RULE, f"{name}.{node.func.attr}() reads the clock: use core.clock.now()"
                )
