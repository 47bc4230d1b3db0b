"""Environment variables: what the product reads is in the README's table, developers' ones in CONTRIBUTING."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\bSPINKA_[A-Z_]+[A-Z]\b")


def used() -> set[str]:
    """Names the sources read."""
    return {name for path in (ROOT / "src").rglob("*.py") for name in VARIABLE.findall(path.read_text())}


class TestVariables:
    def test_the_readme_lists_what_is_read(self) -> None:
        rows = [line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("| `")]
        listed = {name for line in rows for name in VARIABLE.findall(line.split("|")[1])}
        for_developers = set(VARIABLE.findall((ROOT / "CONTRIBUTING.md").read_text()))
        assert used() - listed <= for_developers
        assert listed <= used()
