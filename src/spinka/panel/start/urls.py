"""Addresses of the start page."""

from django.urls import path

from spinka.panel.start import views

urlpatterns = [
    path("", views.home, name="home"),
    path("palette", views.palette, name="palette"),
]
