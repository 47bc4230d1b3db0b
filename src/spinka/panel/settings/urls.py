"""Addresses of the person's settings."""

from django.urls import path

from spinka.panel.settings import views

urlpatterns = [
    path("settings", views.show, name="settings"),
    path("settings/preferences", views.save_preferences, name="save-preferences"),
    path("settings/password", views.change_password, name="change-password"),
]
