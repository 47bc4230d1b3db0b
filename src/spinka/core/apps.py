"""Django's entry for the package."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core package."""

    name = "spinka.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
