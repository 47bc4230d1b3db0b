"""Records the golden pairs of tests/compat/golden anew: `python tools/golden.py`, then read the difference.

Each file is {"title", "request": {…parameters}, "response": {…}}; the story they come from is
tests/compat/contract/story.py.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = "tests/compat/test_contract_golden.py"


def main() -> int:
    """Run the tests that write the files; the exit code is theirs."""
    environment = {**os.environ, "SPINKA_GOLDEN": "record"}
    command = [sys.executable, "-m", "pytest", TESTS, "-q", "-n0"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
