"""Addresses of signing in and out."""

from django.urls import path

from spinka.panel.access import entry, views

urlpatterns = [
    path("login", views.sign_in, name="login"),
    path("signup", entry.sign_up, name="signup"),
    path("confirm", entry.confirm, name="confirm"),
    path("confirm/<str:secret>", entry.open_confirmation, name="open-confirmation"),
    path("password", entry.ask_for_password, name="password"),
    path("reset", entry.choose_password, name="reset"),
    path("reset/<str:secret>", entry.open_reset, name="open-reset"),
    path("logout", views.sign_out, name="logout"),
    path("language", views.change_language, name="language"),
    path("account", views.switch_account, name="switch-account"),
]
