"""Django's entry for the package."""

from django.apps import AppConfig


class PanelConfig(AppConfig):
    """The panel package."""

    name = "spinka.panel"
    label = "panel"
