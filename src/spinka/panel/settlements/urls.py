"""Addresses of settlements."""

from django.urls import path

from spinka.panel.settlements import views

urlpatterns = [
    path("settlements", views.settlement_list, name="settlements"),
    path("settlements/<int:connection_id>", views.settlement, name="settlement"),
]
