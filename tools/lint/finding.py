"""One complaint of a house lint, and the comment that excuses a line from it."""

import re
from dataclasses import dataclass
from pathlib import Path

SKIP = re.compile(r"lint-skip:\s*(?P<rule>[\w-]+)\s+(?P<reason>\S.*)")


@dataclass(frozen=True, order=True)
class Finding:
    """Where a rule is broken and how to mend it."""

    path: Path
    line: int
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"

    def is_excused(self, lines: list[str]) -> bool:
        """Whether the line itself carries the comment for this rule with a reason."""
        if not 0 < self.line <= len(lines):
            return False
        note = SKIP.search(lines[self.line - 1])
        return note is not None and note["rule"] == self.rule
