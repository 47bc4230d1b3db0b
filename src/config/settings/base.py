"""Settings every environment shares; secrets and addresses come from the environment only."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

PROJECT_ROOT = Path(__file__).resolve().parents[3]


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no environment variable (1, true, yes, on)."""
    value = os.environ.get(name, "")
    return default if not value else value.lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict[str, Any]:
    """A DATABASES entry from a libpq address; safe behind a transaction pool (R54)."""
    parts = conninfo_to_dict(url) if url else {}
    host, port = parts.pop("host", ""), parts.pop("port", "")
    name, user, password = parts.pop("dbname", "spinka"), parts.pop("user", ""), parts.pop("password", "")
    return {
        "ENGINE": "spinka.core.postgres",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {**parts, "prepare_threshold": None},
    }


# Hot statements are prepared once per connection; never behind a transaction pool (R54), so only where it is asked for.
PREPARED_STATEMENTS = flag("SPINKA_PREPARE")

# Migrations, backup and the tests' set-up log in as the owner of the tables; everything else as a role that owns nothing (R47).
AS_OWNER = flag("SPINKA_AS_OWNER")
DATABASES = {
    "default": database(
        os.environ.get("DATABASE_OWNER_URL" if AS_OWNER else "DATABASE_URL", "") or os.environ.get("DATABASE_URL", "")
    )
}

SECRET_KEY = os.environ.get("SPINKA_SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("SPINKA_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("SPINKA_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "spinka.core",
    "spinka.accounts",
    "spinka.catalog",
    "spinka.orders",
    "spinka.shipments",
    "spinka.returns",
    "spinka.clients",
    "spinka.documents",
    "spinka.warehousing",
    "spinka.messaging",
    "spinka.connect",
    "spinka.compat",
    "spinka.panel",
    "spinka",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "spinka.panel.middleware.SecurityHeaders",
    "spinka.compat.transport.ApiTransport",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ]
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "spinka.panel.access.views.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_USERNAME_FORM_FIELD = "username"
CSRF_FAILURE_VIEW = "spinka.panel.errors.csrf_failure"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Web processes tell each other how many calls each token made (R39); one process alone may do without.
EXCHANGE_CALL_COUNTS = True

LANGUAGE_CODE = "en"
LANGUAGES = [("pl", "Polski"), ("en", "English")]
LOCALE_PATHS = [PROJECT_ROOT / "src" / "spinka" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("SPINKA_STATIC", "") or PROJECT_ROOT / "var" / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A thousand products a call with images in base64; the endpoint itself bounds what it reads.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
APPEND_SLASH = False

# Addresses the outbound guard may reach although they are private: host:port, comma separated (R44).
OUTBOUND_ALLOW = frozenset(filter(None, os.environ.get("SPINKA_OUTBOUND_ALLOW", "").split(",")))

# Whether a publication in the supplier directory waits for the operator's approval (R30).
MODERATE_DIRECTORY = flag("SPINKA_MODERATE_DIRECTORY")

# Where people reach this site; links in mails are made of it and never of what a request calls its host.
PUBLIC_URL = (
    os.environ.get("SPINKA_PUBLIC_URL", "")
    or next(iter(CSRF_TRUSTED_ORIGINS), "")
    or f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
)
# How many proxies of the operator stand in front: attempts are counted by the address the outermost saw.
TRUSTED_PROXIES = int(os.environ.get("SPINKA_PROXIES") or 0)
# Whether anybody may open an account by a page (R30); else the operator does it by a command.
OPEN_SIGNUP = flag("SPINKA_OPEN_SIGNUP")
# The platform's mails: through this server, or without one as files of the folder.
SMTP_URL = os.environ.get("SPINKA_SMTP_URL", "")
MAIL_FROM = os.environ.get("SPINKA_MAIL_FROM", "")
MAIL_FOLDER = Path(os.environ.get("SPINKA_MAIL_FOLDER", "") or PROJECT_ROOT / "var" / "mail")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"secrets": {"()": "spinka.core.masking.WithoutSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SPINKA_LOG_LEVEL", "WARNING")},
    "loggers": {
        # A refused form or a mistyped code is answered with 4xx; that is no fault of the server.
        "django.request": {"level": "ERROR"},
        # At lower levels they write every address in full, and addresses of pictures may hold keys.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}
