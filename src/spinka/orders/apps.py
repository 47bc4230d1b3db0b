"""Django's entry for the package."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The orders package."""

    name = "spinka.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"
