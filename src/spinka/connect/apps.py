"""Django's entry for the package."""

from django.apps import AppConfig


class ConnectConfig(AppConfig):
    """The connect package."""

    name = "spinka.connect"
    label = "connect"
    default_auto_field = "django.db.models.BigAutoField"
