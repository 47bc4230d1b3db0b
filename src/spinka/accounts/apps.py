"""Django's entry for the package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts package."""

    name = "spinka.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
