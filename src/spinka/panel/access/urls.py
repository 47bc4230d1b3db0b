"""Addresses of signing in and out."""

from django.urls import path

from spinka.panel.access import views

urlpatterns = [
    path("login", views.sign_in, name="login"),
    path("logout", views.sign_out, name="logout"),
    path("language", views.change_language, name="language"),
    path("account", views.switch_account, name="switch-account"),
]
