"""Django's entry for the package."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """The catalog package."""

    name = "spinka.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"
