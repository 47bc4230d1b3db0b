"""The data folder of an installation: where it is, and the generated secrets inside it."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spinka.ops.errors import OperationError

SECRETS = "secrets.json"


def home_folder() -> Path:
    """SPINKA_HOME, else `var` of the checkout the code runs from, else the user's data folder; created with mode 0700."""
    chosen = os.environ.get("SPINKA_HOME", "")
    checkout = Path(__file__).resolve().parents[3]
    if chosen:
        folder = Path(chosen).expanduser().resolve()
    elif (checkout / "pyproject.toml").is_file() and (checkout / "src" / "spinka").is_dir():
        folder = checkout / "var"
    else:
        data = os.environ.get("XDG_DATA_HOME", "")
        folder = (Path(data) if data else Path.home() / ".local" / "share") / "spinka"
    return private_folder(folder)


def private_folder(folder: Path) -> Path:
    """Create the folder with mode 0700; refuse one that this user cannot write."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o700)
    except OSError as failure:
        raise OperationError(f"{folder}: {failure.strerror}; set SPINKA_HOME to a folder of your own") from failure
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise OperationError(f"{folder} belongs to another user; set SPINKA_HOME to a folder of your own")
    return folder


def generated_secrets(folder: Path) -> dict[str, str]:
    """Passwords of the private database's roles and the signing key, made on first use and kept in a 0600 file."""
    path = folder / SECRETS
    with folder_lock(folder, "secrets.lock"):
        kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        missing = {"admin", "owner", "app", "secret_key"} - kept.keys()
        if missing:
            kept |= {name: secrets.token_urlsafe(48 if name == "secret_key" else 24) for name in sorted(missing)}
            fresh = path.with_suffix(".new")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(kept, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
    return kept


@contextmanager
def folder_lock(folder: Path, name: str) -> Iterator[None]:
    """Hold an exclusive lock on a file of the folder; released by the kernel when the process dies."""
    descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
