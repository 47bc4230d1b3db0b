"""Settings of a real installation: behind TLS, with secrets from the environment."""

from config.settings.base import *  # noqa: F403
from config.settings.base import SECRET_KEY, flag

if not SECRET_KEY:
    raise SystemExit("SPINKA_SECRET_KEY is not set; give it a long random text")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if flag("SPINKA_NO_HSTS") else 31_536_000
SECURE_SSL_REDIRECT = not flag("SPINKA_NO_TLS_REDIRECT")
SECURE_REDIRECT_EXEMPT = [r"^health$"]
