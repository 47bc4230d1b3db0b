"""Django's entry for the package."""

from django.apps import AppConfig


class ShipmentsConfig(AppConfig):
    """The shipments package."""

    name = "spinka.shipments"
    label = "shipments"
    default_auto_field = "django.db.models.BigAutoField"
