"""`make features`: every feature with one line, the tests that show it and how they ended in the last run."""

import ast
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "features.tsv"
REPORT = ROOT / ".results" / "features.json"


def marked_tests() -> dict[str, set[str]]:
    """Feature id → "path::Class::test" of the tests marked with it, read from the sources."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text())
        name = str(path.relative_to(ROOT))
        _walk(tree, name, _module_marks(tree), found)
    return found


def _module_marks(tree: ast.Module) -> set[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "pytestmark" for target in node.targets):
            return _ids([node.value, *getattr(node.value, "elts", [])])
    return set()


def _walk(node: ast.Module | ast.ClassDef, name: str, ids: set[str], found: dict[str, set[str]]) -> None:
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            _walk(child, f"{name}::{child.name}", ids | _ids(child.decorator_list), found)
        elif isinstance(child, ast.FunctionDef) and child.name.startswith("test"):
            for feature in ids | _ids(child.decorator_list):
                found[feature].add(f"{name}::{child.name}")


def _ids(decorators: list[ast.expr]) -> set[str]:
    calls = [item for item in decorators if isinstance(item, ast.Call)]
    marks = [item for item in calls if isinstance(item.func, ast.Attribute) and item.func.attr == "feature"]
    return {str(argument.value) for mark in marks for argument in mark.args if isinstance(argument, ast.Constant)}


def state(feature: str, tests: set[str], report: dict[str, Any]) -> str:
    """none: no test; pass, FAIL: how the marked tests ended; unknown: they have not run since they were written."""
    if not tests:
        return "none"
    outcomes = []
    for test in tests:
        runs = [entry for node, entry in report.items() if node == test or node.startswith(f"{test}[")]
        if not runs:
            return "unknown"
        outcomes += [entry["passed"] and feature in entry["features"] for entry in runs]
    return "pass" if all(outcomes) else "FAIL"


def main() -> int:
    """Print the table; 1 when a feature fails or a test marks an id the table does not have."""
    with TABLE.open(newline="") as file:
        table = {row["id"]: row["feature"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    marked = marked_tests()
    report: dict[str, Any] = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    counts: dict[str, int] = defaultdict(int)
    for feature, text in table.items():
        tests = marked.get(feature, set())
        answer = state(feature, tests, report)
        counts[answer] += 1
        print(f"{feature:5} {answer:8} {len(tests):3} tests  {text}")
        if "-v" in sys.argv[1:]:
            for test in sorted(tests):
                print(f"        {test}")
    unlisted = sorted(marked.keys() - table.keys())
    for feature in unlisted:
        print(f"{feature:5} not in {TABLE.relative_to(ROOT)}: {', '.join(sorted(marked[feature]))}")
    print(", ".join(f"{number} {name}" for name, number in sorted(counts.items())) + f" of {len(table)}")
    return 1 if unlisted or counts["FAIL"] else 0


if __name__ == "__main__":
    sys.exit(main())
