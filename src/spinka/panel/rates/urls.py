"""Addresses of exchange rates."""

from django.urls import path

from spinka.panel.rates import views

urlpatterns = [
    path("settings/rates", views.rates, name="rates"),
    path("settings/rates/restore", views.restore, name="restore-rate"),
    path("settings/rates/<int:rate_id>/delete", views.delete, name="delete-rate"),
]
