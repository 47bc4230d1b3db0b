"""Addresses of the panel; one line per section, names are flat in the `panel` namespace."""

from django.urls import include, path

app_name = "panel"
urlpatterns = [
    path("", include("spinka.panel.access.urls")),
    path("", include("spinka.panel.start.urls")),
    path("", include("spinka.panel.settings.urls")),
]
