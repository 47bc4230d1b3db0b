"""Lock files carry versions and hashes, never addresses; nothing names a package registry's host."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.lint.finding import Finding

RULE = "locks"
# Written in pieces so that this file does not name a host itself.
HOSTS = re.compile(r"\b(pypi|pythonhosted|npmjs|deb[.]debian)[.](org|com)\b")
FORBIDDEN = ("uv.lock", "pylock.toml")


def check(paths: Iterable[Path]) -> Iterator[Finding]:
    """Complain about addresses in lock files and registry hosts anywhere."""
    for path in paths:
        if path.name in FORBIDDEN:
            yield Finding(path, 1, RULE, "this kind of lock file carries registry addresses")
            continue
        try:
            text = path.read_text()
        except (UnicodeDecodeError, OSError):
            continue
        is_lock = path.suffix == ".lock"
        for number, line in enumerate(text.splitlines(), 1):
            if is_lock and "://" in line:
                yield Finding(path, number, RULE, "an address in a lock file")
            if HOSTS.search(line):
                yield Finding(path, number, RULE, "names a package registry's host")
