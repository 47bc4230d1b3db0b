"""Addresses of suppliers."""

from django.urls import path

from spinka.panel.suppliers import views

urlpatterns = [
    path("suppliers", views.supplier_list, name="suppliers"),
    path("suppliers/<int:integration_id>", views.supplier, name="supplier"),
    path("suppliers/<int:integration_id>/leave", views.leave, name="leave-supplier"),
]
