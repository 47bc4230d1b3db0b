"""Django's entry for the package."""

from django.apps import AppConfig


class CompatConfig(AppConfig):
    """The compat package."""

    name = "spinka.compat"
    label = "compat"
    default_auto_field = "django.db.models.BigAutoField"
