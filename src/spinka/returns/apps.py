"""Django's entry for the package."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """The returns package."""

    name = "spinka.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"
