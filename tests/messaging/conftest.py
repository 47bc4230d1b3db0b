"""The file outbox of one test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> Path:
    """Mails of the test are filed here while no mail server is named."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.SMTP_URL = ""
    return tmp_path / "mail"
