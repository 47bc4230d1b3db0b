"""The settings of one's own machine with the gallery's pages on top."""

from pathlib import Path

from config.settings.dev import *  # noqa: F403
from config.settings.dev import TEMPLATES

ROOT_URLCONF = "tests.browser.gallery.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
