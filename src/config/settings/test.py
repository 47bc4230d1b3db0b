"""Settings of the test suite."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403

SECRET_KEY = "tests-only-tests-only-tests-only-tests-only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
AXES_ENABLED = True

# Tests exchange counts themselves: a thread of its own would read the database between tests.
EXCHANGE_CALL_COUNTS = False

# Mails of tests that look at none of them.
SMTP_URL = ""
PUBLIC_URL = "https://spinka.example"
MAIL_FOLDER = Path(tempfile.mkdtemp(prefix="spinka-mail-"))
atexit.register(shutil.rmtree, MAIL_FOLDER, ignore_errors=True)
