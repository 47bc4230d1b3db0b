"""Django's entry for the package."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The messaging package."""

    name = "spinka.messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"
