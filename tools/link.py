"""Make the checkout importable from its virtual environment and put `spinka` beside `python`, without a build backend."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SCRIPT = """#!{python}
import sys

from spinka.ops.cli import main

sys.exit(main())
"""


def link() -> None:
    if sys.prefix == sys.base_prefix:
        raise SystemExit("tools/link.py: run it with the virtual environment's python")
    (Path(sysconfig.get_path("purelib")) / "spinka.pth").write_text(f"{ROOT / 'src'}\n")
    script = Path(sys.prefix) / "bin" / "spinka"
    script.write_text(SCRIPT.format(python=Path(sys.prefix) / "bin" / "python"))
    script.chmod(0o755)


if __name__ == "__main__":
    link()
