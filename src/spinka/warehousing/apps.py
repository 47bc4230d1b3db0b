"""Django's entry for the package."""

from django.apps import AppConfig


class WarehousingConfig(AppConfig):
    """The warehousing package."""

    name = "spinka.warehousing"
    label = "warehousing"
    default_auto_field = "django.db.models.BigAutoField"
