"""`python -m tools.lint`: run every house lint over the tracked and new files; exit 1 with one line per finding."""

import ast
import subprocess
import sys
from pathlib import Path

from tools.lint import clock, locks, markup, names, tenancy
from tools.lint.finding import Finding


def project_files() -> list[Path]:
    """Files git knows or would add, relative to the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for path in map(Path, listed) if path.is_file()]


def findings(paths: list[Path]) -> list[Finding]:
    """Everything the lints complain about and no comment excuses."""
    python = [path for path in paths if path.suffix == ".py"]
    sources = [path for path in python if path.parts[0] == "src" and "migrations" not in path.parts]
    trees = {path: ast.parse(path.read_text(), filename=str(path)) for path in sources}
    templates = [path for path in paths if path.suffix in {".html", ".txt"} and "templates" in path.parts]
    found = [
        *tenancy.check(trees),
        *clock.check(trees),
        *markup.check(trees),
        *names.check(python),
        *locks.check(paths),
    ]
    for path in templates:
        found += markup.check_template(path, path.read_text())
    return sorted(item for item in set(found) if not item.is_excused(_lines(item.path)))


def _lines(path: Path) -> list[str]:
    return path.read_text(errors="replace").splitlines()


def main() -> int:
    """Print the findings; 1 when there are any."""
    found = findings(project_files())
    for item in found:
        print(item)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
