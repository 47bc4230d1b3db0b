"""Django's entry for the package."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """The clients package."""

    name = "spinka.clients"
    label = "clients"
    default_auto_field = "django.db.models.BigAutoField"
