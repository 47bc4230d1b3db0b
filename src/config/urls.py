"""Three mounts: the API, health, the panel."""

from django.urls import include, path

from spinka.core import health

urlpatterns = [
    path("", include("spinka.compat.urls")),
    path("health", health.health),
    path("", include("spinka.panel.urls")),
]

handler403 = "spinka.panel.errors.forbidden"
handler404 = "spinka.panel.errors.not_found"
handler500 = "spinka.panel.errors.failed"
