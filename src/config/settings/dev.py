"""Settings of the demo and of one's own machine: plain http on loopback."""

from config.settings.base import *  # noqa: F403

SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
