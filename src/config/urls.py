"""Three mounts: the API, health, the panel."""

from django.urls import include, path

from spinka.compat import endpoint
from spinka.core import health

urlpatterns = [
    path("connector.php", endpoint.connector),
    path("api/v1/openapi.json", endpoint.openapi_document),
    path("api/v1/<str:name>", endpoint.rest),
    path("health", health.health),
    path("", include("spinka.panel.urls")),
]

handler403 = "spinka.panel.errors.forbidden"
handler404 = "spinka.panel.errors.not_found"
handler500 = "spinka.panel.errors.failed"
