"""Django's entry for the package."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents package."""

    name = "spinka.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
