"""Addresses of the help."""

from django.urls import path

from spinka.panel.help import views

urlpatterns = [
    path("help", views.guides, name="help"),
    path("help/<slug:role>", views.guide, name="guide"),
]
