"""Installs the public API clients of tests/clients/clients.lock, each into a folder of its own, once."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "tests" / "clients" / "clients.lock"
CACHE = ROOT / "var" / "clients"


class ClientsUnavailable(RuntimeError):
    """The package index gave no client; the message says what pip said."""


def sections() -> dict[str, list[str]]:
    """Folder name → the pinned requirements that go into it."""
    found: dict[str, list[str]] = {}
    for line in map(str.strip, LOCK.read_text().splitlines()):
        if line.startswith("["):
            found[line.strip("[]")] = current = []
        elif line and not line.startswith("#"):
            current.append(line)
    return found


def install() -> Path:
    """The folder that holds the installed clients; made by pip when this lock was not installed before."""
    done = CACHE / hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:16]
    if done.exists():
        return done
    CACHE.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=CACHE))
    try:
        for folder, requirements in sections().items():
            pinned = work / f"{folder}.txt"
            pinned.write_text("\n".join(requirements) + "\n")
            _pip("--target", str(work / folder), "-r", str(pinned))
        # Somebody else may have been quicker; theirs is as good.
        if not done.exists():
            work.rename(done)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return done


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--no-compile", "--require-hashes", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if result.returncode:
        raise ClientsUnavailable(f"pip could not install the public API clients: {result.stderr.strip()[-1000:]}")


if __name__ == "__main__":
    print(install())
