"""Addresses of the API and of its reference."""

from django.urls import path

from spinka.compat import endpoint
from spinka.compat.reference import views

app_name = "compat"
urlpatterns = [
    path("connector.php", endpoint.connector, name="connector"),
    path("api/v1/openapi.json", endpoint.openapi_document, name="openapi"),
    path("api/v1/<path:name>", endpoint.rest, name="call"),
    path("api/docs", views.guide, name="guide"),
    path("api/docs/<str:name>", views.method_page, name="method"),
]
